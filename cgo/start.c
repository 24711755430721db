#include "_cgo_export.h"
#include "start.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void finish(void)
{
	int code = checkingFinish();
	if (code != 0) {
		fflush(NULL);
		_exit(code);
	}
}

int at_exit(void) { return atexit(finish); }
