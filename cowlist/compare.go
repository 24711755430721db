package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Eq reports whether two lists have equal elements in the same order. Two lists
// that share a buffer are compared all the same: an element need not equal
// itself (NaN), and the answer must not depend on who shares what.
//
// Borrows: both lists
// Units: es in bytes
// Fails when: a length or size is negative, eq is NULL
//
//ori:export ori_list_eq(const data1, len1, const data2, len2, es, eq)
//go:inline
func Eq(l1, l2 rc.Triple, es int64, eq runtime.EqFn) bool {
	checkRead("ori_list_eq", l1, es, eq)
	checkRead("ori_list_eq", l2, es, eq)
	if l1.Len != l2.Len {
		return false
	}
	a, b := l1.Elems(es), l2.Elems(es)
	for i := int64(0); i < l1.Len; i++ {
		if !eq.Call(a.At(i), b.At(i)) {
			return false
		}
	}
	return true
}

// Find returns the index of the first element that equals needle, or -1.
//
// Borrows: the list and needle
// Units: es in bytes
// Fails when: a length or size is negative, needle or eq is NULL
//
//ori:export ori_list_find(const data, len, const needle, es, eq)
//go:inline
func Find(l rc.Triple, needle unsafe.Pointer, es int64, eq runtime.EqFn) int64 {
	checkRead("ori_list_find", l, es, eq)
	if needle == nil && es > 0 {
		rc.FailNull("ori_list_find", "needle")
	}
	elems := l.Elems(es)
	for i := int64(0); i < l.Len; i++ {
		if eq.Call(elems.At(i), needle) {
			return i
		}
	}
	return -1
}

//go:inline
func checkRead(op string, l rc.Triple, es int64, eq runtime.EqFn) {
	l.CheckLen(op, es)
	if eq.IsNil() {
		rc.FailNull(op, "eq")
	}
}
