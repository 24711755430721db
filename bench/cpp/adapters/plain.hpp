// The standard library's containers as they are: values, deep copies.
#pragma once
#include "../workloads/elements.hpp"
#include "../workloads/memory.hpp"
#include "../workloads/scale.hpp"
#include <algorithm>
#include <deque>
#include <iterator>

// What every list made of a std::vector can do; V is given by mut() for
// writing and by view() for reading.
template <class E, class Self> struct VectorList {
  using Vector = std::vector<E>;
  Vector& mut() { return static_cast<Self*>(this)->unshared(); }
  const Vector& view() const { return static_cast<const Self*>(this)->shared(); }

  void push(const E& x) { mut().push_back(x); }
  void pop() { mut().pop_back(); }
  void reserve(size_t n) { mut().reserve(n); }
  const E& get(size_t i) const { return view()[i]; }
  void set(size_t i, const E& x) { mut()[i] = x; }
  size_t size() const { return view().size(); }
  const void* data() const { return view().data(); }
  void insert(size_t i, const E& x) { Vector& v = mut(); v.insert(v.begin() + ptrdiff_t(i), x); }
  void remove(size_t i) { Vector& v = mut(); v.erase(v.begin() + ptrdiff_t(i)); }
  void append(Self&& other) {
    add(other);
    Self gone(std::move(other));
  }
  static Self concat(const Self& a, const Self& b) {
    Self c;
    c.reserve(a.size() + b.size());
    c.add(a);
    c.add(b);
    return c;
  }
  void reverse() { Vector& v = mut(); std::reverse(v.begin(), v.end()); }
  template <class Order> void sort(Order order) { Vector& v = mut(); std::sort(v.begin(), v.end(), less_of(order)); }
  template <class Order> void sort_stable(Order order) { Vector& v = mut(); std::stable_sort(v.begin(), v.end(), less_of(order)); }
  Self slice(size_t from, size_t to) const {
    Self c;
    c.mut().assign(view().begin() + ptrdiff_t(from), view().begin() + ptrdiff_t(to));
    return c;
  }
  Self deep() const {
    Self c;
    c.mut() = view();
    return c;
  }
  void add(const Self& other) {
    Vector& v = mut();
    v.insert(v.end(), other.view().begin(), other.view().end());
  }

  // The order's less as a function object (inlined), or its pointer (called).
  template <class Order> static auto less_of(Order order) {
    if constexpr (std::is_empty_v<Order>) return [](const E& a, const E& b) { return Order::less(a, b); };
    else return order.less;
  }
};

template <class E> struct PlainList : VectorList<E, PlainList<E>> {
  std::vector<E> v;
  std::vector<E>& unshared() { return v; }
  const std::vector<E>& shared() const { return v; }
};

// Likewise for tables shaped like std::unordered_map.
template <class T, class Self> struct TableMap {
  using Key = typename T::key_type;
  T& mut() { return static_cast<Self*>(this)->unshared(); }
  const T& view() const { return static_cast<const Self*>(this)->shared(); }

  void insert(const Key& k, int64_t v) { mut()[k] = v; }
  bool get(const Key& k, int64_t& v) const {
    auto it = view().find(k);
    if (it == view().end()) return false;
    v = it->second;
    return true;
  }
  void remove(const Key& k) { mut().erase(k); }
  size_t size() const { return view().size(); }
  int64_t sum() const {
    int64_t sum = 0;
    for (auto& entry : view()) sum += entry.second;
    return sum;
  }
  Self deep() const {
    Self c;
    c.mut() = view();
    return c;
  }
  const void* id() const { return &view(); }
};

template <class T> struct PlainMap : TableMap<T, PlainMap<T>> {
  T table;
  T& unshared() { return table; }
  const T& shared() const { return table; }
};

// Likewise for std::unordered_set.
template <class T, class Self> struct TableSet {
  T& mut() { return static_cast<Self*>(this)->unshared(); }
  const T& view() const { return static_cast<const Self*>(this)->shared(); }

  void insert(int64_t k) { mut().insert(k); }
  bool contains(int64_t k) const { return view().find(k) != view().end(); }
  size_t size() const { return view().size(); }
  static Self unite(const Self& a, const Self& b) {
    Self c = a;
    T& out = c.mut();
    for (int64_t k : b.view()) out.insert(k);
    return c;
  }
  static Self intersect(const Self& a, const Self& b) {
    const Self& small = a.size() <= b.size() ? a : b;
    const Self& large = &small == &a ? b : a;
    return chosen(small, [&](int64_t k) { return large.contains(k); });
  }
  static Self subtract(const Self& a, const Self& b) {
    return chosen(a, [&](int64_t k) { return !b.contains(k); });
  }
  template <class Want> static Self chosen(const Self& from, Want want) {
    Self c;
    T& out = c.mut();
    for (int64_t k : from.view())
      if (want(k)) out.insert(k);
    return c;
  }
};

template <class T> struct PlainSet : TableSet<T, PlainSet<T>> {
  T table;
  T& unshared() { return table; }
  const T& shared() const { return table; }
};

// What C++ has for a queue.
struct PlainQueue {
  std::deque<int64_t> q;
  void push(int64_t x) { q.push_back(x); }
  int64_t take_first() {
    int64_t first = q.front();
    q.pop_front();
    return first;
  }
  size_t size() const { return q.size(); }
};
