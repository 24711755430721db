/* Values of every kind, to be looked at where stop is called. */
#include "ori_rt.h"

#include <stdio.h>

static const struct {
	int64_t size, count, elems[3];
} constant = {24, -1, {7, 8, 9}};

typedef struct {
	int64_t len, cap;
	int32_t *data;
} Numbers;

__attribute__((noinline)) static void stop(void) { __asm__ volatile("" ::: "memory"); }

int main(void)
{
	OriList xs = {0, 0, NULL}, slice, empty = {0, 0, NULL}, fixed = {3, 3, (void *)constant.elems};
	OriMap m = {0, 0, NULL};
	OriSet set = {0, 0, NULL};
	OriStr hello, text;
	Numbers small = {0, 0, NULL};
	for (int64_t i = 1; i <= 3; i++) {
		int32_t n = (int32_t)i * 10;
		OriStr word;
		ori_str_from_int(i * 100, &word);
		ori_list_push_cow(xs.data, xs.len, xs.cap, &i, 8, 8, NULL, NULL, &xs);
		ori_list_push_cow(small.data, small.len, small.cap, &n, 4, 4, NULL, NULL, (OriList *)&small);
		ori_set_insert_cow(set.data, set.len, set.cap, &i, 8, 8, ori_i64_eq, ori_i64_hash, NULL, NULL, &set);
		ori_map_insert_cow(m.data, m.len, m.cap, &i, &word, 8, 24, ori_i64_eq, ori_i64_hash, NULL, NULL, NULL, NULL, &m);
	}
	ori_list_slice(xs.data, xs.len, xs.cap, 1, 3, 8, &slice);
	ori_str_from_bytes("hello", 5, &hello);
	ori_str_from_bytes("a \"text\" that is too long to lie inside", 39, &text);
	int64_t *box = ori_rc_alloc(32, 8);
	*box = 5;
	stop();
	printf("%d %d %d %d\n", (int)slice.len, (int)empty.len, (int)fixed.len, (int)*box);
	return 0;
}
