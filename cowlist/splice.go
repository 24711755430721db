package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Splice puts the n elements at src in the place of the elements [from, to). With
// from == to it inserts them, with n == 0 it removes a range.
//
//	before   │ a  b  c  d  e │        from 1, to 3, src x y z
//	after    │ a  x  y  z  d  e │
//
//	consumes   data
//	borrows    src -- its elements are counted with inc
//	releases   elements when from < to
//	copies     shared; grows; advances
//	result     unique
//	fails      negative len n elem_size; null src when n > 0; outside from 0..len;
//		outside to 0..len -- and not before from
//
//ori:export ori_list_splice_cow(data, len, cap, from, to, const src, n, elem_size, elem_align, inc, dec, out)
func Splice(l rc.Triple, from, to int64, src unsafe.Pointer, n int64, e rc.Elem) rc.Triple {
	const op = "ori_list_splice_cow"
	l.Check(op, e)
	if n < 0 {
		rc.FailNegative(op, "n", n)
	}
	if n > 0 {
		rc.CheckPointer(op, "src", src, e.Size)
	}
	if from < 0 || from > l.Len {
		rc.FailIndex(op, from, l.Len)
	}
	if to < 0 || to > l.Len {
		rc.FailIndex(op, to, l.Len)
	}
	if to < from {
		failRange(op, from, to)
	}
	need := rc.Sum(op, l.Len-(to-from), n, e.Size)
	switch l.Ownership() {
	case rc.Missing:
		return appended(op, l, src, n, e.Inc, e)
	case rc.Shared:
		slots := need
		if n > to-from {
			slots = rc.NextCapacity(l.Len, need)
		}
		fresh := l.Spliced(op, from, to, n, slots, e)
		if n > 0 {
			fill(fresh, from, src, n, e.Inc, e)
		}
		l.Release(e.Size, e.Dec)
		return fresh
	}
	within := runtime.Within(src, l.Data, l.Len*e.Size)
	if need > l.Cap || within && n > 0 && from < l.Len {
		return replaced(op, l, from, to, src, n, max(l.Cap, rc.NextCapacity(l.Cap, need)), e)
	}
	return splicedInPlace(op, l, from, to, src, n, e)
}

// replaced moves the elements of the unique l that stay to a new buffer. The old one,
// in which src may lie, or which alone may keep alive what src lies in, goes last.
func replaced(op string, l rc.Triple, from, to int64, src unsafe.Pointer, n, slots int64, e rc.Elem) rc.Triple {
	fresh := rc.Triple{Len: l.Len - (to - from) + n, Cap: slots, Data: rc.New(op, rc.Bytes(op, slots, e.Size), e.Align)}
	dst, old := fresh.Elems(e.Size), l.Elems(e.Size)
	fill(fresh, from, src, n, e.Inc, e)
	dst.CopyFrom(0, old, 0, from)
	dst.CopyFrom(from+n, old, to, l.Len-to)
	old.Dec(e.Dec, from, to-from)
	l.FreeEmptied()
	return fresh
}

// splicedInPlace is Splice on a unique list with room, of which src is no part. What is
// released may be all that keeps alive what src lies in: then src is read first.
func splicedInPlace(op string, l rc.Triple, from, to int64, src unsafe.Pointer, n int64, e rc.Elem) rc.Triple {
	elems := l.Elems(e.Size)
	if n == 0 && from == 0 && to > 0 && l.CanAdvance(to, to, e) {
		elems.Dec(e.Dec, 0, to)
		return l.Advanced(to, e.Size)
	}
	var read rc.Scratch
	if n > 0 && to > from && !e.Dec.IsNil() {
		if !read.Reserve(n * e.Size) {
			rc.FailNoMemory(op, n*e.Size)
		}
		rc.ElemsAt(src, e.Size).Inc(e.Inc, 0, n)
		runtime.Copy(read.At(), src, n*e.Size)
		elems.Dec(e.Dec, from, to-from)
		elems.Shift(from+n, to, l.Len-to)
		elems.CopyFrom(from, rc.ElemsAt(read.At(), e.Size), 0, n)
	} else {
		elems.Dec(e.Dec, from, to-from)
		elems.Shift(from+n, to, l.Len-to)
		if n > 0 {
			fill(l, from, src, n, e.Inc, e)
		}
	}
	read.Free()
	l.Len += n - (to - from)
	return l
}
