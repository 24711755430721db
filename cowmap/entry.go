package cowmap

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
)

// Entry returns the map with the key in it, unique, and in val_slot where its
// value lies: generated code may change the value there, until the next
// operation on this map. A missing key is entered with default_val.
//
//	consumes  data
//	moves     key, default_val
//	releases  unstored key when present key; unstored default_val when present key
//	copies    shared; grows
//	result    unique; buffer
//	fails     negative len key_size val_size; null key default_val key_eq
//
//ori:export ori_map_entry_cow(data, len, cap, const key, const default_val, key_size, val_size, key_eq, key_hash, key_inc, key_dec, val_inc, val_dec, out, val_slot)
//go:inline
func Entry(m rc.Triple, key, defaultVal unsafe.Pointer, k Keys, r Refs, valSlot *unsafe.Pointer) (out rc.Triple) {
	EntryTo(m, key, defaultVal, k, r, valSlot, &out)
	return out
}

// entryInPlace is Entry on a unique map that has the key, or room for it.
//
//go:inline
func entryInPlace(m rc.Triple, key, defaultVal unsafe.Pointer, k Keys, r Refs, valSlot *unsafe.Pointer) (rc.Triple, keyed.Place, bool) {
	ty := typ(k, r)
	if !writable(m, ty, key, defaultVal) || valSlot == nil {
		return m, keyed.Place{}, false
	}
	at := ty.LocateIn(m, key)
	if at.Pos < 0 {
		if !ty.HasRoom(m, at) {
			return m, at, false
		}
		m = ty.Append(m, at, key, defaultVal)
		*valSlot = ty.Vals(m).At(m.Len - 1)
		return m, at, true
	}
	if releasesBoth(ty) && ty.Val.Size > rc.SmallElem {
		return m, at, false
	}
	var s rc.Scratch
	dropPassed(key, defaultVal, &s, ty)
	*valSlot = ty.Vals(m).At(at.Pos)
	return m, at, true
}

// entrySlow is Entry on any map.
//
//go:noinline
func entrySlow(m rc.Triple, key, defaultVal unsafe.Pointer, k Keys, r Refs, valSlot *unsafe.Pointer, found keyed.Place) rc.Triple {
	const op = "ori_map_entry_cow"
	ty := typ(k, r)
	checkEntry(op, m, ty, key, "default_val", defaultVal)
	if valSlot == nil {
		rc.FailNull(op, "val_slot")
	}
	at := ty.Located(m, key, found)
	if at.Pos < 0 {
		m = ty.Added(op, m, at, key, defaultVal)
		*valSlot = ty.Vals(m).At(m.Len - 1)
		return m
	}
	c := m
	shared := m.IsShared()
	if shared {
		c = ty.CopiedBut(op, m, -1)
	}
	var s rc.Scratch
	if releasesBoth(ty) && !s.Reserve(ty.Val.Size) {
		if shared {
			ty.Release(c)
		}
		rc.FailNoMemory(op, ty.Val.Size)
	}
	dropPassed(key, defaultVal, &s, ty)
	s.Free()
	if shared {
		ty.Release(m)
	}
	*valSlot = ty.Vals(c).At(at.Pos)
	return c
}

// releasesBoth reports whether dropPassed needs room for a value in its scratch.
//
//go:inline
func releasesBoth(ty keyed.Type) bool { return !ty.Key.Dec.IsNil() && !ty.Val.Dec.IsNil() }

// dropPassed releases a key and a default value that are not stored. Either may lie
// in memory that only the other keeps alive.
//
//go:inline
func dropPassed(key, val unsafe.Pointer, s *rc.Scratch, ty keyed.Type) {
	if releasesBoth(ty) {
		rc.CopyElem(s.At(), val, ty.Val.Size)
		val = s.At()
	}
	rc.Drop(ty.Key.Dec, key)
	rc.Drop(ty.Val.Dec, val)
}
