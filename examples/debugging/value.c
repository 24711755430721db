// A value changes although nobody has changed it: a write through data without asking who else holds it.
#include <ori_rt.h>
#include <stdio.h>

int main(void) {
	OriList xs = {0, 0, NULL}, backup;
	for (int64_t i = 1; i <= 4; i++)
		ori_list_push_cow(xs.data, xs.len, xs.cap, &i, 8, 8, NULL, NULL, &xs);
	ori_list_rc_inc(xs.data, xs.cap); // backup = xs
	backup = xs;
#ifdef FIXED
	ori_list_unshare_cow(xs.data, xs.len, xs.cap, 0, 8, 8, NULL, NULL, &xs);
#endif
	((int64_t *)xs.data)[0] = 99; // xs[0] = 99
	ori_buffer_rc_dec(xs.data, xs.len, xs.cap, 8, NULL);
	printf("the backup begins with %ld\n", ((long *)backup.data)[0]);
	ori_buffer_rc_dec(backup.data, backup.len, backup.cap, 8, NULL);
	return 0;
}
