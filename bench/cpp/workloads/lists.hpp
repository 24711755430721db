// Lists: push, set, insert, remove, concat, reverse, slice.
//
// The workloads are templates over an adapter L, a list with value semantics:
// copying an L is the program's own copy (a share where it has copy-on-write,
// else a deep copy), deep() is a copy in memory of its own.
#pragma once
#include "../harness.hpp"

template <class L> L list_of(size_t n) {
  L list;
  for (size_t i = 0; i < n; ++i) list.push(int64_t(i));
  return list;
}

// The adapter does what the rows claim: copies share exactly when cow says so,
// a write to a shared list copies, a write to a unique list does not.
template <class L> void verify_list(bool cow) {
  L a = list_of<L>(1000);
  const void* before = a.data();
  a.set(5, 5);
  check(a.data() == before, "set on a unique list stays in place");
  {
    L b = a;
    check((b.data() == a.data()) == cow, "a copy shares exactly with copy-on-write");
    b.push(7);
    check(b.data() != a.data() && a.size() == 1000 && b.size() == 1001 && b.get(1000) == 7, "push on a shared list copies");
  }
  {
    L b = a;
    b.set(500, -1);
    check(b.data() != a.data() && a.get(500) == 500 && b.get(500) == -1, "set on a shared list copies");
  }
  {
    L b = a;
    b.insert(500, -1);
    check(a.size() == 1000 && b.get(500) == -1 && b.get(501) == 500, "insert");
    b.remove(500);
    check(b.get(500) == 500 && b.size() == 1000, "remove");
    b.pop();
    check(b.size() == 999, "pop");
  }
  {
    L b = L::concat(a, a);
    check(b.size() == 2000 && b.get(1500) == 500, "concat");
    L c = a.deep();
    check(c.data() != a.data(), "deep copies");
    c.append(a.deep());
    check(c.size() == 2000 && c.get(1999) == 999, "append");
  }
  {
    L b = a.deep();
    b.reverse();
    check(b.get(0) == 999 && a.get(0) == 0, "reverse");
  }
  {
    L b = a.slice(250, 750);
    check(b.size() == 500 && b.get(0) == 250, "slice");
    b.push(1);
    check(a.get(750) == 750 && b.get(500) == 1, "push on a slice leaves its source alone");
  }
}

template <class L> void push_rows(const Bench& bench) {
  bench.run("push_unique_1e3", 100e3, [] {
    for (int r = 0; r < 100; ++r) {
      L list;
      for (int64_t i = 0; i < 1000; ++i) list.push(i);
      keep(list);
    }
  });
  bench.run("push_unique_1e6", 1e6, [] {
    L list;
    for (int64_t i = 0; i < 1000000; ++i) list.push(i);
    keep(list);
  });
  bench.run("push_reserved_1e6", 1e6, [] {
    L list;
    list.reserve(1000000);
    for (int64_t i = 0; i < 1000000; ++i) list.push(i);
    keep(list);
  });
  {
    L full = list_of<L>(1000);
    bench.run_both("pop_unique_1e3", "push_room_1e3", 1000,
      [&] { as_local(full, [](L& l) { for (int i = 0; i < 1000; ++i) { l.pop(); keep(l); } }); },
      [&] { as_local(full, [](L& l) { for (int64_t i = 0; i < 1000; ++i) { l.push(i); keep(l); } }); });
    bench.run_both("pop_naive_1e3", "push_room_naive_1e3", 1000,
      [&] { as_local<false>(full, [](L& l) { for (int i = 0; i < 1000; ++i) { l.pop(); keep(l); } }); },
      [&] { as_local<false>(full, [](L& l) { for (int64_t i = 0; i < 1000; ++i) { l.push(i); keep(l); } }); });
  }
  {
    L a = list_of<L>(10);
    bench.run("push_shared_10", 1000, [&] { for (int64_t r = 0; r < 1000; ++r) { L c = a; c.push(r); keep(c); } });
    L b = list_of<L>(1000);
    bench.run("push_shared_1e3", 1000, [&] { for (int64_t r = 0; r < 1000; ++r) { L c = b; c.push(r); keep(c); } });
    check(b.size() == 1000, "a push on a copy leaves the list alone");
    L big = list_of<L>(1000000);
    bench.run("push_shared_1e6", 1, [&] { L c = big; c.push(1); keep(c); });
    check(big.size() == 1000000, "a push on a copy leaves the list alone");
  }
}

