package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Retain keeps the elements for which keep returns true, in their order. It calls keep
// once for each, in order, and passes ctx on.
//
//	consumes   data
//	borrows    ctx
//	releases   elements
//	copies     shared -- only what stays
//	unchanged  nothing goes
//	result     unique
//	fails      negative len elem_size; null keep
//
//ori:export ori_list_retain_cow(data, len, cap, keep, ctx, elem_size, elem_align, inc, dec, out)
//go:inline
func Retain(l rc.Triple, keep runtime.TestFn, ctx unsafe.Pointer, e rc.Elem) rc.Triple {
	return retained(l, keep, ctx, e)
}

//ori:specialise
func retained(l rc.Triple, keep runtime.TestFn, ctx unsafe.Pointer, e rc.Elem) rc.Triple {
	const op = "ori_list_retain_cow"
	l.Check(op, e)
	if keep.IsNil() {
		rc.FailNull(op, "keep")
	}
	held, elems := l.Ownership(), l.Elems(e.Size)
	at := int64(0) // elements that stay
	for at < l.Len && keep.Call(elems.At(at), ctx) {
		at++
	}
	switch {
	case at == l.Len:
		return l
	case held == rc.Shared:
		return filtered(op, l, at, keep, ctx, e)
	}
	elems.Drop(e.Dec, at)
	for i := at + 1; i < l.Len; i++ {
		if keep.Call(elems.At(i), ctx) {
			elems.Put(at, elems.At(i))
			at++
		} else {
			elems.Drop(e.Dec, i)
		}
	}
	l.Len = at
	return l
}

// filtered copies the first kept elements of a shared list, and of those behind the
// next one what keep wants. It makes room for all and gives back what is too much.
//
//go:inline
func filtered(op string, l rc.Triple, kept int64, keep runtime.TestFn, ctx unsafe.Pointer, e rc.Elem) rc.Triple {
	if l.Len == 1 {
		l.Release(e.Size, e.Dec)
		return rc.Triple{}
	}
	fresh := l.Spliced(op, kept, l.Len, 0, l.Len-1, e)
	src, dst := l.Elems(e.Size), fresh.Elems(e.Size)
	for i := kept + 1; i < l.Len; i++ {
		if keep.Call(src.At(i), ctx) {
			dst.Put(kept, src.At(i))
			dst.Inc(e.Inc, kept, 1)
			kept++
		}
	}
	fresh.Len = kept
	fresh = fresh.Tight(op, e)
	l.Release(e.Size, e.Dec)
	return fresh
}

// FindBy returns the index of the first element for which is returns true, or -1. It
// passes ctx on.
//
//	borrows  data, ctx
//	fails    negative len elem_size; null is
//
//ori:export ori_list_find_by(const data, len, is, ctx, elem_size)
//go:inline
func FindBy(l rc.Triple, is runtime.TestFn, ctx unsafe.Pointer, elemSize int64) int64 {
	const op = "ori_list_find_by"
	l.CheckLen(op, elemSize)
	if is.IsNil() {
		rc.FailNull(op, "is")
	}
	elems := l.Elems(elemSize)
	for i := int64(0); i < l.Len; i++ {
		if is.Call(elems.At(i), ctx) {
			return i
		}
	}
	return -1
}
