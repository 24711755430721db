// Package runtime is all of the Go runtime that the bitcode build knows: the
// types by which the TinyGo compiler lays out values, and the functions it
// branches to when a check fails. It stands in for the runtime package of
// TinyGo; a call to anything that is not here is an error.
package runtime

import (
	"internal/strconv"
	"unsafe"
)

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

// appendFloat is runtime.AppendFloat of the library.
func appendFloat(buffer unsafe.Pointer, size, bits int64, form uint8) int64 {
	return int64(len(strconv.AppendFloat(unsafe.Slice((*byte)(buffer), size)[:0], *(*float64)(unsafe.Pointer(&bits)), form, -1, 64)))
}

// parseFloat is runtime.ParseFloat of the library.
func parseFloat(text unsafe.Pointer, size int64) int64 {
	f, _ := strconv.ParseFloat(unsafe.String((*byte)(text), size), 64)
	return *(*int64)(unsafe.Pointer(&f))
}

// interfaceEqual compares what fits into a pointer, as the errors of package strconv do: they
// are the only interfaces here that are compared.
func interfaceEqual(x, y interface{}) bool {
	return *(*_interface)(unsafe.Pointer(&x)) == *(*_interface)(unsafe.Pointer(&y))
}

// sliceAppend is append, to a slice that has room: there is no heap for another one.
func sliceAppend(to, from unsafe.Pointer, n, room, more, size uintptr, layout unsafe.Pointer) (unsafe.Pointer, uintptr, uintptr) {
	if n+more > room {
		slicePanic()
	}
	dst, src := unsafe.Slice((*byte)(unsafe.Add(to, n*size)), more*size), unsafe.Slice((*byte)(from), more*size)
	for i := range src {
		dst[i] = src[i]
	}
	return to, n + more, room
}

// What only packages of the standard library name, in functions that nobody here calls;
// a call is an error.

func Goexit()
func stringConcat(x, y _string) _string
func stringFromBytes(x struct {
	ptr *byte
	len uintptr
	cap uintptr
}) _string
func stringToBytes(x _string) (slice struct {
	ptr *byte
	len uintptr
	cap uintptr
})