template <class L, bool hoisted = true> void overwrite(L& list, const std::vector<uint32_t>& indices) {
  as_local<hoisted>(list, [at = indices.data(), n = indices.size()](L& l) {
    for (size_t i = 0; i < n; ++i) l.set(at[i], int64_t(i));
  });
}

template <class L> void access_rows(const Bench& bench) {
  auto far = random_indices(1000000, 1000000, 42);
  L big = list_of<L>(1000000);
  const void* before = big.data();
  bench.run("set_unique_1e6", 1e6, [&] { overwrite(big, far); });
  check(big.data() == before, "set on a unique list stays in place");
  bench.run("iter_sum_1e6", 1e6, [&] {
    int64_t sum = 0;
    for (size_t i = 0, n = big.size(); i < n; ++i) sum += big.get(i);
    keep(sum);
  });
  auto near = random_indices(100000, 1000, 43);
  L small = list_of<L>(1000);
  bench.run("set_unique_1e3", 1e5, [&] { overwrite(small, near); });
  bench.run("set_naive_1e3", 1e5, [&] { overwrite<L, false>(small, near); });

  L a = list_of<L>(100000);
  bench.run("set_shared_once_1e5", 20, [&] { for (int64_t r = 0; r < 20; ++r) { L c = a; c.set(50000, r); keep(c); } });
  check(a.get(50000) == 50000, "a set on a copy leaves the list alone");
}

template <class L> void rearranging_rows(const Bench& bench) {
  L a = list_of<L>(10000);
  bench.run_both("insert_mid_1e4", "remove_mid_1e4", 256,
    [&] { for (int64_t r = 0; r < 256; ++r) a.insert(a.size() / 2, r); keep(a); },
    [&] { for (int r = 0; r < 256; ++r) a.remove(a.size() / 2); keep(a); });
  check(a.size() == 10000, "as many removed as inserted");

  struct Two { L a, b; };
  L x = list_of<L>(100000), y = list_of<L>(100000);
  bench.run_on("concat_append_1e5", 1, [&] { return Two{x.deep(), y.deep()}; }, [](Two& two) { two.a.append(std::move(two.b)); keep(two); });
  bench.run("concat_new_1e5", 20, [&] { for (int r = 0; r < 20; ++r) { L c = L::concat(x, y); keep(c); } });

  L big = list_of<L>(1000000);
  bench.run("reverse_1e6", 1e6, [&] { big.reverse(); keep(big); });
  bench.run("slice_take_1e6", 100, [&] { for (int r = 0; r < 100; ++r) { L s = big.slice(250000, 750000); keep(s); } });
  bench.run("slice_append_1e6", 4, [&] { for (int64_t r = 0; r < 4; ++r) { L s = big.slice(250000, 750000); s.push(r); keep(s); } });
}

// Q is the program's queue: its list, or what it has instead.
template <class Q> void queue_workload(const Bench& bench) {
  if (!bench.group("lists")) return;
  Q queue = list_of<Q>(1000);
  int64_t next = 1000, sum = 0;
  bench.run("queue_1e3", 1e5, [&] {
    for (int r = 0; r < 100000; ++r) {
      sum += queue.take_first();
      queue.push(next++);
    }
    keep(queue);
  });
  check(queue.size() == 1000 && sum == (next - 1000) * (next - 1001) / 2, "a queue gives back what it was given, in order");
}

template <class L> void list_workloads(const Bench& bench) {
  if (!bench.group("lists")) return;
  push_rows<L>(bench);
  access_rows<L>(bench);
  rearranging_rows<L>(bench);
}
