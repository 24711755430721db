package keyed

import (
	"unsafe"

	"orirt/rc"
)

// Order says what a removal does with the entries behind.
type Order bool

const (
	Kept   Order = false // they move up: the order of insertion stays
	Filled Order = true  // the last takes the place: constant time
)

// RemoveInPlace takes the entry of key out of a unique t that has more than one.
//
// Requires a checked type and key, and t.Len >= 0.
//
//go:inline
func (ty Type) RemoveInPlace(t rc.Triple, key unsafe.Pointer, order Order) (rc.Triple, bool) {
	pos := ty.Find(t, key)
	if pos < 0 {
		return t, true
	}
	if t.Len <= 1 || !t.IsUnique() {
		return t, false
	}
	ty.Keys(t).Drop(ty.Key.Dec, pos)
	ty.Vals(t).Drop(ty.Val.Dec, pos)
	ty.close(t, Hole{pos, bool(order)})
	t.Len--
	return t, true
}

// Removed returns t, which it consumes, without the entry of key.
func (ty Type) Removed(op string, t rc.Triple, key unsafe.Pointer, order Order) rc.Triple {
	pos := ty.Find(t, key)
	if pos < 0 {
		return t
	}
	hole := Hole{pos, bool(order)}
	if !t.IsUnique() {
		c := ty.copied(op, t, t.Len-1, hole, -1)
		ty.Release(t)
		return c
	}
	ty.Keys(t).Drop(ty.Key.Dec, pos)
	ty.Vals(t).Drop(ty.Val.Dec, pos)
	if t.Len == 1 {
		t.FreeEmptied()
		return rc.Triple{}
	}
	ty.close(t, hole)
	t.Len--
	return t
}

// close closes the hole of an entry of a unique t whose key and value were
// released. It calls nothing back.
//
//ori:hot
//go:noinline
func (ty Type) close(t rc.Triple, hole Hole) {
	if Indexed(t) {
		index := ty.index(t)
		if hole.filled {
			index.replace(hole.at, t.Len-1)
		} else {
			index.remove(hole.at, t.Len)
		}
	}
	hole.close(ty.Keys(t), t.Len)
	if ty.Val.Size > 0 {
		hole.close(ty.Vals(t), t.Len)
	}
}
