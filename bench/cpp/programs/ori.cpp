// The library under test. Compiled once with the inline bitcode linked in before
// optimisation, once against the plain archive, once against the cgo archive.
#include "../adapters/ori.hpp"

#ifndef PROGRAM
#error "PROGRAM names the build of the library, as it is to appear in the table"
#endif

int main() {
  Bench bench(PROGRAM);
  using L = OriListOf<int64_t>;
  verify_list<L>(true);
  list_workloads<L>(bench);
#ifdef ORI_HAVE_SORT
  sort_workloads<L, OriListOf<Record64>>(bench);
#endif
  string_list_workloads<OriListOf<OriText>>(bench, [](int i) { return OriText(i); }, true);
  sharing_workloads<L>(bench, true);
  list_memory<L>(bench);
#ifdef ORI_HAVE_SORT
  list_scale<L>(bench);
#endif
  check(ori_rc_live_count() == 0, "nothing leaks");
}
