#ifndef ORI_TEST_LINES_H
#define ORI_TEST_LINES_H

#include <stdbool.h>
#include <stdint.h>

/* Puts a breakpoint at each of the n ascending addresses. A thread that comes
   to one removes it and goes on. The addresses stay the caller's to keep. */
bool ori_test_break(uint8_t **addresses, int64_t n);

/* Whether a thread came to the i-th. */
bool ori_test_reached(int64_t i);

#endif
