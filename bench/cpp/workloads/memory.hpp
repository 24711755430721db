// Bytes per element, as the C allocator counts them, and at the peak.
#pragma once
#include "../harness.hpp"
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

inline double allocated_bytes() {
  struct mallinfo2 info = mallinfo2();
  return double(info.uordblks + info.hblkhd);
}

// Bytes held by copies many objects of n elements each, per element.
template <class Make> void held_row(const Bench& bench, const std::string& row, size_t n, Make make) {
  if (!bench.wants(row)) return;
  size_t copies = n >= 1000 ? 1 : 10000;
  std::vector<decltype(make(n))> objects;
  objects.reserve(copies);
  double before = allocated_bytes();
  for (size_t i = 0; i < copies; ++i) objects.push_back(make(n));
  double held = allocated_bytes() - before + double(copies * sizeof(objects[0]));
  bench.emit(row, held / double(copies * n));
}

// Kilobytes that a child process had resident at most while it ran f.
template <class F> long peak_kilobytes(F f) {
  pid_t child = fork();
  check(child >= 0, "fork");
  if (child == 0) {
    f();
    _exit(0);
  }
  int status;
  struct rusage usage;
  check(wait4(child, &status, 0, &usage) == child && status == 0, "the child ran to its end");
  return usage.ru_maxrss;
}

// The highest resident size while n elements are put in, per element.
template <class Make> void peak_row(const Bench& bench, const std::string& row, size_t n, Make make) {
  if (!bench.wants(row)) return;
  long idle = peak_kilobytes([] {});
  long busy = peak_kilobytes([&] { auto object = make(n); keep(object); });
  bench.emit(row, double(busy - idle) * 1024 / double(n));
}

template <class L> L pushed(size_t n) {
  L list;
  for (size_t i = 0; i < n; ++i) list.push(int64_t(i));
  return list;
}
template <class C> C inserted(size_t n) {
  C map;
  for (size_t i = 0; i < n; ++i) map.insert(int64_t(mix64(i)), int64_t(i));
  return map;
}
template <class S> S inserted_elements(size_t n) {
  S set;
  for (size_t i = 0; i < n; ++i) set.insert(int64_t(mix64(i)));
  return set;
}

template <class L> void list_memory(const Bench& bench) {
  if (!bench.group("memory")) return;
  held_row(bench, "mem_list_4", 4, pushed<L>);
  held_row(bench, "mem_list_100", 100, pushed<L>);
  held_row(bench, "mem_list_1e6", 1000000, pushed<L>);
  peak_row(bench, "peak_list_1e7", 10000000, pushed<L>);
}
template <class M, class S> void table_memory(const Bench& bench) {
  if (!bench.group("memory")) return;
  held_row(bench, "mem_map_8", 8, inserted<M>);
  held_row(bench, "mem_map_100", 100, inserted<M>);
  held_row(bench, "mem_map_1e5", 100000, inserted<M>);
  held_row(bench, "mem_set_1e5", 100000, inserted_elements<S>);
  held_row(bench, "mem_map_1e6", 1000000, inserted<M>);
  held_row(bench, "mem_set_1e6", 1000000, inserted_elements<S>);
  peak_row(bench, "peak_map_1e6", 1000000, inserted<M>);
  peak_row(bench, "peak_set_1e6", 1000000, inserted_elements<S>);
}
