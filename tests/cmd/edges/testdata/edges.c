/* What happens at the edges of the ABI, one case for each argument. A case that is right prints "ok". */
#include "ori_rt.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define L(l) (l).data, (l).len, (l).cap
#define CHECK(cond) ((cond) ? (void)0 : (printf("%s:%d: %s\n", __FILE__, __LINE__, #cond), exit(1)))

static jmp_buf escape;
static int errors;

static void leave(const char *message, int64_t len)
{
	(void)message, (void)len;
	errors++;
	longjmp(escape, 1);
}

/* Boxes of one number, lists of boxes. */
static void *box(int64_t v)
{
	int64_t *b = ori_rc_alloc(8, 8);
	*b = v;
	return b;
}
static void box_inc(void *e) { ori_rc_inc(*(void **)e); }
static void box_dec(void *e) { ori_rc_dec(*(void **)e, NULL); }

static OriList boxes(int n)
{
	OriList l = {0, 0, NULL};
	for (int i = 0; i < n; i++) {
		void *b = box(i);
		ori_list_push_cow(L(l), &b, 8, 8, box_inc, box_dec, &l);
	}
	return l;
}

/* A thousand lists of boxes and a chain of boxes must go as always. */
static void chain_drop(void *data)
{
	void *next = *(void **)data;
	ori_rc_free(data, 8, 8);
	ori_rc_dec(next, chain_drop);
}

static void works_as_before(void)
{
	int64_t live = ori_rc_live_count();
	for (int i = 0; i < 1000; i++) {
		OriList l = boxes(3);
		ori_buffer_rc_dec(L(l), 8, box_dec);
		CHECK(ori_rc_live_count() <= live);
		live = ori_rc_live_count(); /* what an error left in the queue goes with the first of them */
	}
	void *chain = NULL;
	for (int i = 0; i < 100000; i++) {
		void **b = ori_rc_alloc(8, 8);
		*b = chain;
		chain = b;
	}
	ori_rc_dec(chain, chain_drop);
	CHECK(ori_rc_live_count() == live);
}

/* ---- errors inside of callbacks, left by longjmp ---- */

static void raise_error(void) { ori_rt_fatal("the callback fails", 18); }
static void bad_elem(void *e) { (void)e, raise_error(); }
static bool bad_eq(const void *a, const void *b) { (void)a, (void)b, raise_error(); return false; }
static uint64_t bad_hash(const void *e) { (void)e, raise_error(); return 0; }
static int32_t bad_cmp(const void *a, const void *b) { (void)a, (void)b, raise_error(); return 0; }
static void bad_drop(void *data) { (void)data, raise_error(); }
static void jump_dec(void *e) { (void)e, errors++, longjmp(escape, 1); }

static OriMap numbers(void)
{
	OriMap m = {0, 0, NULL};
	for (int64_t key = 0; key < 20; key++)
		ori_map_insert_cow(L(m), &key, &key, 8, 8, ori_i64_eq, ori_i64_hash, NULL, NULL, NULL, NULL, &m);
	return m;
}

static void every_callback(void)
{
	ori_rt_set_fatal_handler(leave);
	OriList l = boxes(5), out;
	OriMap m = numbers(), map_out;
	int64_t key = 1;
	for (volatile int round = 0; round < 40; round++) {
		errors = 0;
		if (!setjmp(escape))
			ori_list_find(l.data, l.len, l.data, 8, bad_eq);
		if (!setjmp(escape))
			ori_list_eq(l.data, l.len, l.data, l.len, 8, bad_eq);
		if (!setjmp(escape))
			ori_map_get(L(m), &key, 8, 8, bad_eq, ori_i64_hash);
		if (!setjmp(escape))
			ori_map_get(L(m), &key, 8, 8, ori_i64_eq, bad_hash);
		CHECK(errors >= 3); /* a hash may be found that no entry has: then eq is not called */
		CHECK(ori_rc_count(l.data) == 1 && ori_rc_count(m.data) == 1); /* what was borrowed is as before */

		OriList lost = boxes(3);
		if (!setjmp(escape))
			ori_list_sort_cow(L(lost), 8, 8, bad_cmp, box_inc, box_dec, &out);
		lost = boxes(3);
		ori_list_rc_inc(lost.data, lost.cap);
		if (!setjmp(escape))
			ori_list_reverse_cow(L(lost), 8, 8, bad_elem, box_dec, &out);
		lost = boxes(3);
		if (!setjmp(escape))
			ori_list_truncate_cow(L(lost), 1, 8, 8, box_inc, bad_elem, &out);
		if (!setjmp(escape))
			ori_rc_dec(box(1), bad_drop);
		lost = boxes(3);
		if (!setjmp(escape))
			ori_buffer_rc_dec(L(lost), 8, bad_elem);
		OriMap entries = numbers();
		if (!setjmp(escape))
			ori_map_remove_cow(L(entries), &key, 8, 8, ori_i64_eq, bad_hash, NULL, NULL, NULL, NULL, &map_out);
		CHECK(errors >= 9);
		works_as_before();
	}
	printf("ok\n");
}

