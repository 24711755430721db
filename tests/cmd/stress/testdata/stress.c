/* Threads pass lists, slices, maps, sets and strings to each other and change
   their own references. Each value travels with a model, a plain array that
   shares nothing; a thread that takes a value compares it with its model,
   changes both, and leaves them for others.

       shelf      0        1        2            a lock each
              ┌───────┬────────┬───────┬─ ─ ─
              │ value │ value  │ value │
              │ model │ model  │ model │
              └───┬───┴────────┴───────┴─ ─ ─
       take a     │  ^ exchange
       reference  v  │
              thread's own values: push, set, insert, slice, union, ...

   The elements are boxes, so that threads count the same few objects. At the
   end nothing is alive.

       stress THREADS OPERATIONS SEED */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ori_rt.h"

enum { SHELF = 8, OWN = 4, MOST = 48, KEYS = 64 };
typedef enum { LIST, MAP, SET, TEXT, KINDS } kind;

typedef struct {
	int64_t len, cap;
	void *data;
} triple;

/* A value and what it should hold: elements or keys, and values of a map. */
typedef struct {
	kind kind;
	triple t; /* of TEXT: the OriStr */
	int n;
	int64_t keys[MOST], vals[MOST];
} value;

static struct {
	pthread_mutex_t lock;
	value v;
} shelf[SHELF];

static void fail(const char *what) {
	fprintf(stderr, "stress: %s\n", what);
	abort();
}

/* ---- boxes ---- */

static void *box(int64_t value) {
	int64_t *data = ori_rc_alloc(8, 8);
	*data = value;
	return data;
}

static int64_t unbox(const void *elem) { return **(int64_t *const *)elem; }
static void inc(void *elem) { ori_rc_inc(*(void **)elem); }
static void dec(void *elem) { ori_rc_dec(*(void **)elem, NULL); }
static bool eq(const void *a, const void *b) { return unbox(a) == unbox(b); }
static int32_t cmp(const void *a, const void *b) { return (unbox(a) > unbox(b)) - (unbox(a) < unbox(b)); }
static int cmp_keys(const void *a, const void *b) { return (*(const int64_t *)a > *(const int64_t *)b) - (*(const int64_t *)a < *(const int64_t *)b); }
static uint64_t hash(const void *elem) { return (uint64_t)unbox(elem); }

/* ---- values ---- */

static void retain(const value *v) {
	if (v->kind == TEXT)
		ori_str_rc_inc((void *)&v->t);
	else
		ori_list_rc_inc(v->t.data, v->t.cap);
}

static void release(value *v) {
	switch (v->kind) {
	case LIST: case SET: ori_buffer_rc_dec(v->t.data, v->t.len, v->t.cap, 8, dec); break;
	case MAP: ori_map_buffer_rc_dec(v->t.data, v->t.len, v->t.cap, 8, 8, dec, dec); break;
	default: ori_str_rc_dec(&v->t);
	}
	v->t = (triple){0, 0, NULL};
	v->n = 0;
}

static void compare(const value *v) {
	if (v->kind == TEXT) {
		const unsigned char *text = ori_str_data((const OriStr *)&v->t);
		if (ori_str_len((const OriStr *)&v->t) != v->n)
			fail("a string has another length");
		for (int i = 0; i < v->n; i++)
			if (text[i] != v->keys[i])
				fail("a string holds other bytes");
		return;
	}
	if (v->t.len != v->n)
		fail("a collection has another length");
	for (int i = 0; i < v->n; i++) {
		if (unbox((void **)v->t.data + i) != v->keys[i])
			fail("a collection holds other elements");
		if (v->kind == MAP && unbox((void **)v->t.data + v->t.cap + i) != v->vals[i])
			fail("a map holds other values");
	}
}

static int find(const value *v, int64_t key) {
	for (int i = 0; i < v->n; i++)
		if (v->keys[i] == key)
			return i;
	return -1;
}

static void cut(value *v, int i) {
	v->n--;
	memmove(v->keys + i, v->keys + i + 1, (v->n - i) * sizeof *v->keys);
	memmove(v->vals + i, v->vals + i + 1, (v->n - i) * sizeof *v->vals);
}

static void keep(value *v, int from, int to) {
	memmove(v->keys, v->keys + from, (to - from) * sizeof *v->keys);
	v->n = to - from;
}

/* ---- one thread ---- */

typedef struct {
	pthread_t id;
	uint64_t random;
	int64_t operations;
	value own[OWN]; /* one of each kind */
} worker;

static int64_t pick(worker *w, int64_t n) {
	w->random ^= w->random << 13;
	w->random ^= w->random >> 7;
	w->random ^= w->random << 17;
	return (int64_t)(w->random % (uint64_t)n);
}

#define T v->t.data, v->t.len, v->t.cap
#define E 8, 8
#define COUNT inc, dec
#define OUT (void *)&v->t

