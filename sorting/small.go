package sorting

import (
	"unsafe"

	"libori.org/rt/rc"
)

const (
	// fewMax is how many elements are sorted without scratch memory.
	fewMax = 8
	// smallMax is how many are sorted without partitioning them.
	smallMax = 32
	// smallSlots is the scratch memory of small, in slots.
	smallSlots = smallMax + 8
)

// few sorts at most fewMax elements by insertion. It is stable.
//
//go:inline
func (o order) few(v rc.Cursor, n int64) {
	var temp [maxDirect / 8]uint64
	for i := int64(1); i < n; i++ {
		for x := o.at(v, i); x != v; {
			left := o.at(x, -1)
			if !o.less(x, left) {
				break
			}
			o.swap(left, x, rc.CursorAt(unsafe.Pointer(&temp)))
			x = left
		}
	}
}

// small sorts at most smallMax elements, of which one lies every step bytes from
// src on, and stores them at dst, which may be where they come from. It is
// stable.
//
// Each half is sorted in scratch memory, 8 elements of it without a branch, the
// others by insertion; then the halves are merged.
//
//go:inline
func (o order) small(src rc.Cursor, step, n int64, dst, scratch rc.Cursor) {
	if n < 2 {
		if n == 1 {
			o.copy(dst, src)
		}
		return
	}
	half := n / 2
	fours := o.at(scratch, n)
	for from, to := int64(0), half; to <= n; from, to = to, to+n-half {
		src := src.Plus(from * step)
		dst := o.at(scratch, from)
		sorted := int64(1)
		switch {
		case n >= 16:
			for i := int64(0); i < 8; i += 4 {
				o.four(src.Plus(i*step), step, o.at(fours, i))
			}
			o.merge(fours, 4, 8, dst)
			sorted = 8
		case n >= 8:
			o.four(src, step, dst)
			sorted = 4
		default:
			o.copy(dst, src)
		}
		o.insert(src, step, dst, sorted, to-from)
	}
	o.merge(scratch, half, n, dst)
}

// insert copies the elements from, ..., to-1 of src among the sorted ones before
// them at dst.
//
//go:inline
func (o order) insert(src rc.Cursor, step int64, dst rc.Cursor, from, to int64) {
	for i := from; i < to; i++ {
		x := src.Plus(i * step)
		gap := o.at(dst, i)
		for gap != dst {
			left := o.at(gap, -1)
			if !o.less(x, left) {
				break
			}
			o.copy(gap, left)
			gap = left
		}
		o.copy(gap, x)
	}
}

// four sorts four elements with five comparisons and no branch.
//
//	s0 ─┬─ a ─┬──────────── first      a <= b, c <= d
//	s1 ─┴─ b ─│─┬─ l ─┬─                 first is the lesser of a and c,
//	s2 ─┬─ c ─┴─│─ r ─┴─                 last the greater of b and d,
//	s3 ─┴─ d ───┴────────── last       l and r are what is left, in this order
//
//go:inline
func (o order) four(s0 rc.Cursor, step int64, dst rc.Cursor) {
	s1, s2, s3 := s0.Plus(step), s0.Plus(2*step), s0.Plus(3*step)
	swap1, swap2 := o.less(s1, s0), o.less(s3, s2)
	a, b := rc.Pick(swap1, s1, s0), rc.Pick(swap1, s0, s1)
	c, d := rc.Pick(swap2, s3, s2), rc.Pick(swap2, s2, s3)

	cFirst, bLast := o.less(c, a), o.less(d, b)
	l := rc.Pick(cFirst, a, rc.Pick(bLast, c, b))
	r := rc.Pick(bLast, d, rc.Pick(cFirst, b, c))
	swap3 := o.less(r, l)

	o.copy(dst, rc.Pick(cFirst, c, a))
	o.copy(o.at(dst, 1), rc.Pick(swap3, r, l))
	o.copy(o.at(dst, 2), rc.Pick(swap3, l, r))
	o.copy(o.at(dst, 3), rc.Pick(bLast, b, d))
}

// merge merges the sorted first half and the sorted rest of the n elements at
// src into dst, which do not overlap. It works from both ends at once, half steps
// each, in which neither can run out of elements to compare.
//
//	src   │ l →      ← lEnd │ r →      ← rEnd │
//	dst   │ out →                    ← outEnd │
//
// Requires half = n/2.
//
//go:inline
func (o order) merge(src rc.Cursor, half, n int64, dst rc.Cursor) {
	l, r, out := src, o.at(src, half), dst
	lEnd, rEnd, outEnd := o.at(r, -1), o.at(src, n-1), o.at(dst, n-1)
	for range half {
		right := o.less(r, l)
		o.copy(out, rc.Pick(right, r, l))
		r = o.at(r, one(right))
		l = o.at(l, 1-one(right))
		out = o.at(out, 1)

		left := o.less(rEnd, lEnd)
		o.copy(outEnd, rc.Pick(left, lEnd, rEnd))
		lEnd = o.at(lEnd, -one(left))
		rEnd = o.at(rEnd, one(left)-1)
		outEnd = o.at(outEnd, -1)
	}
	if n&1 != 0 {
		left := lEnd.Minus(l) >= 0
		o.copy(out, rc.Pick(left, l, r))
		l = o.at(l, one(left))
		r = o.at(r, 1-one(left))
	}
	if l != o.at(lEnd, 1) || r != o.at(rEnd, 1) {
		// The two ends disagree about what belongs where. The elements are all still at src.
		o.copyAll(dst, src, n)
	}
}
