/* What calls of the checking build cost: one line, the operation and nanoseconds of processor time of this
 * thread for a call, for each operation; the best of some rounds. */
#include "ori_rt.h"

#include <stdio.h>
#include <time.h>

enum { N = 20000, ROUNDS = 5 };

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void push(void)
{
	OriList l = {0, 0, NULL};
	for (int64_t i = 0; i < N; i++)
		ori_list_push_cow(l.data, l.len, l.cap, &i, 8, 8, NULL, NULL, &l);
	ori_buffer_rc_dec(l.data, l.len, l.cap, 8, NULL);
}

static OriList shared;

static void retain_and_release(void)
{
	for (int64_t i = 0; i < N / 2; i++) {
		ori_list_rc_inc(shared.data, shared.cap);
		ori_buffer_rc_dec(shared.data, shared.len, shared.cap, 8, NULL);
	}
}

static void alloc_and_free(void)
{
	for (int64_t i = 0; i < N / 2; i++)
		ori_rc_dec(ori_rc_alloc(32, 8), NULL);
}

static void map_insert(void)
{
	OriMap m = {0, 0, NULL};
	for (int64_t i = 0; i < N; i++)
		ori_map_insert_cow(m.data, m.len, m.cap, &i, &i, 8, 8, ori_i64_eq, ori_i64_hash, NULL, NULL, NULL, NULL, &m);
	ori_map_buffer_rc_dec(m.data, m.len, m.cap, 8, 8, NULL, NULL);
}

static void string_append(void)
{
	OriStr s = {0, 0, NULL};
	for (int64_t i = 0; i < N; i++)
		ori_str_push_byte_cow(&s, 'a' + i % 26, &s);
	ori_str_rc_dec(&s);
}

int main(void)
{
	const struct {
		const char *name;
		void (*run)(void);
	} all[] = {
		{"list push", push}, {"retain, release", retain_and_release}, {"box alloc, free", alloc_and_free},
		{"map insert", map_insert}, {"string append", string_append},
	};
	for (int64_t i = 0; i < 16; i++)
		ori_list_push_cow(shared.data, shared.len, shared.cap, &i, 8, 8, NULL, NULL, &shared);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		double best = 0;
		for (int round = 0; round < ROUNDS; round++) {
			double start = now();
			all[i].run();
			double took = (now() - start) / N;
			if (round == 0 || took < best)
				best = took;
		}
		printf("%s\t%.1f\n", all[i].name, best);
	}
	return 0;
}
