/* Reference counts and nested lists through the C ABI: every reference that is
 * taken is given back. Prints what it sees and ends with no allocation alive. */
#include "ori_rt.h"

#include <stdio.h>
#include <string.h>

#define CHECK(condition)                                               \
	do {                                                           \
		if (!(condition)) {                                    \
			printf("line %d: %s\n", __LINE__, #condition); \
			return 1;                                      \
		}                                                      \
	} while (0)

static int dropped;

static void drop_pair(void *data)
{
	dropped++;
	ori_rc_dec(*(void **)data, NULL);
	ori_rc_free(data, 8, 8);
}

/* Elements that are lists of int64_t. */
static void inc_list(void *slot)
{
	OriList *l = slot;
	ori_list_rc_inc(l->data, l->cap);
}

static void dec_list(void *slot)
{
	OriList *l = slot;
	ori_buffer_rc_dec(l->data, l->len, l->cap, 8, NULL);
}

static bool eq_int(const void *stored, const void *needle)
{
	return *(const int64_t *)stored == *(const int64_t *)needle;
}

static void push_int(OriList *l, int64_t v)
{
	ori_list_push_cow(l->data, l->len, l->cap, &v, 8, 8, NULL, NULL, l);
}

static int counts(void)
{
	void *p = ori_rc_alloc(24, 8);
	CHECK(ori_rc_count(p) == 1 && ori_rc_is_unique(p) && ori_rc_data_size(p) == 24);
	ori_rc_inc(p);
	CHECK(ori_rc_count(p) == 2 && !ori_rc_is_unique(p) && !ori_rc_is_unique_or_null(p));
	ori_rc_dec(p, NULL);
	strcpy(p, "kept across realloc");
	p = ori_rc_realloc(p, 24, 4096, 8);
	CHECK(strcmp(p, "kept across realloc") == 0 && ori_rc_data_size(p) == 4096);
	ori_rc_dec(p, NULL);

	void *wide = ori_rc_alloc(100, 256);
	CHECK((uintptr_t)wide % 256 == 0);
	ori_rc_free(wide, 100, 256);

	void **pair = ori_rc_alloc(8, 8);
	*pair = ori_rc_alloc(8, 8);
	ori_rc_dec(pair, drop_pair);
	CHECK(dropped == 1);

	ori_rc_inc(NULL);
	ori_rc_dec(NULL, NULL);
	CHECK(!ori_rc_is_unique(NULL) && ori_rc_is_unique_or_null(NULL) && ori_rc_count(NULL) == 0);

	static struct {
		OriHeader header;
		int64_t value;
	} constant = {{8, INT64_MIN}, 42};
	ori_rc_inc(&constant.value);
	ori_rc_dec(&constant.value, NULL);
	CHECK(ori_rc_count(&constant.value) == INT64_MIN && constant.value == 42);
	return 0;
}

static int nested(void)
{
	OriList outer = {0, 0, NULL};
	for (int64_t i = 0; i < 3; i++) {
		OriList inner = {0, 0, NULL};
		for (int64_t v = 0; v <= i; v++)
			push_int(&inner, v);
		ori_list_push_cow(outer.data, outer.len, outer.cap, &inner, 24, 8, inc_list, dec_list, &outer);
	}
	OriList other = outer;
	ori_list_rc_inc(other.data, other.cap);

	/* The second owner changes its own list and element only. */
	OriList *slot = (OriList *)outer.data + 2;
	OriList changed = *slot;
	ori_list_rc_inc(changed.data, changed.cap);
	push_int(&changed, 99);
	ori_list_set_cow(outer.data, outer.len, outer.cap, 2, &changed, 24, 8, inc_list, dec_list, &outer);
	CHECK(other.data != outer.data);
	CHECK(((OriList *)other.data)[2].len == 3 && ((OriList *)outer.data)[2].len == 4);
	CHECK(((OriList *)other.data)[0].data == ((OriList *)outer.data)[0].data);

	int64_t needle = 99;
	OriList *last = (OriList *)outer.data + 2;
	CHECK(ori_list_find(last->data, last->len, &needle, 8, eq_int) == 3);

	/* A slice that outlives its list releases all of it. */
	OriList slice;
	ori_list_slice(other.data, other.len, other.cap, 1, 2, 24, &slice);
	CHECK(slice.cap < 0 && slice.len == 1);
	ori_buffer_rc_dec(other.data, other.len, other.cap, 24, dec_list);
	ori_buffer_rc_dec(slice.data, slice.len, slice.cap, 24, dec_list);
	ori_buffer_rc_dec(outer.data, outer.len, outer.cap, 24, dec_list);
	return 0;
}

int main(void)
{
	CHECK(ori_rt_abi_version() == ORI_RT_ABI_VERSION);
	CHECK(counts() == 0);
	CHECK(ori_rc_live_count() == 0);
	CHECK(nested() == 0);
	CHECK(ori_rc_live_count() == 0);
	puts("nothing alive");
	return 0;
}
