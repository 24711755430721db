// libori_rt for C++11 and newer: list, map, set and string as values.
//
//     ori::list<int> a{1, 2, 3};
//     ori::list<int> b = a;      // costs a reference, not a copy
//     b.push_back(4);            // now b copies, since a holds the other reference
//     for (int x : b) …
//
// Copying a collection retains it, destroying releases it, moving leaves an empty one behind. What
// reads is const and hands out const references, which hold until the collection is next changed;
// what changes takes values. A collection is as safe as a std::vector of its own in each thread: two
// threads may change two copies of one value at the same time.
//
// Elements, keys and values are kept as their bytes. These must be such that a copy of the value is
// a copy of the bytes and a reference more: trivially copyable types, ori's own collections of those,
// std::shared_ptr. Others say so: template <> struct ori::shareable<handle> : std::true_type {};
// A std::string is not: use ori::string.
//
// Comparing (== of keys and elements, < in sort) and hashing must not throw: the library has no
// unwinding through it, and an exception there ends the program through std::terminate, as one in
// a noexcept function does. Running out of memory is the library's fatal error (ori_rt.h), no
// std::bad_alloc.
#ifndef ORI_HPP
#define ORI_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "ori_rt.h"

namespace ori {

template <class T> class list;
template <class K, class V> class map;
template <class T> class set;
class string;

/// Whether a copy of a T has the same bytes as the T, and owns one reference more.
template <class T> struct shareable : std::is_trivially_copyable<T> {};
template <class T> struct shareable<list<T>> : std::true_type {};
template <class K, class V> struct shareable<map<K, V>> : std::true_type {};
template <class T> struct shareable<set<T>> : std::true_type {};
template <> struct shareable<string> : std::true_type {};
template <class T> struct shareable<std::shared_ptr<T>> : std::true_type {};

/// How keys hash; std::hash unless there is a better one.
template <class T> struct hash : std::hash<T> {};

namespace detail {

// The callbacks for a type. Plain data needs neither inc nor dec.
template <class T> struct callbacks {
	static_assert(shareable<T>::value, "the bytes of a copy must be those of the original: see ori::shareable");
	static_assert(alignof(T) <= 16, "elements are aligned to 16 bytes at most");

	// A second slot has the bytes of this one: the reference that a copy takes is the slot's.
	static void retain(void *slot) noexcept {
		alignas(T) unsigned char copy[sizeof(T)];
		new (copy) T(*static_cast<const T *>(slot));
	}
	static void release(void *slot) noexcept { static_cast<T *>(slot)->~T(); }

	static constexpr ori_elem_fn inc() { return std::is_trivially_copyable<T>::value ? nullptr : &retain; }
	static constexpr ori_elem_fn dec() { return std::is_trivially_copyable<T>::value ? nullptr : &release; }

	static bool eq(const void *a, const void *b) noexcept { return *static_cast<const T *>(a) == *static_cast<const T *>(b); }
	static std::uint64_t hash(const void *a) noexcept { return ori::hash<T>()(*static_cast<const T *>(a)); }
	template <class Less> static std::int32_t compare(const void *a, const void *b) noexcept {
		const T &x = *static_cast<const T *>(a), &y = *static_cast<const T *>(b);
		return Less()(x, y) ? -1 : Less()(y, x) ? 1 : 0;
	}
};

// A value whose bytes move into a collection, with the reference they hold.
template <class T> struct moved {
	alignas(T) unsigned char bytes[sizeof(T)];
	explicit moved(T value) { new (bytes) T(std::move(value)); }
	const void *at() const { return bytes; }
};

inline void check(bool in_range, const char *what) {
	if (!in_range)
		throw std::out_of_range(what);
}

} // namespace detail

template <class T> class list {
	using fns = detail::callbacks<T>;
	OriList l{0, 0, nullptr};
	explicit list(OriList raw) : l(raw) {}

public:
	using value_type = T;
	using const_iterator = const T *;

	list() = default;
	list(std::initializer_list<T> values) {
		reserve(static_cast<std::int64_t>(values.size()));
		for (const T &v : values)
			push_back(v);
	}
	list(const list &other) noexcept : l(other.l) { ori_list_rc_inc(l.data, l.cap); }
	list(list &&other) noexcept : l(other.l) { other.l = {0, 0, nullptr}; }
	list &operator=(list other) noexcept {
		std::swap(l, other.l);
		return *this;
	}
	~list() { ori_buffer_rc_dec(l.data, l.len, l.cap, sizeof(T), fns::dec()); }

	std::size_t size() const { return static_cast<std::size_t>(l.len); }
	bool empty() const { return l.len == 0; }
	const T *data() const { return static_cast<const T *>(l.data); }
	const T *begin() const { return data(); }
	const T *end() const { return data() + l.len; }
	const T &operator[](std::size_t i) const { return data()[i]; }
	const T &at(std::size_t i) const {
		detail::check(i < size(), "ori::list::at");
		return data()[i];
	}
	const T &back() const { return at(size() - 1); }

	void push_back(T value) {
		detail::moved<T> m(std::move(value));
		ori_list_push_cow(l.data, l.len, l.cap, m.at(), sizeof(T), alignof(T), fns::inc(), fns::dec(), &l);
	}
	void pop_back() { ori_list_pop_cow(l.data, l.len, l.cap, sizeof(T), alignof(T), fns::inc(), fns::dec(), &l); }
	void set(std::size_t i, T value) {
		detail::check(i < size(), "ori::list::set");
		detail::moved<T> m(std::move(value));
		ori_list_set_cow(l.data, l.len, l.cap, static_cast<std::int64_t>(i), m.at(), sizeof(T), alignof(T), fns::inc(), fns::dec(), &l);
	}
	void insert(std::size_t i, T value) {
		detail::check(i <= size(), "ori::list::insert");
		detail::moved<T> m(std::move(value));
		ori_list_insert_cow(l.data, l.len, l.cap, static_cast<std::int64_t>(i), m.at(), sizeof(T), alignof(T), fns::inc(), fns::dec(), &l);
	}
	void erase(std::size_t i) {
		detail::check(i < size(), "ori::list::erase");
		ori_list_remove_cow(l.data, l.len, l.cap, static_cast<std::int64_t>(i), sizeof(T), alignof(T), fns::inc(), fns::dec(), &l);
	}
	void resize_down(std::size_t n) {
		ori_list_truncate_cow(l.data, l.len, l.cap, static_cast<std::int64_t>(n), sizeof(T), alignof(T), fns::inc(), fns::dec(), &l);
	}
	void reserve(std::int64_t capacity) {
		ori_list_unshare_cow(l.data, l.len, l.cap, capacity, sizeof(T), alignof(T), fns::inc(), fns::dec(), &l);
	}
	void clear() { *this = list(); }
	void reverse() { ori_list_reverse_cow(l.data, l.len, l.cap, sizeof(T), alignof(T), fns::inc(), fns::dec(), &l); }

	/// Sorts; equal elements keep their order. Less is stateless.
	template <class Less = std::less<T>> void sort() {
		ori_list_sort_stable_cow(l.data, l.len, l.cap, sizeof(T), alignof(T), &fns::template compare<Less>, fns::inc(), fns::dec(), &l);
	}

	/// Makes the elements this list's own and returns the first: they may be written until the list
	/// is next copied. A loop that writes many elements asks once, in front of it.
	T *unshared() {
		reserve(l.len);
		return static_cast<T *>(l.data);
	}

	list &operator+=(const list &other) {
		list second(other);
		OriList s = second.l;
		second.l = {0, 0, nullptr}; // consumed
		ori_list_concat_cow(l.data, l.len, l.cap, s.data, s.len, s.cap, sizeof(T), alignof(T), fns::inc(), fns::dec(), &l);
		return *this;
	}
	friend list operator+(list a, const list &b) { return std::move(a += b); }

	/// Elements start to end - 1, without copying them: a slice shares the buffer.
	list slice(std::size_t start, std::size_t end) const {
		detail::check(start <= end && end <= size(), "ori::list::slice");
		OriList out;
		ori_list_slice(l.data, l.len, l.cap, static_cast<std::int64_t>(start), static_cast<std::int64_t>(end), sizeof(T), &out);
		return list(out);
	}

	/// The index of the first element that equals value, or -1.
	std::int64_t find(const T &value) const { return ori_list_find(l.data, l.len, &value, sizeof(T), &fns::eq); }

	friend bool operator==(const list &a, const list &b) {
		return ori_list_eq(a.l.data, a.l.len, b.l.data, b.l.len, sizeof(T), &fns::eq);
	}
	friend bool operator!=(const list &a, const list &b) { return !(a == b); }

	/// The C value, and its reference, which is the caller's from now on.
	OriList release() {
		OriList raw = l;
		l = {0, 0, nullptr};
		return raw;
	}
	const OriList &raw() const { return l; }
	static list adopt(OriList raw) { return list(raw); }
};

/// Text: bytes, up to 23 of them in the string itself.
class string {
	OriStr s{0, 0, nullptr};

public:
	string() { ori_str_from_bytes("", 0, &s); }
	string(const char *text) : string(text, std::strlen(text)) {}
	string(const std::string &text) : string(text.data(), text.size()) {}
	string(const char *text, std::size_t n) { ori_str_from_bytes(text, static_cast<std::int64_t>(n), &s); }
	string(const string &other) noexcept : s(other.s) { ori_str_rc_inc(&s); }
	string(string &&other) noexcept : s(other.s) { ori_str_from_bytes("", 0, &other.s); }
	string &operator=(string other) noexcept {
		std::swap(s, other.s);
		return *this;
	}
	~string() { ori_str_rc_dec(&s); }

