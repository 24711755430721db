package sorting

import (
	"unsafe"

	"libori.org/rt/rc"
)

// network sorts at most smallMax elements of at most 8 bytes whose comparator is
// inlined. A comparison then costs less than a branch that is guessed wrong, and
// elements stay in registers: each half is sorted by the largest
// sorting network that fits and the rest of it by insertion. It is not stable.
//
//go:inline
func (o order) network(v rc.Cursor, n int64, scratch rc.Cursor) {
	half, dst := n/2, scratch
	if n < 2*9 {
		half, dst = n, v
	}
	for from, to := int64(0), half; to <= n; from, to = to, to+n-half {
		src, dst := o.at(v, from), o.at(dst, from)
		sorted := int64(0)
		switch m := to - from; {
		case m >= 16:
			o.network16(src, dst)
			sorted = 16
		case m >= 13:
			o.network13(src, dst)
			sorted = 13
		case m >= 11:
			o.network11(src, dst)
			sorted = 11
		case m >= 9:
			o.network9(src, dst)
			sorted = 9
		}
		o.insertWords(src, dst, sorted, to-from)
		if to == n {
			break
		}
	}
	if half < n {
		o.merge(scratch, half, n, v)
	}
}

// insertWords is insert for elements of at most 8 bytes. dst may be src.
//
//go:inline
func (o order) insertWords(src, dst rc.Cursor, from, to int64) {
	var held word
	x := rc.CursorAt(unsafe.Pointer(&held))
	for i := from; i < to; i++ {
		gap := o.at(dst, i)
		o.copy(x, o.at(src, i))
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

// A word is a register for an element of at most 8 bytes.
type word [8]byte

// exchange puts two elements in order.
//
//go:inline
func (o order) exchange(a, b *word) {
	first, last := rc.CursorAt(unsafe.Pointer(a)), rc.CursorAt(unsafe.Pointer(b))
	if o.less(last, first) {
		first, last = last, first
	}
	var held word
	o.copy(rc.CursorAt(unsafe.Pointer(&held)), last)
	o.copy(rc.CursorAt(unsafe.Pointer(a)), first)
	o.copy(rc.CursorAt(unsafe.Pointer(b)), rc.CursorAt(unsafe.Pointer(&held)))
}

// load copies elements into words.
//
//go:inline
func (o order) load(w []word, src rc.Cursor) {
	for i := range w {
		o.copy(rc.CursorAt(unsafe.Pointer(&w[i])), o.at(src, int64(i)))
	}
}

// store copies words to elements.
//
//go:inline
func (o order) store(dst rc.Cursor, w []word) {
	for i := range w {
		o.copy(o.at(dst, int64(i)), rc.CursorAt(unsafe.Pointer(&w[i])))
	}
}

// The networks with the fewest exchanges that are known, one line for those that
// do not depend on each other.

//go:inline
func (o order) network9(src, dst rc.Cursor) {
	var w [9]word
	o.load(w[:], src)
	o.exchange(&w[0], &w[3])
	o.exchange(&w[1], &w[7])
	o.exchange(&w[2], &w[5])
	o.exchange(&w[4], &w[8])
	o.exchange(&w[0], &w[7])
	o.exchange(&w[2], &w[4])
	o.exchange(&w[3], &w[8])
	o.exchange(&w[5], &w[6])
	o.exchange(&w[0], &w[2])
	o.exchange(&w[1], &w[3])
	o.exchange(&w[4], &w[5])
	o.exchange(&w[7], &w[8])
	o.exchange(&w[1], &w[4])
	o.exchange(&w[3], &w[6])
	o.exchange(&w[5], &w[7])
	o.exchange(&w[0], &w[1])
	o.exchange(&w[2], &w[4])
	o.exchange(&w[3], &w[5])
	o.exchange(&w[6], &w[8])
	o.exchange(&w[2], &w[3])
	o.exchange(&w[4], &w[5])
	o.exchange(&w[6], &w[7])
	o.exchange(&w[1], &w[2])
	o.exchange(&w[3], &w[4])
	o.exchange(&w[5], &w[6])
	o.store(dst, w[:])
}

//go:inline
func (o order) network11(src, dst rc.Cursor) {
	var w [11]word
	o.load(w[:], src)
	o.exchange(&w[0], &w[9])
	o.exchange(&w[1], &w[6])
	o.exchange(&w[2], &w[4])
	o.exchange(&w[3], &w[7])
	o.exchange(&w[5], &w[8])
	o.exchange(&w[0], &w[1])
	o.exchange(&w[3], &w[5])
	o.exchange(&w[4], &w[10])
	o.exchange(&w[6], &w[9])
	o.exchange(&w[7], &w[8])
	o.exchange(&w[1], &w[3])
	o.exchange(&w[2], &w[5])
	o.exchange(&w[4], &w[7])
	o.exchange(&w[8], &w[10])
	o.exchange(&w[0], &w[4])
	o.exchange(&w[1], &w[2])
	o.exchange(&w[3], &w[7])
	o.exchange(&w[5], &w[9])
	o.exchange(&w[6], &w[8])
	o.exchange(&w[0], &w[1])
	o.exchange(&w[2], &w[6])
	o.exchange(&w[4], &w[5])
	o.exchange(&w[7], &w[8])
	o.exchange(&w[9], &w[10])
	o.exchange(&w[2], &w[4])
	o.exchange(&w[3], &w[6])
	o.exchange(&w[5], &w[7])
	o.exchange(&w[8], &w[9])
	o.exchange(&w[1], &w[2])
	o.exchange(&w[3], &w[4])
	o.exchange(&w[5], &w[6])
	o.exchange(&w[7], &w[8])
	o.exchange(&w[2], &w[3])
	o.exchange(&w[4], &w[5])
	o.exchange(&w[6], &w[7])
	o.store(dst, w[:])
}

//go:inline
func (o order) network13(src, dst rc.Cursor) {
	var w [13]word
	o.load(w[:], src)
	o.exchange(&w[0], &w[12])
	o.exchange(&w[1], &w[10])
	o.exchange(&w[2], &w[9])
	o.exchange(&w[3], &w[7])
	o.exchange(&w[5], &w[11])
	o.exchange(&w[6], &w[8])
	o.exchange(&w[1], &w[6])
	o.exchange(&w[2], &w[3])
	o.exchange(&w[4], &w[11])
	o.exchange(&w[7], &w[9])
	o.exchange(&w[8], &w[10])
	o.exchange(&w[0], &w[4])
	o.exchange(&w[1], &w[2])
	o.exchange(&w[3], &w[6])
	o.exchange(&w[7], &w[8])
	o.exchange(&w[9], &w[10])
	o.exchange(&w[11], &w[12])
	o.exchange(&w[4], &w[6])
	o.exchange(&w[5], &w[9])
	o.exchange(&w[8], &w[11])
	o.exchange(&w[10], &w[12])
	o.exchange(&w[0], &w[5])
	o.exchange(&w[3], &w[8])
	o.exchange(&w[4], &w[7])
	o.exchange(&w[6], &w[11])
	o.exchange(&w[9], &w[10])
	o.exchange(&w[0], &w[1])
	o.exchange(&w[2], &w[5])
	o.exchange(&w[6], &w[9])
	o.exchange(&w[7], &w[8])
	o.exchange(&w[10], &w[11])
	o.exchange(&w[1], &w[3])
	o.exchange(&w[2], &w[4])
	o.exchange(&w[5], &w[6])
	o.exchange(&w[9], &w[10])
	o.exchange(&w[1], &w[2])
	o.exchange(&w[3], &w[4])
	o.exchange(&w[5], &w[7])
	o.exchange(&w[6], &w[8])
	o.exchange(&w[2], &w[3])
	o.exchange(&w[4], &w[5])
	o.exchange(&w[6], &w[7])
	o.exchange(&w[8], &w[9])
	o.exchange(&w[3], &w[4])
	o.exchange(&w[5], &w[6])
	o.store(dst, w[:])
}

//go:inline
func (o order) network16(src, dst rc.Cursor) {
	var w [16]word
	o.load(w[:], src)
	o.exchange(&w[0], &w[5])
	o.exchange(&w[1], &w[4])
	o.exchange(&w[2], &w[12])
	o.exchange(&w[3], &w[13])
	o.exchange(&w[6], &w[7])
	o.exchange(&w[8], &w[9])
	o.exchange(&w[10], &w[15])
	o.exchange(&w[11], &w[14])
	o.exchange(&w[0], &w[2])
	o.exchange(&w[1], &w[10])
	o.exchange(&w[3], &w[6])
	o.exchange(&w[4], &w[7])
	o.exchange(&w[5], &w[14])
	o.exchange(&w[8], &w[11])
	o.exchange(&w[9], &w[12])
	o.exchange(&w[13], &w[15])
	o.exchange(&w[0], &w[8])
	o.exchange(&w[1], &w[3])
	o.exchange(&w[2], &w[11])
	o.exchange(&w[4], &w[13])
	o.exchange(&w[5], &w[9])
	o.exchange(&w[6], &w[10])
	o.exchange(&w[7], &w[15])
	o.exchange(&w[12], &w[14])
	o.exchange(&w[0], &w[1])
	o.exchange(&w[2], &w[4])
	o.exchange(&w[3], &w[8])
	o.exchange(&w[5], &w[6])
	o.exchange(&w[7], &w[12])
	o.exchange(&w[9], &w[10])
	o.exchange(&w[11], &w[13])
	o.exchange(&w[14], &w[15])
	o.exchange(&w[1], &w[3])
	o.exchange(&w[2], &w[5])
	o.exchange(&w[4], &w[8])
	o.exchange(&w[6], &w[9])
	o.exchange(&w[7], &w[11])
	o.exchange(&w[10], &w[13])
	o.exchange(&w[12], &w[14])
	o.exchange(&w[1], &w[2])
	o.exchange(&w[3], &w[5])
	o.exchange(&w[4], &w[11])
	o.exchange(&w[6], &w[8])
	o.exchange(&w[7], &w[9])
	o.exchange(&w[10], &w[12])
	o.exchange(&w[13], &w[14])
	o.exchange(&w[2], &w[3])
	o.exchange(&w[4], &w[5])
	o.exchange(&w[6], &w[7])
	o.exchange(&w[8], &w[9])
	o.exchange(&w[10], &w[11])
	o.exchange(&w[12], &w[13])
	o.exchange(&w[4], &w[6])
	o.exchange(&w[5], &w[7])
	o.exchange(&w[8], &w[10])
	o.exchange(&w[9], &w[11])
	o.exchange(&w[3], &w[4])
	o.exchange(&w[5], &w[6])
	o.exchange(&w[7], &w[8])
	o.exchange(&w[9], &w[10])
	o.exchange(&w[11], &w[12])
	o.store(dst, w[:])
}
