package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Repeat returns a list of n equal elements: what a loop of n pushes makes, in one
// allocation without spare room.
//
//	borrows    elem -- each of the n copies is counted with inc
//	allocates  when n != 0
//	result     unique
//	length     n
//	fails      negative n elem_size; null elem when n != 0; overflow n
//
//ori:export ori_list_repeat(const elem, n, elem_size, elem_align, inc, OriList out)
func Repeat(elem unsafe.Pointer, n, elemSize, elemAlign int64, inc runtime.ElemFn) rc.Triple {
	const op = "ori_list_repeat"
	e := rc.Elem{Size: elemSize, Align: elemAlign, Inc: inc}
	if n < 0 {
		rc.FailNegative(op, "n", n)
	}
	rc.Triple{}.Check(op, e)
	if n == 0 {
		return rc.Triple{}
	}
	rc.CheckPointer(op, "elem", elem, e.Size)
	l := rc.Triple{}.Regrown(op, n, e)
	l.Len = n
	repeat(l, elem, e)
	return l
}

// Fill replaces every element by a copy of one.
//
//	consumes   data
//	borrows    elem -- each of the copies is counted with inc
//	releases   elements
//	copies     shared
//	unchanged  len == 0
//	result     unique
//	length     len
//	fails      negative len elem_size; null elem when len != 0
//
//ori:export ori_list_fill_cow(data, len, cap, const elem, elem_size, elem_align, inc, dec, out)
func Fill(l rc.Triple, elem unsafe.Pointer, e rc.Elem) rc.Triple {
	const op = "ori_list_fill_cow"
	l.Check(op, e)
	if l.Len == 0 {
		return l
	}
	rc.CheckPointer(op, "elem", elem, e.Size)
	if l.IsUnique() {
		fillUnique(op, l, elem, e)
		return l
	}
	fresh := rc.Triple{}.Regrown(op, l.Len, e)
	fresh.Len = l.Len
	repeat(fresh, elem, e)
	l.Release(e.Size, e.Dec)
	return fresh
}

// repeat fills a list, whose slots hold nothing yet.
func repeat(l rc.Triple, elem unsafe.Pointer, e rc.Elem) {
	l.Elems(e.Size).Repeat(elem, 0, l.Len)
	l.Elems(e.Size).Inc(e.Inc, 0, l.Len)
}

// fillUnique is repeat where the slots hold elements, of which elem may be one: it
// is moved out of the way, and counted, before they are released.
func fillUnique(op string, l rc.Triple, elem unsafe.Pointer, e rc.Elem) {
	slots := l.Elems(e.Size)
	var s rc.Scratch
	if !s.Reserve(e.Size) {
		rc.FailNoMemory(op, e.Size)
	}
	rc.CopyElem(s.At(), elem, e.Size)
	if !e.Inc.IsNil() {
		for range l.Len {
			e.Inc.Call(s.At())
		}
	}
	slots.Dec(e.Dec, 0, l.Len)
	slots.Repeat(s.At(), 0, l.Len)
	s.Free()
}
