// Sorting a million 8-byte numbers and a million 64-byte records by their key.
//
// An order is a class with less (what C++ wants) and compare (what C wants),
// so that every library is given the form it was built for.
#pragma once
#include "lists.hpp"

struct Record64 {
  int64_t key, rest[7];
};

struct ByValue {
  using Natural = int64_t; // the order of the integers themselves
  static bool less(const int64_t& a, const int64_t& b) { return a < b; }
  static int32_t compare(const int64_t& a, const int64_t& b) { return (a > b) - (a < b); }
};
struct ByKey {
  static bool less(const Record64& a, const Record64& b) { return a.key < b.key; }
  static int32_t compare(const Record64& a, const Record64& b) { return (a.key > b.key) - (a.key < b.key); }
};

// An order known only as a pointer to a function: what a sort compiled apart
// from its caller sees.
inline OPAQUE bool less_by_call(const int64_t& a, const int64_t& b) { return ByValue::less(a, b); }
inline OPAQUE int32_t compare_by_call(const void* a, const void* b) noexcept {
  return ByValue::compare(*static_cast<const int64_t*>(a), *static_cast<const int64_t*>(b));
}
struct ByCall {
  bool (*less)(const int64_t&, const int64_t&);
  int32_t (*compare)(const void*, const void*) noexcept;
  static ByCall hidden() {
    ByCall order{less_by_call, compare_by_call};
    hide(order.less);
    hide(order.compare);
    return order;
  }
};

template <class L> bool is_sorted(const L& list) {
  for (size_t i = 1; i < list.size(); ++i)
    if (list.get(i - 1) > list.get(i)) return false;
  return true;
}

template <class L> L random_list(size_t n, uint64_t seed) {
  Random random(seed);
  L list;
  list.reserve(n);
  for (size_t i = 0; i < n; ++i) list.push(int64_t(random.next()));
  return list;
}

template <class L, class LR> void sort_workloads(const Bench& bench) {
  if (!bench.group("sort")) return;
  const size_t n = 1000000;
  L numbers = random_list<L>(n, 7);
  auto copy = [&] { return numbers.deep(); };
  bench.run_on("sort_unstable_1e6", n, copy, [](L& l) { l.sort(ByValue{}); });
  bench.run_on("sort_stable_1e6", n, copy, [](L& l) { l.sort_stable(ByValue{}); });
  ByCall order = ByCall::hidden();
  bench.run_on("sort_unstable_fn_1e6", n, copy, [&](L& l) { l.sort(order); });
  bench.run_on("sort_stable_fn_1e6", n, copy, [&](L& l) { l.sort_stable(order); });
  {
    L a = copy(), b = copy();
    a.sort(order);
    b.sort_stable(ByValue{});
    check(is_sorted(a) && is_sorted(b), "sorted");
    bench.run_on("sort_sorted_1e6", n, [&] { return a.deep(); }, [](L& l) { l.sort(ByValue{}); });
    bench.run_on("sort_stable_sorted_1e6", n, [&] { return a.deep(); }, [](L& l) { l.sort_stable(ByValue{}); });
  }

  Random random(8);
  LR records;
  records.reserve(n);
  for (size_t i = 0; i < n; ++i) records.push(Record64{int64_t(random.next()), {int64_t(i)}});
  auto copy_records = [&] { return records.deep(); };
  bench.run_on("sort64_unstable_1e6", n, copy_records, [](LR& l) { l.sort(ByKey{}); });
  bench.run_on("sort64_stable_1e6", n, copy_records, [](LR& l) { l.sort_stable(ByKey{}); });
}
