package cowset

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Member is how elements are found.
type Member struct {
	Eq   runtime.EqFn   `c:"eq"`
	Hash runtime.HashFn `c:"hash"` // nil: linear scan

	external bool // see external
}

//go:inline
func typ(e rc.Elem, h Member) keyed.Type {
	return keyed.Type{Key: e, Eq: h.Eq, Hash: h.Hash, External: h.external}
}

// Insert adds elem; with an equal element the set stays as it is.
//
//	consumes   data
//	moves      elem
//	releases   unstored elem when present elem
//	copies     shared; grows
//	unchanged  present elem
//	result     unique
//	fails      negative len elem_size; null elem eq
//
//ori:export frameless integers ori_set_insert_cow(data, len, cap, const elem, elem_size, elem_align, eq, hash, inc, dec, out)
//go:inline
func Insert(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member) (out rc.Triple) {
	InsertTo(s, elem, e, h, &out)
	return out
}

// insertInPlace is Insert into a unique set that has the element or room for it.
//
//go:inline
func insertInPlace(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member) (rc.Triple, keyed.Place, bool) {
	ty := typ(e, h)
	if !(ty.Key.Size > 0 && elem != nil && !ty.Eq.IsNil() && keyed.Writable(s)) {
		return s, keyed.Place{}, false
	}
	at := ty.LocateIn(s, elem)
	if at.Pos < 0 {
		if !ty.HasRoom(s, at) {
			if ty.External {
				return insertSlow(s, elem, e, h, at), at, true
			}
			return s, at, false
		}
		return ty.Append(s, at, elem, nil), at, true
	}
	rc.Drop(ty.Key.Dec, elem)
	return s, at, true
}

// insertSlow is Insert into any set.
//
//go:noinline
func insertSlow(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member, found keyed.Place) rc.Triple {
	return inserted("ori_set_insert_cow", s, elem, typ(e, h), found)
}

func inserted(op string, s rc.Triple, elem unsafe.Pointer, ty keyed.Type, found keyed.Place) rc.Triple {
	ty.Check(op, s)
	rc.CheckPointer(op, "elem", elem, ty.Key.Size)
	at := ty.Located(s, elem, found)
	if at.Pos >= 0 {
		rc.Drop(ty.Key.Dec, elem)
		return s
	}
	return ty.Added(op, s, at, elem, nil)
}

// Remove removes an element; without it the set stays as it is. The elements behind
// move up, so that their order stays.
//
//	consumes   data
//	borrows    elem
//	releases   element when present elem -- the last element of a unique set frees it
//	copies     shared
//	unchanged  absent elem
//	result     unique
//	fails      negative len elem_size; null elem eq
//
//ori:export frameless integers ori_set_remove_cow(data, len, cap, const elem, elem_size, elem_align, eq, hash, inc, dec, out)
//go:inline
func Remove(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member) (out rc.Triple) {
	RemoveTo(s, elem, e, h, &out)
	return out
}

// removeInPlace is Remove from a unique set of more than one element.
//
//go:inline
func removeInPlace(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member) (rc.Triple, keyed.Place, bool) {
	return typ(e, h).RemoveInPlace("ori_set_remove_cow", keyed.SetNames(), s, elem, keyed.Kept)
}

// removeSlow is Remove from any set.
//
//go:noinline
func removeSlow(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member, found keyed.Place) rc.Triple {
	return typ(e, h).RemoveSlow("ori_set_remove_cow", keyed.SetNames(), s, elem, keyed.Kept, found)
}

// SwapRemove is [Remove] in constant time: the last element takes the place of the
// one that goes, in a copy as well.
//
//	consumes   data
//	borrows    elem
//	releases   element when present elem -- the last element of a unique set frees it
//	copies     shared
//	unchanged  absent elem
//	result     unique
//	fails      negative len elem_size; null elem eq
//
//ori:export frameless integers ori_set_swap_remove_cow(data, len, cap, const elem, elem_size, elem_align, eq, hash, inc, dec, out)
//go:inline
func SwapRemove(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member) (out rc.Triple) {
	SwapRemoveTo(s, elem, e, h, &out)
	return out
}

// swapRemoveInPlace is SwapRemove from a unique set of more than one element.
//
//go:inline
func swapRemoveInPlace(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member) (rc.Triple, keyed.Place, bool) {
	return typ(e, h).RemoveInPlace("ori_set_swap_remove_cow", keyed.SetNames(), s, elem, keyed.Swapped)
}

// swapRemoveSlow is SwapRemove from any set.
//
//go:noinline
func swapRemoveSlow(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member, found keyed.Place) rc.Triple {
	return typ(e, h).RemoveSlow("ori_set_swap_remove_cow", keyed.SetNames(), s, elem, keyed.Swapped, found)
}

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