/* Errors 40 deep, where objects are already queued. */
static void *deep_box(int depth)
{
	void **b = ori_rc_alloc(16, 8);
	b[0] = depth > 0 ? deep_box(depth - 1) : NULL;
	b[1] = (void *)(intptr_t)depth;
	return b;
}
static void deep_drop(void *data)
{
	void **b = data;
	if (b[0] == NULL)
		raise_error();
	void *next = b[0];
	ori_rc_free(data, 16, 8);
	ori_rc_dec(next, deep_drop);
}

static void deep(void)
{
	ori_rt_set_fatal_handler(leave);
	for (volatile int round = 0; round < 40; round++) {
		if (!setjmp(escape))
			ori_rc_dec(deep_box(50), deep_drop);
		works_as_before();
	}
	CHECK(errors == 40);
	CHECK(ori_rc_live_count() == 40); /* the boxes whose destruction was abandoned */
	printf("ok\n");
}

/* A callback that leaves by longjmp all by itself. */
static void jump(void)
{
	for (volatile int round = 0; round < 40; round++) {
		OriList lost = boxes(1);
		if (!setjmp(escape))
			ori_buffer_rc_dec(L(lost), 8, jump_dec);
	}
	CHECK(errors == 40);
	works_as_before();
	printf("ok\n");
}

/* An error that is caught inside of the callback abandons nothing. */
static void catching_dec(void *e)
{
	jmp_buf outer;
	memcpy(&outer, &escape, sizeof outer);
	if (!setjmp(escape))
		raise_error();
	memcpy(&escape, &outer, sizeof outer);
	box_dec(e);
}

static void caught(void)
{
	ori_rt_set_fatal_handler(leave);
	for (volatile int round = 0; round < 100; round++) {
		OriList l = boxes(40);
		ori_buffer_rc_dec(L(l), 8, catching_dec);
	}
	CHECK(errors == 4000 && ori_rc_live_count() == 0);
	works_as_before();
	printf("ok\n");
}

/* ---- handlers that fail ---- */

static void failing(const char *message, int64_t len)
{
	(void)message, (void)len;
	int64_t x = 1;
	ori_list_set_cow(NULL, 0, 0, 7, &x, 8, 8, NULL, NULL, NULL);
}

static void handler_fails(void)
{
	ori_rt_set_fatal_handler(failing);
	ori_rc_alloc(-1, 8);
}

/* Errors that are caught further and further down are no handler that fails itself. */
static int descend(volatile int depth)
{
	char room[1024]; /* which an old message may lie in */
	jmp_buf outer;
	memcpy(&outer, &escape, sizeof outer);
	if (!setjmp(escape))
		ori_rc_alloc(-1, 8);
	memcpy(&escape, &outer, sizeof outer);
	__asm__ volatile("" : : "r"(room) : "memory");
	return depth == 0 ? 0 : 1 + descend(depth - 1);
}

static void descending(void)
{
	ori_rt_set_fatal_handler(leave);
	CHECK(descend(1000) == 1000 && errors == 1001);
	printf("ok\n");
}

/* ---- objects that are destroyed late ---- */

static int64_t before, after;
static void *inner;

