#define _GNU_SOURCE
#include "report.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The calls of this thread that have not returned, the innermost; and the report whose handler was
 * called last. */
static _Thread_local struct report *running, *raising;

int watching = 1; /* until Go, which starts beside the program, has read the environment */

uintptr_t stack_top(void)
{
	static _Thread_local uintptr_t top;
	if (top == 0) {
		pthread_attr_t attr;
		void *low;
		size_t size;
		if (pthread_getattr_np(pthread_self(), &attr) == 0) {
			if (pthread_attr_getstack(&attr, &low, &size) == 0)
				top = (uintptr_t)low + size;
			pthread_attr_destroy(&attr);
		}
	}
	return top;
}

static void print(const char *message, int64_t len)
{
	if (write(STDERR_FILENO, message, (size_t)len) < 0) {
		/* There is no one to tell. */
	}
}

/* A call that never returned, in this one's place on the stack or further down, was left by longjmp from
 * one of its callbacks. Go's frames are between; it cannot go on. */
void begin(struct report *report, const char *function)
{
	report->function = function;
	report->len = 0;
	report->details = NULL;
	report->outer = running;
	if (running != NULL && (char *)running <= (char *)report) {
		static const char text[] = ": a callback was left by longjmp, after which the checking build cannot go on\n";
		print("ori: ", 5);
		print(running->function, (int64_t)strlen(running->function));
		print(text, sizeof text - 1);
		abort();
	}
	running = report;
}

void settle(struct report *report)
{
	running = report->outer;
	if (__builtin_expect(report->len != 0, 0))
		fail(report);
}

/* The words of a report's guard say where they lie. */
static uint64_t guard_word(const struct report *report, size_t i)
{
	return (uint64_t)(uintptr_t)report * 0x9e3779b97f4a7c15 + i;
}

enum { GUARD = sizeof((struct report *)0)->guard / sizeof(uint64_t), MAX_WITHIN = 8, HANDLER_STACK = 1 << 16 };

static bool is_guarded(const struct report *report)
{
	for (size_t i = 0; i < GUARD; i++)
		if (report->guard[i] != guard_word(report, i))
			return false;
	return true;
}

/* As in the release build (runtime/fatal_native.go): a handler that fails itself is not called without
 * end. Whether the last one is still running, its report tells, over whose guard nothing has been written. */
void fail(struct report *report)
{
	int64_t len = report->len;
	report->message[len] = '\n';
	print(report->message, len + 1);
	report->message[len] = '\0';
	if (report->details != NULL) {
		print(report->details, (int64_t)strlen(report->details));
		free(report->details);
	}
	report->within = 0;
	if (raising > report && (char *)raising - (char *)report < HANDLER_STACK && is_guarded(raising))
		report->within = raising->within + 1;
	for (size_t i = 0; i < GUARD; i++)
		report->guard[i] = guard_word(report, i);
	raising = report;
	if (report->handler != NULL && report->within < MAX_WITHIN)
		report->handler(report->message, len);
	abort();
}