static void change_list(worker *w, value *v) {
	int n = v->n, i = n > 0 ? (int)pick(w, n) : 0;
	void *elem = NULL;
	int64_t x = pick(w, 1000);
	switch (pick(w, n >= MOST / 2 ? 9 : 13) - 1) {
	case -1:
		ori_list_sort_cow(T, E, cmp, COUNT, OUT);
		qsort(v->keys, n, sizeof *v->keys, cmp_keys);
		break;
	case 0:
		ori_list_pop_cow(T, E, COUNT, OUT);
		v->n = n > 0 ? n - 1 : 0;
		break;
	case 1:
		if (n == 0)
			break;
		elem = box(x);
		ori_list_set_cow(T, i, &elem, E, COUNT, OUT);
		v->keys[i] = x;
		break;
	case 2:
		if (n == 0)
			break;
		ori_list_remove_cow(T, i, E, COUNT, OUT);
		cut(v, i);
		break;
	case 3:
		if (n == 0)
			break;
		ori_list_take_cow(T, i, &elem, E, COUNT, OUT);
		if (unbox(&elem) != v->keys[i])
			fail("another element was taken");
		dec(&elem);
		cut(v, i);
		break;
	case 4:
		ori_list_reverse_cow(T, E, COUNT, OUT);
		for (int a = 0, b = n - 1; a < b; a++, b--) {
			int64_t k = v->keys[a];
			v->keys[a] = v->keys[b], v->keys[b] = k;
		}
		break;
	case 5:
		ori_list_truncate_cow(T, n / 2, E, COUNT, OUT);
		v->n = n / 2;
		break;
	case 6: case 7: { /* the slice replaces its list, and may be the last owner */
		int to = i + (int)pick(w, n - i + 1);
		value list = *v;
		ori_list_slice(T, i, to, 8, OUT);
		keep(v, i, to);
		release(&list);
		if (pick(w, 4) == 0)
			ori_list_materialize_slice(T, E, COUNT, OUT);
		break;
	}
	case 8:
		ori_list_unshare_cow(T, n + 3, E, COUNT, OUT);
		if (v->t.data == NULL || !ori_rc_is_unique(v->t.data) || v->t.cap < n + 3)
			fail("not unique after unshare");
		break;
	case 9:
		if (n > MOST / 4)
			break;
		ori_list_rc_inc(v->t.data, v->t.cap);
		ori_list_concat_cow(T, T, E, COUNT, OUT);
		memcpy(v->keys + n, v->keys, n * sizeof *v->keys);
		v->n = 2 * n;
		break;
	case 10:
		elem = box(x);
		ori_list_insert_cow(T, i, &elem, E, COUNT, OUT);
		memmove(v->keys + i + 1, v->keys + i, (n - i) * sizeof *v->keys);
		v->keys[i] = x;
		v->n++;
		break;
	default:
		elem = box(x);
		ori_list_push_cow(T, &elem, E, COUNT, OUT);
		v->keys[v->n++] = x;
	}
}

#define K 8, 8, eq, hash
#define R inc, dec, inc, dec

static void change_map(worker *w, value *v) {
	int64_t k = pick(w, KEYS), x = pick(w, 1000);
	int i = find(v, k);
	void *key = box(k), *val = NULL, **slot;
	const void *found;
	switch (pick(w, 7)) {
	case 0: case 1:
		ori_map_remove_cow(T, &key, K, R, OUT);
		dec(&key);
		if (i >= 0)
			cut(v, i);
		break;
	case 2:
		val = box(x);
		ori_map_update_cow(T, &key, &val, K, R, OUT);
		dec(&key);
		if (i >= 0)
			v->vals[i] = x;
		break;
	case 3:
		found = ori_map_get(T, &key, K);
		if ((found != NULL) != (i >= 0) || (found != NULL && unbox(found) != v->vals[i]))
			fail("map_get finds something else");
		dec(&key);
		break;
	case 4: /* m[k] = box(m.get_or(k, 0) + 1) in place */
		if (i < 0 && v->n == MOST - 1) {
			dec(&key);
			break;
		}
		val = box(0);
		ori_map_entry_cow(T, &key, &val, K, R, OUT, (void *)&slot);
		if (i < 0) {
			i = v->n++;
			v->keys[i] = k, v->vals[i] = 0;
		}
		val = box(unbox(slot) + 1);
		dec(slot);
		*slot = val;
		v->vals[i]++;
		break;
	default:
		if (i < 0 && v->n == MOST - 1) {
			dec(&key);
			break;
		}
		val = box(x);
		ori_map_insert_cow(T, &key, &val, K, R, OUT);
		if (i < 0) {
			i = v->n++;
			v->keys[i] = k;
		}
		v->vals[i] = x;
	}
}

