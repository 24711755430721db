package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// BinarySearch finds needle in a list that is sorted by cmp: it returns the index of the
// first element that is equal to it, or, if there is none, -1 minus the index where it
// would have to be inserted. In a list that is not sorted it finds something or nothing.
//
//	borrows  data, needle
//	fails    negative len elem_size; null needle cmp
//
//ori:export ori_list_binary_search(const data, len, const needle, elem_size, cmp)
//go:inline
func BinarySearch(l rc.Triple, needle unsafe.Pointer, elemSize int64, cmp runtime.CmpFn) int64 {
	const op = "ori_list_binary_search"
	checkOrder(op, l, elemSize, cmp)
	rc.CheckPointer(op, "needle", needle, elemSize)
	elems := l.Elems(elemSize)
	from, n, equal := int64(0), l.Len, false
	for n > 0 {
		half := n / 2
		order := cmp.Call(elems.At(from+half), needle)
		if order < 0 {
			from += half + 1
			n -= half + 1
		} else {
			equal = equal || order == 0
			n = half
		}
	}
	if equal {
		return from
	}
	return -1 - from
}

// Compare orders two lists by their first elements that differ; where one list is the
// beginning of the other, the shorter comes first: -1, 0 or 1.
//
//	borrows  data1, data2
//	fails    negative len1 len2 elem_size; null cmp
//
//ori:export ori_list_compare(const data1, len1, const data2, len2, elem_size, cmp)
//go:inline
func Compare(l1, l2 rc.Triple, elemSize int64, cmp runtime.CmpFn) int32 {
	const op = "ori_list_compare"
	checkOrder(op, l1, elemSize, cmp)
	checkOrder(op, l2, elemSize, cmp)
	a, b := l1.Elems(elemSize), l2.Elems(elemSize)
	for i := int64(0); i < l1.Len && i < l2.Len; i++ {
		if order := cmp.Call(a.At(i), b.At(i)); order != 0 {
			return order>>31 | 1
		}
	}
	switch {
	case l1.Len < l2.Len:
		return -1
	case l1.Len > l2.Len:
		return 1
	}
	return 0
}

//go:inline
func checkOrder(op string, l rc.Triple, elemSize int64, cmp runtime.CmpFn) {
	l.CheckLen(op, elemSize)
	if cmp.IsNil() {
		rc.FailNull(op, "cmp")
	}
}

// Hash returns a hash of the list: of its length, and of its elements in order. Lists
// that are equal by an eq that agrees with hash have the same.
//
//	borrows  data
//	fails    negative len elem_size; null hash
//
//ori:export ori_list_hash(const data, len, elem_size, hash)
//go:inline
func Hash(l rc.Triple, elemSize int64, hash runtime.HashFn) uint64 {
	const op = "ori_list_hash"
	l.CheckLen(op, elemSize)
	if hash.IsNil() {
		rc.FailNull(op, "hash")
	}
	elems, h := l.Elems(elemSize), uint64(l.Len)
	for i := int64(0); i < l.Len; i++ {
		h = rc.HashCombine(h, hash.Call(elems.At(i)))
	}
	return h
}
