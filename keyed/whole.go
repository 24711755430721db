package keyed

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// What changes a whole map or set, or tells more than what is left of it.

// Taken is a removal with the value of key moved to out, owned by the caller. It tells
// whether there was one; out is left alone if not.
func (ty Type) Taken(op string, t rc.Triple, key, out unsafe.Pointer) (rest rc.Triple, found bool) {
	at := ty.Locate(t, key)
	if at.Pos < 0 {
		return t, false
	}
	vals := ty.Vals(t)
	switch {
	case t.IsShared():
		c := ty.copied(op, t, t.Len-1, Hole{at.Pos, bool(Kept)}, -1)
		rc.CopyElem(out, vals.At(at.Pos), ty.Val.Size)
		rc.ElemsAt(out, ty.Val.Size).Inc(ty.Val.Inc, 0, 1)
		ty.Release(t)
		return c, true
	case t.Len == 1:
		rc.CopyElem(out, vals.At(0), ty.Val.Size)
		ty.Keys(t).Drop(ty.Key.Dec, 0)
		t.FreeEmptied()
		return rc.Triple{}, true
	}
	rc.CopyElem(out, vals.At(at.Pos), ty.Val.Size)
	ty.Val.Dec = runtime.ElemFn{} // it is the caller's
	return ty.without(t, at, Kept), true
}

// Cleared returns t without its entries: a unique one keeps its capacity.
func (ty Type) Cleared(t rc.Triple) rc.Triple {
	switch {
	case t.Len == 0:
		return t
	case t.IsShared():
		ty.Release(t)
		return rc.Triple{}
	}
	ty.Keys(t).Dec(ty.Key.Dec, 0, t.Len)
	ty.Vals(t).Dec(ty.Val.Dec, 0, t.Len)
	t.Len = 0
	if Indexed(t) {
		ty.index(t).clear()
	}
	return t
}

// Tight returns t unique and without spare room, as far as the layout allows.
func (ty Type) Tight(op string, t rc.Triple) rc.Triple {
	held := t.Ownership()
	switch {
	case held == rc.Missing:
		return t
	case held == rc.Sole && t.Len == 0:
		t.FreeEmptied()
		return rc.Triple{}
	case held == rc.Sole && ty.capacity(t.Len) >= t.Cap:
		return t
	case held == rc.Sole:
		return ty.moved(op, t)
	}
	c := ty.copied(op, t, t.Len, noHole, -1)
	ty.Release(t)
	return c
}

// moved moves the entries of the unique t to a buffer of their size.
func (ty Type) moved(op string, t rc.Triple) rc.Triple {
	c := ty.fresh(op, t.Len)
	c.Len = t.Len
	ty.Keys(c).CopyFrom(0, ty.Keys(t), 0, t.Len)
	if ty.Val.Size > 0 {
		ty.Vals(c).CopyFrom(0, ty.Vals(t), 0, t.Len)
	}
	ty.fillIndex(c, t, noHole)
	t.FreeEmptied()
	return c
}

// Built returns a new map or set of n keys and their values, all counted: one
// allocation, each key looked up once. Of equal keys the first is stored, with the value
// of the last.
func (ty Type) Built(op string, keys, vals unsafe.Pointer, n int64) rc.Triple {
	if n == 0 {
		return rc.Triple{}
	}
	rc.Sum(op, n, 0, rc.Sum(op, ty.Key.Size, ty.Val.Size, 1))
	t := ty.empty(op, n)
	k, v := rc.ElemsAt(keys, ty.Key.Size), rc.ElemsAt(vals, ty.Val.Size)
	for i := int64(0); i < n; i++ {
		at := ty.Locate(t, k.At(i))
		switch {
		case at.Pos < 0:
			t = ty.Append(t, at, k.At(i), v.At(i))
		case ty.Val.Size > 0:
			ty.Vals(t).Put(at.Pos, v.At(i))
		}
	}
	ty.Keys(t).Inc(ty.Key.Inc, 0, t.Len)
	ty.Vals(t).Inc(ty.Val.Inc, 0, t.Len)
	return t
}

// Disjoint reports whether two sets have no element in common. The elements of the
// smaller are looked up in the other.
func (ty Type) Disjoint(s1, s2 rc.Triple) bool {
	if s2.Len < s1.Len {
		s1, s2 = s2, s1
	}
	for i := int64(0); i < s1.Len; i++ {
		if ty.LocateOf(s2, s1, i).Pos >= 0 {
			return false
		}
	}
	return true
}
