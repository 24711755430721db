// A value is released at the end of its scope, although its last use has moved it on.
#include <ori_rt.h>
#include <stdio.h>

static OriList appended(OriList xs, int64_t x) { // consumes xs
	ori_list_push_cow(xs.data, xs.len, xs.cap, &x, 8, 8, NULL, NULL, &xs);
	return xs;
}

int main(void) {
	OriList xs = {0, 0, NULL};
	for (int64_t i = 0; i < 3; i++)
		xs = appended(xs, i);
	OriList ys = appended(xs, 3); // the last use of xs
	printf("%d elements\n", (int)ys.len);
	ori_buffer_rc_dec(ys.data, ys.len, ys.cap, 8, NULL);
#ifndef FIXED
	ori_buffer_rc_dec(xs.data, xs.len, xs.cap, 8, NULL);
#endif
	return 0;
}
