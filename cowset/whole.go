package cowset

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Retain keeps the elements for which keep returns true, in their order. It calls keep
// once for each, in order, before anything changes, and passes ctx on.
//
//	consumes   data
//	borrows    ctx
//	releases   elements
//	copies     shared; grows -- only what stays
//	unchanged  nothing goes
//	result     unique
//	fails      negative len elem_size; null keep eq
//
//ori:export ori_set_retain_cow(data, len, cap, keep, ctx, elem_size, elem_align, eq, hash, inc, dec, out)
//go:inline
func Retain(s rc.Triple, keep runtime.TestFn, ctx unsafe.Pointer, e rc.Elem, h Member) rc.Triple {
	return retained(s, keep, ctx, typ(e, h))
}

//ori:specialise
func retained(s rc.Triple, keep runtime.TestFn, ctx unsafe.Pointer, ty keyed.Type) rc.Triple {
	const op = "ori_set_retain_cow"
	ty.Check(op, s)
	if keep.IsNil() {
		rc.FailNull(op, "keep")
	}
	var stay keyed.Selection
	ty = stay.Begin(op, ty, s.Len, 0, s.Len)
	elems := ty.Keys(s)
	for i := int64(0); i < s.Len; i++ {
		if keep.Call(elems.At(i), ctx) {
			stay.Choose(i)
		}
	}
	s = ty.Kept(op, s, s.Ownership(), &stay, true)
	stay.End()
	return s
}

// InsertWasNew is [Insert] and says whether the element was new. It is the same as
// comparing the lengths before and after.
//
//	consumes   data
//	moves      elem
//	releases   unstored elem when present elem
//	copies     shared; grows
//	unchanged  present elem
//	result     unique
//	fails      negative len elem_size; null elem eq
//
//ori:export ori_set_insert_was_new_cow(data, len, cap, const elem, was_new, elem_size, elem_align, eq, hash, inc, dec, out)
//go:inline
func InsertWasNew(s rc.Triple, elem unsafe.Pointer, wasNew *bool, e rc.Elem, h Member) rc.Triple {
	if wasNew == nil {
		rc.FailNull("ori_set_insert_was_new_cow", "was_new")
	}
	before := s.Len
	s, found, ok := insertInPlace(s, elem, e, h)
	if !ok {
		s = inserted("ori_set_insert_was_new_cow", s, elem, typ(e, h), found)
	}
	*wasNew = s.Len != before
	return s
}

// Get returns the address of the stored element that equals elem, or NULL. It is valid
// until the next operation that consumes the set.
//
//	borrows  data, elem
//	result   inside data
//	fails    negative len elem_size; null elem eq
//
//ori:export const ori_set_get(const data, len, cap, const elem, elem_size, eq, hash)
//go:inline
func Get(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member) unsafe.Pointer {
	ty := typ(e, h)
	pos := ty.Lookup("ori_set_get", s, elem, keyed.SetNames())
	if pos < 0 {
		return nil
	}
	return runtime.Present(ty.Keys(s).At(pos))
}

// Unshare makes the set unique with room for min_cap elements. What generated code
// writes to elements then must not change what eq and hash look at.
//
//	consumes  data
//	copies    shared; grows
//	result    unique; buffer when min_cap > 0
//	fails     negative len elem_size; null eq; overflow min_cap
//
//ori:export ori_set_unshare_cow(data, len, cap, min_cap, elem_size, elem_align, eq, hash, inc, dec, out)
func Unshare(s rc.Triple, minCap int64, e rc.Elem, h Member) rc.Triple {
	const op = "ori_set_unshare_cow"
	ty := typ(e, h)
	ty.Check(op, s)
	return ty.Unshared(op, s, minCap)
}

// Clear removes all elements. A unique set keeps its capacity, of another one nothing is
// left.
//
//	consumes   data
//	releases   elements
//	copies     never -- the result of a shared set is empty
//	unchanged  len == 0
//	result     unique
//	fails      negative len elem_size
//
//ori:export ori_set_clear_cow(data, len, cap, elem_size, dec, out)
func Clear(s rc.Triple, e rc.Elem) rc.Triple {
	s.CheckLen("ori_set_clear_cow", e.Size)
	return typ(e, Member{}).Cleared(s)
}

// Shrink makes the set unique without spare room, as far as its layout allows.
//
//	consumes   data
//	copies     shared; shrinks
//	result     unique
//	fails      negative len elem_size; null eq
//
//ori:export ori_set_shrink_cow(data, len, cap, elem_size, elem_align, eq, hash, inc, dec, out)
func Shrink(s rc.Triple, e rc.Elem, h Member) rc.Triple {
	const op = "ori_set_shrink_cow"
	ty := typ(e, h)
	ty.Check(op, s)
	return ty.Tight(op, s)
}

// IsDisjoint reports whether two sets have no element in common.
//
//	borrows  data1, data2
//	fails    negative len1 len2 elem_size; null eq
//
//ori:export ori_set_is_disjoint(const data1, len1, cap1, const data2, len2, cap2, elem_size, eq, hash)
func IsDisjoint(s1, s2 rc.Triple, e rc.Elem, h Member) bool {
	const op = "ori_set_is_disjoint"
	ty := typ(e, h)
	ty.Check(op, s1)
	ty.Check(op, s2)
	return ty.Disjoint(s1, s2)
}

// FromElems returns a new set of the n elements at src, which lie packed: in the data of
// a list, for example. One allocation, and each element is looked up once; of equal ones
// the first is stored.
//
//	borrows    src -- what is stored is counted with inc
//	result     unique
//	allocates  when n > 0
//	fails      negative n elem_size; null src when n > 0; null eq; align elem_align when n > 0; overflow n
//
//ori:export ori_set_from_elems(const src, n, elem_size, elem_align, eq, hash, inc, out)
//go:inline
func FromElems(src unsafe.Pointer, n int64, e rc.Elem, h Member) rc.Triple {
	return fromElems(src, n, typ(e, h))
}

//ori:specialise
func fromElems(src unsafe.Pointer, n int64, ty keyed.Type) rc.Triple {
	const op = "ori_set_from_elems"
	if n < 0 {
		rc.FailNegative(op, "n", n)
	}
	ty.Check(op, rc.Triple{})
	if n > 0 {
		rc.CheckPointer(op, "src", src, ty.Key.Size)
	}
	return ty.Built(op, src, nil, n)
}

// Hash returns a hash of the set that does not depend on the order of its elements: sets
// that are equal have the same.
//
//	borrows  data
//	fails    negative len elem_size; null hash
//
//ori:export ori_set_hash(const data, len, elem_size, hash)
func Hash(s rc.Triple, e rc.Elem, m Member) uint64 {
	const op = "ori_set_hash"
	s.CheckLen(op, e.Size)
	if m.Hash.IsNil() {
		rc.FailNull(op, "hash")
	}
	elems, h := s.Elems(e.Size), uint64(0)
	for i := int64(0); i < s.Len; i++ {
		h += rc.HashCombine(0, m.Hash.Call(elems.At(i)))
	}
	return rc.HashCombine(h, uint64(s.Len))
}
