package cowmap

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
)

// Insert enters key with val. Of a key that is there already the stored one
// stays and its value is replaced.
//
//	consumes  data
//	moves     key, val
//	releases  unstored key when present key; value when present key
//	copies    shared; grows
//	result    unique; buffer
//	fails     negative len key_size val_size; null key val key_eq
//
//ori:export frameless integers ori_map_insert_cow(data, len, cap, const key, const val, key_size, val_size, key_eq, key_hash, key_inc, key_dec, val_inc, val_dec, out)
//go:inline
func Insert(m rc.Triple, key, val unsafe.Pointer, k Keys, r Refs) (out rc.Triple) {
	InsertTo(m, key, val, k, r, &out)
	return out
}

// insertInPlace is Insert into a unique map, for a new key with room, or for an
// existing one where rc.CanReplace.
//
//go:inline
func insertInPlace(m rc.Triple, key, val unsafe.Pointer, k Keys, r Refs) (rc.Triple, keyed.Place, bool) {
	ty := typ(k, r)
	if !writable(m, ty, key, val) {
		return m, keyed.Place{}, false
	}
	at := ty.LocateIn(m, key)
	if at.Pos < 0 {
		if !ty.HasRoom(m, at) {
			if ty.External {
				return insertSlow(m, key, val, k, r, at), at, true
			}
			return m, at, false
		}
		return ty.Append(m, at, key, val), at, true
	}
	if !rc.CanReplace(ty.Val, ty.Key.Dec) {
		at = keyed.Position(at.Pos)
		if ty.External {
			return insertSlow(m, key, val, k, r, at), at, true
		}
		return m, at, false
	}
	rc.ReplaceSmall(ty.Vals(m).At(at.Pos), val, ty.Val, rc.Unstored{At: key, Dec: ty.Key.Dec})
	return m, at, true
}

// insertSlow is Insert into any map.
//
//go:noinline
func insertSlow(m rc.Triple, key, val unsafe.Pointer, k Keys, r Refs, found keyed.Place) rc.Triple {
	return inserted("ori_map_insert_cow", m, key, val, typ(k, r), found)
}

func inserted(op string, m rc.Triple, key, val unsafe.Pointer, ty keyed.Type, found keyed.Place) rc.Triple {
	checkEntry(op, m, ty, key, "val", val)
	at := ty.Located(m, key, found)
	if at.Pos >= 0 {
		return overwritten(op, m, at.Pos, val, rc.Unstored{At: key, Dec: ty.Key.Dec}, ty)
	}
	return ty.Added(op, m, at, key, val)
}

// overwritten puts val in the place of the value at pos, and releases unstored and
// the old value.
func overwritten(op string, m rc.Triple, pos int64, val unsafe.Pointer, unstored rc.Unstored, ty keyed.Type) rc.Triple {
	if m.IsUnique() {
		rc.Replace(op, ty.Vals(m).At(pos), val, ty.Val, unstored)
		return m
	}
	c := ty.CopiedBut(op, m, pos)
	ty.Vals(c).Put(pos, val)
	rc.Drop(unstored.Dec, unstored.At)
	ty.Release(m)
	return c
}
