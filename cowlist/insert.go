package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
)

// Insert puts an element before the one at index, or last when index == len.
//
//	consumes  data
//	moves     elem
//	copies    shared; grows
//	result    unique; buffer
//	length    len + 1
//	fails     negative len elem_size; outside index 0..len; null elem
//
//ori:export ori_list_insert_cow(data, len, cap, index, const elem, elem_size, elem_align, inc, dec, out)
func Insert(l rc.Triple, index int64, elem unsafe.Pointer, e rc.Elem) rc.Triple {
	const op = "ori_list_insert_cow"
	l.Check(op, e)
	if index < 0 || index > l.Len {
		rc.FailIndex(op, index, l.Len)
	}
	rc.CheckPointer(op, "elem", elem, e.Size)
	need := rc.Sum(op, l.Len, 1, e.Size)
	if l.IsShared() {
		fresh := l.Spliced(op, index, index, 1, rc.NextCapacity(l.Len, need), e)
		fresh.Elems(e.Size).Put(index, elem)
		l.Release(e.Size, e.Dec)
		return fresh
	}
	if need > l.Cap {
		old := l
		l = l.Regrown(op, rc.NextCapacity(l.Cap, need), e)
		elem = rc.Rebase(elem, old.Data, old.Len*e.Size, l.Data)
	}
	slots := l.Elems(e.Size)
	slots.Shift(index+1, index, l.Len-index)
	slots.PutShifted(index, elem, index, l.Len)
	l.Len++
	return l
}
