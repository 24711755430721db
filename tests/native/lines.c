#include "lines.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

static uint8_t **places, *saved;
static bool *reached;
static int64_t count;

/* find returns the index of an address, or -1. */
static int64_t find(const uint8_t *at) {
	int64_t low = 0, high = count;
	while (low < high) {
		int64_t middle = (low + high) / 2;
		if (places[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && places[low] == at ? low : -1;
}

/* The instruction pointer behind a breakpoint; only x86-64 has one of a single byte. */
#ifdef __x86_64__
#define INSTRUCTION(context) ((context)->uc_mcontext.gregs[REG_RIP])
#else
#define INSTRUCTION(context) (*(greg_t *)(context)) /* never reached: see ori_test_break */
#endif

static void trapped(int number, siginfo_t *info, void *context) {
	(void)number, (void)info;
	greg_t *next = &INSTRUCTION((ucontext_t *)context);
	int64_t i = find((uint8_t *)*next - 1);
	if (i < 0)
		abort();
	*places[i] = saved[i];
	reached[i] = true;
	--*next;
}

bool ori_test_break(uint8_t **addresses, int64_t n) {
	places = addresses, count = n;
	saved = calloc(n, 1);
	reached = calloc(n, 1);
	if (n == 0 || saved == NULL || reached == NULL)
		return false;
#ifndef __x86_64__
	return false;
#endif
	uintptr_t page = sysconf(_SC_PAGESIZE), from = (uintptr_t)places[0] & -page, to = ((uintptr_t)places[n - 1] + page) & -page;
	struct sigaction action = {.sa_sigaction = trapped, .sa_flags = SA_SIGINFO | SA_ONSTACK};
	if (mprotect((void *)from, to - from, PROT_READ | PROT_WRITE | PROT_EXEC) != 0 || sigaction(SIGTRAP, &action, NULL) != 0)
		return false;
	for (int64_t i = 0; i < n; i++) {
		saved[i] = *places[i];
		*places[i] = 0xCC; /* int3 */
	}
	return true;
}

bool ori_test_reached(int64_t i) { return reached[i]; }
