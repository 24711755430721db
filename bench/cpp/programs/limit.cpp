// What the machine allows. "limit": the bare loop or memcpy on warm buffers,
// nothing allocated, counts without lock prefix. "limit+malloc": the same work
// with malloc and free of the result.
//
// Not bounds in the strict sense: the tables are a minimal linear-probing table
// and the stable sort is a radix sort, as good as simple code gets.
#include "../workloads/elements.hpp"
#include "../workloads/maps.hpp"
#include "../workloads/sorting.hpp"
#include <immintrin.h>

static const size_t k1 = 1000, k10 = 10000, k100 = 100000, M1 = 1000000;

static int64_t* warm(size_t n) {
  auto p = static_cast<int64_t*>(malloc(n * sizeof(int64_t)));
  memset(p, 1, n * sizeof(int64_t));
  return p;
}
static int64_t* allocated(size_t n) { return static_cast<int64_t*>(malloc(n * sizeof(int64_t))); }
static void copy(int64_t* to, const int64_t* from, size_t n) { memcpy(to, from, n * sizeof(int64_t)); }
static void finish(int64_t* p) {
  hide(p);
  free(p);
}

static void store_all(int64_t* p, size_t n) {
  hide(p);
  for (size_t i = 0; i < n; ++i) p[i] = int64_t(i);
  barrier();
}

static void reverse(int64_t* p, size_t n) {
  int64_t *a = p, *b = p + n;
  while (b - a >= 8) {
    b -= 4;
    for (int half = 0; half < 2; ++half) {
      auto low = reinterpret_cast<__m128i*>(a + 2 * half), high = reinterpret_cast<__m128i*>(b + 2 - 2 * half);
      __m128i x = _mm_loadu_si128(low), y = _mm_loadu_si128(high);
      _mm_storeu_si128(low, _mm_shuffle_epi32(y, 0x4e));
      _mm_storeu_si128(high, _mm_shuffle_epi32(x, 0x4e));
    }
    a += 4;
  }
  while (a < b) std::swap(*a++, *--b);
}

// Least significant digit first, 8 passes of 8 bits; an even number, so the result is back in a.
static void radix_sort(int64_t* a, int64_t* other, size_t n) {
  static size_t count[8][256];
  memset(count, 0, sizeof count);
  auto digit = [](int64_t x, int pass) { return (uint64_t(x) ^ (1ull << 63)) >> (8 * pass) & 255; };
  for (size_t i = 0; i < n; ++i)
    for (int pass = 0; pass < 8; ++pass) count[pass][digit(a[i], pass)]++;
  for (int pass = 0; pass < 8; ++pass) {
    size_t sum = 0;
    for (size_t& c : count[pass]) sum += std::exchange(c, sum);
    for (size_t i = 0; i < n; ++i) other[count[pass][digit(a[i], pass)]++] = a[i];
    std::swap(a, other);
  }
}

