/* How a fatal error gets from Go to C: a report on the stack of the C function that called Go. */
#ifndef ORI_REPORT_H
#define ORI_REPORT_H

#include "ori_rt.h"

struct report {
	const char *function;
	struct report *outer; /* of the call whose callback made this one, or NULL */
	int64_t len;          /* of the message; 0: nothing happened */
	ori_fatal_fn handler;
	char *message;        /* text, or in memory of its own where that is too short */
	int64_t within;       /* handlers that were running already */
	uint64_t guard[256];  /* see fail */
	char text[240 + 1];   /* runtime.MessageMax, and a newline or NUL */
};

/* Begins a call. */
void begin(struct report *report, const char *function);

/* Prints the report's message, calls the handler and aborts. */
_Noreturn void fail(struct report *report);

/* Ends a call when Go has returned. */
void settle(struct report *report);

#endif
