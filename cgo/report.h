/* How a fatal error gets from Go to C: a report on the stack of the C function that called Go. */
#ifndef ORI_REPORT_H
#define ORI_REPORT_H

#include "ori_rt.h"

struct report {
	int64_t len; /* of the message; 0: nothing happened */
	ori_fatal_fn handler;
	char message[240 + 1]; /* runtime.MessageMax, and a newline or NUL */
};

/* Prints the report's message, calls the handler and aborts. */
_Noreturn void fail(struct report *report);

/* Called when Go has returned. */
static inline void settle(struct report *report)
{
	if (__builtin_expect(report->len != 0, 0))
		fail(report);
}

#endif
