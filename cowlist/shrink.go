package cowlist

import "libori.org/rt/rc"

// Clear removes all elements. A unique list keeps its capacity, of another one nothing
// is left.
//
//	consumes   data
//	releases   elements
//	copies     never -- the result of a shared list is empty
//	unchanged  len == 0
//	result     unique
//	fails      negative len elem_size
//
//ori:export ori_list_clear_cow(data, len, cap, elem_size, dec, out)
func Clear(l rc.Triple, e rc.Elem) rc.Triple {
	const op = "ori_list_clear_cow"
	l.CheckLen(op, e.Size)
	return truncated(op, l, 0, e)
}

// Shrink makes the list unique without spare room: what was sliced off a large buffer,
// or was long once, takes no more memory than its elements.
//
//	consumes   data
//	copies     shared; shrinks
//	result     unique
//	fails      negative len elem_size
//
//ori:export ori_list_shrink_cow(data, len, cap, elem_size, elem_align, inc, dec, out)
func Shrink(l rc.Triple, e rc.Elem) rc.Triple {
	const op = "ori_list_shrink_cow"
	l.Check(op, e)
	switch l.Ownership() {
	case rc.Missing:
		return l
	case rc.Sole:
		return l.Tight(op, e)
	}
	fresh := l.Spliced(op, l.Len, l.Len, 0, l.Len, e)
	l.Release(e.Size, e.Dec)
	return fresh
}
