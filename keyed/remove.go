package keyed

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Order says what a removal does with the entries behind.
type Order bool

const (
	Kept    Order = false // they move up: the order of insertion stays
	Swapped Order = true  // the last takes the place: constant time
)

// RemoveInPlace takes the entry of key out of a unique t that has more than one, if the
// arguments are valid. Where it does not, it returns what it found of the key, or takes the
// slow path itself if the callbacks are external.
//
//go:inline
func (ty Type) RemoveInPlace(op string, names Names, t rc.Triple, key unsafe.Pointer, order Order) (rc.Triple, Place, bool) {
	if !(t.Len >= 0 && t.Cap >= 0 && ty.Key.Size > 0 && ty.Val.Size >= 0 && key != nil && !ty.Eq.IsNil()) {
		return t, Place{}, false
	}
	at := ty.Locate(t, key)
	if at.Pos < 0 {
		return t, at, true
	}
	if t.Len <= 1 || !rc.HasOneOwner(t.Data) {
		at = Position(at.Pos)
		if ty.External {
			return ty.RemoveSlow(op, names, t, key, order, at), at, true
		}
		return t, at, false
	}
	return ty.without(t, at, order), at, true
}

// RemoveSlow returns any t, which it consumes, without the entry of key, of which
// RemoveInPlace found this. It checks the arguments.
//
//go:noinline
func (ty Type) RemoveSlow(op string, names Names, t rc.Triple, key unsafe.Pointer, order Order, found Place) rc.Triple {
	ty.check(op, t, names)
	rc.CheckPointer(op, names.Key, key, ty.Key.Size)
	at := ty.Located(t, key, found)
	switch {
	case at.Pos < 0:
		return t
	case t.IsShared():
		c := ty.copied(op, t, t.Len-1, Hole{at.Pos, bool(order)}, -1)
		ty.Release(t)
		return c
	case t.Len == 1:
		ty.Keys(t).Drop(ty.Key.Dec, 0)
		ty.Vals(t).Drop(ty.Val.Dec, 0)
		t.FreeEmptied()
		return rc.Triple{}
	}
	if at.slot == unknown { // the others have left since: it takes the key to find its slot, and that goes first
		at = ty.Locate(t, key)
	}
	return ty.without(t, at, order)
}

// without returns the unique t without the entry located at at, which it releases.
//
//go:inline
func (ty Type) without(t rc.Triple, at Place, order Order) rc.Triple {
	ty.Keys(t).Drop(ty.Key.Dec, at.Pos)
	ty.Vals(t).Drop(ty.Val.Dec, at.Pos)
	if order == Swapped {
		ty.fill(t, at)
	} else {
		ty.closeUp(t, at)
	}
	t.Len--
	return t
}

// fill fills the hole of the entry that was located at at with the last entry.
//
//go:inline
func (ty Type) fill(t rc.Triple, at Place) {
	last := t.Len - 1
	if ty.indexed(t) {
		index := ty.index(t)
		switch {
		case runtime.Likely(index.isNarrow()):
			index.replace(narrow, ty, t, at)
		case index.isWide():
			index.replace(wide, ty, t, at)
		default:
			index.replace(huge, ty, t, at)
		}
		if index.keeps {
			index.keep(at.Pos, index.keptHash(last))
		}
	} else {
		ty.forgetIndex(t)
	}
	keys, vals := ty.Keys(t), ty.Vals(t)
	keys.Put(at.Pos, keys.At(last))
	if ty.Val.Size > 0 {
		vals.Put(at.Pos, vals.At(last))
	}
}

// forgetIndex says that t has no index, because an operation without hash cannot keep it up.
//
//go:inline
func (ty Type) forgetIndex(t rc.Triple) {
	if Indexed(t) {
		rc.SetIndexed(t.Data, false)
	}
}

// closeUp closes the hole of the entry that was located at at with all behind it.
func (ty Type) closeUp(t rc.Triple, at Place) {
	pos, behind := at.Pos, t.Len-at.Pos-1
	if ty.indexed(t) {
		index := ty.index(t)
		index.takeOut(ty, t, at)
		if index.keeps {
			index.hashes.Shift(pos, pos+1, behind)
		}
	} else {
		ty.forgetIndex(t)
	}
	ty.Keys(t).Shift(pos, pos+1, behind)
	if ty.Val.Size > 0 {
		ty.Vals(t).Shift(pos, pos+1, behind)
	}
}
