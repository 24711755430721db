// The C++ standard library behind std::shared_ptr, copied on write.
#include "../adapters/shared.hpp"
#include <unordered_map>
#include <unordered_set>

using CountedString = std::shared_ptr<const std::string>;
struct HashText {
  size_t operator()(const CountedString& s) const { return std::hash<std::string>()(*s); }
};
struct EqualText {
  bool operator()(const CountedString& a, const CountedString& b) const { return *a == *b; }
};

int main() {
  Bench bench("stdcow");
  using L = SharedList<int64_t>;
  using M = SharedMap<std::unordered_map<int64_t, int64_t>>;
  using S = SharedSet<std::unordered_set<int64_t>>;
  auto make = [](int i) -> CountedString { return std::make_shared<std::string>(text32(i)); };
  verify_list<L>(true);
  verify_map<M>(true);
  list_workloads<L>(bench);
  sort_workloads<L, SharedList<Record64>>(bench);
  map_workloads<M>(bench);
  large_map_workloads<M>(bench);
  set_workloads<S>(bench);
  large_set_workloads<S>(bench);
  string_map_workloads<SharedMap<std::unordered_map<CountedString, int64_t, HashText, EqualText>>>(bench, make);
  string_list_workloads<SharedList<CountedString>>(bench, make, true);
  sharing_workloads<L>(bench, true);
  list_memory<L>(bench);
  table_memory<M, S>(bench);
  list_scale<L>(bench);
}
