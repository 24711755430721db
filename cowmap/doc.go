// Package cowmap implements the operations on maps: keys and values packed in
// insertion order (package keyed draws the buffer), shared for the price of a
// count, copied only when a shared one is changed.
//
// # The flow of an operation
//
//	find the key
//	unique? ──no──> keyed copies: allocate, copy, inc the copies; change; release the old buffer
//	   │ yes
//	room?   ──no──> keyed.Regrown: realloc and move the values, or a larger buffer and index
//	   │ yes
//	in place
//
// # Ownership
//
// A key and a value that are moved in are the map's, stored or not: what is not
// stored is released. A key, value or default given by address may lie in the
// map itself.
package cowmap
