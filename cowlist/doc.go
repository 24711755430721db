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
//	in place   the exported function itself: a few lines that inline into the caller
//	regrow     realloc, then in place
//	splice     rc.Triple.Spliced: allocate, copy, inc the copies; then fill the gap;
//	           then release the old buffer
//
// The condition for "in place" is written so that it also proves the arguments
// valid, as far as they matter there: dec without inc is found by the first push,
// which always allocates. Everything else, every error included, goes to the slow
// function of the same name, which checks before anything is consumed or changed.
//
// # Ownership
//
// Every operation that returns a list consumes the list it is given, unless its
// comment says that it borrows. An element given by address may lie inside the
// list: it is read before it moves.
package cowlist
