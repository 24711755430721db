// Package contract executes every function of the C ABI in every way its
// arguments may be held, and compares what happened with its contract.
//
// A Row is one call: the operands' elements, the other arguments, and what ABI
// and model say comes out. A run of a row is
//
//	build     the operands, each unique, shared, a slice, immortal, ...
//	call      through a Machine: the Go code itself, or a native library
//	compare   the result with the row;
//	          the allocations, moves and decs with "Copies when" and "Releases";
//	          every reference count with "Consumes", "Borrows", "Moves in":
//	          what the contract says is the caller's is released at the end,
//	          after counting that nothing else is held (package check)
//
// The rows serve three sweeps:
//
//	Execute   the contract, as above
//	Starve    every allocation of the call fails in turn, once and from then on:
//	          one message, and the caller still owns every argument
//	Abuse     every argument that can be wrong is, in turn: as Starve
package contract

//go:generate go run ./gen
