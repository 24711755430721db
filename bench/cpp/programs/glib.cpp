// GLib: GArray, GHashTable, GPtrArray of GRefString. No copy-on-write: a copy of
// a value is g_array_copy, a share is g_array_ref.
#include "../adapters/plain.hpp"
#include <glib.h>

static gint compare_numbers(gconstpointer a, gconstpointer b) { return ByValue::compare(*static_cast<const int64_t*>(a), *static_cast<const int64_t*>(b)); }
static gint compare_records(gconstpointer a, gconstpointer b) { return ByKey::compare(*static_cast<const Record64*>(a), *static_cast<const Record64*>(b)); }

template <class E, bool shares> struct GLibList {
  GArray* array;
  GLibList() : array(g_array_new(FALSE, FALSE, sizeof(E))) {}
  explicit GLibList(GArray* a) : array(a) {}
  GLibList(const GLibList& o) : array(shares ? g_array_ref(o.array) : g_array_copy(o.array)) {}
  GLibList(GLibList&& o) : array(std::exchange(o.array, nullptr)) {}
  GLibList& operator=(GLibList o) {
    std::swap(array, o.array);
    return *this;
  }
  ~GLibList() { if (array) g_array_unref(array); }
  static GLibList with_room(size_t n) { return GLibList(g_array_sized_new(FALSE, FALSE, sizeof(E), guint(n))); }

  E* elements() const { return reinterpret_cast<E*>(array->data); }
  void add(const E* from, size_t n) { g_array_append_vals(array, from, guint(n)); }
  void push(const E& x) { add(&x, 1); }
  void pop() { g_array_set_size(array, array->len - 1); }
  void reserve(size_t n) {
    GLibList roomy = with_room(n);
    roomy.add(elements(), size());
    std::swap(array, roomy.array);
  }
  const E& get(size_t i) const { return elements()[i]; }
  void set(size_t i, const E& x) { elements()[i] = x; }
  size_t size() const { return array->len; }
  const void* data() const { return array->data; }
  void insert(size_t i, const E& x) { g_array_insert_vals(array, guint(i), &x, 1); }
  void remove(size_t i) { g_array_remove_index(array, guint(i)); }
  void append(GLibList&& other) {
    add(other.elements(), other.size());
    GLibList gone(std::move(other));
  }
  static GLibList concat(const GLibList& a, const GLibList& b) {
    GLibList c = with_room(a.size() + b.size());
    c.add(a.elements(), a.size());
    c.add(b.elements(), b.size());
    return c;
  }
  void reverse() { std::reverse(elements(), elements() + size()); }
  // g_array_sort is stable, and takes no context: the order is always called.
  template <class Order> void sort(Order) { g_array_sort(array, sizeof(E) == 8 ? compare_numbers : compare_records); }
  template <class Order> void sort_stable(Order order) { sort(order); }
  GLibList slice(size_t from, size_t to) const {
    GLibList c = with_room(to - from);
    c.add(elements() + from, to - from);
    return c;
  }
  GLibList deep() const { return GLibList(g_array_copy(array)); }
};

static gpointer as_pointer(int64_t k) { return reinterpret_cast<gpointer>(k); }

// Keys and values are stored in the pointers themselves.
struct GLibTable {
  GHashTable* table;
  GLibTable() : table(g_hash_table_new(g_direct_hash, nullptr)) {}
  GLibTable(const GLibTable& o) : GLibTable() { o.each([&](gpointer k, gpointer v) { g_hash_table_insert(table, k, v); }); }
  GLibTable(GLibTable&& o) : table(std::exchange(o.table, nullptr)) {}
  GLibTable& operator=(GLibTable&& o) {
    std::swap(table, o.table);
    return *this;
  }
  ~GLibTable() { if (table) g_hash_table_unref(table); }
  template <class F> void each(F f) const {
    GHashTableIter it;
    gpointer k, v;
    g_hash_table_iter_init(&it, table);
    while (g_hash_table_iter_next(&it, &k, &v)) f(k, v);
  }
  size_t size() const { return g_hash_table_size(table); }
};

struct GLibMap : GLibTable {
  void insert(int64_t k, int64_t v) { g_hash_table_insert(table, as_pointer(k), as_pointer(v)); }
  bool get(int64_t k, int64_t& v) const {
    gpointer found = nullptr;
    if (!g_hash_table_lookup_extended(table, as_pointer(k), nullptr, &found)) return false;
    v = reinterpret_cast<int64_t>(found);
    return true;
  }
  void remove(int64_t k) { g_hash_table_remove(table, as_pointer(k)); }
  int64_t sum() const {
    int64_t sum = 0;
    each([&](gpointer, gpointer v) { sum += reinterpret_cast<int64_t>(v); });
    return sum;
  }
  GLibMap deep() const { return *this; }
  const void* id() const { return table; }
};

struct GLibSet : GLibTable {
  void insert(int64_t k) { g_hash_table_add(table, as_pointer(k)); }
  bool contains(int64_t k) const { return g_hash_table_contains(table, as_pointer(k)); }
  static GLibSet unite(const GLibSet& a, const GLibSet& b) {
    GLibSet c = a;
    b.each([&](gpointer k, gpointer) { g_hash_table_add(c.table, k); });
    return c;
  }
  static GLibSet chosen(const GLibSet& a, const GLibSet& b, bool common) {
    GLibSet c;
    a.each([&](gpointer k, gpointer) { if (bool(g_hash_table_contains(b.table, k)) == common) g_hash_table_add(c.table, k); });
    return c;
  }
  static GLibSet intersect(const GLibSet& a, const GLibSet& b) { return chosen(a, b, true); }
  static GLibSet subtract(const GLibSet& a, const GLibSet& b) { return chosen(a, b, false); }
};

struct GLibStrings {
  GPtrArray* array;
  static void release(gpointer s) { g_ref_string_release(static_cast<char*>(s)); }
  static gpointer retain(gconstpointer s, gpointer) { return g_ref_string_acquire(static_cast<char*>(const_cast<void*>(s))); }
  GLibStrings() : array(g_ptr_array_new_with_free_func(release)) {}
  GLibStrings(const GLibStrings& o) : array(g_ptr_array_copy(o.array, retain, nullptr)) {}
  ~GLibStrings() { g_ptr_array_unref(array); }
  void push(char* s) { g_ptr_array_add(array, g_ref_string_acquire(s)); }
  size_t size() const { return array->len; }
};

int main() {
  Bench bench("glib");
  using L = GLibList<int64_t, false>;
  verify_list<L>(false);
  verify_map<GLibMap>(false);
  list_workloads<L>(bench);
  sort_workloads<L, GLibList<Record64, false>>(bench);
  map_workloads<GLibMap>(bench);
  large_map_workloads<GLibMap>(bench);
  set_workloads<GLibSet>(bench);
  large_set_workloads<GLibSet>(bench);
  string_list_workloads<GLibStrings>(bench, [](int i) { return g_ref_string_new(text32(i).c_str()); }, true);
  sharing_workloads<GLibList<int64_t, true>>(bench, true);
  list_memory<L>(bench);
  table_memory<GLibMap, GLibSet>(bench);
}
