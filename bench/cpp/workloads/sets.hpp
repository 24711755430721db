// Sets of int64 at 8, 64, 1e3 and 1e5 elements, and their algebra at 1e3 and 1e5.
//
// unite, intersect and subtract leave both sets alone and return a third; half
// of the elements of the two sets are common.
#pragma once
#include "maps.hpp"

template <class S> S set_of(const std::vector<int64_t>& keys) {
  S set;
  for (int64_t key : keys) set.insert(key);
  return set;
}

template <class S> void set_element_rows(const Bench& bench, size_t n) {
  auto keys = mixed_keys(n), order = shuffled(keys, 3);
  size_t repeat = repeats(n);
  double ops = double(repeat * n);
  bench.run(sized("set_insert_", n), ops, [&] { for (size_t r = 0; r < repeat; ++r) { S set = set_of<S>(keys); keep(set); } });
  S set = set_of<S>(keys);
  bench.run(sized("set_contains_", n), ops, [&] {
    int64_t found = 0;
    as_local(set, [&, key = order.data()](S& s) {
      int64_t hits = 0;
      for (size_t r = 0; r < repeat; ++r)
        for (size_t i = 0; i < n; ++i) hits += s.contains(key[i]);
      found = hits;
    });
    check(found == int64_t(repeat * n), "every element is found");
    keep(found);
  });
}

template <class S> void set_algebra_rows(const Bench& bench, size_t n) {
  S a = set_of<S>(mixed_keys(n)), b = set_of<S>(mixed_keys(n, n / 2));
  S all = S::unite(a, b), common = S::intersect(a, b), rest = S::subtract(a, b);
  check(all.size() == n + n / 2 && common.size() == n / 2 && rest.size() == n / 2 && a.size() == n && b.size() == n, "set algebra");
  int repeat = n <= 1000 ? 20 : 1;
  bench.run(sized("set_union_", n), repeat, [&] { for (int r = 0; r < repeat; ++r) { S c = S::unite(a, b); keep(c); } });
  bench.run(sized("set_intersect_", n), repeat, [&] { for (int r = 0; r < repeat; ++r) { S c = S::intersect(a, b); keep(c); } });
  bench.run(sized("set_diff_", n), repeat, [&] { for (int r = 0; r < repeat; ++r) { S c = S::subtract(a, b); keep(c); } });
}

template <class S> void set_workloads(const Bench& bench) {
  if (!bench.group("sets")) return;
  for (size_t n : {8, 64, 1000, 100000}) {
    set_element_rows<S>(bench, n);
    if (n >= 1000) set_algebra_rows<S>(bench, n);
  }
}
template <class S> void large_set_workloads(const Bench& bench) {
  if (!bench.group("large")) return;
  set_element_rows<S>(bench, 10000000);
  set_algebra_rows<S>(bench, 10000000);
}
