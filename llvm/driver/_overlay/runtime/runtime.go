// Package runtime is all of the Go runtime that the bitcode build knows: the
// types by which the TinyGo compiler lays out values, and the functions it
// branches to when a check fails. It stands in for the runtime package of
// TinyGo; a call to anything that is not here is an error.
package runtime

import "unsafe"

type _string struct {
	ptr    *byte
	length uintptr
}

type _interface struct {
	typecode unsafe.Pointer
	value    unsafe.Pointer
}

type structField struct {
	typecode unsafe.Pointer
	data     *uint8
}

// The bodies are in ir/checks.ll.

func nilPanic()
func lookupPanic()
func slicePanic()
func sliceToArrayPointerPanic()
func unsafeSlicePanic()
func divideByZeroPanic()
func negativeShiftPanic()
func _panic(message interface{})
func memequal(x, y unsafe.Pointer, n uintptr) bool

// The driver turns every allocation into a stack slot and every type assertion
// into a comparison; one that is left is an error.

func alloc(size uintptr, layout unsafe.Pointer) unsafe.Pointer
func alloc_zero(size uintptr, layout unsafe.Pointer) unsafe.Pointer
func typeAssert(actualType unsafe.Pointer, assertedType *uint8) bool

func stringEqual(x, y string) bool {
	return len(x) == len(y) && memequal(unsafe.Pointer(unsafe.StringData(x)), unsafe.Pointer(unsafe.StringData(y)), uintptr(len(x)))
}

func stringLess(x, y string) bool {
	n := min(len(x), len(y))
	for i := 0; i < n; i++ {
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return len(x) < len(y)
}

// Goexit is named by package iter.
func Goexit()
