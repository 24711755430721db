#include "call.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "_cgo_export.h"

static __thread jmp_buf escape;
static __thread ori_test_call *current;

static void handler(const char *message, int64_t len) {
	if (len > ORI_TEST_LINE)
		abort();
	memcpy(current->message, message, len);
	current->message_len = len;
	longjmp(escape, 1);
}

static int errors = -1, standard_error;

void ori_test_install(void *set_fatal_handler) {
	((void (*)(void (*)(const char *, int64_t)))set_fatal_handler)(handler);
	errors = memfd_create("stderr", 0);
	standard_error = dup(2);
	if (errors < 0 || standard_error < 0)
		abort();
}

typedef void *(*function)(void *, void *, void *, void *, void *, void *, void *, void *, void *, void *, void *, void *,
                          void *, void *, void *, void *, void *, void *);

void ori_test_invoke(ori_test_call *call) {
	ori_test_word *a = call->args;
	current = call;
	dup2(errors, 2);
	if (setjmp(escape) == 0)
		call->result = ((function)call->fn)(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11],
		                                    a[12], a[13], a[14], a[15], a[16], a[17]);
	else
		call->failed = true;
	dup2(standard_error, 2);
	if (call->failed) {
		call->line_len = pread(errors, call->line, sizeof call->line, 0);
		if (ftruncate(errors, 0) != 0 || lseek(errors, 0, SEEK_SET) != 0)
			abort();
	}
}

int64_t ori_test_live(void *live_count) { return ((int64_t(*)(void))live_count)(); }
void ori_test_alone(void *function, bool alone) { ((void (*)(bool))function)(alone); }
int64_t ori_test_count(void *count) { return ((int64_t(*)(void))count)(); }
void ori_test_starve(void *starve, int64_t k, bool forever) { ((void (*)(int64_t, bool))starve)(k, forever); }

#define EIGHT(X, n) X(n##0) X(n##1) X(n##2) X(n##3) X(n##4) X(n##5) X(n##6) X(n##7)
#define ALL(X) EIGHT(X, 0) EIGHT(X, 01) EIGHT(X, 02) EIGHT(X, 03) /* octal: 32 of them */

#define ELEM(i) static void elem##i(void *e) { oriTestElem(i, e); }
#define DROP(i) static void drop##i(void *e) { oriTestDrop(i, e); }
#define EQ(i) static bool eq##i(const void *a, const void *b) { return oriTestEq(i, (void *)a, (void *)b); }
#define HASH(i) static uint64_t hash##i(const void *e) { return oriTestHash(i, (void *)e); }
#define CMP(i) static int32_t cmp##i(const void *a, const void *b) { return oriTestCmp(i, (void *)a, (void *)b); }
#define CMP_BY(i) static int32_t cmp_by##i(const void *a, const void *b, void *ctx) { return oriTestCmpBy(i, (void *)a, (void *)b, ctx); }
#define COPY(i) static void copy##i(const char *op, const void *data, int64_t bytes, void *ctx) { oriTestCopy(i, (void *)op, (void *)data, bytes, ctx); }
#define TEST(i) static bool test##i(const void *e, void *ctx) { return oriTestTest(i, (void *)e, ctx); }
#define ENTRY_TEST(i) static bool entry_test##i(const void *k, const void *v, void *ctx) { return oriTestEntryTest(i, (void *)k, (void *)v, ctx); }
ALL(ELEM) ALL(DROP) ALL(EQ) ALL(HASH) ALL(CMP) ALL(CMP_BY) ALL(COPY) ALL(TEST) ALL(ENTRY_TEST)

#define NAMED_ELEM(i) elem##i,
#define NAMED_DROP(i) drop##i,
#define NAMED_EQ(i) eq##i,
#define NAMED_HASH(i) hash##i,
#define NAMED_CMP(i) cmp##i,
#define NAMED_CMP_BY(i) cmp_by##i,
#define NAMED_COPY(i) copy##i,
#define NAMED_TEST(i) test##i,
#define NAMED_ENTRY_TEST(i) entry_test##i,

void *ori_test_elem(int i) { static void (*const t[])(void *) = {ALL(NAMED_ELEM)}; return (void *)t[i]; }
void *ori_test_drop(int i) { static void (*const t[])(void *) = {ALL(NAMED_DROP)}; return (void *)t[i]; }
void *ori_test_eq(int i) { static bool (*const t[])(const void *, const void *) = {ALL(NAMED_EQ)}; return (void *)t[i]; }
void *ori_test_hash(int i) { static uint64_t (*const t[])(const void *) = {ALL(NAMED_HASH)}; return (void *)t[i]; }
void *ori_test_cmp(int i) { static int32_t (*const t[])(const void *, const void *) = {ALL(NAMED_CMP)}; return (void *)t[i]; }
void *ori_test_cmp_by(int i) { static int32_t (*const t[])(const void *, const void *, void *) = {ALL(NAMED_CMP_BY)}; return (void *)t[i]; }
void *ori_test_copy(int i) { static void (*const t[])(const char *, const void *, int64_t, void *) = {ALL(NAMED_COPY)}; return (void *)t[i]; }
void *ori_test_test(int i) { static bool (*const t[])(const void *, void *) = {ALL(NAMED_TEST)}; return (void *)t[i]; }
void *ori_test_entry_test(int i) { static bool (*const t[])(const void *, const void *, void *) = {ALL(NAMED_ENTRY_TEST)}; return (void *)t[i]; }

/* ---- nested objects, released by the library ---- */

static void (*buffer_dec)(void *, int64_t, int64_t, int64_t, void (*)(void *));
static void (*map_dec)(void *, int64_t, int64_t, int64_t, int64_t, void (*)(void *), void (*)(void *));

static void dec_node(void *elem) {
	ori_test_node *n = elem;
	if (n->is_map)
		map_dec(n->data, n->len, n->cap, 8, n->size, NULL, dec_node);
	else
		buffer_dec(n->data, n->len, n->cap, n->size, dec_node);
}

void ori_test_drop_node(void *buffer_rc_dec, void *map_buffer_rc_dec, ori_test_node *node) {
	*(void **)&buffer_dec = buffer_rc_dec;
	*(void **)&map_dec = map_buffer_rc_dec;
	dec_node(node);
}
