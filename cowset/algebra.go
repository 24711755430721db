package cowset

import (
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
)

// Union adds the elements of set2 that set1 does not have.
//
//	consumes   data1
//	borrows    data2 -- its elements are counted when stored
//	copies     shared; grows to sum
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
	first := firstWhere(s2, s1, false, ty)
	if first == s2.Len {
		return s1
	}
	return extended(op, s1, s2, first, ty)
}

// firstWhere returns the position of the first element of s that is, or is not,
// in other; s.Len if there is none.
//
//go:inline
func firstWhere(s, other rc.Triple, in bool, ty keyed.Type) int64 {
	for i := int64(0); i < s.Len; i++ {
		if ty.LocateOf(other, s, i).Pos >= 0 == in {
			return i
		}
	}
	return s.Len
}

// extended adds to s1, which it consumes, the elements of s2 from first on that
// s1 does not have.
//
//go:inline
func extended(op string, s1, s2 rc.Triple, first int64, ty keyed.Type) rc.Triple {
	need := rc.Sum(op, s1.Len, s2.Len-first, ty.Key.Size)
	shared := s1.Data != nil && !s1.IsUnique()
	c := s1
	if shared {
		c = ty.CopiedRoomy(op, s1, need)
	}
	c = ty.Ready(op, c, need)
	elems := ty.Keys(s2)
	for i := first; i < s2.Len; i++ {
		if at := ty.LocateOf(c, s2, i); at.Pos < 0 {
			c = ty.Append(c, at, elems.At(i), nil)
			ty.Keys(c).Inc(ty.Key.Inc, c.Len-1, 1)
		}
	}
	if shared {
		ty.Release(s1)
	}
	return c
}

// Intersection keeps the elements of set1 that set2 has.
//
//	consumes   data1
//	borrows    data2
//	releases   elements
//	copies     shared
//	unchanged  nothing goes
//	result     unique
//	fails      negative len1 len2 elem_size; null eq
//
//ori:export ori_set_intersection_cow(data1, len1, cap1, data2, len2, cap2, elem_size, elem_align, eq, hash, inc, dec, out)
//go:inline
func Intersection(s1, s2 rc.Triple, e rc.Elem, h Member) rc.Triple {
	return sieved("ori_set_intersection_cow", s1, s2, true, typ(e, h))
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
	return sieved("ori_set_difference_cow", s1, s2, false, typ(e, h))
}

// sieved keeps the elements of s1 that are, or are not, in s2.
//
//ori:specialise
func sieved(op string, s1, s2 rc.Triple, in bool, ty keyed.Type) rc.Triple {
	ty.Check(op, s1)
	ty.Check(op, s2)
	first := firstWhere(s1, s2, !in, ty)
	if first == s1.Len {
		return s1
	}
	most := s1.Len - 1
	if in {
		most = min(most, s2.Len)
	}
	v := ty.NewSieve(op, s1, first, most)
	v.Drop(first)
	sieve(&v, s2, first+1, s1.Len, in)
	return v.Done()
}

// sieve passes the elements i to n-1 of set 1.
//
//go:inline
func sieve(v *keyed.Sieve, s2 rc.Triple, i, n int64, in bool) {
	for ; i < n; i++ {
		if v.Locate(s2, i).Pos >= 0 == in {
			v.Keep(i)
		} else {
			v.Drop(i)
		}
	}
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
	if s2.Len == 0 {
		return s1
	}
	most := rc.Sum(op, s1.Len, s2.Len, ty.Key.Size)
	if s1.Data == nil || s1.IsUnique() {
		// First add, while set 1 still has the elements that go; then sieve the
		// old ones and move up the new ones, which are counted already.
		old := s1.Len
		s1 = extended(op, s1, s2, 0, ty)
		v := ty.NewSieve(op, s1, 0, s1.Len)
		sieve(&v, s2, 0, old, false)
		for i := old; i < s1.Len; i++ {
			v.Keep(i)
		}
		return v.Done()
	}
	v := ty.NewSieve(op, s1, 0, most)
	sieve(&v, s2, 0, s1.Len, false)
	for i := int64(0); i < s2.Len; i++ {
		if ty.LocateOf(s1, s2, i).Pos < 0 {
			v.Take(s2, i)
		}
	}
	return v.Done()
}
