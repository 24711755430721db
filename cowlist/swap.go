package cowlist

import (
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Swap exchanges the elements at i and j.
//
//	consumes   data
//	copies     shared
//	unchanged  i == j; elem_size == 0
//	result     unique
//	fails      negative len elem_size; outside i 0..len-1; outside j 0..len-1
//
//ori:export frameless ori_list_swap_cow(data, len, cap, i, j, elem_size, elem_align, inc, dec, out)
//go:inline
func Swap(l rc.Triple, i, j int64, e rc.Elem) (out rc.Triple) {
	SwapTo(l, i, j, e, &out)
	return out
}

// swapInPlace is Swap on a unique list, for elements of an inline size.
//
//go:inline
func swapInPlace(l rc.Triple, i, j int64, e rc.Elem) (rc.Triple, bool) {
	inside := uint64(i) < uint64(l.Len) && uint64(j) < uint64(l.Len)
	if runtime.Likely(l.Cap > 0 && l.Len >= 0 && inside && 0 < e.Size && e.Size <= rc.SmallElem && rc.InlineSize(e.Size) && rc.HasOneOwner(l.Data)) {
		l.Elems(e.Size).SwapInline(i, j)
		return l, true
	}
	return l, false
}

// swapSlow is Swap on any list.
//
//go:noinline
func swapSlow(l rc.Triple, i, j int64, e rc.Elem) rc.Triple {
	const op = "ori_list_swap_cow"
	l.Check(op, e)
	checkIndex(op, i, l.Len)
	checkIndex(op, j, l.Len)
	if i == j || e.Size == 0 {
		return l
	}
	if l.IsUnique() {
		swapBytes(l.Elems(e.Size), i, j, e.Size)
		return l
	}
	fresh := l.Spliced(op, l.Len, l.Len, 0, l.Len, e)
	swapBytes(fresh.Elems(e.Size), i, j, e.Size)
	l.Release(e.Size, e.Dec)
	return fresh
}

// SwapRemove removes the element at index in constant time: the last one takes its
// place, in a copy as well. The capacity stays.
//
//	consumes   data
//	releases   element
//	copies     shared
//	result     unique
//	fails      negative len elem_size; outside index 0..len-1
//
//ori:export ori_list_swap_remove_cow(data, len, cap, index, elem_size, elem_align, inc, dec, out)
func SwapRemove(l rc.Triple, index int64, e rc.Elem) rc.Triple {
	const op = "ori_list_swap_remove_cow"
	l.Check(op, e)
	checkIndex(op, index, l.Len)
	last := l.Len - 1
	if l.IsUnique() {
		elems := l.Elems(e.Size)
		elems.Drop(e.Dec, index)
		l.Len = last
		elems.Put(index, elems.At(last))
		return l
	}
	old := l
	l.Len = last // the last element is copied apart
	gap := min(last-index, 1)
	fresh := l.Spliced(op, index, index+gap, gap, last, e)
	if gap > 0 {
		fill(fresh, index, old.Elems(e.Size).At(last), 1, e.Inc, e)
	}
	old.Release(e.Size, e.Dec)
	return fresh
}
