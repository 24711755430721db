// Tessil's robin-hood tables (identity hash), copied as values.
#include "../adapters/plain.hpp"
#include <tsl/robin_map.h>
#include <tsl/robin_set.h>

int main() {
  Bench bench("tsl");
  using M = PlainMap<tsl::robin_map<int64_t, int64_t>>;
  using S = PlainSet<tsl::robin_set<int64_t>>;
  verify_map<M>(false);
  map_workloads<M>(bench);
  large_map_workloads<M>(bench);
  set_workloads<S>(bench);
  large_set_workloads<S>(bench);
  string_map_workloads<PlainMap<tsl::robin_map<std::string, int64_t>>>(bench, text32);
  table_memory<M, S>(bench);
  table_scale<M, S>(bench);
}
