package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// check fails when the list or the element descriptor is invalid.
func check(op string, l rc.Triple, e rc.Elem) { l.Check(op, e) }

// checkElem fails when an element is needed and none is given.
func checkElem(op string, elem unsafe.Pointer, e rc.Elem) { checkPointer(op, "elem", elem, e) }

// checkPointer is checkElem for another parameter.
func checkPointer(op, what string, p unsafe.Pointer, e rc.Elem) {
	if p == nil && e.Size > 0 {
		rc.FailNull(op, what)
	}
}

// checkIndex fails unless 0 <= i < n.
func checkIndex(op string, i, n int64) {
	if i < 0 || i >= n {
		rc.FailIndex(op, i, n)
	}
}

// failRange reports a range that ends before it begins.
//
//go:noinline
func failRange(op string, from, to int64) {
	var m runtime.Message
	m.Begin(op)
	m.Text("from ")
	m.Int(from)
	m.Text(" is above to ")
	m.Int(to)
	m.Raise()
}
