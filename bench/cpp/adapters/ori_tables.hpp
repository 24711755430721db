// The library's maps and sets through its C ABI.
#pragma once
#include "ori.hpp"

// The callbacks that find a key of type K. Integers hash to themselves: the
// runtime mixes.
template <class K> struct Findable {
  static_assert(std::is_integral_v<K>);
  static bool eq(const void* a, const void* b) { return *static_cast<const K*>(a) == *static_cast<const K*>(b); }
  static uint64_t hash(const void* key) { return uint64_t(*static_cast<const K*>(key)); }
};

// The library brings the callbacks of the most usual integers.
template <> struct Findable<int64_t> {
  static constexpr ori_eq_fn eq = ori_i64_eq;
  static constexpr ori_hash_fn hash = ori_i64_hash;
};

template <> struct Findable<OriString> {
  static constexpr ori_eq_fn eq = ori_str_eq;
  static constexpr ori_hash_fn hash = ori_str_hash;
};

template <class K> class OriMapOf {
 public:
  OriMapOf() : t{0, 0, nullptr} {}
  OriMapOf(const OriMapOf& o) : t(o.t) { ori_rc_inc(t.data); }
  OriMapOf(OriMapOf&& o) : t(o.t) { o.t = {0, 0, nullptr}; }
  OriMapOf& operator=(OriMapOf o) {
    std::swap(t, o.t);
    return *this;
  }
  ~OriMapOf() { ori_map_buffer_rc_dec(t.data, t.len, t.cap, key_size, value_size, dec, nullptr); }

  size_t size() const { return size_t(t.len); }
  const void* data() const { return t.data; }
  const void* id() const { return t.data; }

  EMITTED void insert(const K& k, int64_t v) {
    Moved<K> key(k);
    ori_map_insert_cow(t.data, t.len, t.cap, &key, &v, key_size, value_size, eq, hash, inc, dec, nullptr, nullptr, &t);
  }
  EMITTED bool get(const K& k, int64_t& v) const {
    auto found = static_cast<const int64_t*>(ori_map_get(t.data, t.len, t.cap, &k, key_size, value_size, eq, hash));
    if (!found) return false;
    v = *found;
    return true;
  }
  // The tables that this is compared with keep no order.
  EMITTED void remove(const K& k) { ori_map_swap_remove_cow(t.data, t.len, t.cap, &k, key_size, value_size, eq, hash, inc, dec, nullptr, nullptr, &t); }
  // Values lie packed behind the keys.
  int64_t sum() const {
    auto values = reinterpret_cast<const int64_t*>(static_cast<const char*>(t.data) + t.cap * key_size);
    int64_t sum = 0;
    for (int64_t i = 0; i < t.len; ++i) sum += values[i];
    return sum;
  }
  EMITTED void own() { unshare(1); }
  OriMapOf deep() const {
    OriMapOf c = *this;
    c.unshare(0);
    return c;
  }

 private:
  static constexpr int64_t key_size = sizeof(K), value_size = sizeof(int64_t);
  static constexpr ori_elem_fn inc = Counted<K>::inc, dec = Counted<K>::dec;
  static constexpr ori_eq_fn eq = Findable<K>::eq;
  static constexpr ori_hash_fn hash = Findable<K>::hash;

  EMITTED void unshare(int64_t n) {
    ori_map_unshare_cow(t.data, t.len, t.cap, n, key_size, value_size, eq, hash, inc, dec, nullptr, nullptr, &t);
  }

  OriMap t;
};

class OriIntSet {
 public:
  OriIntSet() : t{0, 0, nullptr} {}
  OriIntSet(const OriIntSet& o) : t(o.t) { ori_rc_inc(t.data); }
  OriIntSet(OriIntSet&& o) : t(o.t) { o.t = {0, 0, nullptr}; }
  OriIntSet& operator=(OriIntSet o) {
    std::swap(t, o.t);
    return *this;
  }
  ~OriIntSet() { ori_buffer_rc_dec(t.data, t.len, t.cap, elem_size, nullptr); }

  size_t size() const { return size_t(t.len); }
  const void* data() const { return t.data; }
  EMITTED void insert(int64_t k) { ori_set_insert_cow(t.data, t.len, t.cap, &k, elem_size, align, eq, hash, nullptr, nullptr, &t); }
  EMITTED bool contains(int64_t k) const { return ori_set_contains(t.data, t.len, t.cap, &k, elem_size, eq, hash); }
  // Each consumes a reference to a and borrows b.
  static OriIntSet unite(OriIntSet a, const OriIntSet& b) { return combined<ori_set_union_cow>(std::move(a), b); }
  static OriIntSet intersect(OriIntSet a, const OriIntSet& b) { return combined<ori_set_intersection_cow>(std::move(a), b); }
  static OriIntSet subtract(OriIntSet a, const OriIntSet& b) { return combined<ori_set_difference_cow>(std::move(a), b); }

 private:
  static constexpr int64_t elem_size = sizeof(int64_t), align = alignof(int64_t);
  static constexpr ori_eq_fn eq = Findable<int64_t>::eq;
  static constexpr ori_hash_fn hash = Findable<int64_t>::hash;

  template <auto operation> static OriIntSet combined(OriIntSet&& a, const OriIntSet& b) {
    operation(a.t.data, a.t.len, a.t.cap, b.t.data, b.t.len, b.t.cap, elem_size, align, eq, hash, nullptr, nullptr, &a.t);
    return std::move(a);
  }

  OriSet t;
};
