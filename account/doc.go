// Package account keeps the books of the library: what was allocated, and what was
// copied and why. Only slow paths book: an allocation, a reallocation, a copy of
// something shared. A change in place costs nothing and is not counted.
//
//	rc.New                  ─▶ Allocated
//	rc.free                 ─▶ Freed
//	rc.Resize               ─▶ Grown
//	rc.Triple.Spliced           ─┐
//	keyed.Type.copied            ├▶ Copied ─▶ CopiedShared    ─▶ counters of the thread
//	keyed.Type.Kept, Exchanged   │            CopiedSlice        the budget
//	cowstr.Str.writable         ─┘            CopiedImmortal     the program's copy hook
//
// Every kind of copy has a function of its own, which is never inlined, so that it is
// a place to stop at: gdb, perf and uprobes find the copies of a release build by the
// symbols ori_copied_shared, ori_copied_slice, ori_copied_immortal and ori_grown.
//
// A copy is booked before it is made and before anything is consumed, so that a budget
// that is used up leaves everything as it was.
package account
