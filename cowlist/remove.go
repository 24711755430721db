package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Pop removes the last element; an empty list stays as it is. The capacity stays.
//
//	consumes   data
//	releases   element
//	copies     shared
//	unchanged  len == 0
//	result     unique
//	length     len - 1
//	fails      negative len elem_size
//
//ori:export frameless ori_list_pop_cow(data, len, cap, elem_size, elem_align, inc, dec, out)
//go:inline
func Pop(l rc.Triple, e rc.Elem) (out rc.Triple) {
	PopTo(l, e, &out)
	return out
}

// popInPlace is Pop on a unique list that is not empty.
//
//go:inline
func popInPlace(l rc.Triple, e rc.Elem) (rc.Triple, bool) {
	if runtime.Likely(l.Cap > 0 && 0 < l.Len && e.Size >= 0 && rc.HasOneOwner(l.Data)) {
		l.Len--
		l.Elems(e.Size).Drop(e.Dec, l.Len)
		return l, true
	}
	return l, false
}

// popSlow is Pop on any list.
//
//go:noinline
func popSlow(l rc.Triple, e rc.Elem) rc.Triple {
	const op = "ori_list_pop_cow"
	l.Check(op, e)
	return truncated(op, l, max(l.Len-1, 0), e)
}

// Truncate shortens the list to new_len elements; a list that is no longer
// stays as it is. The capacity stays.
//
//	consumes   data
//	releases   elements
//	copies     shared
//	unchanged  len <= new_len
//	result     unique
//	length     new_len
//	fails      negative new_len len elem_size
//
//ori:export ori_list_truncate_cow(data, len, cap, new_len, elem_size, elem_align, inc, dec, out)
func Truncate(l rc.Triple, newLen int64, e rc.Elem) rc.Triple {
	const op = "ori_list_truncate_cow"
	l.Check(op, e)
	if newLen < 0 {
		rc.FailNegative(op, "new_len", newLen)
	}
	return truncated(op, l, newLen, e)
}

func truncated(op string, l rc.Triple, newLen int64, e rc.Elem) rc.Triple {
	if newLen >= l.Len {
		return l
	}
	if l.IsUnique() {
		l.Elems(e.Size).Dec(e.Dec, newLen, l.Len-newLen)
		l.Len = newLen
		return l
	}
	fresh := l.Spliced(op, newLen, l.Len, 0, newLen, e)
	l.Release(e.Size, e.Dec)
	return fresh
}

// Remove removes the element at index. The elements on the side with fewer of them
// move, so that the first one goes in constant time; then the capacity falls by one, to be had
// back with the next growth. Else it stays.
//
//	consumes  data
//	releases  element
//	copies    shared; advances
//	result    unique
//	length    len - 1
//	fails     negative len elem_size; outside index 0..len-1
//
//ori:export ori_list_remove_cow(data, len, cap, index, elem_size, elem_align, inc, dec, out)
func Remove(l rc.Triple, index int64, e rc.Elem) rc.Triple {
	const op = "ori_list_remove_cow"
	l.Check(op, e)
	checkIndex(op, index, l.Len)
	if l.IsUnique() {
		l.Elems(e.Size).Drop(e.Dec, index)
		return closed(l, index, e)
	}
	return without(op, l, index, e)
}

// Take removes the element at index and moves it to elem_out, owned by the
// caller. With the first element that is a queue: the others stay where they are, see
// ori_list_remove_cow.
//
//	consumes  data
//	fills     elem_out
//	copies    shared; advances -- in a copy the element is counted with inc
//	result    unique
//	length    len - 1
//	runs      inc on out, elem_out
//	fails     negative len elem_size; outside index 0..len-1; null elem_out
//
//ori:export frameless ori_list_take_cow(data, len, cap, index, elem_out, elem_size, elem_align, inc, dec, out)
//go:inline
func Take(l rc.Triple, index int64, elemOut unsafe.Pointer, e rc.Elem) (out rc.Triple) {
	TakeTo(l, index, elemOut, e, &out)
	return out
}

// takeInPlace is Take of the last element of a unique list, of an inline size: a
// stack's pop.
//
//go:inline
func takeInPlace(l rc.Triple, index int64, elemOut unsafe.Pointer, e rc.Elem) (rc.Triple, bool) {
	if runtime.Likely(l.Cap > 0 && 0 <= index && index == l.Len-1 && rc.InlineSize(e.Size) && elemOut != nil && rc.HasOneOwner(l.Data)) {
		rc.CopyInline(elemOut, l.Elems(e.Size).At(index), e.Size)
		l.Len = index
		return l, true
	}
	return l, false
}

// takePlain is takeSlow for plain words. The word comes back by value: whoever takes
// it has it in a register then, on the path in place too.
//
//go:inline
func takePlain(l rc.Triple, index int64, elemOut unsafe.Pointer, size int64) rc.Triple {
	if elemOut == nil {
		return takeSlow(l, index, elemOut, rc.PlainWord(size)) // fails
	}
	slots, data, word := takePlainSlow(l, index, size)
	rc.PutWord(elemOut, word, size)
	return rc.Triple{Len: l.Len - 1, Cap: slots, Data: data}
}

// takePlainSlow leaves the length to the caller, who knows it: three results fit
// into registers.
//
//go:noinline
func takePlainSlow(l rc.Triple, index, size int64) (slots int64, data unsafe.Pointer, word uint64) {
	if index == 0 && size == 8 && l.Len > 0 && l.CanAdvance(1, 1, rc.PlainWord(8)) && l.IsUnique() { // a queue
		rc.CopyInline(unsafe.Pointer(&word), l.Elems(8).At(0), 8)
		l = l.Advanced(1, 8)
		return l.Cap, l.Data, word
	}
	l = takeSlow(l, index, unsafe.Pointer(&word), rc.PlainWord(size))
	return l.Cap, l.Data, word
}

// takeSlow is Take on any list.
//
//go:noinline
func takeSlow(l rc.Triple, index int64, elemOut unsafe.Pointer, e rc.Elem) rc.Triple {
	const op = "ori_list_take_cow"
	l.Check(op, e)
	checkIndex(op, index, l.Len)
	rc.CheckPointer(op, "elem_out", elemOut, e.Size)
	slots := l.Elems(e.Size)
	if l.IsUnique() {
		rc.CopyElem(elemOut, slots.At(index), e.Size)
		return closed(l, index, e)
	}
	fresh := l.Spliced(op, index, index+1, 0, l.Len-1, e)
	rc.CopyElem(elemOut, slots.At(index), e.Size)
	rc.ElemsAt(elemOut, e.Size).Inc(e.Inc, 0, 1)
	l.Release(e.Size, e.Dec)
	return fresh
}

// closed closes the gap at index of a unique list: from the side with fewer elements,
// if that is the front and the list is long.
func closed(l rc.Triple, index int64, e rc.Elem) rc.Triple {
	if index < l.Len/2 && l.CanAdvance(1, index+1, e) {
		if index > 0 {
			l.Elems(e.Size).Shift(1, 0, index)
		}
		return l.Advanced(1, e.Size)
	}
	l.Len--
	l.Elems(e.Size).Shift(index, index+1, l.Len-index)
	return l
}

// without copies a shared list, leaving out the element at index.
func without(op string, l rc.Triple, index int64, e rc.Elem) rc.Triple {
	fresh := l.Spliced(op, index, index+1, 0, l.Len-1, e)
	l.Release(e.Size, e.Dec)
	return fresh
}