static void list_limits(const Bench& bare, const Bench& with_malloc) {
  if (!bare.group("lists")) return;
  int64_t *from = warm(2 * M1), *to = warm(2 * M1 + 8);
  bare.run("push_unique_1e3", 100.0 * k1, [&] { for (int r = 0; r < 100; ++r) store_all(to, k1); });
  with_malloc.run("push_unique_1e3", 100.0 * k1, [&] {
    for (int r = 0; r < 100; ++r) {
      int64_t* p = allocated(k1);
      store_all(p, k1);
      free(p);
    }
  });
  for (const char* row : {"push_unique_1e6", "push_reserved_1e6"}) {
    bare.run(row, M1, [&] { store_all(to, M1); });
    with_malloc.run(row, M1, [&] {
      int64_t* p = allocated(M1);
      store_all(p, M1);
      free(p);
    });
  }
  auto shared_push = [&](const char* row, size_t n, int repeat) {
    bare.run(row, repeat, [&] { for (int r = 0; r < repeat; ++r) { copy(to, from, n); to[n] = r; barrier(); } });
    with_malloc.run(row, repeat, [&] {
      for (int r = 0; r < repeat; ++r) {
        int64_t* p = allocated(n + 1);
        copy(p, from, n);
        p[n] = r;
        finish(p);
      }
    });
  };
  shared_push("push_shared_10", 10, 1000);
  shared_push("push_shared_1e3", k1, 1000);
  shared_push("push_shared_1e6", M1, 1);

  auto far = random_indices(M1, M1, 42), near = random_indices(k100, k1, 43);
  int64_t* p = to;
  hide(p);
  bare.run("set_unique_1e6", M1, [&] { for (size_t i = 0; i < M1; ++i) p[far[i]] = int64_t(i); barrier(); });
  bare.run("set_unique_1e3", k100, [&] { for (size_t i = 0; i < k100; ++i) p[near[i]] = int64_t(i); barrier(); });
  bare.run("iter_sum_1e6", M1, [&] {
    int64_t sum = 0;
    for (size_t i = 0; i < M1; ++i) sum += p[i];
    keep(sum);
  });
  bare.run("set_shared_once_1e5", 20, [&] { for (int r = 0; r < 20; ++r) { copy(to, from, k100); to[k100 / 2] = r; barrier(); } });
  with_malloc.run("set_shared_once_1e5", 20, [&] {
    for (int r = 0; r < 20; ++r) {
      int64_t* q = allocated(k100);
      copy(q, from, k100);
      q[k100 / 2] = r;
      finish(q);
    }
  });
  bare.run_both("insert_mid_1e4", "remove_mid_1e4", 256,
    [&] {
      size_t n = k10;
      for (int r = 0; r < 256; ++r, ++n) {
        memmove(to + n / 2 + 1, to + n / 2, 8 * (n - n / 2));
        to[n / 2] = r;
        barrier();
      }
    },
    [&] {
      size_t n = k10 + 256;
      for (int r = 0; r < 256; ++r, --n) {
        memmove(to + n / 2, to + n / 2 + 1, 8 * (n - n / 2 - 1));
        barrier();
      }
    });

  bare.run("concat_append_1e5", 20, [&] { for (int r = 0; r < 20; ++r) { copy(to + k100, from, k100); barrier(); } });
  struct Two { int64_t *a, *b; };
  with_malloc.run_on("concat_append_1e5", 1, [] { return Two{warm(k100), warm(k100)}; }, [](Two& two) {
    two.a = static_cast<int64_t*>(realloc(two.a, 16 * k100));
    copy(two.a + k100, two.b, k100);
    free(two.b);
    finish(two.a);
  });
  bare.run("concat_new_1e5", 20, [&] { for (int r = 0; r < 20; ++r) { copy(to, from, k100); copy(to + k100, from + k100, k100); barrier(); } });
  with_malloc.run("concat_new_1e5", 20, [&] {
    for (int r = 0; r < 20; ++r) {
      int64_t* q = allocated(2 * k100);
      copy(q, from, k100);
      copy(q + k100, from + k100, k100);
      finish(q);
    }
  });
  bare.run("reverse_1e6", M1, [&] { reverse(to, M1); barrier(); });

  struct View { void* owner; int64_t* data; size_t len; };
  int64_t count = 1, *owner = &count;
  hide(owner);
  bare.run("slice_take_1e6", 1000, [&] {
    for (int r = 0; r < 1000; ++r) {
      ++*owner;
      barrier();
      keep(View{owner, from + M1 / 4, M1 / 2});
      if (--*owner == 0) abort();
      barrier();
    }
  });
  bare.run("slice_append_1e6", 4, [&] { for (int r = 0; r < 4; ++r) { copy(to, from + M1 / 4, M1 / 2); to[M1 / 2] = r; barrier(); } });
  with_malloc.run("slice_append_1e6", 4, [&] {
    for (int r = 0; r < 4; ++r) {
      int64_t* q = allocated(M1 / 2 + 1);
      copy(q, from + M1 / 4, M1 / 2);
      q[M1 / 2] = r;
      finish(q);
    }
  });
  free(from);
  free(to);
}

