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
//	borrows  data1, data2
//	fails    negative len1 len2 elem_size; null eq
//
//ori:export ori_list_eq(const data1, len1, const data2, len2, elem_size, eq)
//go:inline
func Eq(l1, l2 rc.Triple, elemSize int64, eq runtime.EqFn) bool {
	checkRead("ori_list_eq", l1, elemSize, eq)
	checkRead("ori_list_eq", l2, elemSize, eq)
	if l1.Len != l2.Len {
		return false
	}
	a, b := l1.Elems(elemSize), l2.Elems(elemSize)
	for i := int64(0); i < l1.Len; i++ {
		if !eq.Call(a.At(i), b.At(i)) {
			return false
		}
	}
	return true
}

// Find returns the index of the first element that equals needle, or -1.
//
//	borrows  data, needle
//	fails    negative len elem_size; null needle eq
//
//ori:export ori_list_find(const data, len, const needle, elem_size, eq)
//go:inline
func Find(l rc.Triple, needle unsafe.Pointer, elemSize int64, eq runtime.EqFn) int64 {
	checkRead("ori_list_find", l, elemSize, eq)
	rc.CheckPointer("ori_list_find", "needle", needle, elemSize)
	elems := l.Elems(elemSize)
	for i := int64(0); i < l.Len; i++ {
		if eq.Call(elems.At(i), needle) {
			return i
		}
	}
	return -1
}

//go:inline
func checkRead(op string, l rc.Triple, elemSize int64, eq runtime.EqFn) {
	l.CheckLen(op, elemSize)
	if eq.IsNil() {
		rc.FailNull(op, "eq")
	}
}
