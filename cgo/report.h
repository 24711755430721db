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
	char *details;        /* printed behind the message, to be freed; NULL: none */
	int64_t within;       /* handlers that were running already */
	/* Who called, where calls are looked at: the return address, the stack and frame pointer there,
	 * and the end of the thread's stack. */
	uintptr_t pc, sp, bp, top;
	uint64_t guard[256];  /* see fail */
	char text[240 + 1];   /* runtime.MessageMax, and a newline or NUL */
};

/* Whether calls are looked at. */
extern int watching;

/* The end of the running thread's stack. */
uintptr_t stack_top(void);

/* Notes who called the function that it stands in. */
#define WATCH(report)                                                  \
	do {                                                           \
		if (__builtin_expect(watching, 0)) {                   \
			uintptr_t *frame = __builtin_frame_address(0); \
			(report)->bp = frame[0];                       \
			(report)->pc = frame[1];                       \
			(report)->sp = (uintptr_t)(frame + 2);         \
			(report)->top = stack_top();                   \
		}                                                      \
	} while (0)

/* Begins a call. */
void begin(struct report *report, const char *function);

/* Prints the report's message, calls the handler and aborts. */
_Noreturn void fail(struct report *report);

/* Ends a call when Go has returned. */
void settle(struct report *report);

#endif
