package sorting

import (
	"libori.org/rt/rc"
)

// A pivot splits elements into a left part and a right part. What belongs to the
// left is less than the pivot, or with orEqual not greater.
type splitter struct {
	pivot   rc.Cursor
	orEqual bool
}

// left reports whether the element at x belongs to the left part.
//
//go:inline
func (o order) left(x rc.Cursor, s splitter) bool {
	if s.orEqual {
		return !o.less(s.pivot, x)
	}
	return o.less(x, s.pivot)
}

// partition moves what belongs to the left of n elements before the others, and
// returns how many these are. Small elements are shifted, larger ones dealt:
// that is more work for each, but moves it once instead of twice.
//
// Requires n >= 2*block, room for as many elements in scratch, and for one in temp.
//
//go:inline
func (o order) partition(v rc.Cursor, n int64, s splitter, scratch, temp rc.Cursor) int64 {
	if o.size < 24 {
		return o.shift(v, n, s, temp)
	}
	return o.dealInPlace(v, n, s, scratch)
}

// shift partitions with a gap that moves through the array: Lomuto's scheme,
// without a branch. The element that was where the gap begins waits in temp.
//
//	│ left part │ right part │ gap │ x │ ... │
//	             ↑ k
//
// Each step moves the first element of the right part into the gap, and x into
// its place; the gap is then where x was. If x belongs to the left, k moves on.
//
//go:inline
func (o order) shift(v rc.Cursor, n int64, s splitter, temp rc.Cursor) int64 {
	o.copy(temp, v)
	k := int64(0)
	x, last := o.at(v, 1), o.at(v, n-1)
	for last.Minus(x) > 0 {
		k += o.shiftOne(o.at(v, k), x, s)
		k += o.shiftOne(o.at(v, k), o.at(x, 1), s)
		x = o.at(x, 2)
	}
	if x == last {
		k += o.shiftOne(o.at(v, k), x, s)
	}
	o.copy(last, o.at(v, k))
	o.copy(o.at(v, k), temp)
	return k + one(o.left(temp, s))
}

// shiftOne moves the element at x to first and what was there before x. It
// returns 1 if the element belongs to the left.
//
//go:inline
func (o order) shiftOne(first, x rc.Cursor, s splitter) int64 {
	left := o.left(x, s)
	o.copy(o.at(x, -1), first)
	o.copy(first, x)
	return one(left)
}

// deal copies count elements, step bytes apart from src on: what belongs to the
// left to low and up, the others to the slot far after low and down. It
// returns the slot after the last on the left. Any element may go
// either way, so there must be room for all of them.
//
//	│ left part │ low →       ← low+far │ right part, backward │
//
//go:inline
func (o order) deal(src rc.Cursor, step, count int64, low rc.Cursor, far int64, s splitter) rc.Cursor {
	room := far * o.size
	end := room - count*o.size
	if o.fixed && o.size <= 16 {
		for ; room >= end+4*o.size; room -= 4 * o.size {
			for i := range int64(4) {
				low = o.dealOne(src.Plus(i*step), low, room-i*o.size, s)
			}
			src = src.Plus(4 * step)
		}
	}
	for ; room != end; room -= o.size {
		low = o.dealOne(src, low, room, s)
		src = src.Plus(step)
	}
	return low
}

// dealOne copies the element at x to low or room bytes after it, and returns the
// next low.
//
//go:inline
func (o order) dealOne(x, low rc.Cursor, room int64, s splitter) rc.Cursor {
	left := o.left(x, s)
	o.copy(rc.Pick(left, low, low.Plus(room)), x)
	return o.at(low, one(left))
}

// block is the number of elements that are dealt from one end.
const block = 16

// dealInPlace partitions by dealing blocks. A block from either end, saved in
// scratch, makes the room to begin with, and is dealt last; in between a block is
// taken from the end with less room.
//
//	│ left part │ room │ front →             ← back │ room │ right part │
//	             low                                   low+far
//
//go:inline
func (o order) dealInPlace(v rc.Cursor, n int64, s splitter, scratch rc.Cursor) int64 {
	o.copyAll(scratch, v, block)
	o.copyAll(o.at(scratch, block), o.at(v, n-block), block)
	low, front, back := v, o.at(v, block), o.at(v, n-block-1)
	for n > 0 {
		src, step, count := scratch, o.size, int64(2*block)
		if n > 2*block {
			count = min(n-2*block, block)
			atFront := front.Minus(low) <= block*o.size
			src = rc.Pick(atFront, front, back)
			step = o.size * (2*one(atFront) - 1)
			front = o.at(front, count*one(atFront))
			back = o.at(back, count*(one(atFront)-1))
		}
		low = o.deal(src, step, count, low, n-1, s)
		n -= count
	}
	return o.between(v, low)
}
