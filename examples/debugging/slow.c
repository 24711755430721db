// A loop that appends to a list copies it in every round, because a reference is kept across the change.
#include <ori_rt.h>
#include <stdio.h>

static void append(OriList *log, int64_t entry) {
	ori_list_push_cow(log->data, log->len, log->cap, &entry, 8, 8, NULL, NULL, log);
}

static int64_t last(OriList log) { return ((int64_t *)log.data)[log.len - 1]; }

int main(void) {
	OriList log = {0, 0, NULL};
	append(&log, 1);
	for (int i = 0; i < 2000; i++) {
		OriList before = log;
		ori_list_rc_inc(before.data, before.cap); // "let before = log"
		int64_t entry = last(before) + 1;
#ifdef FIXED
		ori_buffer_rc_dec(before.data, before.len, before.cap, 8, NULL); // its last use was above
		append(&log, entry);
#else
		append(&log, entry);
		ori_buffer_rc_dec(before.data, before.len, before.cap, 8, NULL);
#endif
	}
	printf("%d entries\n", (int)log.len);
	ori_buffer_rc_dec(log.data, log.len, log.cap, 8, NULL);
	return 0;
}
