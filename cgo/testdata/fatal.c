/* What happens after a fatal error, by the program's argument:
 *
 *	default   there is no handler
 *	return    the handler returns
 *	longjmp   the handler leaves; every input is still owned, and the library goes on working
 */
#include "ori_rt.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

static jmp_buf escape;

static void say(const char *message, int64_t len)
{
	printf("handler: %s%s\n", message, (int64_t)strlen(message) == len ? "" : " with a wrong length");
	fflush(stdout);
}

static void leave(const char *message, int64_t len)
{
	say(message, len);
	longjmp(escape, 1);
}

static OriList list;
static int64_t seven = 7;

static void set_outside(void)
{
	ori_list_set_cow(list.data, list.len, list.cap, 7, &seven, 8, 8, NULL, NULL, &list);
}

static void no_out(void)
{
	ori_list_push_cow(list.data, list.len, list.cap, &seven, 8, 8, NULL, NULL, NULL);
}

static void negative_size(void)
{
	ori_rc_alloc(-1, 8);
}

static void odd_alignment(void)
{
	ori_rc_alloc(8, 48);
}

static void too_many(void)
{
	ori_list_unshare_cow(list.data, list.len, list.cap, INT64_MAX / 4, 8, 8, NULL, NULL, &list);
}

int main(int argc, char **argv)
{
	void (*const errors[])(void) = {set_outside, no_out, negative_size, odd_alignment, too_many};
	for (int64_t i = 0; i < 3; i++)
		ori_list_push_cow(list.data, list.len, list.cap, &i, 8, 8, NULL, NULL, &list);
	if (argc > 1 && strcmp(argv[1], "longjmp") == 0) {
		ori_rt_set_fatal_handler(leave);
		for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
			if (setjmp(escape) == 0) {
				errors[i]();
				puts("no error");
			}
		}
		ori_list_push_cow(list.data, list.len, list.cap, &seven, 8, 8, NULL, NULL, &list);
		printf("len %d, last %d, count %d\n", (int)list.len, (int)((int64_t *)list.data)[3], (int)ori_rc_count(list.data));
		ori_buffer_rc_dec(list.data, list.len, list.cap, 8, NULL);
		printf("%d alive\n", (int)ori_rc_live_count());
		return 0;
	}
	if (argc > 1 && strcmp(argv[1], "return") == 0)
		ori_rt_set_fatal_handler(say);
	set_outside();
	puts("no error");
	return 0;
}
