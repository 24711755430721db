// Package sorting sorts elements of any size where they lie, with the caller's
// comparator. It only moves elements, and never counts one.
//
// # What is promised
//
// Every step permutes slots, whatever the comparator says: one that contradicts
// itself gets its elements back in some order, each exactly once. The comparator
// sees whole elements only, in their slots or in the scratch memory, at addresses
// aligned as the elements. Both sorts take at most O(n log n) comparisons, n-1 for
// elements in order, and about n log2 n + n/2 for random ones. Nothing here
// allocates: the caller provides the scratch memory, so that a sort cannot fail
// half-way.
//
// # The algorithms
//
// [Unstable] is a quicksort in place. The pivot is a pseudo-median, partitioning
// has no branch that depends on a comparison, a pivot equal to the one before
// splits off all elements equal to it, and heapsort takes over when partitions are
// uneven too often.
//
// [Stable] finds the runs that are there and merges them in the order of powersort.
// Where there are none it puts the work off: neighbouring unsorted stretches
// are joined, not merged, until a run has to be merged with them or the
// end is reached, and then quicksort sorts them, by dealing them out to a mirror of
// the array and back:
//
//	array    │ c  a  d  b  e │     pivot c
//	             deal
//	mirror   │ a  b │ e  d  c │    the left part in order, the right part backward
//	             deal       deal
//	array    │ .. │ .. │ .. │ .. │
//
// So an element moves once per level. Each part remembers where it lies and in
// which direction, and the small sort at the end puts it where it belongs.
//
// Elements above [maxDirect] bytes are sorted by their offsets, and each is then
// moved once.
//
// # One source, several copies
//
// An order carries the size of the elements and the comparator through functions
// that are all inlined. Where both are constants at the caller, in the inline
// bitcode, one copy of the whole sort is made for them there: comparisons are
// inlined and the moves are a register or two. The machine code of the library
// has a copy for each of the usual sizes, and one for all others.
//
// # Terms
//
//	slot       room for one element; slots are packed
//	scratch    the memory that the caller provides
//	mirror     as many slots in the scratch memory as there are elements
//	run        a stretch of elements that are in order
//	pivot      the element that a partition compares with
//	ancestor   the pivot that the elements of a part are known not to be less than
//	step       bytes from an element to the next: the size, or its negative
package sorting
