#include "_cgo_export.h"
#include "start.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool fails;

/* Go has read the environment when checkingFinish returns, also in a program that has called nothing. */
static void finish(void)
{
	int code = checkingFinish();
	if (code != 0) {
		fflush(NULL);
		_exit(code);
	}
}

__attribute__((constructor)) static void wait_for_the_end(void) { fails = atexit(finish) != 0; }

int waits_for_the_end(void) { return !fails; }

/* In every module with such operations. */
extern const char ori_rt_opened __attribute__((weak));

int has_opened_operations(void) { return &ori_rt_opened != NULL; }
