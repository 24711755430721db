/* The C interface of oriopt: what llvm/oriopt (Go), the command and the plugin share. */
#ifndef ORIOPT_H
#define ORIOPT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct LLVMOpaqueModule *OrioptModule; /* an LLVMModuleRef */

/* What to run; 0 runs nothing. */
enum {
	ORIOPT_PREPARE = 1 << 0,    /* inline small wrappers, slots to registers */
	ORIOPT_COUNTS = 1 << 1,     /* retain/release pairs, moves */
	ORIOPT_CALLS = 1 << 2,      /* better calls */
	ORIOPT_WINDOWS = 1 << 3,    /* loops in two versions */
	ORIOPT_ATTRIBUTES = 1 << 4, /* what the table proves, on declarations */
	ORIOPT_OPEN = 1 << 5,       /* operations opened where they stand */
	ORIOPT_ALL = (1 << 6) - 1
};

/* A line of the report: what was done (done = 1) or not, and where. file is "" and line 0
 * where the module has no debug locations. Strings live during the call only. */
typedef void (*oriopt_report)(void *context, int done, const char *pass, const char *function,
                              const char *file, int line, const char *message);

/* Optimises the module. Returns the number of changes. report may be NULL. */
int64_t oriopt_run(OrioptModule module, unsigned passes, oriopt_report report, void *context);

/* Checks that ownership balances on every path of every function; each fault is reported with
 * done = 0 and the path in its message. Returns the number of faults. The module stays as it is. */
int64_t oriopt_verify(OrioptModule module, oriopt_report report, void *context);

#ifdef __cplusplus
}
#endif
#endif
