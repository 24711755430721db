package cowlist

import (
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Slice returns a view of the elements [start, end): O(1), nothing is copied.
// The bounds are clamped to the list; an empty range gives the empty list. A
// slice of a slice is a slice of the same buffer.
//
// Borrows: the list; its buffer gains a reference
// Units: start and end in elements, es in bytes
// Fails when: a length or size is negative
//
//ori:export ori_list_slice(data, len, cap, start, end, es, out)
//go:inline
func Slice(l rc.Triple, start, end, es int64) rc.Triple {
	checkLen("ori_list_slice", l, es)
	return view(l, start, end, es)
}

// SliceTake returns a view of the first n elements.
//
// Borrows: the list; its buffer gains a reference
// Units: n in elements, es in bytes
// Fails when: a length or size is negative
//
//ori:export ori_list_slice_take(data, len, cap, n, es, out)
//go:inline
func SliceTake(l rc.Triple, n, es int64) rc.Triple {
	checkLen("ori_list_slice_take", l, es)
	return view(l, 0, n, es)
}

// SliceDrop returns a view of all but the first n elements.
//
// Borrows: the list; its buffer gains a reference
// Units: n in elements, es in bytes
// Fails when: a length or size is negative
//
//ori:export ori_list_slice_drop(data, len, cap, n, es, out)
//go:inline
func SliceDrop(l rc.Triple, n, es int64) rc.Triple {
	checkLen("ori_list_slice_drop", l, es)
	return view(l, n, l.Len, es)
}

// checkLen fails when the list cannot be, its size in bytes included, which a slice
// notes. It is one test where everything is valid and of a usual size.
//
//go:inline
func checkLen(op string, l rc.Triple, es int64) {
	if !runtime.Likely(uint64(l.Len|es) < 1<<27 && l.Data != nil) {
		l.CheckLen(op, es)
		rc.Bytes(op, l.Len, es)
	}
}

//go:inline
func view(l rc.Triple, start, end, es int64) rc.Triple {
	start, end = max(start, 0), min(end, l.Len)
	if start >= end {
		return rc.Triple{}
	}
	rc.ListInc(l)
	return l.Slice(start, end, es)
}

// MaterializeSlice makes a slice an independent list without spare room. A
// unique list that is no slice comes back as it is.
//
// Consumes: the slice
// Copies when: a slice, or shared
// Units: es and ea in bytes
// Fails when: a length or size is negative, memory is exhausted
//
//ori:export ori_list_materialize_slice(data, len, cap, es, ea, inc, dec, out)
func MaterializeSlice(l rc.Triple, e rc.Elem) rc.Triple {
	const op = "ori_list_materialize_slice"
	check(op, l, e)
	if l.Data == nil || l.IsUnique() {
		return l
	}
	fresh := l.Spliced(op, l.Len, l.Len, 0, l.Len, e)
	l.Release(e.Size, e.Dec)
	return fresh
}
