// Boost.Sort on a plain std::vector: pdqsort (unstable) and spinsort (stable).
#include "../adapters/plain.hpp"
#include <boost/sort/pdqsort/pdqsort.hpp>
#include <boost/sort/spinsort/spinsort.hpp>

template <class E> struct BoostList : PlainList<E> {
  BoostList deep() const { return *this; }
  template <class Order> void sort(Order order) {
    auto& v = this->v;
    if constexpr (sizeof(E) <= 8) boost::sort::pdqsort_branchless(v.begin(), v.end(), this->less_of(order));
    else boost::sort::pdqsort(v.begin(), v.end(), this->less_of(order));
  }
  template <class Order> void sort_stable(Order order) { boost::sort::spinsort(this->v.begin(), this->v.end(), this->less_of(order)); }
};

int main() {
  Bench bench("boostsort");
  sort_workloads<BoostList<int64_t>, BoostList<Record64>>(bench);
}