static void sort_limits(const Bench& bare) {
  if (!bare.group("sort")) return;
  std::vector<int64_t> numbers(M1), other(M1);
  Random random(7);
  for (auto& x : numbers) x = int64_t(random.next());
  bare.run_on("sort_stable_1e6", M1, [&] { return numbers; }, [&](std::vector<int64_t>& v) { radix_sort(v.data(), other.data(), M1); });
  radix_sort(numbers.data(), other.data(), M1);
  for (size_t i = 1; i < M1; ++i) check(numbers[i - 1] <= numbers[i], "sorted");
}

// Linear probing at most half full; key 0 marks a free slot, and no key here is 0.
template <class Entry> struct Table {
  Entry* slots = nullptr;
  size_t mask = 0, used = 0;
  int shift = 64;

  static int bits_for(size_t n) {
    int bits = 3;
    while ((size_t(1) << bits) < 2 * n) ++bits;
    return bits;
  }
  void init(int bits) {
    mask = (size_t(1) << bits) - 1;
    shift = 64 - bits;
    used = 0;
    slots = static_cast<Entry*>(calloc(mask + 1, sizeof(Entry)));
  }
  size_t bytes() const { return (mask + 1) * sizeof(Entry); }
  void clear() {
    memset(slots, 0, bytes());
    used = 0;
  }
  void copy_from(const Table& o) {
    memcpy(slots, o.slots, bytes());
    used = o.used;
  }
  size_t home(int64_t key) const { return size_t(uint64_t(key) * 0x9e3779b97f4a7c15 >> shift); }
  Entry* find(int64_t key) const {
    size_t i = home(key);
    while (slots[i].key != key && slots[i].key != 0) i = (i + 1) & mask;
    return &slots[i];
  }
  bool has(int64_t key) const { return find(key)->key != 0; }
  void put(Entry e) {
    Entry* slot = find(e.key);
    used += slot->key == 0;
    *slot = e;
  }
  void put_growing(Entry e) {
    if (2 * (used + 1) > mask + 1) {
      Table old = *this;
      init(64 - shift + 1);
      old.each([&](Entry kept) { put(kept); });
      free(old.slots);
    }
    put(e);
  }
  void remove(int64_t key) {
    Entry* slot = find(key);
    if (slot->key == 0) return;
    --used;
    size_t hole = size_t(slot - slots);
    for (size_t i = (hole + 1) & mask; slots[i].key != 0; i = (i + 1) & mask) {
      if (((i - home(slots[i].key)) & mask) < ((i - hole) & mask)) continue;
      slots[hole] = slots[i];
      hole = i;
    }
    slots[hole].key = 0;
  }
  template <class F> void each(F f) const {
    for (size_t i = 0; i <= mask; ++i)
      if (slots[i].key != 0) f(slots[i]);
  }
};
struct MapEntry { int64_t key, value; };
struct SetEntry { int64_t key; };

