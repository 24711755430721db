package sorting

import (
	"libori.org/rt/rc"
)

// Elements above maxDirect bytes stay where they are while their offsets from the
// first are sorted, and are then moved, each once.

// offset returns where the offset i is stored.
func offset(offsets rc.Cursor, i int64) *int64 {
	return (*int64)(offsets.Plus(i * offsetBytes).Addr())
}

// setOffsets stores the offsets of n elements of size bytes.
func setOffsets(offsets rc.Cursor, n, size int64) {
	for i := range n {
		*offset(offsets, i) = i * size
	}
}

// permute moves n elements of size bytes so that the one now at offset i comes
// to lie in slot i. The offsets are a permutation, of which it follows one cycle
// after the other; temp holds the element where a cycle begins.
//
//	slot      0    1    2    3
//	element   a    b    c    d
//	offset    2    1    3    0     slot 0 gets c, slot 2 gets d, slot 3 gets a
//
//go:noinline
func permute(v rc.Cursor, n, size int64, offsets, temp rc.Cursor) {
	for i := range n {
		first := i * size
		if *offset(offsets, i) == first {
			continue
		}
		temp.CopyFrom(v.Plus(first), size)
		gap := first
		for at := offset(offsets, i); *at != first; {
			from := *at
			*at = gap
			v.Plus(gap).CopyFrom(v.Plus(from), size)
			gap, at = from, offset(offsets, from/size)
		}
		*offset(offsets, gap/size) = gap
		v.Plus(gap).CopyFrom(temp, size)
	}
}
