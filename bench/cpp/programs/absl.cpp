// Abseil's Swiss tables, copied as values.
#include "../adapters/plain.hpp"
#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

int main() {
  Bench bench("absl");
  using M = PlainMap<absl::flat_hash_map<int64_t, int64_t>>;
  using S = PlainSet<absl::flat_hash_set<int64_t>>;
  verify_map<M>(false);
  map_workloads<M>(bench);
  large_map_workloads<M>(bench);
  set_workloads<S>(bench);
  large_set_workloads<S>(bench);
  string_map_workloads<PlainMap<absl::flat_hash_map<std::string, int64_t>>>(bench, text32);
  table_memory<M, S>(bench);
  table_scale<M, S>(bench);
}
