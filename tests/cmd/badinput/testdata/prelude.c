/* The start of the program that command badinput writes: the collections that
   its cases call the library with, and what a case must leave behind. */
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "ori_rt.h"

enum { HELD = 1000 };

static void *held[HELD]; /* every allocation, with the count that it must keep */
static int64_t counts[HELD];
static int n_held;

static void *hold(void *data) {
	held[n_held++] = data;
	return data;
}

static void inc(void *elem) { ori_rc_inc(*(void **)elem); }
static void dec(void *elem) { ori_rc_dec(*(void **)elem, NULL); }
static bool eq(const void *a, const void *b) { return **(int64_t **)a == **(int64_t **)b; }
static int32_t cmp(const void *a, const void *b) { return (**(int64_t **)a > **(int64_t **)b) - (**(int64_t **)a < **(int64_t **)b); }

static int32_t cmp_by(const void *a, const void *b, void *ctx) { (void)ctx; return cmp(a, b); }
static bool keep(const void *elem, void *ctx) { (void)ctx; return **(int64_t **)elem % 20 != 0; }
static bool keep_entry(const void *key, const void *value, void *ctx) { (void)value; return keep(key, ctx); }
static uint64_t hash(const void *elem) { return **(uint64_t **)elem; }

static void *box(int64_t value) {
	int64_t *data = hold(ori_rc_alloc(8, 8));
	*data = value;
	return data;
}

typedef struct {
	int64_t len, cap;
	void *data;
} triple;

static triple list_of(int n, const int64_t *values, int spare) {
	void **data = ori_rc_alloc((n + spare) * 8, 8);
	for (int i = 0; i < n; i++)
		data[i] = box(values[i]);
	hold(data);
	return (triple){n, n + spare, data};
}

static triple set_of(int n, const int64_t *values) {
	OriSet s = {0, 0, NULL};
	for (int i = 0; i < n; i++) {
		void *elem = box(values[i]);
		ori_set_insert_cow(s.data, s.len, s.cap, &elem, 8, 8, eq, NULL, inc, dec, &s);
	}
	if (s.data != NULL)
		hold(s.data);
	return (triple){s.len, s.cap, s.data};
}

static triple map_of(int n, const int64_t *values) {
	OriMap m = {0, 0, NULL};
	for (int i = 0; i < n; i++) {
		void *key = box(values[i]), *val = box(values[i] + 100);
		ori_map_insert_cow(m.data, m.len, m.cap, &key, &val, 8, 8, eq, NULL, inc, dec, inc, dec, &m);
	}
	if (m.data != NULL)
		hold(m.data);
	return (triple){m.len, m.cap, m.data};
}

/* A slice of a list that is gone. */
static triple slice_of(int n, const int64_t *values) {
	triple l = list_of(n, values, 0);
	OriList s;
	ori_list_slice(l.data, l.len, l.cap, 0, n, 8, &s);
	ori_buffer_rc_dec(l.data, l.len, l.cap, 8, dec);
	return (triple){s.len, s.cap, s.data};
}

static triple shared(triple t) {
	ori_rc_inc(t.data);
	return t;
}

static triple a, b;
static void *elem, *val, *src[8], *moved, *out[8], *slot;
static int64_t live, elem_value = 30, told;
static const char *expected;

static void intact(const char *message, int64_t len) {
	if ((int64_t)strlen(expected) != len || memcmp(message, expected, len) != 0)
		printf("message: %.*s\n", (int)len, message);
	for (int i = 0; i < n_held; i++)
		if (ori_rc_count(held[i]) != counts[i])
			printf("count %d: %ld, was %ld\n", i, (long)ori_rc_count(held[i]), (long)counts[i]);
	if (ori_rc_live_count() != live)
		printf("live count: %ld, was %ld\n", (long)ori_rc_live_count(), (long)live);
	printf("handler\n");
	fflush(stdout);
} /* returns: the library must abort */

static void ready(const char *message) {
	elem = box(elem_value), val = box(130);
	for (int i = 0; i < 8; i++)
		src[i] = box(i);
	for (int i = 0; i < n_held; i++)
		counts[i] = ori_rc_count(held[i]);
	live = ori_rc_live_count();
	const char *address = strstr(message, "%p");
	if (address) {
		static char text[512];
		snprintf(text, sizeof text, "%.*s%p%s", (int)(address - message), message, a.data, address + 2);
		message = text;
	}
	expected = message;
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	ori_rt_set_fatal_handler(intact);
}
