/* Wrong counts of every kind, by the program's argument. Each is what a compiler emits when it
 * forgets a retain, repeats a release or mixes up two values. Every one of these functions ends
 * with the call at which the checking build is to stop. */
#include "ori_rt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char long_text[] = "a text that is too long to lie in the string itself";

static void inc_str(void *elem) { ori_str_rc_inc(elem); }
static void dec_str(void *elem) { ori_str_rc_dec(elem); }

static void inc_list(void *elem)
{
	OriList *l = elem;
	ori_list_rc_inc(l->data, l->cap);
}

static void dec_list(void *elem)
{
	OriList *l = elem;
	ori_buffer_rc_dec(l->data, l->len, l->cap, 8, NULL);
}

static void dec_twice(void *elem)
{
	ori_str_rc_dec(elem);
	ori_str_rc_dec(elem);
}

static void forgets(void *elem) { (void)elem; }

static bool eq_i64(const void *a, const void *b) { return *(const int64_t *)a == *(const int64_t *)b; }

static void push(OriList *l, int64_t v)
{
	ori_list_push_cow(l->data, l->len, l->cap, &v, 8, 8, NULL, NULL, l);
}

static OriList numbers(int64_t n)
{
	OriList l = {0, 0, NULL};
	for (int64_t i = 0; i < n; i++)
		push(&l, i);
	return l;
}

static void release(OriList l) { ori_buffer_rc_dec(l.data, l.len, l.cap, 8, NULL); }

static OriStr str(void)
{
	OriStr s;
	ori_str_from_bytes(long_text, sizeof long_text - 1, &s);
	return s;
}

static void push_str(OriList *l, OriStr s)
{
	ori_list_push_cow(l->data, l->len, l->cap, &s, 24, 8, inc_str, dec_str, l);
}

static OriMap map_of(int64_t n)
{
	OriMap m = {0, 0, NULL};
	for (int64_t i = 0; i < n; i++)
		ori_map_insert_cow(m.data, m.len, m.cap, &i, &i, 8, 8, ori_i64_eq, ori_i64_hash, NULL, NULL, NULL, NULL, &m);
	return m;
}

/* ---- freed objects ---- */

static void double_release(void)
{
	OriList l = numbers(3);
	release(l);
	release(l);
}

static void inc_after_free(void)
{
	OriList l = numbers(3);
	release(l);
	ori_list_rc_inc(l.data, l.cap);
}

static void push_after_free(void)
{
	OriList l = numbers(3);
	release(l);
	push(&l, 4);
}

static void find_after_free(void)
{
	OriList l = numbers(3);
	release(l);
	int64_t two = 2;
	ori_list_find(l.data, l.len, &two, 8, eq_i64);
}

static void map_get_after_free(void)
{
	OriMap m = map_of(3);
	int64_t two = 2;
	ori_map_buffer_rc_dec(m.data, m.len, m.cap, 8, 8, NULL, NULL);
	ori_map_get(m.data, m.len, m.cap, &two, 8, 8, ori_i64_eq, ori_i64_hash);
}

static void string_after_free(void)
{
	OriStr s = str();
	ori_str_rc_dec(&s);
	ori_str_push_byte_cow(&s, 'x', &s);
}

static void double_release_of_a_string(void)
{
	OriStr s = str();
	ori_str_rc_dec(&s);
	ori_str_rc_dec(&s);
}

static void double_release_of_a_box(void)
{
	void *box = ori_rc_alloc(32, 8);
	ori_rc_dec(box, NULL);
	ori_rc_dec(box, NULL);
}

static void double_release_of_a_map(void)
{
	OriMap m = map_of(20);
	ori_map_buffer_rc_dec(m.data, m.len, m.cap, 8, 8, NULL, NULL);
	ori_map_buffer_rc_dec(m.data, m.len, m.cap, 8, 8, NULL, NULL);
}

static void missing_inc(void)
{
	OriList a = numbers(3);
	OriList b = a; /* without ori_list_rc_inc */
	push(&b, 4);
	release(b);
	release(a);
}

static void missing_inc_of_an_element(void)
{
	OriList l = {0, 0, NULL};
	OriStr s = str();
	push_str(&l, s); /* moves s in, without an inc */
	ori_str_rc_dec(&s);
	OriStr other = str();
	push_str(&l, other);
}

