// Collections whose elements are counted themselves: lists of strings, maps
// with strings as keys.
#pragma once
#include "sharing.hpp"
#include <new>

// The text of the i-th string: 32 bytes, too long for any small-string optimisation.
inline std::string text32(int i) {
  char text[33];
  snprintf(text, sizeof text, "a string of 32 bytes %11d", i);
  return text;
}

// A place for an object that is made and destroyed by hand, so that both can be timed.
template <class T> union Slot {
  T value;
  Slot() {}
  ~Slot() {}
};

// LS is a list of counted strings, make(i) a fresh string with text32(i).
template <class LS, class Make> void string_list_rows(const Bench& bench, Make make, const std::string& suffix) {
  const size_t n = 10000;
  auto extra = make(-1);
  LS strings;
  for (size_t i = 0; i < n; ++i) strings.push(make(int(i)));
  Slot<LS> slot;
  bench.run_both("strlist_copy_1e4" + suffix, "strlist_drop_1e4" + suffix, double(n),
    [&] { new (&slot.value) LS(strings); slot.value.push(extra); keep(slot.value); },
    [&] { slot.value.~LS(); barrier(); });
  check(strings.size() == n, "a push on a copy leaves the list alone");
  bench.run("strlist_push_1e4" + suffix, double(n), [&] {
    LS list;
    for (size_t i = 0; i < n; ++i) list.push(extra);
    keep(list);
  });
}

template <class LS, class Make> void string_list_workloads(const Bench& bench, Make make, bool cow) {
  if (!bench.group("elements")) return;
  string_list_rows<LS>(bench, make, "");
  if (cow) with_second_thread([&] { string_list_rows<LS>(bench, make, "_mtproc"); });
}

// MS is a map from strings to int64. Lookups use strings of their own, not the stored ones.
// To be run before string_list_workloads, which starts a thread: libraries that count
// without locked instructions in a process that never had two do not so behind it.
template <class MS, class Make> void string_map_workloads(const Bench& bench, Make make) {
  if (!bench.group("elements")) return;
  using String = decltype(make(0));
  const size_t n = 1000;
  std::vector<String> keys, needles;
  for (size_t i = 0; i < n; ++i) keys.push_back(make(int(i)));
  for (size_t i = 0; i < n; ++i) needles.push_back(make(int(i)));
  needles = shuffled(needles, 3);
  auto fill = [&] {
    MS map;
    for (size_t i = 0; i < n; ++i) map.insert(keys[i], int64_t(i));
    return map;
  };
  bench.run("strmap_insert_1e3", 10 * n, [&] { for (int r = 0; r < 10; ++r) { MS map = fill(); keep(map); } });
  MS map = fill();
  bench.run("strmap_get_1e3", n, [&] {
    int64_t sum = 0, v = 0;
    for (auto& needle : needles) sum += map.get(needle, v) ? v : -1;
    check(sum == int64_t(n * (n - 1) / 2), "every string is found");
    keep(sum);
  });
  String extra = make(-1);
  bench.run("strmap_copy_insert_1e3", 10, [&] { for (int r = 0; r < 10; ++r) { MS c = map; c.insert(extra, r); keep(c); } });
  check(map.size() == n, "an insert into a copy leaves the map alone");
}
