// The C++ standard library, copied as values.
#include "../adapters/plain.hpp"
#include <unordered_map>
#include <unordered_set>

int main() {
  Bench bench("std");
  using L = PlainList<int64_t>;
  using M = PlainMap<std::unordered_map<int64_t, int64_t>>;
  using S = PlainSet<std::unordered_set<int64_t>>;
  verify_list<L>(false);
  verify_map<M>(false);
  list_workloads<L>(bench);
  queue_workload<PlainQueue>(bench);
  sort_workloads<L, PlainList<Record64>>(bench);
  map_workloads<M>(bench);
  large_map_workloads<M>(bench);
  set_workloads<S>(bench);
  large_set_workloads<S>(bench);
  string_map_workloads<PlainMap<std::unordered_map<std::string, int64_t>>>(bench, text32);
  string_list_workloads<PlainList<std::string>>(bench, text32, false);
  sharing_workloads<L>(bench, false);
  list_memory<L>(bench);
  table_memory<M, S>(bench);
  list_scale<L>(bench);
  table_scale<M, S>(bench);
}
