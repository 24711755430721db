// What sharing costs: a retain and a release, passing by value, two threads.
#pragma once
#include "lists.hpp"
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

// A list passed by value through three readers.
template <class L> OPAQUE int64_t third_reader(L list, size_t i) { return list.get(i); }
template <class L> OPAQUE int64_t second_reader(L list, size_t i) { return list.get(i) + third_reader<L>(list, i + 1); }
template <class L> OPAQUE int64_t first_reader(L list, size_t i) { return list.get(i) + second_reader<L>(list, i + 1); }

template <class L> void pass_rows(const Bench& bench, bool cow, const std::string& suffix) {
  L list = list_of<L>(1000000);
  int chains = cow ? 10000 : 1;
  bench.run("share_pass_1e6" + suffix, 3.0 * chains, [&] {
    int64_t sum = 0;
    for (int r = 0; r < chains; ++r) sum += first_reader<L>(list, size_t(r));
    keep(sum);
  });
  if (cow) bench.run("rc_pair_1t" + suffix, 1e5, [&] { for (int r = 0; r < 100000; ++r) { L c = list; keep(c); } });
}

// Runs body(0) and body(1) in two threads that start together; ns from the start to the later end.
template <class F> double two_threads(F body) {
  std::atomic<int> ready{0};
  std::atomic<bool> start{false};
  auto run = [&](int thread) {
    ready++;
    while (!start.load()) {}
    body(thread);
  };
  std::thread a(run, 0), b(run, 1);
  while (ready.load() != 2) {}
  double begin = now_ns();
  start = true;
  a.join();
  b.join();
  return now_ns() - begin;
}

// Per operation of one of the two threads: sharing one list, and each with a list of its own.
template <class L> void two_thread_rows(const Bench& bench) {
  const int pairs = 500000;
  auto best_of_five = [&](const char* row, double ops, auto body) {
    if (!bench.wants(row)) return;
    double best = 1e300;
    for (int rep = 0; rep < 5; ++rep) best = std::min(best, two_threads(body));
    bench.emit(row, best / ops);
  };
  L shared = list_of<L>(1000);
  best_of_five("rc_pair_2t", pairs, [&](int) { for (int r = 0; r < pairs; ++r) { L c = shared; keep(c); } });
  best_of_five("rc_pair_2t_own", pairs, [&](int) {
    L own = list_of<L>(1000);
    for (int r = 0; r < pairs; ++r) { L c = own; keep(c); }
  });
  best_of_five("push_2t_own_1e3", 1e6, [&](int) {
    for (int r = 0; r < 1000; ++r) {
      L own;
      for (int64_t i = 0; i < 1000; ++i) own.push(i);
      keep(own);
    }
  });
}

// Runs f while a second thread sleeps, so that the process counts as multi-threaded.
template <class F> void with_second_thread(F f) {
  std::mutex mutex;
  std::condition_variable wake;
  bool stop = false;
  std::thread sleeper([&] {
    std::unique_lock<std::mutex> lock(mutex);
    wake.wait(lock, [&] { return stop; });
  });
  f();
  {
    std::lock_guard<std::mutex> lock(mutex);
    stop = true;
  }
  wake.notify_one();
  sleeper.join();
}

template <class L> void sharing_workloads(const Bench& bench, bool cow) {
  if (!bench.group("sharing")) return;
  pass_rows<L>(bench, cow, "");
  if (!cow) return;
  with_second_thread([&] {
    pass_rows<L>(bench, cow, "_mtproc");
    two_thread_rows<L>(bench);
  });
}
