// Package interleave runs a few threads of the real Go source in every order
// that matters, and reports what no order may show: a wrong result, a leak, a
// use of freed memory, or two accesses of which neither happens before the
// other.
//
// The tag ori_sched makes package runtime ask before each access. Only one
// thread runs at a time; it stops before each access to a count, and the
// explorer decides who goes on:
//
//	thread 1   ──load count──add count──────────────────copy──▶
//	thread 2                            ──load count──▶ ...
//	           └─ one of the schedules; depth first through all of them ─┘
//
// Accesses to different counts, and two loads, commute; schedules that differ
// only in the order of such are tried once (races.go, sleep sets).
//
// What the threads do is written out for some scenarios (scenario_test.go). The others
// follow from the contract table (rows_test.go): every call of package contract, beside
// other owners that leave.
//
// # Happens before
//
// Values are those of one global order, which is stronger than x86-64 or the
// C++ model. What a weaker order could show is found otherwise, by vector
// clocks that honour the orderings in the source: a release addition publishes
// the thread's clock at the count, an acquire load takes it over, a fence takes
// over what the thread's relaxed accesses have seen. A plain access, or malloc
// and free, that is not ordered with another thread's access to the same word
// is an error, in whichever order the two came in this schedule.
//
// [Weaken] takes orderings away. Without the acquire of runtime.LoadOwners a branch on the
// count still keeps later writes behind it, on every machine; a later read may come first
// and find what a former owner has since overwritten.
package interleave
