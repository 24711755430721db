package cowlist

import (
	"unsafe"

	"orirt/rc"
)

// check fails when the list or the element descriptor cannot be.
func check(op string, l rc.Triple, e rc.Elem) { l.Check(op, e) }

// checkElem fails when an element is needed and none is given.
func checkElem(op string, elem unsafe.Pointer, e rc.Elem) {
	if elem == nil && e.Size > 0 {
		rc.FailNull(op, "elem")
	}
}

// checkIndex fails unless 0 <= i < n.
func checkIndex(op string, i, n int64) {
	if i < 0 || i >= n {
		rc.FailIndex(op, i, n)
	}
}