static void row_in_two_grids(void)
{
	OriList row = numbers(3), a = {0, 0, NULL}, b = {0, 0, NULL};
	ori_list_push_cow(a.data, a.len, a.cap, &row, 24, 8, inc_list, dec_list, &a);
	ori_list_push_cow(b.data, b.len, b.cap, &row, 24, 8, inc_list, dec_list, &b);
	ori_buffer_rc_dec(a.data, a.len, a.cap, 24, dec_list);
}

/* ---- moved in twice ---- */

static void string_moved_in_twice(void)
{
	OriList l = {0, 0, NULL};
	OriStr s = str();
	push_str(&l, s);
	push_str(&l, s);
}

static void value_moved_in_twice(void)
{
	OriMap m = {0, 0, NULL};
	OriStr s = str();
	for (int64_t i = 0; i < 2; i++)
		ori_map_insert_cow(m.data, m.len, m.cap, &i, &s, 8, 24, ori_i64_eq, ori_i64_hash, NULL, NULL, inc_str, dec_str, &m);
}

/* ---- what is no object ---- */

static void interior_pointer(void)
{
	OriList l = numbers(8);
	ori_rc_dec((char *)l.data + 16, NULL);
}

static void no_object(void)
{
	int64_t *p = malloc(64);
	p[0] = p[1] = 7;
	ori_rc_inc(p + 2);
}

static void address_that_is_none(void) { ori_rc_inc((void *)0x10000); }

/* ---- values that are none ---- */

static void stale_after_push(void)
{
	OriList old = numbers(3), l = old;
	push(&l, 4); /* in place: there is room */
	push(&old, 5);
}

static void stale_after_growth(void)
{
	OriList old = numbers(4), l = old;
	push(&l, 4);
	push(&old, 5);
}

static void stale_after_pop(void)
{
	OriList l = numbers(3), old = l;
	ori_list_pop_cow(l.data, l.len, l.cap, 8, 8, NULL, NULL, &l);
	release(old);
}

static void stale_map(void)
{
	OriMap m = map_of(3), old = m;
	int64_t k = 3;
	ori_map_insert_cow(m.data, m.len, m.cap, &k, &k, 8, 8, ori_i64_eq, ori_i64_hash, NULL, NULL, NULL, NULL, &m);
	ori_map_get(old.data, old.len, old.cap, &k, 8, 8, ori_i64_eq, ori_i64_hash);
}

static void stale_cap(void)
{
	OriList l = numbers(3);
	l.cap = 3;
	push(&l, 4);
}

static void slice_with_a_cap_that_lies(void)
{
	OriList l = numbers(8), s;
	ori_list_slice(l.data, l.len, l.cap, 2, 5, 8, &s);
	s.cap += 4;
	release(s);
}

static void slice_that_is_too_long(void)
{
	OriList l = numbers(8), s;
	ori_list_slice(l.data, l.len, l.cap, 2, 5, 8, &s);
	s.len = 7;
	int64_t v = 1;
	ori_list_push_cow(s.data, s.len, s.cap, &v, 8, 8, NULL, NULL, &s);
}

/* ---- sizes, callbacks, kinds ---- */

static void wrong_element_size(void)
{
	OriList l = numbers(3);
	ori_buffer_rc_dec(l.data, l.len, l.cap, 4, NULL);
}

static void release_without_dec(void)
{
	OriList l = {0, 0, NULL};
	push_str(&l, str());
	ori_buffer_rc_dec(l.data, l.len, l.cap, 24, NULL);
}

static void release_with_another_dec(void)
{
	OriList l = {0, 0, NULL};
	push_str(&l, str());
	ori_buffer_rc_dec(l.data, l.len, l.cap, 24, dec_list);
}

static void release_with_an_idle_dec(void)
{
	OriList l = {0, 0, NULL};
	push_str(&l, str());
	ori_buffer_rc_dec(l.data, l.len, l.cap, 24, forgets);
}

static void double_release_in_a_callback(void)
{
	OriList l = {0, 0, NULL};
	OriStr s = str();
	ori_list_push_cow(l.data, l.len, l.cap, &s, 24, 8, inc_str, dec_twice, &l);
	ori_buffer_rc_dec(l.data, l.len, l.cap, 24, dec_twice);
}