	std::size_t size() const { return static_cast<std::size_t>(ori_str_len(&s)); }
	bool empty() const { return size() == 0; }
	/// The bytes, without a zero behind them; they may lie in this object.
	const char *data() const { return static_cast<const char *>(ori_str_data(&s)); }
	const char *begin() const { return data(); }
	const char *end() const { return data() + size(); }
	std::string str() const { return std::string(data(), size()); }

	string &operator+=(const string &other) {
		string second(other);
		OriStr t = second.s;
		ori_str_from_bytes("", 0, &second.s); // consumed
		ori_str_concat_cow(&s, &t, &s);
		return *this;
	}
	void push_back(char byte) { ori_str_push_byte_cow(&s, static_cast<unsigned char>(byte), &s); }
	friend string operator+(string a, const string &b) { return std::move(a += b); }

	string slice(std::size_t start, std::size_t end) const {
		detail::check(start <= end && end <= size(), "ori::string::slice");
		string out;
		ori_str_slice(&s, static_cast<std::int64_t>(start), static_cast<std::int64_t>(end), &out.s);
		return out;
	}
	/// The byte index of the first needle at or behind from, or -1.
	std::int64_t find(const string &needle, std::size_t from = 0) const { return ori_str_find(&s, &needle.s, static_cast<std::int64_t>(from)); }

