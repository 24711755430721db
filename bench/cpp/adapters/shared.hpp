// Copy-on-write over a counted pointer to a standard container: what a C++
// programmer writes by hand. The pointer is std::shared_ptr; a program for
// another library supplies its own with the same two operations.
#pragma once
#include "plain.hpp"
#include <memory>

template <class T> struct SharedPtr {
  std::shared_ptr<T> p = std::make_shared<T>();
  const T& shared() const { return *p; }
  T& unshared() {
    if (p.use_count() != 1) p = std::make_shared<T>(*p);
    return *p;
  }
};

template <class E, template <class> class Ptr = SharedPtr> struct SharedList : VectorList<E, SharedList<E, Ptr>>, Ptr<std::vector<E>> {};
template <class T, template <class> class Ptr = SharedPtr> struct SharedMap : TableMap<T, SharedMap<T, Ptr>>, Ptr<T> {};
template <class T, template <class> class Ptr = SharedPtr> struct SharedSet : TableSet<T, SharedSet<T, Ptr>>, Ptr<T> {};
