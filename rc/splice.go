package rc

import (
	"unsafe"

	"libori.org/rt/account"
	"libori.org/rt/runtime"
)

// Spliced is what every operation on a shared list or set does: a new buffer of
// slots slots, holding a copy of t in which the elements [from, to) are left out
// and gap slots are open in their place.
//
//	t        │ a  b  c  d  e  f │           Spliced(op, 2, 3, 1, 8, e)
//	                 from to
//	result   │ a  b  ·  d  e  f  ·  · │     len 6: set, with the gap at 2 to fill
//
//	          from  to   gap
//	push      n     n    1        insert    i     i    1       extend     n    n   k
//	pop       n-1   n    0        remove    i     i+1  0       unshare    n    n   0
//	set       i     i+1  1        truncate  k     n    0
//
// The copies are counted with inc. t stays as it is, still owned by the caller,
// who fills the gap and then releases t: never before, or another thread sees
// count 1 and writes to what is being copied.
func (t Triple) Spliced(op string, from, to, gap, slots int64, e Elem) Triple {
	if slots == 0 {
		return Triple{}
	}
	size := e.Size
	head, tail := from, t.Len-to
	bytes := Bytes(op, slots, size)
	t.BookCopy(op, head+tail, (head+tail)*size)
	fresh := Triple{head + gap + tail, slots, New(op, bytes, e.Align)}
	dst, src := fresh.Elems(size), t.Elems(size)
	if head > 0 {
		dst.CopyFrom(0, src, 0, head)
		dst.Inc(e.Inc, 0, head)
	}
	if tail > 0 {
		dst.CopyFrom(head+gap, src, to, tail)
		dst.Inc(e.Inc, head+gap, tail)
	}
	return fresh
}

// Respliced returns a buffer with one slot for every element of t, which the caller
// is about to copy in another order, and to count with inc.
//
// Requires t.Len > 0.
func (t Triple) Respliced(op string, e Elem) Triple {
	bytes := Bytes(op, t.Len, e.Size)
	t.BookCopy(op, t.Len, bytes)
	return Triple{t.Len, t.Len, New(op, bytes, e.Align)}
}

// BookCopy books that op is about to copy elements out of t.
func (t Triple) BookCopy(op string, elements, bytes int64) {
	if t.Data == nil {
		return // there is nothing to copy
	}
	immortal := runtime.LoadRelaxed(&headerOf(t.Buffer()).count) < 0
	account.Copied(op, t.Data, t.IsSlice(), immortal, elements, bytes)
}

// Regrown returns the unique t with slots slots at least, the elements in place. Slots
// that were given up in front come back if they are enough. Since slots are twice t.Cap,
// they are then at least as many as the elements that move: each of these is paid for by
// one that was taken.
//
// Requires t unique or without buffer, slots from NextCapacity where t has a buffer.
func (t Triple) Regrown(op string, slots int64, e Elem) Triple {
	bytes := Bytes(op, slots, e.Size)
	if t.Data == nil {
		return Triple{t.Len, slots, New(op, bytes, e.Align)}
	}
	if t.Cap+t.GivenUp(e.Size) >= slots {
		return t.reclaimed(e.Size)
	}
	return Triple{t.Len, slots, Resize(op, t.Data, t.Cap*e.Size, bytes, e.Align)}
}

// Tight returns the unique t without spare room; where memory is exhausted it keeps
// what it has.
//
// Requires t unique, with a buffer. Elements of no bytes stay as they are.
func (t Triple) Tight(op string, e Elem) Triple {
	switch {
	case t.Len == t.Cap:
	case t.Len == 0:
		t.FreeEmptied()
		return Triple{}
	default:
		if data := TryResize(op, t.Data, t.Cap*e.Size, t.Len*e.Size, e.Align); data != nil {
			return Triple{t.Len, t.Len, data}
		}
	}
	return t
}

// BoxUnshare returns data if it is unique, else a unique copy: how a
// copy-on-write tuple or struct becomes writable. inc and dec are called with
// the address of the whole box.
//
//	consumes  data
//	copies    shared
//	result    unique; buffer
//	releases  all data -- of the old box
//	fails     null data; negative size when copying
//
//ori:export nonnull ori_box_unshare(data, size, align, inc, dec)
//go:inline
func BoxUnshare(data unsafe.Pointer, size, align int64, e Elem) unsafe.Pointer {
	if data != nil && HasOneOwner(data) {
		return data
	}
	e.Size, e.Align = size, align
	return boxCopy(data, e)
}

//go:noinline
func boxCopy(data unsafe.Pointer, e Elem) unsafe.Pointer {
	const op = "ori_box_unshare"
	if e.Size < 0 {
		FailNegative(op, "size", e.Size)
	}
	box := Triple{1, 1, data}
	box.Check(op, e)
	fresh := box.Spliced(op, 1, 1, 0, 1, e)
	box.Release(e.Size, e.Dec)
	return fresh.Data
}
