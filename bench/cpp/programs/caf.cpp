// CAF's copy-on-write pointer over a counted holder: what its cow_vector is made
// of, and its flat map (a vector of entries, searched linearly).
#include "../adapters/shared.hpp"
#include <caf/detail/unordered_flat_map.hpp>
#include <caf/intrusive_cow_ptr.hpp>
#include <caf/make_counted.hpp>
#include <caf/ref_counted.hpp>

template <class T> struct Holder : caf::ref_counted {
  T value;
  Holder() = default;
  explicit Holder(const T& v) : value(v) {}
  Holder* copy() const { return new Holder(value); }
};

template <class T> struct CafPtr {
  caf::intrusive_cow_ptr<Holder<T>> p{caf::make_counted<Holder<T>>()};
  const T& shared() const { return p->value; }
  T& unshared() { return p.unshared().value; }
};

using FlatMap = caf::detail::unordered_flat_map<int64_t, int64_t>;
struct CafMap : SharedMap<FlatMap, CafPtr> {
  void insert(int64_t k, int64_t v) {
    FlatMap& map = mut();
    auto it = map.find(k);
    if (it != map.end()) it->second = v;
    else map.container().emplace_back(k, v);
  }
  CafMap deep() const {
    CafMap c;
    c.mut() = view();
    return c;
  }
};

struct CafText : caf::ref_counted {
  std::string text;
  explicit CafText(int i) : text(text32(i)) {}
};

int main() {
  Bench bench("caf");
  using L = SharedList<int64_t, CafPtr>;
  using CountedString = caf::intrusive_ptr<CafText>;
  auto make = [](int i) { return caf::make_counted<CafText>(i); };
  verify_list<L>(true);
  verify_map<CafMap>(true);
  list_workloads<L>(bench);
  sort_workloads<L, SharedList<Record64, CafPtr>>(bench);
  map_workloads<CafMap>(bench, 1000);
  string_list_workloads<SharedList<CountedString, CafPtr>>(bench, make, true);
  sharing_workloads<L>(bench, true);
  list_memory<L>(bench);
}
