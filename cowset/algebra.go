package cowset

import (
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
)

// held asks how set 1 is held. An operation may not change the buffer of its own set 2,
// however many references there are.
//
//go:inline
func held(s1, s2 rc.Triple) rc.Ownership {
	if s1.Data != nil && s1.Data == s2.Buffer() {
		return rc.Shared
	}
	return s1.Ownership()
}

// common chooses the elements of s1 that s2 has. The smaller set's are looked up.
//
//go:inline
func common(op string, s1, s2 rc.Triple, ty keyed.Type, in *keyed.Selection) keyed.Type {
	ty = in.Begin(op, ty, s1.Len, 0, s2.Len)
	if s2.Len < s1.Len/2 {
		for i := int64(0); i < s2.Len; i++ {
			if at := ty.LocateOf(s1, s2, i); at.Pos >= 0 {
				in.Choose(at.Pos)
			}
		}
		in.Sort()
		return ty
	}
	for i := int64(0); i < s1.Len; i++ {
		if ty.LocateOf(s2, s1, i).Pos >= 0 {
			in.Choose(i)
		}
	}
	return ty
}

// Union adds the elements of set2 that set1 does not have.
//
//	consumes   data1
//	borrows    data2 -- its elements are counted when stored
//	copies     shared; grows
//	unchanged  nothing new
//	result     unique
//	fails      negative len1 len2 elem_size; null eq
//
//ori:export ori_set_union_cow(data1, len1, cap1, data2, len2, cap2, elem_size, elem_align, eq, hash, inc, dec, out)
//go:inline
func Union(s1, s2 rc.Triple, e rc.Elem, h Member) rc.Triple { return union(s1, s2, typ(e, h)) }

//ori:specialise
func union(s1, s2 rc.Triple, ty keyed.Type) rc.Triple {
	const op = "ori_set_union_cow"
	ty.Check(op, s1)
	ty.Check(op, s2)
	var fresh keyed.Selection // the elements of s2 that are new
	ty = fresh.Begin(op, ty, s2.Len, 0, s2.Len)
	for i := int64(0); i < s2.Len; i++ {
		if ty.LocateOf(s1, s2, i).Pos < 0 {
			fresh.Choose(i)
		}
	}
	s1 = ty.With(op, s1, held(s1, s2), s2, &fresh)
	fresh.End()
	return s1
}

// Intersection keeps the elements of set1 that set2 has.
//
//	consumes   data1
//	borrows    data2
//	releases   elements
//	copies     shared; grows -- a small rest of a large set moves to a buffer of its size
//	unchanged  nothing goes
//	result     unique
//	fails      negative len1 len2 elem_size; null eq
//
//ori:export ori_set_intersection_cow(data1, len1, cap1, data2, len2, cap2, elem_size, elem_align, eq, hash, inc, dec, out)
//go:inline
func Intersection(s1, s2 rc.Triple, e rc.Elem, h Member) rc.Triple {
	return kept("ori_set_intersection_cow", s1, s2, true, typ(e, h))
}

// Difference keeps the elements of set1 that set2 does not have.
//
//	consumes   data1
//	borrows    data2
//	releases   elements
//	copies     shared
//	unchanged  nothing goes
//	result     unique
//	fails      negative len1 len2 elem_size; null eq
//
//ori:export ori_set_difference_cow(data1, len1, cap1, data2, len2, cap2, elem_size, elem_align, eq, hash, inc, dec, out)
//go:inline
func Difference(s1, s2 rc.Triple, e rc.Elem, h Member) rc.Triple {
	return kept("ori_set_difference_cow", s1, s2, false, typ(e, h))
}

// kept keeps the elements of s1 that are, or are not, in s2.
//
//ori:specialise
func kept(op string, s1, s2 rc.Triple, in bool, ty keyed.Type) rc.Triple {
	ty.Check(op, s1)
	ty.Check(op, s2)
	var both keyed.Selection
	ty = common(op, s1, s2, ty, &both)
	s1 = ty.Kept(op, s1, s1.Ownership(), &both, in)
	both.End()
	return s1
}

// SymmetricDifference keeps the elements of set1 that set2 does not have and
// adds those of set2 that set1 does not have.
//
//	consumes   data1
//	borrows    data2 -- its elements are counted when stored
//	releases   elements
//	copies     shared; grows to sum
//	unchanged  len2 == 0
//	result     unique
//	fails      negative len1 len2 elem_size; null eq
//
//ori:export ori_set_symmetric_difference_cow(data1, len1, cap1, data2, len2, cap2, elem_size, elem_align, eq, hash, inc, dec, out)
//go:inline
func SymmetricDifference(s1, s2 rc.Triple, e rc.Elem, h Member) rc.Triple {
	return symmetricDifference(s1, s2, typ(e, h))
}

//ori:specialise
func symmetricDifference(s1, s2 rc.Triple, ty keyed.Type) rc.Triple {
	const op = "ori_set_symmetric_difference_cow"
	ty.Check(op, s1)
	ty.Check(op, s2)
	var both, fresh keyed.Selection // of s1 those that go, of s2 those that come
	ty = both.Begin(op, ty, s1.Len, s2.Len, s2.Len)
	ty = fresh.Begin(op, ty, s2.Len, 0, s2.Len)
	for i := int64(0); i < s2.Len; i++ {
		if at := ty.LocateOf(s1, s2, i); at.Pos >= 0 {
			both.Choose(at.Pos)
		} else {
			fresh.Choose(i)
		}
	}
	both.Sort()
	s1 = ty.Exchanged(op, s1, held(s1, s2), &both, s2, &fresh)
	fresh.End()
	both.End()
	return s1
}
