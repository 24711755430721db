package cowlist

import (
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Slice returns a view of the elements [start, end): O(1), nothing is copied.
// The bounds are clamped to the list; an empty range gives the empty list. A
// slice of a slice is a slice of the same buffer.
//
//	borrows  data
//	retains  data when result > 0
//	result   view data
//	fails    negative len elem_size
//
//ori:export ori_list_slice(data, len, cap, start, end, elem_size, out)
//go:inline
func Slice(l rc.Triple, start, end, elemSize int64) rc.Triple {
	checkLen("ori_list_slice", l, elemSize)
	return view(l, start, end, elemSize)
}

// SliceTake returns a view of the first n elements.
//
//	borrows  data
//	retains  data when result > 0
//	result   view data
//	fails    negative len elem_size
//
//ori:export ori_list_slice_take(data, len, cap, n, elem_size, out)
//go:inline
func SliceTake(l rc.Triple, n, elemSize int64) rc.Triple {
	checkLen("ori_list_slice_take", l, elemSize)
	return view(l, 0, n, elemSize)
}

// SliceDrop returns a view of all but the first n elements.
//
//	borrows  data
//	retains  data when result > 0
//	result   view data
//	fails    negative len elem_size
//
//ori:export ori_list_slice_drop(data, len, cap, n, elem_size, out)
//go:inline
func SliceDrop(l rc.Triple, n, elemSize int64) rc.Triple {
	checkLen("ori_list_slice_drop", l, elemSize)
	return view(l, n, l.Len, elemSize)
}

// checkLen fails when the list is invalid, its size in bytes included, which a slice
// records. It is one test where everything is valid and of a usual size.
//
//go:inline
func checkLen(op string, l rc.Triple, elemSize int64) {
	if !runtime.Likely(uint64(l.Len|elemSize) < 1<<27 && l.Data != nil) {
		l.CheckLen(op, elemSize)
		rc.Bytes(op, l.Len, elemSize)
	}
}

//go:inline
func view(l rc.Triple, start, end, elemSize int64) rc.Triple {
	start, end = max(start, 0), min(end, l.Len)
	if start >= end {
		return rc.Triple{}
	}
	rc.ListInc(l)
	return l.Slice(start, end, elemSize)
}

// MaterializeSlice makes a slice an independent list without spare room. A
// unique list that is no slice comes back as it is.
//
//	consumes  data
//	copies    shared
//	result    unique
//	length    len
//	fails     negative len elem_size
//
//ori:export ori_list_materialize_slice(data, len, cap, elem_size, elem_align, inc, dec, out)
func MaterializeSlice(l rc.Triple, e rc.Elem) rc.Triple {
	const op = "ori_list_materialize_slice"
	l.Check(op, e)
	if !l.IsShared() {
		return l
	}
	fresh := l.Spliced(op, l.Len, l.Len, 0, l.Len, e)
	l.Release(e.Size, e.Dec)
	return fresh
}
