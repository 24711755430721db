/* What the checking build tells at the end, by the program's argument. */
#include "ori_rt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void stray_reference(OriList *l) { ori_list_rc_inc(l->data, l->cap); }

/* A loop that pushes to a list of which somebody keeps a reference in each round. */
static void copies(void)
{
	OriList l = numbers(1000);
	for (int64_t i = 0; i < 10; i++) {
		OriList kept = l;
		stray_reference(&l);
		push(&l, i);
		release(kept);
	}
	release(l);
}

static void leaks(void)
{
	OriList lost = numbers(5), grid = {0, 0, NULL}, row = numbers(2);
	ori_list_push_cow(grid.data, grid.len, grid.cap, &row, 24, 8, inc_list, dec_list, &grid);
	(void)lost;
}

struct node {
	struct node *next;
	int64_t value;
};

static void cycle(void)
{
	struct node *a = ori_rc_alloc(sizeof *a, 8), *b = ori_rc_alloc(sizeof *b, 8);
	*a = (struct node){b, 1};
	*b = (struct node){a, 2};
}

static void pins(void)
{
	OriList l = numbers(1000), s;
	ori_list_slice(l.data, l.len, l.cap, 3, 5, 8, &s);
	release(l);
	release(s);
}

static void budget(void)
{
	OriList l = numbers(3), kept = l;
	ori_rt_copy_budget(0);
	push(&l, 3);
	stray_reference(&l);
	kept = l;
	push(&l, 4);
	release(kept);
}

int main(int argc, char **argv)
{
	const struct {
		const char *name;
		void (*run)(void);
	} all[] = {{"copies", copies}, {"leaks", leaks}, {"cycle", cycle}, {"pins", pins}, {"budget", budget}};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (argc > 1 && strcmp(argv[1], all[i].name) == 0)
			all[i].run();
	return 0;
}