static void change_set(worker *w, value *v, const value *other) {
	int64_t k = pick(w, MOST - 1);
	int i = find(v, k), n = 0;
	void *elem = box(k);
	switch (pick(w, 8)) {
	case 0: case 1:
		ori_set_remove_cow(T, &elem, E, eq, hash, COUNT, OUT);
		dec(&elem);
		if (i >= 0)
			cut(v, i);
		return;
	case 2:
		if (ori_set_contains(T, &elem, 8, eq, hash) != (i >= 0))
			fail("a set has something else");
		dec(&elem);
		return;
	case 3: case 4:
		dec(&elem);
		if (other == NULL)
			return;
		if (k % 2 == 0) {
			ori_set_intersection_cow(T, other->t.data, other->t.len, other->t.cap, E, eq, hash, COUNT, OUT);
			for (int j = 0; j < v->n; j++)
				if (find(other, v->keys[j]) >= 0)
					v->keys[n++] = v->keys[j];
			v->n = n;
		} else {
			ori_set_union_cow(T, other->t.data, other->t.len, other->t.cap, E, eq, hash, COUNT, OUT);
			for (int j = 0; j < other->n; j++)
				if (find(v, other->keys[j]) < 0)
					v->keys[v->n++] = other->keys[j];
		}
		return;
	default:
		ori_set_insert_cow(T, &elem, E, eq, hash, COUNT, OUT);
		if (i < 0)
			v->keys[v->n++] = k;
	}
}

static void change_text(worker *w, value *v) {
	OriStr *s = (OriStr *)&v->t;
	int n = v->n, i = (int)pick(w, n + 1);
	int64_t x = 'a' + pick(w, 26);
	if (n < MOST / 2 && pick(w, 8) == 0) {
		OriStr twice = *s;
		ori_str_rc_inc(&twice);
		ori_str_concat_cow(s, &twice, s);
		memcpy(v->keys + n, v->keys, n * sizeof *v->keys);
		v->n = 2 * n;
	} else if (n < MOST && pick(w, 4) != 0) {
		ori_str_push_byte_cow(s, x, s);
		v->keys[v->n++] = x;
	} else {
		value old = *v;
		int to = i + (int)pick(w, n - i + 1);
		ori_str_slice((OriStr *)&old.t, i, to, s);
		keep(v, i, to);
		release(&old);
	}
}

static void *work(void *arg) {
	worker *w = arg;
	for (int64_t op = 0; op < w->operations; op++) {
		value *v = &w->own[pick(w, KINDS)], got;
		int64_t place = pick(w, SHELF);
		switch (pick(w, 8)) {
		case 0: /* take a reference */
			pthread_mutex_lock(&shelf[place].lock);
			got = shelf[place].v;
			retain(&got);
			pthread_mutex_unlock(&shelf[place].lock);
			compare(&got);
			if (got.kind == SET && v->kind == SET)
				change_set(w, v, &got);
			v = &w->own[got.kind];
			release(v);
			*v = got;
			break;
		case 1: /* exchange */
			pthread_mutex_lock(&shelf[place].lock);
			got = shelf[place].v;
			shelf[place].v = *v;
			pthread_mutex_unlock(&shelf[place].lock);
			compare(&got);
			*v = (value){.kind = v->kind};
			v = &w->own[got.kind];
			release(v);
			*v = got;
			break;
		default:
			switch (v->kind) {
			case LIST: change_list(w, v); break;
			case MAP: change_map(w, v); break;
			case SET: change_set(w, v, NULL); break;
			default: change_text(w, v);
			}
		}
		compare(v);
	}
	for (int i = 0; i < OWN; i++)
		release(&w->own[i]);
	return NULL;
}

int main(int argc, char **argv) {
	if (argc != 4)
		return 2;
	int threads = atoi(argv[1]);
	worker *workers = calloc(threads, sizeof *workers);
	for (int i = 0; i < SHELF; i++) {
		pthread_mutex_init(&shelf[i].lock, NULL);
		shelf[i].v.kind = i % KINDS;
	}
	for (int i = 0; i < threads; i++) {
		workers[i].random = (uint64_t)atoll(argv[3]) * 0x9E3779B97F4A7C15 + (uint64_t)i * 0xD1B54A32D192ED03 + 1;
		workers[i].operations = atoll(argv[2]);
		for (int k = 0; k < OWN; k++)
			workers[i].own[k].kind = k;
		if (pthread_create(&workers[i].id, NULL, work, &workers[i]) != 0)
			fail("pthread_create");
	}
	for (int i = 0; i < threads; i++)
		pthread_join(workers[i].id, NULL);
	for (int i = 0; i < SHELF; i++)
		release(&shelf[i].v);
	free(workers);
	if (ori_rc_live_count() != 0) {
		fprintf(stderr, "stress: %ld allocations are still alive\n", (long)ori_rc_live_count());
		return 1;
	}
	return 0;
}