static void map_limits(const Bench& bare, const Bench& with_malloc, size_t n) {
  auto keys = mixed_keys(n), order = shuffled(keys, 3), missing = mixed_keys(n, 10000000);
  size_t repeat = repeats(n);
  double ops = double(repeat * n);
  Table<MapEntry> map;
  map.init(map.bits_for(n + 1));
  bare.run(sized("map_insert_", n), ops, [&] {
    for (size_t r = 0; r < repeat; ++r) {
      map.clear();
      for (size_t i = 0; i < n; ++i) map.put({keys[i], int64_t(i)});
      barrier();
    }
  });
  with_malloc.run(sized("map_insert_", n), ops, [&] {
    for (size_t r = 0; r < repeat; ++r) {
      Table<MapEntry> c;
      c.init(3);
      for (size_t i = 0; i < n; ++i) c.put_growing({keys[i], int64_t(i)});
      keep(c);
      free(c.slots);
    }
  });
  map.clear();
  for (size_t i = 0; i < n; ++i) map.put({keys[i], int64_t(i)});
  bare.run(sized("map_get_", n), ops, [&] {
    int64_t sum = 0;
    for (size_t r = 0; r < repeat; ++r)
      for (size_t i = 0; i < n; ++i) {
        MapEntry* e = map.find(order[i]);
        sum += e->key ? e->value : -1;
      }
    keep(sum);
  });
  bare.run(sized("map_miss_", n), ops, [&] {
    int64_t found = 0;
    for (size_t r = 0; r < repeat; ++r)
      for (size_t i = 0; i < n; ++i) found += map.has(missing[i]);
    check(found == 0, "missing keys are not found");
  });
  bare.run(sized("map_overwrite_", n), ops, [&] {
    for (size_t r = 0; r < repeat; ++r)
      for (size_t i = 0; i < n; ++i) map.find(order[i])->value = int64_t(r + i);
    keep(map);
  });
  std::vector<MapEntry> packed(n);
  for (size_t i = 0; i < n; ++i) packed[i] = {keys[i], int64_t(i)};
  bare.run(sized("map_iter_", n), ops, [&] {
    int64_t sum = 0;
    for (size_t r = 0; r < repeat; ++r) {
      for (auto& e : packed) sum += e.value;
      barrier();
    }
    keep(sum);
  });
  Table<MapEntry> spare;
  spare.init(map.bits_for(n + 1));
  bare.run(sized("map_copy_insert_", n), 20, [&] {
    for (int r = 0; r < 20; ++r) {
      spare.copy_from(map);
      spare.put({missing[size_t(r) % n], r});
      barrier();
    }
  });
  with_malloc.run(sized("map_copy_insert_", n), 20, [&] {
    for (int r = 0; r < 20; ++r) {
      Table<MapEntry> c = map;
      c.slots = static_cast<MapEntry*>(malloc(map.bytes()));
      c.copy_from(map);
      c.put({missing[size_t(r) % n], r});
      keep(c);
      free(c.slots);
    }
  });
  bare.run_on(sized("map_remove_", n), double(n), [&] { spare.copy_from(map); return 0; }, [&](int) {
    for (size_t i = 0; i < n; ++i) spare.remove(order[i]);
    check(spare.used == 0, "all removed");
  });
  free(map.slots);
  free(spare.slots);
}

static void set_limits(const Bench& bare, const Bench& with_malloc, size_t n) {
  auto keys = mixed_keys(n), order = shuffled(keys, 3);
  size_t repeat = repeats(n);
  double ops = double(repeat * n);
  Table<SetEntry> set;
  set.init(set.bits_for(n));
  bare.run(sized("set_insert_", n), ops, [&] {
    for (size_t r = 0; r < repeat; ++r) {
      set.clear();
      for (int64_t key : keys) set.put({key});
      barrier();
    }
  });
  with_malloc.run(sized("set_insert_", n), ops, [&] {
    for (size_t r = 0; r < repeat; ++r) {
      Table<SetEntry> c;
      c.init(3);
      for (int64_t key : keys) c.put_growing({key});
      keep(c);
      free(c.slots);
    }
  });
  set.clear();
  for (int64_t key : keys) set.put({key});
  bare.run(sized("set_contains_", n), ops, [&] {
    int64_t found = 0;
    for (size_t r = 0; r < repeat; ++r)
      for (size_t i = 0; i < n; ++i) found += set.has(order[i]);
    check(found == int64_t(repeat * n), "every element is found");
  });
  free(set.slots);
  if (n < 1000) return;

  int bits = set.bits_for(n + n / 2), times = n <= 1000 ? 20 : 1;
  Table<SetEntry> a, b, out;
  for (auto* table : {&a, &b, &out}) table->init(bits);
  for (int64_t key : keys) a.put({key});
  for (int64_t key : mixed_keys(n, n / 2)) b.put({key});
  auto algebra = [&](const char* row, size_t expect, auto work) {
    bare.run(sized(row, n), times, [&] {
      for (int r = 0; r < times; ++r) {
        work();
        check(out.used == expect, "set algebra");
        barrier();
      }
    });
  };
  algebra("set_union_", n + n / 2, [&] {
    out.copy_from(a);
    b.each([&](SetEntry e) { out.put(e); });
  });
  algebra("set_intersect_", n / 2, [&] {
    out.clear();
    b.each([&](SetEntry e) { if (a.has(e.key)) out.put(e); });
  });
  algebra("set_diff_", n / 2, [&] {
    out.clear();
    a.each([&](SetEntry e) { if (!b.has(e.key)) out.put(e); });
  });
  for (auto* table : {&a, &b, &out}) free(table->slots);
}

