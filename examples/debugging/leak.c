// A variable is overwritten without releasing what it held.
#include <ori_rt.h>
#include <stddef.h>

static OriList squares(int64_t n) {
	OriList xs = {0, 0, NULL};
	for (int64_t i = 1; i <= n; i++) {
		int64_t x = i * i;
		ori_list_push_cow(xs.data, xs.len, xs.cap, &x, 8, 8, NULL, NULL, &xs);
	}
	return xs;
}

int main(void) {
	OriList xs = squares(3);
	for (int64_t n = 4; n <= 6; n++) {
#ifdef FIXED
		ori_buffer_rc_dec(xs.data, xs.len, xs.cap, 8, NULL);
#endif
		xs = squares(n);
	}
	ori_buffer_rc_dec(xs.data, xs.len, xs.cap, 8, NULL);
	return 0;
}
