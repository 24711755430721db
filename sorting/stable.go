package sorting

import (
	"math/bits"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Stable sorts n elements by cmp; equal ones keep their order.
//
// Requires StableScratchBytes(n, e.Size) bytes at mem, aligned as the elements and
// at least to 8.
//
//go:inline
func Stable(data unsafe.Pointer, n int64, e rc.Elem, cmp Comparator, mem unsafe.Pointer) {
	switch {
	case isKnown(e, cmp):
		knownOrder(e, cmp).stable(rc.CursorAt(data), n, rc.CursorAt(mem))
	case cmp.env:
		stableBy(data, n, e.Size, cmp.by, cmp.ctx, mem)
	default:
		stableAny(data, n, e.Size, cmp.cmp, mem)
	}
}

// stableBy is stableAny for a comparator that has an environment.
//
//ori:hot
//go:noinline
func stableBy(data unsafe.Pointer, n, size int64, by runtime.CmpByFn, ctx, mem unsafe.Pointer) {
	order{size: size, cmp: With(by, ctx)}.stable(rc.CursorAt(data), n, rc.CursorAt(mem))
}

// stableAny sorts elements whose size and comparator are only known now.
//
//ori:hot
//go:noinline
func stableAny(data unsafe.Pointer, n, size int64, cmp runtime.CmpFn, mem unsafe.Pointer) {
	switch size {
	case 8:
		if ints := runtime.Int64Compare(); cmp == ints {
			knownOrder(rc.Elem{Size: 8}, Plain(ints)).stable(rc.CursorAt(data), n, rc.CursorAt(mem))
			return
		}
		order{size: 8, cmp: Plain(cmp), fixed: true}.stable(rc.CursorAt(data), n, rc.CursorAt(mem))
	case 16:
		order{size: 16, cmp: Plain(cmp), fixed: true}.stable(rc.CursorAt(data), n, rc.CursorAt(mem))
	case 24:
		order{size: 24, cmp: Plain(cmp), fixed: true}.stable(rc.CursorAt(data), n, rc.CursorAt(mem))
	default:
		order{size: size, cmp: Plain(cmp)}.stable(rc.CursorAt(data), n, rc.CursorAt(mem))
	}
}

//go:inline
func (o order) stable(v rc.Cursor, n int64, mem rc.Cursor) {
	switch {
	case n < 2 || o.size == 0:
	case o.size > maxDirect:
		rest := mem.Plus(n * offsetBytes)
		setOffsets(mem, n, o.size)
		o.byOffset(v).stableInPlace(mem, n, rest)
		permute(v, n, o.size, mem, rest.Plus(StableScratchBytes(n, offsetBytes)))
	default:
		o.stableInPlace(v, n, mem)
	}
}

//go:inline
func (o order) stableInPlace(v rc.Cursor, n int64, mem rc.Cursor) {
	if n <= fewMax {
		o.few(v, n)
		return
	}
	var temp, pivot [localMax / 8]uint64
	s := o.layout(mem, n, true)
	if o.local {
		s.temp, s.pivot = rc.CursorAt(unsafe.Pointer(&temp)), rc.CursorAt(unsafe.Pointer(&pivot))
	}
	o.mergeRuns(v, n, s)
}

// A run is a stretch of the array that is in order, or will be put in order when
// it has to be merged.
type run struct {
	n      int64
	sorted bool
	depth  int64 // in the merge tree, of the node that joins it with the next run
}

// mergeRuns sorts n elements by finding runs and merging them in the order of
// powersort: the boundary between two runs is a node in the tree of the
// midpoints of [0, n), halves, quarters and so on, at the least depth that lies
// between the middles of the two, and deeper nodes are merged first. That needs hardly
// more comparisons than the best order there is.
//
//go:inline
func (o order) mergeRuns(v rc.Cursor, n int64, s scratch) {
	scale := (1<<62 + uint64(n) - 1) / uint64(n) // positions as fractions of 2^63
	shortest := shortestRun(n)
	last := o.nextRun(v, n, shortest, s.temp)
	end := last.n // of the last run
	for pending := int64(0); ; pending++ {
		next, depth := run{sorted: true}, int64(0)
		if end < n {
			next = o.nextRun(o.at(v, end), n-end, shortest, s.temp)
			before, after := uint64(2*end-last.n), uint64(2*end+next.n) // twice the middles
			depth = int64(bits.LeadingZeros64(scale*before ^ scale*after))
		}
		for {
			left, right := last, run{sorted: true}
			if pending > 0 && s.run(pending-1).depth >= depth {
				pending--
				left, right = *s.run(pending), last
			} else if end < n || last.sorted {
				break
			}
			last = o.mergeTwo(o.at(v, end-left.n-right.n), left, right, s)
		}
		if end == n {
			return
		}
		last.depth = depth
		*s.run(pending) = last
		last, end = next, end+next.n
	}
}

// shortestRun returns the length from which on a run among n elements is worth
// merging.
func shortestRun(n int64) int64 {
	switch {
	case n <= smallMax:
		return n
	case n <= 64*64:
		return min(n-n/2, 64)
	}
	half := (bits.Len64(uint64(n)) + 1) / 2
	return (1<<half + n>>half) / 2 // about the square root
}

// nextRun returns the run at the beginning of n elements, turned around if it descends, or if
// it is too short, that many unsorted elements.
//
//go:inline
func (o order) nextRun(v rc.Cursor, n, shortest int64, temp rc.Cursor) run {
	if n >= shortest {
		length, descending := o.run(v, n)
		if length >= shortest {
			if descending {
				o.reverse(v, length, temp)
			}
			return run{n: length, sorted: true}
		}
	}
	return run{n: min(n, shortest)}
}

// mergeTwo returns the run that two neighbours make. Two unsorted ones only become
// a longer one.
//
//go:inline
func (o order) mergeTwo(v rc.Cursor, left, right run, s scratch) run {
	if !left.sorted && !right.sorted {
		return run{n: left.n + right.n}
	}
	if !left.sorted || !right.sorted {
		at, n := v, left.n
		if left.sorted {
			at, n = o.at(v, left.n), right.n
		}
		o.stableQuicksort(at, n, s)
	}
	o.join(v, left.n, right.n, s.mirror)
	return run{n: left.n + right.n, sorted: true}
}

// stableQuicksort sorts n elements by dealing them to the mirror and back. What a
// part's elements are known not to be less than, if anything, is the ancestor in the slot of
// its level.
//
//go:inline
func (o order) stableQuicksort(v rc.Cursor, n int64, s scratch) {
	pending := int64(0)
	p := part{n: n, limit: 2 * levels(n)}
	for {
		home, other := o.at(v, p.from), o.at(s.mirror, p.from)
		src, step := home, o.size
		if p.mirrored {
			src, other = other, home
		}
		if p.backward {
			src, step = o.at(src, p.n-1), -o.size
		}
		if p.n > smallMax && p.limit > 0 {
			pivot := o.pivot(src, step, p.n, s.medians)
			if o.known {
				o.copy(s.pivot, pivot)
				pivot = s.pivot
			}
			ancestor := o.at(s.ancestors, pending)
			k, equal := int64(0), p.bounded && !o.less(ancestor, pivot)
			if !equal {
				k = o.between(other, o.deal(src, step, p.n, other, p.n-1, splitter{pivot, false}))
				equal = k == 0 // the pivot is the least
			}
			if equal {
				k = o.between(other, o.deal(src, step, p.n, other, p.n-1, splitter{pivot, true}))
			}
			left := part{from: p.from, n: k, limit: p.limit - 1, mirrored: !p.mirrored, bounded: p.bounded}
			right := part{from: p.from + k, n: p.n - k, limit: p.limit - 1, mirrored: !p.mirrored, backward: true, bounded: true}
			above := o.at(s.ancestors, pending+1) // of the part that is next, if the other waits
			switch {
			case equal: // the left part is in order
				if left.mirrored {
					o.copyAll(home, other, k)
				}
				right.bounded = false
				p = right
			case left.n < right.n:
				o.copy(above, ancestor)
				o.copy(ancestor, pivot)
				*s.part(pending) = right
				pending++
				p = left
			default:
				o.copy(above, pivot)
				*s.part(pending) = left
				pending++
				p = right
			}
			continue
		}
		if p.n <= smallMax {
			o.small(src, step, p.n, home, s.small)
		} else {
			o.settle(p, home, src, s.temp)
			o.mergesort(home, p.n, o.at(s.mirror, p.from))
		}
		if pending == 0 {
			return
		}
		pending--
		p = *s.part(pending)
	}
}

// settle moves what a part lies at to its home, in order.
//
//go:inline
func (o order) settle(p part, home, src, temp rc.Cursor) {
	switch {
	case p.mirrored && p.backward:
		for i := range p.n {
			o.copy(o.at(home, i), o.at(src, -i))
		}
	case p.mirrored:
		o.copyAll(home, src, p.n)
	case p.backward:
		o.reverse(home, p.n, temp)
	}
}
