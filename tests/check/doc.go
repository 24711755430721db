// Package check holds what the tests of the collections share.
//
//	Kind   a kind of element: its size, how one is made, read and counted
//	Heap   everything a test allocated; recounts every reference from scratch
//	Cost   what an operation did: allocations, incs, decs
//	Case   a list as an operation may meet it: unique, shared, a slice, ...
//
// # Counting from scratch
//
// A test tells the heap which references it holds (the roots). The heap walks
// from them and expects of every header it meets the number of holders it
// found, of every element the number of slots that hold it, and of
// rc.LiveCount the number of allocations seen:
//
//	roots            buffers                    objects
//	l1 ─────────┐    ┌ count 2 ┬────┬────┐
//	l2 ─────────┴──> │         │ ●  │ ●  │      ┌ count 3 ┬───┐
//	                 └─────────┴─│──┴─│──┘      │         │ 7 │
//	                             └────┴───────> └─────────┴───┘
//	l3 (a slice) ──> ┌ count 1 ┬────┐                ^
//	                 │         │ ●  ├────────────────┘
//	                 └─────────┴────┘
package check
