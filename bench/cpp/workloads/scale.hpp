// Cost against size, from 4 to ten million: rows named scale_<operation>@<n>.
// Every point is nanoseconds per element, for push_shared and union too.
#pragma once
#include "sets.hpp"
#include "sorting.hpp"

inline const std::vector<size_t>& scale_sizes() {
  static const std::vector<size_t> sizes = {4, 16, 64, 256, 1000, 4000, 16000, 64000, 250000, 1000000, 4000000, 10000000};
  return sizes;
}

inline std::string scale_row(const char* operation, size_t n) { return "scale_" + std::string(operation) + "@" + std::to_string(n); }

template <class L> void list_scale(const Bench& bench) {
  if (!bench.group("scale")) return;
  for (size_t n : scale_sizes()) {
    size_t repeat = repeats(n);
    double ops = double(repeat * n);
    bench.run(scale_row("push", n), ops, [&] { for (size_t r = 0; r < repeat; ++r) { L list = list_of<L>(n); keep(list); } });
    L list = list_of<L>(n);
    bench.run(scale_row("push_shared", n), ops, [&] { for (size_t r = 0; r < repeat; ++r) { L c = list; c.push(1); keep(c); } });
    auto order = random_indices(16384, n, 42);
    bench.run(scale_row("get", n), 16384, [&] {
      int64_t sum = 0;
      for (uint32_t i : order) sum += list.get(i);
      keep(sum);
    });
    size_t lists = std::max<size_t>(1, 2000 / n);
    L unsorted = random_list<L>(n, 7);
    bench.run_on(scale_row("sort", n), double(lists * n), [&] { std::vector<L> copies; for (size_t i = 0; i < lists; ++i) copies.push_back(unsorted.deep()); return copies; },
      [](std::vector<L>& copies) { for (L& l : copies) l.sort(ByValue{}); });
  }
}

template <class M, class S> void table_scale(const Bench& bench) {
  if (!bench.group("scale")) return;
  for (size_t n : scale_sizes()) {
    auto keys = mixed_keys(n);
    size_t repeat = repeats(n);
    bench.run(scale_row("insert", n), double(repeat * n), [&] { for (size_t r = 0; r < repeat; ++r) { M map = map_of<M>(keys); keep(map); } });
    {
      M map = map_of<M>(keys);
      auto order = random_indices(16384, n, 42);
      bench.run(scale_row("lookup", n), 16384, [&] {
        int64_t sum = 0, v = 0;
        for (uint32_t i : order) sum += map.get(keys[i], v) ? v : -1;
        keep(sum);
      });
    }
    S a = set_of<S>(keys), b = set_of<S>(mixed_keys(n, n / 2));
    bench.run(scale_row("union", n), double(repeat * n), [&] { for (size_t r = 0; r < repeat; ++r) { S c = S::unite(a, b); keep(c); } });
  }
}
