// Package check looks at every call of the library before and after it is made, and at
// every object from its allocation until its memory is forgotten.
//
//	exports.go ─▶ Enter ─▶ the operands: are they alive, whole, of this kind?      operands.go
//	                       what is moved in: is it somewhere already?              moves.go
//	           ─▶ the operation ─▶ Allocated, Freed, Copied, callbacks             observer.go, pairs.go
//	           ─▶ Leave ─▶ the result is what the object is from now on            operands.go
//
// It knows the functions by the table of package abi: the roles of the parameters say what
// is a collection, an element, a size, a callback (plan.go). What it knows of an object is in the
// shadow table (shadow.go), by the address of its data. Freed memory waits in the quarantine
// (quarantine.go), so that its address is not used again at once.
//
// An error is a line like any other fatal error and, behind it, stacks: where the program
// is, and where what is wrong now was done (fail.go).
package check
