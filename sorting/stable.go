// Package sorting sorts elements of any size in place, with the comparator of
// the caller and without ever counting an element: it only moves them. A
// comparator that contradicts itself gives any order, but loses no element.
package sorting

import (
	"unsafe"

	"orirt/rc"
	"orirt/runtime"
)

// runLength is the length of the runs that insertion makes before they are merged.
const runLength = 12

// ScratchBytes returns the bytes of memory that sorting n elements needs beside
// them. The caller provides it, so that nothing can fail half-way.
//
// Requires n and size >= 0, and that n elements of size bytes exist.
func ScratchBytes(n, size int64) int64 { return (n + 1) * size }

// Stable sorts n elements of size bytes; equal ones keep their order. Runs are
// made by insertion and merged from one memory to the other and back.
func Stable(data unsafe.Pointer, n, size int64, cmp runtime.CmpFn, scratch unsafe.Pointer) {
	elems, other := rc.ElemsAt(data, size), rc.ElemsAt(scratch, size)
	spare := other.At(n)
	for at := int64(0); at < n; at += runLength {
		insertion(elems, at, min(at+runLength, n), cmp, spare)
	}
	from, to := elems, other
	for width := int64(runLength); width < n; width *= 2 {
		for at := int64(0); at < n; at += 2 * width {
			mid, end := min(at+width, n), min(at+2*width, n)
			merge(to, from, at, mid, end, cmp)
		}
		from, to = to, from
	}
	if from != elems {
		elems.CopyFrom(0, other, 0, n)
	}
}

// insertion sorts the slots [from, to); spare is room for one element.
func insertion(elems rc.Elems, from, to int64, cmp runtime.CmpFn, spare unsafe.Pointer) {
	for i := from + 1; i < to; i++ {
		if cmp.Call(elems.At(i-1), elems.At(i)) <= 0 {
			continue
		}
		rc.CopyElem(spare, elems.At(i), elems.Size())
		j := i
		for ; j > from && cmp.Call(elems.At(j-1), spare) > 0; j-- {
			elems.Put(j, elems.At(j-1))
		}
		elems.Put(j, spare)
	}
}

// merge merges the sorted slots [at, mid) and [mid, end) of from into to.
func merge(to, from rc.Elems, at, mid, end int64, cmp runtime.CmpFn) {
	i, j := at, mid
	for k := at; k < end; k++ {
		if j == end || i < mid && cmp.Call(from.At(i), from.At(j)) <= 0 {
			to.Put(k, from.At(i))
			i++
		} else {
			to.Put(k, from.At(j))
			j++
		}
	}
}