	friend bool operator==(const string &a, const string &b) { return ori_str_eq(&a.s, &b.s); }
	friend bool operator!=(const string &a, const string &b) { return !(a == b); }
	friend bool operator<(const string &a, const string &b) { return ori_str_compare(&a.s, &b.s) < 0; }
	std::uint64_t hash() const { return ori_str_hash(&s); }
	const OriStr &raw() const { return s; }
};

template <> struct hash<string> {
	std::uint64_t operator()(const string &s) const { return s.hash(); }
};

template <class K, class V> class map {
	using keys = detail::callbacks<K>;
	using vals = detail::callbacks<V>;
	OriMap m{0, 0, nullptr};

	const K *key_at(std::int64_t i) const { return static_cast<const K *>(m.data) + i; }
	const V *val_at(std::int64_t i) const {
		return reinterpret_cast<const V *>(static_cast<const char *>(m.data) + m.cap * static_cast<std::int64_t>(sizeof(K))) + i;
	}

public:
	map() = default;
	map(std::initializer_list<std::pair<K, V>> pairs) {
		for (const auto &p : pairs)
			insert(p.first, p.second);
	}
	map(const map &other) noexcept : m(other.m) { ori_rc_inc(m.data); }
	map(map &&other) noexcept : m(other.m) { other.m = {0, 0, nullptr}; }
	map &operator=(map other) noexcept {
		std::swap(m, other.m);
		return *this;
	}
	~map() { ori_map_buffer_rc_dec(m.data, m.len, m.cap, sizeof(K), sizeof(V), keys::dec(), vals::dec()); }

	std::size_t size() const { return static_cast<std::size_t>(m.len); }
	bool empty() const { return m.len == 0; }

	/// Adds the pair, or replaces the value of the key.
	void insert(K key, V value) {
		detail::moved<K> k(std::move(key));
		detail::moved<V> v(std::move(value));
		ori_map_insert_cow(m.data, m.len, m.cap, k.at(), v.at(), sizeof(K), sizeof(V), &keys::eq, &keys::hash,
		                   keys::inc(), keys::dec(), vals::inc(), vals::dec(), &m);
	}
	void erase(const K &key) {
		ori_map_remove_cow(m.data, m.len, m.cap, &key, sizeof(K), sizeof(V), &keys::eq, &keys::hash,
		                   keys::inc(), keys::dec(), vals::inc(), vals::dec(), &m);
	}
	/// The value of a key, or nullptr; it holds until the map is next changed.
	const V *get(const K &key) const {
		return static_cast<const V *>(ori_map_get(m.data, m.len, m.cap, &key, sizeof(K), sizeof(V), &keys::eq, &keys::hash));
	}
	const V &at(const K &key) const {
		const V *v = get(key);
		detail::check(v != nullptr, "ori::map::at");
		return *v;
	}
	bool contains(const K &key) const {
		return ori_map_contains(m.data, m.len, m.cap, &key, sizeof(K), sizeof(V), &keys::eq, &keys::hash);
	}
	/// The place of a key's value, made with V() where there is none, to be written until the map is
	/// next copied or changed.
	V &operator[](K key) {
		detail::moved<K> k(std::move(key));
		detail::moved<V> v{V()};
		void *slot;
		ori_map_entry_cow(m.data, m.len, m.cap, k.at(), v.at(), sizeof(K), sizeof(V), &keys::eq, &keys::hash,
		                  keys::inc(), keys::dec(), vals::inc(), vals::dec(), &m, &slot);
		return *static_cast<V *>(slot);
	}

	/// Iterates over pairs in the order of insertion: for (auto e : m) … e.key, e.value
	struct entry {
		const K &key;
		const V &value;
	};
	class const_iterator {
		const map *of;
		std::int64_t i;

	public:
		const_iterator(const map *of, std::int64_t i) : of(of), i(i) {}
		entry operator*() const { return {*of->key_at(i), *of->val_at(i)}; }
		const_iterator &operator++() {
			++i;
			return *this;
		}
		bool operator!=(const const_iterator &other) const { return i != other.i; }
	};
	const_iterator begin() const { return {this, 0}; }
	const_iterator end() const { return {this, m.len}; }

	friend bool operator==(const map &a, const map &b) {
		return ori_map_eq(a.m.data, a.m.len, a.m.cap, b.m.data, b.m.len, b.m.cap, sizeof(K), sizeof(V), &keys::eq, &keys::hash, &vals::eq);
	}
	friend bool operator!=(const map &a, const map &b) { return !(a == b); }
	const OriMap &raw() const { return m; }
};

template <class T> class set {
	using fns = detail::callbacks<T>;
	OriSet s{0, 0, nullptr};

	using algebra = void (*)(void *, std::int64_t, std::int64_t, void *, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
	                         ori_eq_fn, ori_hash_fn, ori_elem_fn, ori_elem_fn, OriSet *);
	set &combine(algebra with, const set &other) {
		const OriSet t = other.s;
		with(s.data, s.len, s.cap, t.data, t.len, t.cap, sizeof(T), alignof(T), &fns::eq, &fns::hash, fns::inc(), fns::dec(), &s);
		return *this;
	}

public:
	set() = default;
	set(std::initializer_list<T> values) {
		for (const T &v : values)
			insert(v);
	}
	set(const set &other) noexcept : s(other.s) { ori_rc_inc(s.data); }
	set(set &&other) noexcept : s(other.s) { other.s = {0, 0, nullptr}; }
	set &operator=(set other) noexcept {
		std::swap(s, other.s);
		return *this;
	}
	~set() { ori_buffer_rc_dec(s.data, s.len, s.cap, sizeof(T), fns::dec()); }

	std::size_t size() const { return static_cast<std::size_t>(s.len); }
	bool empty() const { return s.len == 0; }
	const T *begin() const { return static_cast<const T *>(s.data); } // in the order of insertion
	const T *end() const { return begin() + s.len; }

	void insert(T value) {
		detail::moved<T> m(std::move(value));
		ori_set_insert_cow(s.data, s.len, s.cap, m.at(), sizeof(T), alignof(T), &fns::eq, &fns::hash, fns::inc(), fns::dec(), &s);
	}
	void erase(const T &value) {
		ori_set_remove_cow(s.data, s.len, s.cap, &value, sizeof(T), alignof(T), &fns::eq, &fns::hash, fns::inc(), fns::dec(), &s);
	}
	bool contains(const T &value) const { return ori_set_contains(s.data, s.len, s.cap, &value, sizeof(T), &fns::eq, &fns::hash); }

	set &operator|=(const set &other) { return combine(&ori_set_union_cow, other); }
	set &operator&=(const set &other) { return combine(&ori_set_intersection_cow, other); }
	set &operator-=(const set &other) { return combine(&ori_set_difference_cow, other); }
	set &operator^=(const set &other) { return combine(&ori_set_symmetric_difference_cow, other); }
	friend set operator|(set a, const set &b) { return std::move(a |= b); }
	friend set operator&(set a, const set &b) { return std::move(a &= b); }
	friend set operator-(set a, const set &b) { return std::move(a -= b); }
	friend set operator^(set a, const set &b) { return std::move(a ^= b); }

	friend bool operator==(const set &a, const set &b) {
		return ori_set_eq(a.s.data, a.s.len, a.s.cap, b.s.data, b.s.len, b.s.cap, sizeof(T), &fns::eq, &fns::hash);
	}
	friend bool operator!=(const set &a, const set &b) { return !(a == b); }
	const OriSet &raw() const { return s; }
};

} // namespace ori

#endif
