// Maps from int64 to int64, at 8, 64, 1e3 and 1e5 entries.
//
// An adapter M has insert (adds or overwrites), get, remove, size, sum (of the
// values), deep and id (tells whether two maps share their entries).
#pragma once
#include "../harness.hpp"

template <class M> M map_of(const std::vector<int64_t>& keys) {
  M map;
  const int64_t* key = keys.data();
  for (size_t i = 0, n = keys.size(); i < n; ++i) map.insert(key[i], int64_t(i));
  return map;
}

// The sum of the values of the keys, -1 for each that is missing.
template <class M> int64_t look_up(const M& map, const std::vector<int64_t>& keys) {
  const int64_t* key = keys.data();
  int64_t sum = 0, v = 0;
  for (size_t i = 0, n = keys.size(); i < n; ++i) sum += map.get(key[i], v) ? v : -1;
  return sum;
}

template <class M> void verify_map(bool cow) {
  M a;
  for (int i = 0; i < 100; ++i) a.insert(i * 7, i);
  M b = a;
  check((b.id() == a.id()) == cow, "a copy shares exactly with copy-on-write");
  int64_t v = 0;
  b.insert(-5, 1);
  check(a.size() == 100 && b.size() == 101 && !a.get(-5, v) && b.get(-5, v) && v == 1 && b.id() != a.id(), "insert into a shared map copies");
  const void* before = b.id();
  b.insert(-5, 2);
  check(b.id() == before && b.get(-5, v) && v == 2 && b.size() == 101, "overwriting in a unique map stays in place");
  b.remove(-5);
  check(b.size() == 100 && !b.get(-5, v) && a.sum() == 4950 && b.sum() == 4950, "remove");
}

// Small maps are worked on repeatedly, so that one repetition is long enough to time.
inline size_t repeats(size_t n) { return n >= 16384 ? 1 : 16384 / n; }

template <class M> void map_access_rows(const Bench& bench, size_t n) {
  auto keys = mixed_keys(n), order = shuffled(keys, 3), missing = mixed_keys(n, 10000000);
  size_t repeat = repeats(n);
  double ops = double(repeat * n);
  bench.run(sized("map_insert_", n), ops, [&] {
    for (size_t r = 0; r < repeat; ++r) { M map = map_of<M>(keys); keep(map); }
  });
  M map = map_of<M>(keys);
  check(map.size() == n, "as many entries as keys");
  bench.run(sized("map_get_", n), ops, [&] {
    int64_t sum = 0;
    as_local(map, [&](M& m) { for (size_t r = 0; r < repeat; ++r) sum += look_up(m, order); });
    keep(sum);
  });
  bench.run(sized("map_miss_", n), ops, [&] {
    int64_t sum = 0;
    as_local(map, [&](M& m) { for (size_t r = 0; r < repeat; ++r) sum += look_up(m, missing); });
    check(sum == -int64_t(repeat * n), "missing keys are not found");
  });
  bench.run(sized("map_overwrite_", n), ops, [&] {
    as_local(map, [repeat, key = order.data(), n](M& m) {
      for (size_t r = 0; r < repeat; ++r)
        for (size_t i = 0; i < n; ++i) m.insert(key[i], int64_t(r + i));
    });
  });
  check(map.size() == n, "overwriting adds no entries");
}

template <class M> void map_whole_rows(const Bench& bench, size_t n) {
  auto keys = mixed_keys(n), order = shuffled(keys, 3), missing = mixed_keys(n, 10000000);
  size_t repeat = repeats(n);
  M map = map_of<M>(keys);
  bench.run(sized("map_iter_", n), double(repeat * n), [&] {
    int64_t sum = 0;
    for (size_t r = 0; r < repeat; ++r) { sum += map.sum(); barrier(); }
    keep(sum);
  });
  int copies = n <= 100000 ? 20 : 1;
  bench.run(sized("map_copy_insert_", n), copies, [&] {
    for (int r = 0; r < copies; ++r) { M c = map; c.insert(missing[size_t(r) % n], r); keep(c); }
  });
  check(map.size() == n, "an insert into a copy leaves the map alone");
  bench.run_on(sized("map_remove_", n), double(n), [&] { return map.deep(); }, [&](M& c) {
    for (size_t i = 0; i < n; ++i) c.remove(order[i]);
    check(c.size() == 0, "all removed");
  });
}

// Keys 0, 1, 2, ...: kind to identity hashes.
template <class M> void map_dense_rows(const Bench& bench, size_t n) {
  auto keys = dense_keys(n), order = shuffled(keys, 5);
  bench.run(sized("map_insert_dense_", n), double(n), [&] { M map = map_of<M>(keys); keep(map); });
  M map = map_of<M>(keys);
  bench.run(sized("map_get_dense_", n), double(n), [&] {
    int64_t sum = 0;
    as_local(map, [&](M& m) { sum = look_up(m, order); });
    keep(sum);
  });
}

// largest bounds n, for maps whose lookups are linear.
template <class M> void map_workloads(const Bench& bench, size_t largest = 100000) {
  if (!bench.group("maps")) return;
  for (size_t n : {8, 64, 1000, 100000}) {
    if (n > largest) continue;
    map_access_rows<M>(bench, n);
    map_whole_rows<M>(bench, n);
  }
  if (largest >= 100000) map_dense_rows<M>(bench, 100000);
}
template <class M> void large_map_workloads(const Bench& bench) {
  if (!bench.group("large")) return;
  map_access_rows<M>(bench, 10000000);
  map_whole_rows<M>(bench, 10000000);
}
