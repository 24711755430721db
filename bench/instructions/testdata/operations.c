/* A dozen operations whose machine instructions are counted under callgrind.
 *
 * Each counted_ function does an operation ROUNDS times; main prepares what it
 * works on. Only instructions in this program are counted, not those in libc,
 * so the counts depend on the library and the compiler alone and repeat exactly.
 */
#include <ori_rt.h>
#include <stddef.h>

enum { ROUNDS = 1000 };

#define COUNTED __attribute__((noinline)) void

/* ---- 8-byte integers as elements, keys and values ---- */

#define ES 8
#define EA 8

static bool eq(const void *stored, const void *needle) { return *(const int64_t *)stored == *(const int64_t *)needle; }
static uint64_t hash(const void *elem) { return (uint64_t) * (const int64_t *)elem; }
static int32_t compare(const void *a, const void *b) {
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void list_push(OriList *l, int64_t x) { ori_list_push_cow(l->data, l->len, l->cap, &x, ES, EA, NULL, NULL, l); }
static void list_set(OriList *l, int64_t i, int64_t x) { ori_list_set_cow(l->data, l->len, l->cap, i, &x, ES, EA, NULL, NULL, l); }
static void list_pop(OriList *l) { ori_list_pop_cow(l->data, l->len, l->cap, ES, EA, NULL, NULL, l); }
static void list_drop(OriList *l) { ori_buffer_rc_dec(l->data, l->len, l->cap, ES, NULL); }
static OriList list_share(const OriList *l) {
	ori_list_rc_inc(l->data, l->cap);
	return *l;
}
static OriList list_of(int64_t n) {
	OriList l = {0, 0, NULL};
	for (int64_t i = 0; i < n; i++) list_push(&l, i * 7919 % n);
	return l;
}

static void map_insert(OriMap *m, int64_t k, int64_t v) {
	ori_map_insert_cow(m->data, m->len, m->cap, &k, &v, ES, ES, eq, hash, NULL, NULL, NULL, NULL, m);
}
static void map_remove(OriMap *m, int64_t k) {
	ori_map_remove_cow(m->data, m->len, m->cap, &k, ES, ES, eq, hash, NULL, NULL, NULL, NULL, m);
}
static const int64_t *map_get(const OriMap *m, int64_t k) { return ori_map_get(m->data, m->len, m->cap, &k, ES, ES, eq, hash); }
static void map_drop(OriMap *m) { ori_map_buffer_rc_dec(m->data, m->len, m->cap, ES, ES, NULL, NULL); }

static void set_insert(OriSet *s, int64_t x) { ori_set_insert_cow(s->data, s->len, s->cap, &x, ES, EA, eq, hash, NULL, NULL, s); }
static void set_drop(OriSet *s) { ori_buffer_rc_dec(s->data, s->len, s->cap, ES, NULL); }

/* ---- What the operations work on ---- */

static OriList list, roomy, small;
static OriMap map;
static OriSet set, other;
static OriStr text, same_text;
static volatile int64_t sink;

/* ---- The operations ---- */

/* Ends what main did to prepare: see counted in count.go. */
COUNTED counted_preparation(void) { __asm__ volatile(""); }

COUNTED counted_list_push_in_place(void) {
	for (int64_t i = 0; i < ROUNDS; i++) list_push(&roomy, i);
}
COUNTED counted_list_set_in_place(void) {
	for (int64_t i = 0; i < ROUNDS; i++) list_set(&list, i, -i);
}
COUNTED counted_list_pop(void) {
	for (int64_t i = 0; i < ROUNDS; i++) list_pop(&roomy);
}
COUNTED counted_list_push_on_shared(void) {
	for (int64_t i = 0; i < ROUNDS; i++) {
		OriList copy = list_share(&small);
		list_push(&copy, i);
		list_drop(&copy);
	}
}
COUNTED counted_list_slice_and_release(void) {
	for (int64_t i = 0; i < ROUNDS; i++) {
		OriList s;
		ori_list_slice(list.data, list.len, list.cap, 10, 20, ES, &s);
		list_drop(&s);
	}
}
COUNTED counted_list_reverse(void) { ori_list_reverse_cow(list.data, list.len, list.cap, ES, EA, NULL, NULL, &list); }
COUNTED counted_retain_release(void) {
	for (int64_t i = 0; i < ROUNDS; i++) {
		ori_rc_inc(list.data);
		ori_rc_dec(list.data, NULL);
	}
}
COUNTED counted_map_insert(void) {
	for (int64_t i = 0; i < ROUNDS; i++) map_insert(&map, i, i);
}
COUNTED counted_map_overwrite(void) {
	for (int64_t i = 0; i < ROUNDS; i++) map_insert(&map, i, -i);
}
COUNTED counted_map_get(void) {
	for (int64_t i = 0; i < ROUNDS; i++) sink = *map_get(&map, i);
}
COUNTED counted_map_miss(void) {
	for (int64_t i = 0; i < ROUNDS; i++) sink = map_get(&map, ROUNDS + i) != NULL;
}
COUNTED counted_map_remove_last(void) {
	for (int64_t i = ROUNDS; i > ROUNDS / 2; i--) map_remove(&map, i - 1);
}
COUNTED counted_set_contains(void) {
	for (int64_t i = 0; i < ROUNDS; i++) sink = ori_set_contains(set.data, set.len, set.cap, &i, ES, eq, hash);
}
COUNTED counted_set_union(void) {
	ori_set_union_cow(set.data, set.len, set.cap, other.data, other.len, other.cap, ES, EA, eq, hash, NULL, NULL, &set);
}
COUNTED counted_list_sort(void) { ori_list_sort_cow(list.data, list.len, list.cap, ES, EA, compare, NULL, NULL, &list); }
COUNTED counted_list_sort_stable(void) { ori_list_sort_stable_cow(list.data, list.len, list.cap, ES, EA, compare, NULL, NULL, &list); }
COUNTED counted_str_eq(void) {
	for (int64_t i = 0; i < ROUNDS; i++) sink = ori_str_eq(&text, &same_text);
}
COUNTED counted_str_hash(void) {
	for (int64_t i = 0; i < ROUNDS; i++) sink = (int64_t)ori_str_hash(&text);
}

int main(void) {
  ori_rt_set_hash_seed(1); // the counts are to be the same in every run
	list = list_of(ROUNDS);
	small = list_of(100);
	ori_list_unshare_cow(roomy.data, roomy.len, roomy.cap, ROUNDS, ES, EA, NULL, NULL, &roomy);
	for (int64_t i = 0; i < ROUNDS; i++) {
		set_insert(&set, i);
		set_insert(&other, i + ROUNDS / 2);
	}
	static const char words[] = "a string of thirty-two characters";
	ori_str_from_bytes(words, 32, &text);
	ori_str_from_bytes(words, 32, &same_text);

	counted_preparation();
	counted_list_push_in_place();
	counted_list_set_in_place();
	counted_list_pop();
	counted_list_push_on_shared();
	counted_list_slice_and_release();
	counted_list_reverse();
	counted_retain_release();
	counted_map_insert();
	counted_map_overwrite();
	counted_map_get();
	counted_map_miss();
	counted_map_remove_last();
	counted_set_contains();
	counted_set_union();
	list_drop(&list);
	list = list_of(ROUNDS);
	counted_preparation();
	counted_list_sort();
	list_drop(&list);
	list = list_of(ROUNDS);
	counted_preparation();
	counted_list_sort_stable();
	counted_str_eq();
	counted_str_hash();

	list_drop(&list);
	list_drop(&small);
	list_drop(&roomy);
	map_drop(&map);
	set_drop(&set);
	set_drop(&other);
	ori_str_rc_dec(&text);
	ori_str_rc_dec(&same_text);
	return ori_rc_live_count() == 0 ? 0 : 1;
}
