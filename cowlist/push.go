package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Push appends one element.
//
//	consumes  data
//	moves     elem
//	copies    shared; grows
//	result    unique; buffer
//	length    len + 1
//	fails     negative len elem_size; null elem
//
//ori:export frameless ori_list_push_cow(data, len, cap, const elem, elem_size, elem_align, inc, dec, out)
//go:inline
func Push(l rc.Triple, elem unsafe.Pointer, e rc.Elem) (out rc.Triple) {
	PushTo(l, elem, e, &out)
	return out
}

// pushInPlace is Push on a unique list with room that is not empty, for elements
// of an inline size. An empty list takes the slow path once: a loop that fills a new
// list then has a first round unlike the others, which LLVM peels off, and knows
// in the others that the list is unique.
//
//go:inline
func pushInPlace(l rc.Triple, elem unsafe.Pointer, e rc.Elem) (rc.Triple, bool) {
	if runtime.Likely(0 < l.Len && l.Len < l.Cap && rc.InlineSize(e.Size) && elem != nil && rc.HasOneOwner(l.Data)) {
		rc.CopyInline(l.Elems(e.Size).At(l.Len), elem, e.Size)
		l.Len++
		return l, true
	}
	return l, false
}

// pushSlow is Push on any list.
//
//go:noinline
func pushSlow(l rc.Triple, elem unsafe.Pointer, e rc.Elem) rc.Triple {
	const op = "ori_list_push_cow"
	l.Check(op, e)
	rc.CheckPointer(op, "elem", elem, e.Size)
	rc.Sum(op, l.Len, 1, e.Size)
	return appended(op, l, elem, 1, runtime.ElemFn{}, e)
}

// pushPlain is pushSlow for plain words.
//
//go:inline
func pushPlain(l rc.Triple, word uint64, size int64) rc.Triple {
	if emptied(l) && rc.HasOneOwner(l.Data) {
		l.Elems(size).PutWord(0, word)
		return l // the caller sets the length
	}
	return pushPlainSlow(l, word, size)
}

// emptied reports whether the list is empty and has a buffer, as a stack that was
// emptied. It is not written len == 0: from that LLVM would conclude that the new
// length is 1, and see no more that every round of a loop adds 1 to it, by which it
// finds that only the first round of a loop that fills a new list is unlike the others.
//
//go:inline
func emptied(l rc.Triple) bool { return l.Len <= 0 && uint64(l.Len) < uint64(l.Cap) && l.Cap > 0 }

//go:noinline
func pushPlainSlow(l rc.Triple, word uint64, size int64) rc.Triple {
	const op = "ori_list_push_cow"
	if l.Len > 0 && l.IsShared() {
		rc.Sum(op, l.Len, 1, size)
		fresh := l.CopiedPlain(op, rc.NextCapacity(l.Len, l.Len+1), size)
		fresh.Elems(size).PutWord(l.Len, word)
		fresh.Len++
		l.ReleasePlain()
		return fresh
	}
	return pushSlow(l, unsafe.Pointer(&word), rc.PlainWord(size))
}

// Extend appends the n elements at src.
//
//	consumes   data
//	borrows    src -- its elements are counted with inc
//	copies     shared; grows
//	unchanged  n == 0
//	result     unique
//	length     len + n
//	fails      negative len n elem_size; null src when n != 0; overflow n
//
//ori:export ori_list_extend_cow(data, len, cap, const src, n, elem_size, elem_align, inc, dec, out)
func Extend(l rc.Triple, src unsafe.Pointer, n int64, e rc.Elem) rc.Triple {
	const op = "ori_list_extend_cow"
	l.Check(op, e)
	if n < 0 {
		rc.FailNegative(op, "n", n)
	}
	if n == 0 {
		return l
	}
	rc.CheckPointer(op, "src", src, e.Size)
	rc.Sum(op, l.Len, n, e.Size)
	return appended(op, l, src, n, e.Inc, e)
}

// appended appends n elements at src, which may lie in the list, and counts
// them with inc.
//
// Requires checked arguments and a len+n that does not overflow.
func appended(op string, l rc.Triple, src unsafe.Pointer, n int64, inc runtime.ElemFn, e rc.Elem) rc.Triple {
	if l.IsShared() {
		fresh := l.Spliced(op, l.Len, l.Len, n, rc.NextCapacity(l.Len, l.Len+n), e)
		fill(fresh, l.Len, src, n, inc, e)
		l.Release(e.Size, e.Dec)
		return fresh
	}
	if need := l.Len + n; need > l.Cap {
		old := l
		l = l.Regrown(op, rc.NextCapacity(l.Cap, need), e)
		src = rc.Rebase(src, old.Data, old.Len*e.Size, l.Data)
	}
	fill(l, l.Len, src, n, inc, e)
	l.Len += n
	return l
}

// fill copies n elements at src into the slots from i on and counts them with inc.
func fill(l rc.Triple, i int64, src unsafe.Pointer, n int64, inc runtime.ElemFn, e rc.Elem) {
	dst := l.Elems(e.Size)
	dst.CopyFrom(i, rc.ElemsAt(src, e.Size), 0, n)
	dst.Inc(inc, i, n)
}
