// The measuring half of every C++ program of the benchmark.
//
// A program runs one group of workloads and prints one line per workload:
//
//     program <tab> workload <tab> value
//
// value is nanoseconds per operation (bytes per element for mem_ and peak_
// rows): the minimum over as many repetitions as fit into the time budget.
// The runner starts the programs in turns, several rounds, and keeps minima.
//
// Environment, set by the runner:
//
//     BENCH_GROUP   lists, sort, maps, sets, elements, sharing, memory, scale
//     BENCH_ROWS    comma-separated workloads; unset: all of the group
//     BENCH_MS      time budget per workload in milliseconds, default 100
//     BENCH_REPS    repetitions at least, whatever the budget, default 5
#pragma once
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

// A function that the optimiser must call as it stands.
#define OPAQUE __attribute__((noinline))

inline double now_ns() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return double(t.tv_sec) * 1e9 + double(t.tv_nsec);
}

// Makes v, and all memory it points to, observable. Of a list only the elements
// and the length: taking the address of v itself would pin it in memory, where
// a compiler that owns a list keeps it in registers.
template <class T> inline void keep(const T& v) {
  if constexpr (requires { v.data(); v.size(); }) asm volatile("" : : "r"(v.data()), "r"(v.size()) : "memory");
  else asm volatile("" : : "r"(&v) : "memory");
}
// Integers are kept by value: their address would force sums through memory.
inline void keep(int64_t v) { asm volatile("" : : "r"(v) : "memory"); }
// Nothing is known about v afterwards.
template <class T> inline void hide(T& v) { asm volatile("" : "+r"(v) : : "memory"); }
inline void barrier() { asm volatile("" : : : "memory"); }

inline void check(bool ok, const char* what) {
  if (ok) return;
  fprintf(stderr, "wrong result: %s\n", what);
  exit(1);
}

// Runs f on an object that only f's frame holds, as a function of compiled code
// holds what it works on, and puts it back. Where operations on a value need not ask
// once it is known to be unique, it is made known, as a compiler does that moves the
// question out of the loop; without hoisted it is not, and the naive rows measure that.
template <bool hoisted = true, class T, class F> inline void as_local(T& object, F f) {
  T local = std::move(object);
  if constexpr (hoisted && requires { local.own(); }) local.own();
  [[clang::always_inline]] f(local); // in one frame, however large the operations are
  keep(local);
  object = std::move(local);
}

// splitmix64: a bijection, so mixed keys are distinct.
inline uint64_t mix64(uint64_t z) {
  z += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

struct Random {
  uint64_t state;
  explicit Random(uint64_t seed) : state(seed) {}
  uint64_t next() {
    uint64_t r = mix64(state);
    state += 0x9e3779b97f4a7c15;
    return r;
  }
  uint64_t below(uint64_t n) { return next() % n; }
};

template <class V> V shuffled(V v, uint64_t seed) {
  Random random(seed);
  for (size_t i = v.size(); i > 1; --i) std::swap(v[i - 1], v[random.below(i)]);
  return v;
}

// n distinct keys that look random; from tells apart disjoint or overlapping ranges.
inline std::vector<int64_t> mixed_keys(size_t n, size_t from = 0) {
  std::vector<int64_t> keys(n);
  for (size_t i = 0; i < n; ++i) keys[i] = int64_t(mix64(from + i));
  return keys;
}
inline std::vector<int64_t> dense_keys(size_t n, size_t from = 0) {
  std::vector<int64_t> keys(n);
  for (size_t i = 0; i < n; ++i) keys[i] = int64_t(from + i);
  return keys;
}
inline std::vector<uint32_t> random_indices(size_t count, size_t below, uint64_t seed) {
  std::vector<uint32_t> indices(count);
  Random random(seed);
  for (auto& i : indices) i = uint32_t(random.below(below));
  return indices;
}

// 8, 64, 1e3, 1e5, 1e7 as they appear in workload names.
inline std::string sized(const std::string& name, size_t n) {
  switch (n) {
    case 1000: return name + "1e3";
    case 10000: return name + "1e4";
    case 100000: return name + "1e5";
    case 1000000: return name + "1e6";
    case 10000000: return name + "1e7";
    default: return name + std::to_string(n);
  }
}

class Bench {
 public:
  explicit Bench(const char* program) : program_(program) {
    if (const char* s = getenv("BENCH_MS")) budget_ = atof(s) * 1e6;
    if (const char* s = getenv("BENCH_REPS")) least_ = atoi(s);
    if (const char* s = getenv("BENCH_ROWS")) rows_ = "," + std::string(s) + ",";
    if (const char* s = getenv("BENCH_GROUP")) group_ = s;
  }

  bool group(const char* name) const { return group_.empty() || group_ == name; }
  bool wants(const std::string& row) const { return rows_.empty() || rows_.find("," + row + ",") != std::string::npos; }

  void emit(const std::string& row, double value) const {
    if (!wants(row)) return;
    printf("%s\t%s\t%.4f\n", program_, row.c_str(), value);
    fflush(stdout);
  }

  // Times f, which does ops operations.
  template <class F> void run(const std::string& row, double ops, F f) const {
    if (!wants(row)) return;
    double best = 1e300, total = 0;
    for (int rep = 0; more(rep, total); ++rep) {
      double start = now_ns();
      f();
      note(now_ns() - start, best, total);
    }
    emit(row, best / ops);
  }

  // Times f(state); making and destroying the state is not timed.
  template <class Setup, class F> void run_on(const std::string& row, double ops, Setup setup, F f) const {
    if (!wants(row)) return;
    double best = 1e300, total = 0, begin = now_ns();
    for (int rep = 0; more(rep, total) && (rep < least_ || now_ns() - begin < 4 * budget_); ++rep) {
      auto state = setup();
      double start = now_ns();
      f(state);
      note(now_ns() - start, best, total);
      keep(state);
    }
    emit(row, best / ops);
  }

  // Times f and g separately, alternating.
  template <class F, class G> void run_both(const std::string& row_f, const std::string& row_g, double ops, F f, G g) const {
    if (!wants(row_f) && !wants(row_g)) return;
    double best_f = 1e300, best_g = 1e300, total = 0;
    for (int rep = 0; more(rep, total); ++rep) {
      double start = now_ns();
      f();
      double middle = now_ns();
      g();
      double end = now_ns();
      note(middle - start, best_f, total);
      note(end - middle, best_g, total);
    }
    emit(row_f, best_f / ops);
    emit(row_g, best_g / ops);
  }

 private:
  // At least least_ repetitions, but only one of what takes very long.
  bool more(int rep, double total) const { return rep < 100000 && (rep < least_ ? total < 20 * budget_ || rep == 0 : total < budget_); }
  static void note(double d, double& best, double& total) {
    total += d;
    if (d < best) best = d;
  }

  const char* program_;
  double budget_ = 100e6;
  int least_ = 5;
  std::string rows_, group_;
};
