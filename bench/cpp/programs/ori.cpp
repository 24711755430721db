// The library under test. Compiled once with the inline bitcode linked in before
// optimisation, once against the plain archive, once against the cgo archive.
#include "../adapters/ori_tables.hpp"

#ifndef PROGRAM
#error "PROGRAM names the build of the library, as it is to appear in the table"
#endif

int main() {
  Bench bench(PROGRAM);
  using L = OriListOf<int64_t>;
  using M = OriMapOf<int64_t>;
  using S = OriIntSet;
  verify_list<L>(true);
  verify_map<M>(true);
  list_workloads<L>(bench);
  queue_workload<L>(bench);
  sort_workloads<L, OriListOf<Record64>>(bench);
  map_workloads<M>(bench);
  large_map_workloads<M>(bench);
  set_workloads<S>(bench);
  large_set_workloads<S>(bench);
  auto make = [](int i) { return OriString(text32(i)); };
  string_map_workloads<OriMapOf<OriString>>(bench, make);
  string_list_workloads<OriListOf<OriString>>(bench, make, true);
  sharing_workloads<L>(bench, true);
  list_memory<L>(bench);
  table_memory<M, S>(bench);
  list_scale<L>(bench);
  table_scale<M, S>(bench);
  check(ori_rc_live_count() == 0, "nothing leaks");
}
