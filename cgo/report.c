#include "report.h"

#include <stdlib.h>
#include <unistd.h>

void fail(struct report *report)
{
	int64_t len = report->len;
	report->message[len] = '\n';
	if (write(STDERR_FILENO, report->message, (size_t)len + 1) < 0) {
		/* There is no one to tell. */
	}
	report->message[len] = '\0';
	if (report->handler != NULL)
		report->handler(report->message, len);
	abort();
}
