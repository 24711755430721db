/* Two threads share a list of counted objects, and each changes its own. */
#include <ori_rt.h>
#include <pthread.h>
#include <stdio.h>

static void inc(void *slot) { ori_rc_inc(*(void **)slot); }
static void dec(void *slot) { ori_rc_dec(*(void **)slot, NULL); }

static void push(OriList *list) {
	void *object = ori_rc_alloc(8, 8);
	ori_list_push_cow(list->data, list->len, list->cap, &object, 8, 8, inc, dec, list);
}

static void *work(void *of) {
	OriList list = *(OriList *)of; /* with a reference of its own */
	for (int i = 0; i < 1000; i++)
		push(&list);
	ori_buffer_rc_dec(list.data, list.len, list.cap, 8, dec);
	return of;
}

int main(void) {
	OriList list = {0, 0, NULL};
	pthread_t threads[2];
	for (int i = 0; i < 10; i++)
		push(&list);
	for (int i = 0; i < 2; i++) {
		ori_list_rc_inc(list.data, list.cap);
		pthread_create(&threads[i], NULL, work, &list);
	}
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	ori_buffer_rc_dec(list.data, list.len, list.cap, 8, dec);
	printf("2 threads, %d alive\n", (int)ori_rc_live_count());
	return 0;
}
