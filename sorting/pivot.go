package sorting

import (
	"libori.org/rt/rc"
)

// maxMedians is how many medians of three a pivot is chosen from.
const maxMedians = 27

// pivot returns the pseudo-median of n elements, step bytes apart from p on: the
// median of medians of three, over evenly spread samples.
//
//	samples   x  x  x  x  x  x  x  x  x
//	medians      m        m        m          of three samples
//	                      m                   of three medians
//
//go:inline
func (o order) pivot(p rc.Cursor, step, n int64, medians *[maxMedians]int64) rc.Cursor {
	count, stride := int64(1), n/3
	switch {
	case n >= 4096:
		count, stride = 27, n/81
	case n >= 512:
		count, stride = 9, n/27
	case n >= 64:
		count, stride = 3, n/9
	}
	x := p.Plus(stride / 2 * step)
	stride *= step
	for i := range count {
		medians[i] = o.median(x, x.Plus(stride), x.Plus(2*stride)).Minus(p)
		x = x.Plus(3 * stride)
	}
	for count > 1 {
		count /= 3
		for i := range count {
			a, b, c := medians[3*i], medians[3*i+1], medians[3*i+2]
			medians[i] = o.median(p.Plus(a), p.Plus(b), p.Plus(c)).Minus(p)
		}
	}
	return p.Plus(medians[0])
}

// median returns the one of three elements that is neither first nor last.
//
//go:inline
func (o order) median(a, b, c rc.Cursor) rc.Cursor {
	ab, ac, bc := o.less(a, b), o.less(a, c), o.less(b, c)
	return rc.Pick(ab != ac, a, rc.Pick(ab != bc, c, b))
}
