package sorting

import (
	"libori.org/rt/rc"
)

// run returns the length of the run at the beginning of n >= 2 elements. A
// descending run is strictly descending, so that turning it around keeps equal
// elements in order.
//
//go:inline
func (o order) run(v rc.Cursor, n int64) (length int64, descending bool) {
	x, end := o.at(v, 2), o.at(v, n)
	descending = o.less(o.at(v, 1), v)
	if descending {
		for x != end && o.less(x, o.at(x, -1)) {
			x = o.at(x, 1)
		}
	} else {
		for x != end && !o.less(x, o.at(x, -1)) {
			x = o.at(x, 1)
		}
	}
	return o.between(v, x), descending
}

// reverse turns n elements around. temp is room for one.
//
//go:inline
func (o order) reverse(v rc.Cursor, n int64, temp rc.Cursor) {
	last := o.at(v, n-1)
	for last.Minus(v) > 0 {
		o.swap(v, last, temp)
		v, last = o.at(v, 1), o.at(last, -1)
	}
}

// join merges the sorted first a elements and the sorted b after them. It needs
// room in the mirror for the shorter of the two, which it saves there and merges with the other
// from the end where it lay.
//
//	array    │ out →     │ r →             │       a <= b
//	mirror   │ l →       │
//
//go:inline
func (o order) join(v rc.Cursor, a, b int64, mirror rc.Cursor) {
	if a == 0 || b == 0 {
		return
	}
	mid := o.at(v, a)
	if a <= b {
		o.copyAll(mirror, v, a)
		l, lEnd, r, rEnd, out := mirror, o.at(mirror, a), mid, o.at(mid, b), v
		for l != lEnd && r != rEnd {
			right := o.less(r, l)
			o.copy(out, rc.Pick(right, r, l))
			r = o.at(r, one(right))
			l = o.at(l, 1-one(right))
			out = o.at(out, 1)
		}
		out.CopyFrom(l, lEnd.Minus(l))
		return
	}
	o.copyAll(mirror, mid, b)
	l, r, out := mid, o.at(mirror, b), o.at(mid, b) // each one past
	for l != v && r != mirror {
		left := o.less(o.at(r, -1), o.at(l, -1))
		out = o.at(out, -1)
		o.copy(out, o.at(rc.Pick(left, l, r), -1))
		l = o.at(l, -one(left))
		r = o.at(r, one(left)-1)
	}
	l.CopyFrom(mirror, r.Minus(mirror))
}

// mergesort sorts n elements with at most n log2 n comparisons, whatever they
// are. It is stable, and needs room for n/2 elements in the mirror.
//
//go:noinline
func (o order) mergesort(v rc.Cursor, n int64, mirror rc.Cursor) {
	for width := int64(1); width < n; width *= 2 {
		for i := int64(0); i+width < n; i += 2 * width {
			o.join(o.at(v, i), width, min(width, n-i-width), mirror)
		}
	}
}
