package keyed

import (
	"unsafe"

	"libori.org/rt/rc"
)

// Order says what a removal does with the entries behind.
type Order bool

const (
	Kept   Order = false // they move up: the order of insertion stays
	Filled Order = true  // the last takes the place: constant time
)

// RemoveInPlace takes the entry of key out of a unique t that has more than one, if the
// arguments are valid.
//
//go:inline
func (ty Type) RemoveInPlace(t rc.Triple, key unsafe.Pointer, order Order) (rc.Triple, bool) {
	if !(t.Len >= 0 && t.Cap >= 0 && ty.Key.Size > 0 && ty.Val.Size >= 0 && key != nil && !ty.Eq.IsNil()) {
		return t, false
	}
	at := ty.Locate(t, key)
	if at.Pos < 0 {
		return t, true
	}
	if t.Len <= 1 || !rc.HasOneOwner(t.Data) {
		return t, false
	}
	return ty.without(t, at, order), true
}

// Removed returns t, which it consumes, without the entry of key.
func (ty Type) Removed(op string, t rc.Triple, key unsafe.Pointer, order Order) rc.Triple {
	at := ty.Locate(t, key)
	if at.Pos < 0 {
		return t
	}
	switch {
	case !t.IsUnique():
		c := ty.copied(op, t, t.Len-1, Hole{at.Pos, bool(order)}, -1)
		ty.Release(t)
		return c
	case t.Len == 1:
		ty.Keys(t).Drop(ty.Key.Dec, 0)
		ty.Vals(t).Drop(ty.Val.Dec, 0)
		t.FreeEmptied()
		return rc.Triple{}
	}
	return ty.without(t, at, order)
}

// without returns the unique t without the entry located at at, which it releases.
// Then it calls nothing back.
//
//go:inline
func (ty Type) without(t rc.Triple, at Place, order Order) rc.Triple {
	ty.Keys(t).Drop(ty.Key.Dec, at.Pos)
	ty.Vals(t).Drop(ty.Val.Dec, at.Pos)
	if order == Filled {
		ty.fill(t, at)
	} else {
		closeUp(t, ty.Key.Size, ty.Val.Size, at.Pos)
	}
	t.Len--
	return t
}

// fill fills the hole of the entry that was located at at with the last entry.
//
//go:inline
func (ty Type) fill(t rc.Triple, at Place) {
	last := t.Len - 1
	if Indexed(t) {
		ty.index(t).replace(at, last)
	}
	keys, vals := ty.Keys(t), ty.Vals(t)
	keys.Put(at.Pos, keys.At(last))
	if ty.Val.Size > 0 {
		vals.Put(at.Pos, vals.At(last))
	}
}

// closeUp closes the hole at pos with all the entries behind it.
//
//ori:hot
//go:noinline
func closeUp(t rc.Triple, keySize, valSize, pos int64) {
	ty := Type{Key: rc.Elem{Size: keySize}, Val: rc.Elem{Size: valSize}}
	if Indexed(t) {
		ty.index(t).remove(pos, t.Len)
	}
	ty.Keys(t).Shift(pos, pos+1, t.Len-pos-1)
	if valSize > 0 {
		ty.Vals(t).Shift(pos, pos+1, t.Len-pos-1)
	}
}
