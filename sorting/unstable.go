package sorting

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Unstable sorts n elements by cmp; equal ones may change places.
//
// Requires ScratchBytes(n, e.Size) bytes at mem, aligned as the elements and at
// least to 8.
//
//go:inline
func Unstable(data unsafe.Pointer, n int64, e rc.Elem, cmp Comparator, mem unsafe.Pointer) {
	switch {
	case isKnown(e, cmp):
		knownOrder(e, cmp).unstable(rc.CursorAt(data), n, rc.CursorAt(mem))
	case cmp.env:
		unstableBy(data, n, e.Size, cmp.by, cmp.ctx, mem)
	default:
		unstableAny(data, n, e.Size, cmp.cmp, mem)
	}
}

// unstableBy is unstableAny for a comparator that has an environment.
//
//ori:hot
//go:noinline
func unstableBy(data unsafe.Pointer, n, size int64, by runtime.CmpByFn, ctx, mem unsafe.Pointer) {
	order{size: size, cmp: With(by, ctx)}.unstable(rc.CursorAt(data), n, rc.CursorAt(mem))
}

// unstableAny sorts elements whose size and comparator are only known now.
//
//ori:hot
//go:noinline
func unstableAny(data unsafe.Pointer, n, size int64, cmp runtime.CmpFn, mem unsafe.Pointer) {
	switch size {
	case 8:
		if ints := runtime.Int64Compare(); cmp == ints {
			knownOrder(rc.Elem{Size: 8}, Plain(ints)).unstable(rc.CursorAt(data), n, rc.CursorAt(mem))
			return
		}
		order{size: 8, cmp: Plain(cmp), fixed: true}.unstable(rc.CursorAt(data), n, rc.CursorAt(mem))
	case 16:
		order{size: 16, cmp: Plain(cmp), fixed: true}.unstable(rc.CursorAt(data), n, rc.CursorAt(mem))
	case 24:
		order{size: 24, cmp: Plain(cmp), fixed: true}.unstable(rc.CursorAt(data), n, rc.CursorAt(mem))
	default:
		order{size: size, cmp: Plain(cmp)}.unstable(rc.CursorAt(data), n, rc.CursorAt(mem))
	}
}

//go:inline
func (o order) unstable(v rc.Cursor, n int64, mem rc.Cursor) {
	switch {
	case n < 2 || o.size == 0:
	case o.size > maxDirect:
		rest := mem.Plus(n * offsetBytes)
		setOffsets(mem, n, o.size)
		o.byOffset(v).unstableInPlace(mem, n, rest)
		permute(v, n, o.size, mem, rest.Plus(ScratchBytes(n, offsetBytes)))
	default:
		o.unstableInPlace(v, n, mem)
	}
}

//go:inline
func (o order) unstableInPlace(v rc.Cursor, n int64, mem rc.Cursor) {
	if n <= fewMax {
		o.few(v, n)
		return
	}
	var temp, pivot [localMax / 8]uint64
	s := o.layout(mem, n, false)
	if o.local {
		s.temp, s.pivot = rc.CursorAt(unsafe.Pointer(&temp)), rc.CursorAt(unsafe.Pointer(&pivot))
	}
	if length, descending := o.run(v, n); length < n {
		o.quicksort(v, n, s)
	} else if descending {
		o.reverse(v, n, s.temp)
	}
}

// A part is a stretch of the array that is still to be sorted.
type part struct {
	from  int64 // first slot
	n     int64
	limit int64 // how often it may be partitioned

	// For the stable sort:
	mirrored bool // it lies in the mirror
	backward bool // it lies in reverse
	bounded  bool // it has an ancestor
}

// quicksort sorts n elements. In every part but the first, what lies before it is the ancestor: the
// pivot of an earlier partition, or one of the elements equal to it.
//
//	│ left part │ pivot │ right part │
//
//go:inline
func (o order) quicksort(v rc.Cursor, n int64, s scratch) {
	pending := int64(0)
	p := part{n: n, limit: 2 * levels(n)}
	for {
		at := o.at(v, p.from)
		if p.n > smallMax && p.limit > 0 {
			m := o.pivot(at, o.size, p.n, s.medians)
			equal := p.from > 0 && !o.less(o.at(at, -1), m)
			o.copy(s.pivot, m)
			o.copy(m, at)
			o.copy(at, s.pivot)
			rest := o.at(at, 1)
			var k int64
			if equal {
				k = o.partition(rest, p.n-1, splitter{s.pivot, true}, s.small, s.temp)
			} else {
				k = o.partition(rest, p.n-1, splitter{s.pivot, false}, s.small, s.temp)
			}
			o.copy(at, o.at(at, k))
			o.copy(o.at(at, k), s.pivot)

			left := part{from: p.from, n: k, limit: p.limit - 1}
			right := part{from: p.from + k + 1, n: p.n - k - 1, limit: p.limit - 1}
			switch {
			case equal: // the left part is in order
				p = right
			case left.n < right.n:
				*s.part(pending) = right
				pending++
				p = left
			default:
				*s.part(pending) = left
				pending++
				p = right
			}
			continue
		}
		switch {
		case p.n > smallMax:
			o.heapsort(at, p.n, s.temp)
		case o.known && o.size <= 8:
			o.network(at, p.n, s.small)
		default:
			o.small(at, o.size, p.n, at, s.small)
		}
		if pending == 0 {
			return
		}
		pending--
		p = *s.part(pending)
	}
}
