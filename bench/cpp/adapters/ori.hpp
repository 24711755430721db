// The library under test, through its C ABI as a compiler would call it:
// operations consume the triple and write the result to where it came from, a
// copy of a value is a retained reference, elements are read and iterated
// through data directly.
#pragma once
#include "../workloads/elements.hpp"
#include "../workloads/memory.hpp"
#include "../workloads/scale.hpp"
#include <ori_rt.h>
#include <type_traits>

// The callbacks that count an element of type E; plain data has none.
template <class E> struct Counted {
  static_assert(std::is_trivially_copyable_v<E>);
  static constexpr ori_elem_fn inc = nullptr, dec = nullptr;
};

// A copy of x as the runtime takes it over: at an address, with a reference of its own.
template <class E> union Moved {
  E value;
  explicit Moved(const E& x) : value(x) {}
  ~Moved() {}
};

// A compiler emits the runtime call where the operation stands, not a function of
// its own that is optimised before it is inlined.
#define EMITTED __attribute__((always_inline))

template <class E> class OriListOf {
 public:
  OriListOf() : t{0, 0, nullptr} {}
  OriListOf(const OriListOf& o) : t(o.t) { ori_list_rc_inc(t.data, t.cap); }
  OriListOf(OriListOf&& o) : t(o.t) { o.t = {0, 0, nullptr}; }
  OriListOf& operator=(OriListOf o) {
    std::swap(t, o.t);
    return *this;
  }
  ~OriListOf() { ori_buffer_rc_dec(t.data, t.len, t.cap, size_bytes, dec); }

  const E& get(size_t i) const { return static_cast<const E*>(t.data)[i]; }
  size_t size() const { return size_t(t.len); }
  const void* data() const { return t.data; }

  EMITTED void push(const E& x) {
    Moved<E> moved(x);
    ori_list_push_cow(t.data, t.len, t.cap, &moved, size_bytes, align, inc, dec, &t);
  }
  EMITTED void pop() { ori_list_pop_cow(t.data, t.len, t.cap, size_bytes, align, inc, dec, &t); }
  EMITTED E take_first() {
    E first;
    ori_list_take_cow(t.data, t.len, t.cap, 0, &first, size_bytes, align, inc, dec, &t);
    return first;
  }
  EMITTED void set(size_t i, const E& x) {
    Moved<E> moved(x);
    ori_list_set_cow(t.data, t.len, t.cap, int64_t(i), &moved, size_bytes, align, inc, dec, &t);
  }
  void insert(size_t i, const E& x) {
    Moved<E> moved(x);
    ori_list_insert_cow(t.data, t.len, t.cap, int64_t(i), &moved, size_bytes, align, inc, dec, &t);
  }
  void remove(size_t i) { ori_list_remove_cow(t.data, t.len, t.cap, int64_t(i), size_bytes, align, inc, dec, &t); }
  EMITTED void reserve(size_t n) { ori_list_unshare_cow(t.data, t.len, t.cap, int64_t(n), size_bytes, align, inc, dec, &t); }
  EMITTED void own() { reserve(1); }
  void append(OriListOf&& o) {
    OriList other = o.t;
    o.t = {0, 0, nullptr};
    ori_list_concat_cow(t.data, t.len, t.cap, other.data, other.len, other.cap, size_bytes, align, inc, dec, &t);
  }
  static OriListOf concat(const OriListOf& a, OriListOf b) {
    OriListOf c = a;
    c.append(std::move(b));
    return c;
  }
  void reverse() { ori_list_reverse_cow(t.data, t.len, t.cap, size_bytes, align, inc, dec, &t); }
  template <class Order> void sort(Order order) { ori_list_sort_cow(t.data, t.len, t.cap, size_bytes, align, compare_of(order), inc, dec, &t); }
  template <class Order> void sort_stable(Order order) { ori_list_sort_stable_cow(t.data, t.len, t.cap, size_bytes, align, compare_of(order), inc, dec, &t); }
  OriListOf slice(size_t from, size_t to) const {
    OriListOf s;
    ori_list_slice(t.data, t.len, t.cap, int64_t(from), int64_t(to), size_bytes, &s.t);
    return s;
  }
  OriListOf deep() const {
    OriListOf c = *this;
    c.reserve(0);
    return c;
  }

 private:
  static constexpr int64_t size_bytes = sizeof(E), align = alignof(E);
  static constexpr ori_elem_fn inc = Counted<E>::inc, dec = Counted<E>::dec;

  // The order's compare as a C function: the library's own where it has one, known to
  // the optimiser, or only called.
  template <class Order> static ori_cmp_fn compare_of(Order order) {
    if constexpr (requires { typename Order::Natural; })
      return ori_i64_compare;
    else if constexpr (std::is_empty_v<Order>)
      return [](const void* a, const void* b) noexcept { return Order::compare(*static_cast<const E*>(a), *static_cast<const E*>(b)); };
    else
      return order.compare;
  }

  OriList t;
};

class OriString {
 public:
  explicit OriString(const std::string& text) { ori_str_from_bytes(text.data(), int64_t(text.size()), &s); }
  OriString(const OriString& o) : s(o.s) { ori_str_rc_inc(&s); }
  OriString(OriString&& o) : s(o.s) { o.s = {0, 0, nullptr}; }
  OriString& operator=(OriString o) {
    std::swap(s, o.s);
    return *this;
  }
  ~OriString() { ori_str_rc_dec(&s); }

 private:
  OriStr s;
};
template <> struct Counted<OriString> {
  static constexpr ori_elem_fn inc = ori_str_rc_inc, dec = ori_str_rc_dec;
};
