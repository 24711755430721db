package cowset

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
)

// Remove removes an element; without it the set stays as it is. The elements behind
// move up, so that their order stays: the time is that of as many elements, and the
// first is the dearest. ori_set_swap_remove_cow takes constant time.
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
