package cowset

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
)

// Contains reports whether the set has an element.
//
//	borrows  data, elem
//	fails    negative len elem_size; null elem eq
//
//ori:export integers ori_set_contains(const data, len, cap, const elem, elem_size, eq, hash)
//go:inline
func Contains(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member) bool {
	return containsAny(s, elem, e, h)
}

// readable reports whether a lookup's arguments are valid, those with a callback aside.
//
//go:inline
func readable(s rc.Triple, elem unsafe.Pointer, _ rc.Elem, _ Member) bool {
	return s.Len >= 0 && elem != nil
}

//go:inline
func contains(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member) bool {
	return typ(e, h).Lookup("ori_set_contains", s, elem, keyed.SetNames()) >= 0
}

// IsSubset reports whether every element of set1 is in set2.
//
//	borrows  data1, data2
//	fails    negative len1 len2 elem_size; null eq
//
//ori:export ori_set_is_subset(const data1, len1, cap1, const data2, len2, cap2, elem_size, eq, hash)
func IsSubset(s1, s2 rc.Triple, e rc.Elem, h Member) bool {
	const op = "ori_set_is_subset"
	ty := typ(e, h)
	ty.Check(op, s1)
	ty.Check(op, s2)
	return s1.Len <= s2.Len && subset(s1, s2, ty)
}

// Eq reports whether two sets have the same elements; the order does not matter.
//
//	borrows  data1, data2
//	fails    negative len1 len2 elem_size; null eq
//
//ori:export ori_set_eq(const data1, len1, cap1, const data2, len2, cap2, elem_size, eq, hash)
func Eq(s1, s2 rc.Triple, e rc.Elem, h Member) bool {
	const op = "ori_set_eq"
	ty := typ(e, h)
	ty.Check(op, s1)
	ty.Check(op, s2)
	return s1.Len == s2.Len && subset(s1, s2, ty)
}

func subset(s1, s2 rc.Triple, ty keyed.Type) bool {
	for i := int64(0); i < s1.Len; i++ {
		if ty.LocateOf(s2, s1, i).Pos < 0 {
			return false
		}
	}
	return true
}

// ToList returns the elements as a list: a slice that shares the set's buffer.
// O(1).
//
//	borrows  data
//	retains  data when len > 0
//	result   view data
//	fails    negative len elem_size
//
//ori:export ori_set_to_list(data, len, cap, elem_size, OriList out)
func ToList(s rc.Triple, elemSize int64) rc.Triple {
	const op = "ori_set_to_list"
	s.CheckLen(op, elemSize)
	rc.Bytes(op, s.Len, elemSize) // the slice notes it
	if s.Len == 0 {
		return rc.Triple{}
	}
	rc.ListInc(s)
	return s.Slice(0, s.Len, elemSize)
}
