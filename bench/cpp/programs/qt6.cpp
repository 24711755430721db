// Qt 6: QList, QHash, QSet, QString, all implicitly shared.
#include "../adapters/plain.hpp"
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

template <class E> struct QtList {
  QList<E> v;
  void push(const E& x) { v.append(x); }
  void pop() { v.removeLast(); }
  void reserve(size_t n) { v.reserve(qsizetype(n)); }
  const E& get(size_t i) const { return v.at(qsizetype(i)); }
  void set(size_t i, const E& x) { v[qsizetype(i)] = x; }
  size_t size() const { return size_t(v.size()); }
  const void* data() const { return v.constData(); }
  void insert(size_t i, const E& x) { v.insert(qsizetype(i), x); }
  void remove(size_t i) { v.removeAt(qsizetype(i)); }
  void append(QtList&& other) {
    v.append(std::move(other.v));
    QtList gone(std::move(other));
  }
  static QtList concat(const QtList& a, const QtList& b) { return {a.v + b.v}; }
  void reverse() { std::reverse(v.begin(), v.end()); }
  template <class Order> void sort(Order order) { std::sort(v.begin(), v.end(), PlainList<E>::less_of(order)); }
  template <class Order> void sort_stable(Order order) { std::stable_sort(v.begin(), v.end(), PlainList<E>::less_of(order)); }
  QtList slice(size_t from, size_t to) const { return {v.mid(qsizetype(from), qsizetype(to - from))}; }
  QtList deep() const {
    QtList c{v};
    c.v.detach();
    return c;
  }
};

template <class K> struct QtMap {
  QHash<K, qint64> table;
  void insert(const K& k, int64_t v) { table.insert(k, v); }
  bool get(const K& k, int64_t& v) const {
    auto it = table.constFind(k);
    if (it == table.constEnd()) return false;
    v = it.value();
    return true;
  }
  void remove(const K& k) { table.remove(k); }
  size_t size() const { return size_t(table.size()); }
  int64_t sum() const {
    int64_t sum = 0;
    for (auto it = table.constBegin(); it != table.constEnd(); ++it) sum += it.value();
    return sum;
  }
  QtMap deep() const {
    QtMap c{table};
    c.table.detach();
    return c;
  }
  // The address of an entry: two maps that share have the same.
  const void* id() const { return &table.constBegin().value(); }
};

struct QtSet {
  QSet<qint64> table;
  void insert(int64_t k) { table.insert(k); }
  bool contains(int64_t k) const { return table.contains(k); }
  size_t size() const { return size_t(table.size()); }
  static QtSet unite(QtSet a, const QtSet& b) { return {a.table.unite(b.table)}; }
  static QtSet intersect(QtSet a, const QtSet& b) { return {a.table.intersect(b.table)}; }
  static QtSet subtract(QtSet a, const QtSet& b) { return {a.table.subtract(b.table)}; }
};

int main() {
  Bench bench("qt6");
  using L = QtList<int64_t>;
  using M = QtMap<qint64>;
  auto make = [](int i) { return QString::fromLatin1(text32(i).c_str()); };
  verify_list<L>(true);
  verify_map<M>(true);
  list_workloads<L>(bench);
  sort_workloads<L, QtList<Record64>>(bench);
  map_workloads<M>(bench);
  large_map_workloads<M>(bench);
  set_workloads<QtSet>(bench);
  large_set_workloads<QtSet>(bench);
  string_map_workloads<QtMap<QString>>(bench, make);
  string_list_workloads<QtList<QString>>(bench, make, true);
  sharing_workloads<L>(bench, true);
  list_memory<L>(bench);
  table_memory<M, QtSet>(bench);
  list_scale<L>(bench);
  table_scale<M, QtSet>(bench);
}
