// An exception that would leave a callback ends the program by std::terminate: callbacks are
// noexcept, and with -DMAY_THROW, where they are not, this does not compile.
#include "ori_rt.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <stdexcept>

#ifdef MAY_THROW
#define noexcept
#endif

static void throwing_dec(void *) noexcept { throw std::runtime_error("from dec"); }
static bool throwing_eq(const void *, const void *) noexcept { throw std::runtime_error("from eq"); }
static int32_t throwing_cmp(const void *, const void *) noexcept { throw std::runtime_error("from cmp"); }

int main(int, char **argv)
{
	std::set_terminate([] { std::puts("terminate"); std::fflush(stdout); std::abort(); });
	OriList l = {0, 0, nullptr};
	for (int64_t i = 0; i < 3; i++)
		ori_list_push_cow(l.data, l.len, l.cap, &i, 8, 8, nullptr, nullptr, &l);
	try {
		if (std::strcmp(argv[1], "dec") == 0)
			ori_buffer_rc_dec(l.data, l.len, l.cap, 8, throwing_dec);
		else if (std::strcmp(argv[1], "eq") == 0)
			ori_list_find(l.data, l.len, l.data, 8, throwing_eq);
		else
			ori_list_sort_cow(l.data, l.len, l.cap, 8, 8, throwing_cmp, nullptr, nullptr, &l);
	} catch (...) {
		std::puts("the exception came through the library");
	}
	return 0;
}