static void late_drop(void *data)
{
	void *next = *(void **)data;
	ori_rc_free(data, 8, 8);
	if (next != NULL) {
		ori_rc_dec(next, late_drop);
		return;
	}
	before = ori_rc_live_count();
	ori_rc_dec(inner, chain_drop); /* so deep that it is queued */
	int64_t queued = ori_rc_live_count();
	ori_rt_drain();
	after = ori_rc_live_count();
	CHECK(queued == before && after == before - 1);
}

static void drain(void)
{
	void *chain = NULL;
	for (int i = 0; i < 100; i++) {
		void **b = ori_rc_alloc(8, 8);
		*b = chain;
		chain = b;
	}
	inner = box(0);
	ori_rc_dec(chain, late_drop);
	CHECK(before == 1 && after == 0);
	ori_rt_drain(); /* nothing is queued */
	printf("ok\n");
}

/* ---- the program's own errors ---- */

static void own(void)
{
	static char text[1000];
	memset(text, 'x', sizeof text);
	ori_rt_fatal(text, sizeof text);
}

/* ---- the program's own memory ---- */

static struct { int64_t out, calls, enough; } heap;

static void *heap_alloc(int64_t size, int64_t align, void *ctx)
{
	CHECK(ctx == &heap && align >= 16 && (align & (align - 1)) == 0);
	if (++heap.calls > heap.enough)
		return NULL;
	heap.out++;
	return align > 16 ? aligned_alloc((size_t)align, (size_t)size) : malloc((size_t)size);
}
static void *heap_realloc(void *memory, int64_t old_size, int64_t size, void *ctx)
{
	CHECK(ctx == &heap && memory != NULL && old_size >= 16);
	return ++heap.calls > heap.enough ? NULL : realloc(memory, (size_t)size);
}
static void heap_free(void *memory, void *ctx)
{
	CHECK(ctx == &heap && memory != NULL);
	heap.out--;
	free(memory);
}

/* A call for memory fails, each in turn: the operation has consumed nothing. */
static void allocator(void)
{
	heap.enough = INT64_MAX;
	ori_rt_set_allocator(heap_alloc, heap_realloc, heap_free, &heap);
	ori_rt_set_fatal_handler(leave);
	for (volatile int64_t n = 0, more = 1; more; n++) {
		OriList *volatile l = calloc(3, sizeof *l);
		volatile int64_t pushed = 0;
		heap.calls = 0, heap.enough = n;
		if (setjmp(escape) == 0) {
			for (int64_t i = 0; i < 40; i++, pushed++)
				ori_list_push_cow(L(l[0]), &i, 8, 64, NULL, NULL, &l[0]);
			ori_list_rc_inc(l[0].data, l[0].cap);
			l[1] = l[0];
			ori_list_sort_cow(L(l[1]), 8, 64, ori_i64_compare, NULL, NULL, &l[1]);
			for (int64_t i = 0; i < 40; i++)
				ori_set_insert_cow(L(l[2]), &i, 8, 8, ori_i64_eq, ori_i64_hash, NULL, NULL, (OriSet *)&l[2]);
			more = 0;
		}
		heap.enough = INT64_MAX;
		CHECK(l[0].len == pushed);
		for (int64_t i = 0; i < pushed; i++)
			CHECK(((int64_t *)l[0].data)[i] == i);
		for (int i = 0; i < 3; i++)
			ori_buffer_rc_dec(L(l[i]), 8, NULL);
		CHECK(errors == n + more && ori_rc_live_count() == 0);
		free((void *)l);
	}
	for (int i = 0; i < 1000; i++)
		ori_rc_free(ori_rc_alloc(8, 8), 8, 8);
	printf("%d errors, %d blocks are out\n", errors, (int)heap.out);
}

int main(int argc, char **argv)
{
	static const struct { const char *name; void (*run)(void); } cases[] = {
		{"every-callback", every_callback}, {"deep", deep}, {"jump", jump}, {"caught", caught},
		{"handler-fails", handler_fails}, {"descending", descending}, {"drain", drain}, {"own", own},
		{"allocator", allocator},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (argc > 1 && strcmp(argv[1], cases[i].name) == 0)
			cases[i].run();
	return 0;
}
