package sorting

import (
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// An order says how large the elements are and which of two comes first.
type order struct {
	size int64 // bytes from one slot to the next
	cmp  Comparator

	fixed bool // size is a constant in this copy of the code
	known bool // and so is cmp: comparing takes no call
	local bool // a variable on the stack is aligned well enough for an element

	// offsets says that the slots hold 8 bytes each, the distance of the element
	// from base.
	offsets bool
	base    rc.Cursor
}

// isKnown reports whether inlining has made size and comparator constants.
//
//go:inline
func isKnown(e rc.Elem, cmp Comparator) bool { return runtime.Constant(e.Size) && cmp.Known() }

// knownOrder returns the order of elements of which inlining has made size and
// comparator constants.
//
//go:inline
func knownOrder(e rc.Elem, cmp Comparator) order {
	return order{size: e.Size, cmp: cmp, fixed: true, known: true, local: e.Size <= localMax && e.Align <= 8}
}

// byOffset returns the order of the offsets of elements from base.
//
//go:inline
func (o order) byOffset(base rc.Cursor) order {
	return order{size: 8, cmp: o.cmp, fixed: true, known: o.known, local: true, offsets: true, base: base}
}

const (
	// maxDirect is the size in bytes above which elements are sorted by offset.
	maxDirect = 128

	// localMax is the size in bytes up to which a known order keeps an element on the
	// stack, where the optimiser finds registers for what is compared.
	localMax = 64
)

// less reports whether the element at a comes before the one at b.
//
//go:inline
func (o order) less(a, b rc.Cursor) bool {
	if o.offsets {
		a, b = o.base.Plus(*(*int64)(a.Addr())), o.base.Plus(*(*int64)(b.Addr()))
	}
	return o.cmp.Call(a.Addr(), b.Addr()) < 0
}

// at returns the address of the slot i after p.
//
//go:inline
func (o order) at(p rc.Cursor, i int64) rc.Cursor { return p.Plus(i * o.size) }

// between returns the number of slots from p to q.
//
//go:inline
func (o order) between(p, q rc.Cursor) int64 { return q.Minus(p) / o.size }

// copy copies one element. dst may be src.
//
//go:inline
func (o order) copy(dst, src rc.Cursor) {
	if o.fixed {
		dst.CopyFrom(src, o.size)
	} else {
		copyAny(dst, src, o.size)
	}
}

// copyAll copies n elements. No overlap.
//
//go:inline
func (o order) copyAll(dst, src rc.Cursor, n int64) { dst.CopyFrom(src, n*o.size) }

// swap exchanges two elements by way of temp.
//
//go:inline
func (o order) swap(a, b, temp rc.Cursor) {
	o.copy(temp, a)
	o.copy(a, b)
	o.copy(b, temp)
}

// copyAny copies size bytes, at least one, in pieces of a register, the last of
// which overlap: no call, and branches that always go the same way. dst may be
// src.
//
//	size 40   ├──── 16 ────┼──── 16 ────┤
//	             ├──── 16 ────┼──── 16 ────┤
//
//go:inline
func copyAny(dst, src rc.Cursor, size int64) {
	switch {
	case size > 32:
		copyTwo(dst, src, 16, 16)
		for i := int64(32); i+32 < size; i += 32 {
			copyTwo(dst.Plus(i), src.Plus(i), 16, 16)
		}
		copyTwo(dst.Plus(size-32), src.Plus(size-32), 16, 16)
	case size > 16:
		copyTwo(dst, src, size-16, 16)
	case size >= 8:
		copyTwo(dst, src, size-8, 8)
	case size >= 4:
		copyTwo(dst, src, size-4, 4)
	case size >= 2:
		copyTwo(dst, src, size-2, 2)
	default:
		dst.CopyFrom(src, 1)
	}
}

// copyTwo copies a piece and the one offset bytes after it.
//
//go:inline
func copyTwo(dst, src rc.Cursor, offset, piece int64) {
	dst.CopyFrom(src, piece)
	dst.Plus(offset).CopyFrom(src.Plus(offset), piece)
}

// one returns 1 for true and 0 for false, without a branch.
//
//go:inline
func one(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
