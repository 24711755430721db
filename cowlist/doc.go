// Package cowlist implements the operations on lists: values that cost nothing
// to share and copy only when a shared one is changed.
//
// # The flow of an operation
//
//	        slice? ──yes──┐
//	          │ no        │
//	       unique? ──no───┤
//	          │ yes       │
//	        room? ──no──┐ │
//	          │ yes     │ │
//	       in place  regrow  splice
//
//	in place   a few lines; in pushInPlace, setInPlace ... where they inline into the caller
//	regrow     realloc, then in place
//	splice     rc.Triple.Spliced: allocate, copy, inc the copies; then fill the gap;
//	           then release the old buffer
//
// Push, Pop, Set and Unshare have the path in place apart. Its condition is written so
// that it also proves the arguments valid, as far as they matter there: dec without inc
// is found by the first push, which always allocates. Everything else, every error
// included, goes to pushSlow ..., which do all cases, and check before anything is
// consumed or changed. The other operations are one function. What chooses between the
// two, inlined into compiled code or called, is in paths.go; the C functions and
// Go programs run the same.
//
// # Ownership
//
// Every operation that returns a list consumes the list it is given, unless its
// comment says that it borrows. An element given by address may lie inside the
// list: it is read before it moves.
package cowlist
