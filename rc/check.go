package rc

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// The fatal errors. Each is one line, "ori: <operation>: <what is wrong>", and
// does not return. All of them are raised before anything is consumed. None is
// inlined, which keeps the messages out of the callers' code.

// FailNegative reports a negative argument.
//
//go:noinline
func FailNegative(op, what string, v int64) {
	var m runtime.Message
	m.Begin(op)
	m.Text(what)
	m.Text(" is negative: ")
	m.Int(v)
	m.Raise()
}

// FailNull reports a NULL argument where one is needed.
//
//go:noinline
func FailNull(op, what string) {
	var m runtime.Message
	m.Begin(op)
	m.Text(what)
	m.Text(" is NULL")
	m.Raise()
}

// CheckPointer fails when p, which elements of size bytes are read from or written to,
// is NULL. Elements without bytes need no address.
func CheckPointer(op, what string, p unsafe.Pointer, size int64) {
	if p == nil && size > 0 {
		FailNull(op, what)
	}
}

// FailIndex reports an index outside 0..length-1.
//
//go:noinline
func FailIndex(op string, index, length int64) {
	var m runtime.Message
	m.Begin(op)
	m.Text("index ")
	m.Int(index)
	m.Text(" is out of range for length ")
	m.Int(length)
	m.Raise()
}

// FailOverflow reports count elements of size bytes, which no memory can hold.
//
//go:noinline
func FailOverflow(op string, count, size int64) {
	var m runtime.Message
	m.Begin(op)
	m.Int(count)
	m.Text(" elements of ")
	m.Int(size)
	m.Text(" bytes overflow the size of an allocation")
	m.Raise()
}

// failSum is FailOverflow for a and b elements, which no number can hold together.
//
//go:noinline
func failSum(op string, a, b, size int64) {
	var m runtime.Message
	m.Begin(op)
	m.Int(a)
	m.Text(" and ")
	m.Int(b)
	m.Text(" elements of ")
	m.Int(size)
	m.Text(" bytes overflow the size of an allocation")
	m.Raise()
}

// FailCallbacks reports dec without inc.
//
//go:noinline
func FailCallbacks(op, inc, dec string) {
	var m runtime.Message
	m.Begin(op)
	m.Text(dec)
	m.Text(" without ")
	m.Text(inc)
	m.Raise()
}

//go:noinline
func failTooLarge(op string, bytes int64) {
	var m runtime.Message
	m.Begin(op)
	m.Int(bytes)
	m.Text(" bytes are more than an allocation can hold")
	m.Raise()
}

// FailNoMemory reports memory that is exhausted.
//
//go:noinline
func FailNoMemory(op string, bytes int64) {
	var m runtime.Message
	m.Begin(op)
	m.Text("out of memory allocating ")
	m.Int(bytes)
	m.Text(" bytes")
	m.Raise()
}

//go:noinline
func failAlign(op string, align int64) {
	var m runtime.Message
	m.Begin(op)
	m.Text("alignment ")
	m.Int(align)
	m.Text(" is not a power of two")
	m.Raise()
}

//go:noinline
func failNotUnique(op string, data unsafe.Pointer, count int64) {
	var m runtime.Message
	m.Begin(op)
	m.Text("the object at ")
	m.Address(data)
	m.Text(" is not unique: count ")
	m.Int(count)
	m.Raise()
}

//go:noinline
func failFreed(op string, data unsafe.Pointer) {
	var m runtime.Message
	m.Begin(op)
	m.Text("the object at ")
	m.Address(data)
	m.Text(" was already freed: count 0")
	m.Raise()
}

// Bytes returns count*size, checked.
//
// Requires count and size >= 0.
func Bytes(op string, count, size int64) int64 {
	if runtime.Likely(count < 1<<31 && size < 1<<24) {
		return count * size // < 1<<55
	}
	if size != 0 && count > MaxBytes/size {
		FailOverflow(op, count, size)
	}
	return count * size
}

// Sum returns a+b elements of size bytes, checked.
//
// Requires a, b and size >= 0.
func Sum(op string, a, b, size int64) int64 {
	n := a + b
	if n < 0 {
		failSum(op, a, b, size)
	}
	Bytes(op, n, size)
	return n
}
