package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Set replaces the element at index.
//
//	consumes  data
//	moves     elem
//	releases  element
//	copies    shared
//	result    unique; buffer
//	length    len
//	fails     negative len elem_size; outside index 0..len-1; null elem
//
//ori:export frameless ori_list_set_cow(data, len, cap, index, const elem, elem_size, elem_align, inc, dec, out)
//go:inline
func Set(l rc.Triple, index int64, elem unsafe.Pointer, e rc.Elem) (out rc.Triple) {
	SetTo(l, index, elem, e, &out)
	return out
}

// setInPlace is Set on a unique list where rc.CanReplace.
//
//go:inline
func setInPlace(l rc.Triple, index int64, elem unsafe.Pointer, e rc.Elem) (rc.Triple, bool) {
	if runtime.Likely(l.Cap > 0 && 0 <= index && index < l.Len && rc.CanReplace(e, runtime.ElemFn{}) && elem != nil && rc.HasOneOwner(l.Data)) {
		rc.ReplaceSmall(l.Elems(e.Size).At(index), elem, e, rc.Unstored{})
		return l, true
	}
	return l, false
}

// setSlow is Set on any list.
//
//go:noinline
func setSlow(l rc.Triple, index int64, elem unsafe.Pointer, e rc.Elem) rc.Triple {
	const op = "ori_list_set_cow"
	l.Check(op, e)
	checkIndex(op, index, l.Len)
	rc.CheckPointer(op, "elem", elem, e.Size)
	if l.IsUnique() {
		rc.Replace(op, l.Elems(e.Size).At(index), elem, e, rc.Unstored{})
		return l
	}
	fresh := l.Spliced(op, index, index+1, 1, l.Len, e)
	fresh.Elems(e.Size).Put(index, elem)
	l.Release(e.Size, e.Dec)
	return fresh
}

// setPlain is setSlow for plain words: one copy of all, then the word.
//
//go:noinline
func setPlain(l rc.Triple, index int64, word uint64, size int64) rc.Triple {
	const op = "ori_list_set_cow"
	if 0 <= index && index < l.Len && l.IsShared() {
		fresh := l.CopiedPlain(op, l.Len, size)
		fresh.Elems(size).PutWord(index, word)
		l.ReleasePlain()
		return fresh
	}
	return setSlow(l, index, unsafe.Pointer(&word), rc.PlainWord(size))
}

// Unshare makes the list unique with room for min_cap elements: generated code
// may then write through data itself, without further checks, until it shares
// the list again. With min_cap above 0, inlined operations behind it do without
// their tests too. A unique list without room grows at least twofold, as by a push,
// so that asking for a little more again and again costs no more than pushing; an empty
// list or a copy gets the room that is asked for.
//
//	consumes  data
//	copies    shared; grows
//	result    unique; buffer when min_cap > 0
//	length    len
//	fails     negative len; negative elem_size when copying; overflow min_cap
//
//ori:export frameless ori_list_unshare_cow(data, len, cap, min_cap, elem_size, elem_align, inc, dec, out)
//go:inline
func Unshare(l rc.Triple, minCap int64, e rc.Elem) (out rc.Triple) {
	UnshareTo(l, minCap, e, &out)
	return out
}

// unshareInPlace is Unshare on a unique list with room, and on an empty one that the
// optimiser knows to be empty: a list literal is an allocation and stores.
//
//go:inline
func unshareInPlace(l rc.Triple, minCap int64, e rc.Elem) (rc.Triple, bool) {
	if l.KnownMissing() && minCap > 0 && rc.KnownSmall(minCap, e) {
		return rc.Triple{Cap: minCap, Data: rc.NewSmall("ori_list_unshare_cow", minCap*e.Size, e.Align)}, true
	}
	return l, runtime.Likely(0 <= l.Len && minCap <= l.Cap && l.Cap >= 0 && l.Data != nil && rc.HasOneOwner(l.Data))
}

// unshareSlow is Unshare on any list.
//
//go:noinline
func unshareSlow(l rc.Triple, minCap int64, e rc.Elem) rc.Triple {
	const op = "ori_list_unshare_cow"
	l.Check(op, e)
	slots := max(minCap, l.Len)
	switch l.Ownership() {
	case rc.Missing:
		if slots == 0 {
			return l
		}
		return l.Regrown(op, slots, e)
	case rc.Sole:
		if slots <= l.Cap {
			return l
		}
		return l.Regrown(op, rc.NextCapacity(l.Cap, slots), e)
	}
	fresh := l.Spliced(op, l.Len, l.Len, 0, slots, e)
	l.Release(e.Size, e.Dec)
	return fresh
}

// unsharePlain is unshareSlow for plain words.
//
//go:noinline
func unsharePlain(l rc.Triple, minCap, size int64) rc.Triple {
	return unshareSlow(l, minCap, rc.PlainWord(size))
}