static void given_away_twice(void)
{
	OriList l = numbers(4);
	ori_list_concat_cow(l.data, l.len, l.cap, l.data, l.len, l.cap, 8, 8, NULL, NULL, &l);
}

static void wrong_size_of_a_box(void)
{
	void *box = ori_rc_alloc(16, 8);
	ori_rc_inc(box);
	ori_box_unshare(box, 24, 8, NULL, NULL);
}

static void map_released_as_a_list(void)
{
	OriMap m = map_of(3);
	ori_buffer_rc_dec(m.data, m.len, m.cap, 8, NULL);
}

static void list_released_as_a_box(void)
{
	OriList l = {0, 0, NULL};
	push_str(&l, str());
	ori_rc_dec(l.data, NULL);
}

static void callbacks_that_do_not_pair(void)
{
	OriList l = {0, 0, NULL}, copy;
	OriStr s = str();
	ori_list_push_cow(l.data, l.len, l.cap, &s, 24, 8, forgets, dec_str, &l);
	ori_list_rc_inc(l.data, l.cap);
	copy = l;
	OriStr t = str();
	ori_list_push_cow(copy.data, copy.len, copy.cap, &t, 24, 8, forgets, dec_str, &copy);
	ori_buffer_rc_dec(copy.data, copy.len, copy.cap, 24, dec_str);
}

/* ---- writes ---- */

static void write_to_a_shared_list(void)
{
	OriList l = numbers(8);
	ori_list_rc_inc(l.data, l.cap);
	((int64_t *)l.data)[3] = 99;
	push(&l, 8);
}

static void write_to_a_shared_map(void)
{
	OriMap m = map_of(4);
	ori_list_rc_inc(m.data, m.cap);
	((int64_t *)m.data)[m.cap + 2] = 99;
	int64_t two = 2;
	ori_map_get(m.data, m.len, m.cap, &two, 8, 8, ori_i64_eq, ori_i64_hash);
}

static void write_to_a_shared_box(void)
{
	int64_t *box = ori_rc_alloc(32, 8);
	memset(box, 0, 32);
	ori_rc_inc(box);
	box[1] = 99;
	ori_rc_dec(box, NULL);
}

static struct {
	int64_t size, count, elems[4];
} constant = {32, -1, {1, 2, 3, 4}};

static void write_to_a_constant(void)
{
	OriList l = {4, 4, constant.elems};
	ori_list_rc_inc(l.data, l.cap);
	constant.elems[2] = 99;
	push(&l, 5);
}

static void write_to_freed_memory(void)
{
	OriList l = numbers(4);
	release(l);
	((int64_t *)l.data)[1] = 99;
	for (int i = 0; i < 100; i++) /* ORI_QUARANTINE=1K */
		release(numbers(4));
}

static const struct {
	const char *name;
	void (*run)(void);
} seeds[] = {
#define SEED(name) {#name, name}
	SEED(double_release), SEED(inc_after_free), SEED(push_after_free), SEED(find_after_free), SEED(map_get_after_free),
	SEED(string_after_free), SEED(double_release_of_a_string), SEED(double_release_of_a_box), SEED(double_release_of_a_map),
	SEED(missing_inc), SEED(missing_inc_of_an_element), SEED(row_in_two_grids), SEED(string_moved_in_twice),
	SEED(value_moved_in_twice), SEED(interior_pointer), SEED(no_object), SEED(address_that_is_none), SEED(stale_after_push),
	SEED(stale_after_growth), SEED(stale_after_pop), SEED(stale_map), SEED(stale_cap), SEED(slice_with_a_cap_that_lies), SEED(slice_that_is_too_long),
	SEED(wrong_element_size), SEED(release_without_dec), SEED(release_with_another_dec), SEED(release_with_an_idle_dec), SEED(double_release_in_a_callback), SEED(given_away_twice), SEED(wrong_size_of_a_box), SEED(map_released_as_a_list),
	SEED(list_released_as_a_box), SEED(callbacks_that_do_not_pair), SEED(write_to_a_shared_list), SEED(write_to_a_shared_map),
	SEED(write_to_a_shared_box), SEED(write_to_a_constant), SEED(write_to_freed_memory),
};

int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
		if (argc < 2)
			puts(seeds[i].name);
		else if (strcmp(argv[1], seeds[i].name) == 0) {
			seeds[i].run();
			puts("nothing was found");
			return 0;
		}
	}
	return 0;
}
