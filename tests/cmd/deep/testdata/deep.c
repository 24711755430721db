/* Builds structures as deep as its argument says and drops them on a thread
   with a stack of 64 KB, or the smallest there is if that is larger, without an allocation.

       deep DEPTH */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ori_rt.h"

typedef struct {
	int64_t len, cap;
	void *data;
} triple;

static int64_t allocs;
void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size) {
	allocs++;
	return __real_malloc(size);
}

/* ---- a box that holds the next: drop callbacks ---- */

static void drop_box(void *data) {
	ori_rc_dec(*(void **)data, drop_box);
	ori_rc_free(data, 8, 8);
}

static triple boxes(int64_t depth) {
	void *next = NULL;
	while (depth-- > 0) {
		void **box = ori_rc_alloc(8, 8);
		*box = next;
		next = box;
	}
	return (triple){1, 1, next};
}

static void drop_boxes(triple t) { ori_rc_dec(t.data, drop_box); }

/* ---- a list that holds the next, some through a slice ---- */

static void dec_list(void *elem) {
	triple *t = elem;
	ori_buffer_rc_dec(t->data, t->len, t->cap, 24, dec_list);
}

static triple lists(int64_t depth) {
	triple next = {0, 0, NULL};
	while (depth-- > 0) {
		triple *elems = ori_rc_alloc(48, 8);
		elems[0] = (triple){0, 0, NULL};
		elems[1] = next;
		next = (triple){2, 2, elems};
		if (depth % 3 == 0) { /* of which the next one is outside the window */
			triple whole = next;
			ori_list_slice(whole.data, whole.len, whole.cap, 0, 1, 24, (void *)&next);
			ori_rc_dec(whole.data, NULL);
		}
	}
	return next;
}

static void drop_lists(triple t) { dec_list(&t); }

/* ---- a list of a box of a list of a box ... ---- */

static void dec_mixed_box(void *elem);

static void dec_mixed_list(void *elem) {
	triple *t = elem;
	ori_buffer_rc_dec(t->data, t->len, t->cap, 8, dec_mixed_box);
}

static void drop_mixed_box(void *data) {
	dec_mixed_list(data);
	ori_rc_free(data, 24, 8);
}

static void dec_mixed_box(void *elem) { ori_rc_dec(*(void **)elem, drop_mixed_box); }

static triple mixed(int64_t depth) {
	triple next = {0, 0, NULL};
	for (; depth > 0; depth -= 2) {
		triple *box = ori_rc_alloc(24, 8);
		*box = next;
		void **list = ori_rc_alloc(8, 8);
		*list = box;
		next = (triple){1, 1, list};
	}
	return next;
}

static void drop_mixed(triple t) { dec_mixed_list(&t); }

/* ---- a map whose value is the next ---- */

static void dec_map(void *elem) {
	triple *t = elem;
	ori_map_buffer_rc_dec(t->data, t->len, t->cap, 8, 24, NULL, dec_map);
}

static bool eq(const void *a, const void *b) { return *(const int64_t *)a == *(const int64_t *)b; }
static void inc_map(void *elem) { ori_list_rc_inc(((triple *)elem)->data, ((triple *)elem)->cap); }

static triple maps(int64_t depth) {
	triple next = {0, 0, NULL};
	while (depth-- > 0) {
		triple map = {0, 0, NULL};
		ori_map_insert_cow(NULL, 0, 0, &depth, &next, 8, 24, eq, NULL, NULL, NULL, inc_map, dec_map, (void *)&map);
		next = map;
	}
	return next;
}

static void drop_maps(triple t) { dec_map(&t); }

/* ---- lists of many types, as the nodes of a syntax tree: more than the queue's
   first table holds ---- */

enum { TYPES = 40 };
static void (*const dec_of_type[TYPES])(void *);

typedef struct {
	triple list;
	int64_t type;
} node;

static void dec_node(node *n) { ori_buffer_rc_dec(n->list.data, n->list.len, n->list.cap, sizeof(node), dec_of_type[n->type]); }

#define TYPE(i) static void dec_type_##i(void *elem) { dec_node(elem); asm volatile("" : : "i"(i)); }
#define NAME(i) dec_type_##i,
#define TEN(X, n) X(n##0) X(n##1) X(n##2) X(n##3) X(n##4) X(n##5) X(n##6) X(n##7) X(n##8) X(n##9)
TEN(TYPE, 1) TEN(TYPE, 2) TEN(TYPE, 3) TEN(TYPE, 4)
static void (*const dec_of_type[TYPES])(void *) = {TEN(NAME, 1) TEN(NAME, 2) TEN(NAME, 3) TEN(NAME, 4)};

static node outer(node inner, int64_t type) {
	node *elem = ori_rc_alloc(sizeof(node), 8);
	*elem = inner;
	return (node){{1, 1, elem}, type};
}

/* The outermost have all types but one, then comes a long run of that one, and
   then all types in turn. */
static triple types(int64_t depth) {
	node n = {{0, 0, NULL}, 0};
	for (int64_t i = 0; i < depth / 2; i++)
		n = outer(n, i * 7 % TYPES);
	for (int64_t i = 0; i < depth - depth / 2; i++)
		n = outer(n, TYPES - 1);
	for (int64_t i = 0; i < 200; i++)
		n = outer(n, i % (TYPES - 1));
	return n.list;
}

static void drop_types(triple t) {
	node n = {t, 199 % (TYPES - 1)};
	dec_node(&n);
}

/* ---- a tree of lists with two branches, as many nodes as depth ---- */

static triple tree(int64_t nodes) {
	if (nodes <= 0)
		return (triple){0, 0, NULL};
	triple *elems = ori_rc_alloc(48, 8);
	elems[0] = tree((nodes - 1) / 2);
	elems[1] = tree(nodes - 1 - (nodes - 1) / 2);
	return (triple){2, 2, elems};
}

static const struct {
	const char *name;
	triple (*build)(int64_t depth);
	void (*drop)(triple);
} structures[] = {
	{"boxes", boxes, drop_boxes}, {"lists and slices", lists, drop_lists}, {"lists of boxes", mixed, drop_mixed},
	{"maps", maps, drop_maps},    {"tree of lists", tree, drop_lists},
	{"lists of 40 types", types, drop_types},
};

static triple built;
static int structure;

static void *drop(void *unused) {
	structures[structure].drop(built);
	return unused;
}

int main(int argc, char **argv) {
	int64_t depth = argc > 1 ? atoll(argv[1]) : 1000000;
	pthread_attr_t small;
	pthread_attr_init(&small);
	/* where the system allows so small a one */
	long least = sysconf(_SC_THREAD_STACK_MIN);
	if (pthread_attr_setstacksize(&small, least > 64 << 10 ? least : 64 << 10) != 0)
		return 2;
	for (structure = 0; structure < (int)(sizeof structures / sizeof *structures); structure++) {
		built = structures[structure].build(depth);
		int64_t live = ori_rc_live_count();
		if (live < depth) {
			fprintf(stderr, "deep: %ld objects instead of %ld\n", (long)live, (long)depth);
			return 1;
		}
		pthread_t thread;
		if (pthread_create(&thread, &small, drop, NULL) != 0)
			return 2;
		int64_t before = allocs;
		pthread_join(thread, NULL);
		printf("%-17s %8ld objects dropped, %ld alive, %ld allocations\n", structures[structure].name, (long)live,
		       (long)ori_rc_live_count(), (long)(allocs - before));
		if (ori_rc_live_count() != 0 || allocs != before)
			return 1;
	}
	return 0;
}
