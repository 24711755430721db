// A list of numbers that two names share until one of them changes it.
#include <ori_rt.h>
#include <stdio.h>

int main(void) {
	OriList a = {0, 0, NULL}, b;
	for (int64_t i = 1; i <= 5; i++)
		ori_list_push_cow(a.data, a.len, a.cap, &i, 8, 8, NULL, NULL, &a);
	ori_list_rc_inc(a.data, a.cap); // b = a: a second reference
	b = a;
	ori_list_reverse_cow(b.data, b.len, b.cap, 8, 8, NULL, NULL, &b); // copies
	printf("a begins with %ld, b with %ld\n", ((long *)a.data)[0], ((long *)b.data)[0]);
	ori_buffer_rc_dec(a.data, a.len, a.cap, 8, NULL);
	ori_buffer_rc_dec(b.data, b.len, b.cap, 8, NULL);
	return (int)ori_rc_live_count();
}