static void table_limits(const Bench& bare, const Bench& with_malloc) {
  for (size_t n : {size_t(8), size_t(64), k1, k100}) {
    if (bare.group("maps")) map_limits(bare, with_malloc, n);
    if (bare.group("sets")) set_limits(bare, with_malloc, n);
  }
}

struct Text {
  int64_t count;
  char text[32];
};
static void retain(Text* t) { ++t->count; }
static void release(Text* t) { if (--t->count == 0) abort(); }
static void retain_atomic(Text* t) { __atomic_fetch_add(&t->count, 1, __ATOMIC_RELAXED); }
static void release_atomic(Text* t) { if (__atomic_fetch_sub(&t->count, 1, __ATOMIC_ACQ_REL) == 1) abort(); }

static void element_limits(const Bench& bare) {
  if (!bare.group("elements")) return;
  std::vector<Text*> texts(k10), to(k10);
  for (auto& t : texts) t = new Text{1, {}};
  auto rows = [&](const std::string& suffix, auto inc, auto dec) {
    bare.run_both("strlist_copy_1e4" + suffix, "strlist_drop_1e4" + suffix, k10,
      [&] { for (size_t i = 0; i < k10; ++i) { inc(texts[i]); to[i] = texts[i]; } barrier(); },
      [&] { for (size_t i = 0; i < k10; ++i) dec(to[i]); barrier(); });
  };
  rows("", [](Text* t) { retain(t); }, [](Text* t) { release(t); });
  rows("_mtproc", [](Text* t) { retain_atomic(t); }, [](Text* t) { release_atomic(t); });
  for (Text* t : texts) delete t;
}

static OPAQUE int64_t third(const int64_t* p, size_t i) { return p[i]; }
static OPAQUE int64_t second(const int64_t* p, size_t i) { return p[i] + third(p, i + 1); }
static OPAQUE int64_t first(const int64_t* p, size_t i) { return p[i] + second(p, i + 1); }

static void sharing_limits(const Bench& bare) {
  if (!bare.group("sharing")) return;
  Text object{1, {}}, *t = &object;
  hide(t);
  auto atomic_pair = [](Text* text) { retain_atomic(text); barrier(); release_atomic(text); };
  bare.run("rc_pair_1t", k100, [&] { for (size_t r = 0; r < k100; ++r) { retain(t); barrier(); release(t); barrier(); } });
  bare.run("rc_pair_1t_mtproc", k100, [&] { for (size_t r = 0; r < k100; ++r) atomic_pair(t); });
  const int pairs = 500000;
  auto two = [&](const char* row, auto body) {
    if (!bare.wants(row)) return;
    double best = 1e300;
    for (int rep = 0; rep < 5; ++rep) best = std::min(best, two_threads(body));
    bare.emit(row, best / pairs);
  };
  two("rc_pair_2t", [&](int) { for (int r = 0; r < pairs; ++r) atomic_pair(t); });
  two("rc_pair_2t_own", [&](int) {
    auto own = new Text{1, {}};
    for (int r = 0; r < pairs; ++r) atomic_pair(own);
    delete own;
  });
  int64_t* p = warm(k100);
  for (const char* row : {"share_pass_1e6", "share_pass_1e6_mtproc"})
    bare.run(row, 30000, [&] {
      int64_t sum = 0;
      for (size_t r = 0; r < 10000; ++r) sum += first(p, r);
      keep(sum);
    });
  free(p);
}

int main() {
  Bench bare("limit"), with_malloc("limit+malloc");
  list_limits(bare, with_malloc);
  sort_limits(bare);
  table_limits(bare, with_malloc);
  element_limits(bare);
  sharing_limits(bare);
}
