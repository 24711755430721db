package sorting

import (
	"unsafe"

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
	base    unsafe.Pointer
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
func (o order) byOffset(base unsafe.Pointer) order {
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
func (o order) less(a, b unsafe.Pointer) bool {
	if o.offsets {
		a, b = runtime.Beyond(o.base, *(*int64)(a)), runtime.Beyond(o.base, *(*int64)(b))
	}
	return o.cmp.Call(a, b) < 0
}

// at returns the address of the slot i after p.
//
//go:inline
func (o order) at(p unsafe.Pointer, i int64) unsafe.Pointer { return runtime.Beyond(p, i*o.size) }

// between returns the number of slots from p to q.
//
//go:inline
func (o order) between(p, q unsafe.Pointer) int64 { return runtime.Offset(q, p) / o.size }

// copy copies one element. dst may be src.
//
//go:inline
func (o order) copy(dst, src unsafe.Pointer) {
	if o.fixed {
		runtime.Copy(dst, src, o.size)
	} else {
		copyAny(dst, src, o.size)
	}
}

// copyAll copies n elements. No overlap.
//
//go:inline
func (o order) copyAll(dst, src unsafe.Pointer, n int64) { runtime.Copy(dst, src, n*o.size) }

// swap exchanges two elements by way of temp.
//
//go:inline
func (o order) swap(a, b, temp unsafe.Pointer) {
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
func copyAny(dst, src unsafe.Pointer, size int64) {
	switch {
	case size > 32:
		copyTwo(dst, src, 16, 16)
		for i := int64(32); i+32 < size; i += 32 {
			copyTwo(runtime.Beyond(dst, i), runtime.Beyond(src, i), 16, 16)
		}
		copyTwo(runtime.Beyond(dst, size-32), runtime.Beyond(src, size-32), 16, 16)
	case size > 16:
		copyTwo(dst, src, size-16, 16)
	case size >= 8:
		copyTwo(dst, src, size-8, 8)
	case size >= 4:
		copyTwo(dst, src, size-4, 4)
	case size >= 2:
		copyTwo(dst, src, size-2, 2)
	default:
		runtime.Copy(dst, src, 1)
	}
}

// copyTwo copies a piece and the one offset bytes after it.
//
//go:inline
func copyTwo(dst, src unsafe.Pointer, offset, piece int64) {
	runtime.Copy(dst, src, piece)
	runtime.Copy(runtime.Beyond(dst, offset), runtime.Beyond(src, offset), piece)
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
