//go:build !ori_native

package runtime

import "unsafe"

// An Observer is told what becomes of allocations, copies and callbacks: the checking
// build has one. The methods are called on the thread of the operation, in it.
type Observer interface {
	// Allocated: data is a new object of bytes bytes with count 1.
	Allocated(data unsafe.Pointer, bytes int64)
	// Freed: nobody has data any more; count is 0. block is what Malloc returned. The result
	// tells that the observer frees it, later.
	Freed(data, block unsafe.Pointer) (kept bool)
	// Moves reports whether a buffer that grows always moves.
	Moves() bool
	// Copied: op is about to copy or reallocate the buffer behind data.
	Copied(op string, why Reason, data unsafe.Pointer, elements, bytes int64)
	// Calls and Called: around a call of inc, dec or drop.
	Calls(fn, elem unsafe.Pointer) (token uint64)
	Called(fn, elem unsafe.Pointer, token uint64)
}

// Observe is the observer; nil: nobody observes.
var Observe Observer

// ObserveAlloc tells the observer of a new object.
func ObserveAlloc(data unsafe.Pointer, bytes int64) {
	if Observe != nil {
		Observe.Allocated(data, bytes)
	}
}

// ObserveFree tells the observer that data is no longer used, and reports whether the
// observer keeps its block.
func ObserveFree(data, block unsafe.Pointer) (kept bool) {
	return Observe != nil && Observe.Freed(data, block)
}

// ObserveMoves reports whether a buffer that grows must move.
func ObserveMoves() bool { return Observe != nil && Observe.Moves() }

// ObserveCopy tells the observer of a copy that is about to be made.
func ObserveCopy(op string, why Reason, data unsafe.Pointer, elements, bytes int64) {
	if Observe != nil {
		Observe.Copied(op, why, data, elements, bytes)
	}
}
