package cowmap

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Update replaces the value of a key that is there; otherwise the map stays as
// it is.
//
//	consumes   data
//	borrows    key
//	moves      val
//	releases   unstored val when absent key; value when present key
//	copies     shared
//	unchanged  absent key
//	result     unique
//	fails      negative len key_size val_size; null key val key_eq
//
//ori:export ori_map_update_cow(data, len, cap, const key, const val, key_size, val_size, key_eq, key_hash, key_inc, key_dec, val_inc, val_dec, out)
//go:inline
func Update(m rc.Triple, key, val unsafe.Pointer, k Keys, r Refs) (out rc.Triple) {
	UpdateTo(m, key, val, k, r, &out)
	return out
}

// updateInPlace is Update on a unique map where rc.CanReplace.
//
//go:inline
func updateInPlace(m rc.Triple, key, val unsafe.Pointer, k Keys, r Refs) (rc.Triple, bool) {
	ty := typ(k, r)
	if !writable(m, ty, key, val) || !rc.CanReplace(ty.Val, runtime.ElemFn{}) {
		return m, false
	}
	if pos := ty.Find(m, key); pos >= 0 {
		rc.ReplaceSmall(ty.Vals(m).At(pos), val, ty.Val, rc.Unstored{})
	} else {
		rc.Drop(ty.Val.Dec, val)
	}
	return m, true
}

// updateSlow is Update on any map.
//
//go:noinline
func updateSlow(m rc.Triple, key, val unsafe.Pointer, k Keys, r Refs) rc.Triple {
	const op = "ori_map_update_cow"
	ty := typ(k, r)
	checkEntry(op, m, ty, key, "val", val)
	pos := ty.Find(m, key)
	if pos < 0 {
		rc.Drop(ty.Val.Dec, val)
		return m
	}
	return overwritten(op, m, pos, val, rc.Unstored{}, ty)
}

// Remove removes a key and its value; without the key the map stays as it is. The
// entries behind move up, so that their order stays.
//
//	consumes   data
//	borrows    key
//	releases   entry when present key -- the last entry of a unique map frees it
//	copies     shared
//	unchanged  absent key
//	result     unique
//	fails      negative len key_size val_size; null key key_eq
//
//ori:export frameless integers ori_map_remove_cow(data, len, cap, const key, key_size, val_size, key_eq, key_hash, key_inc, key_dec, val_inc, val_dec, out)
//go:inline
func Remove(m rc.Triple, key unsafe.Pointer, k Keys, r Refs) (out rc.Triple) {
	RemoveTo(m, key, k, r, &out)
	return out
}

// removeInPlace is Remove from a unique map of more than one entry.
//
//go:inline
func removeInPlace(m rc.Triple, key unsafe.Pointer, k Keys, r Refs) (rc.Triple, keyed.Place, bool) {
	return typ(k, r).RemoveInPlace("ori_map_remove_cow", keyed.MapNames(), m, key, keyed.Kept)
}

// removeSlow is Remove from any map.
//
//go:noinline
func removeSlow(m rc.Triple, key unsafe.Pointer, k Keys, r Refs, found keyed.Place) rc.Triple {
	return typ(k, r).RemoveSlow("ori_map_remove_cow", keyed.MapNames(), m, key, keyed.Kept, found)
}

// SwapRemove is [Remove] in constant time: the last entry takes the place of the
// one that goes, in a copy as well.
//
//	consumes   data
//	borrows    key
//	releases   entry when present key -- the last entry of a unique map frees it
//	copies     shared
//	unchanged  absent key
//	result     unique
//	fails      negative len key_size val_size; null key key_eq
//
//ori:export frameless integers ori_map_swap_remove_cow(data, len, cap, const key, key_size, val_size, key_eq, key_hash, key_inc, key_dec, val_inc, val_dec, out)
//go:inline
func SwapRemove(m rc.Triple, key unsafe.Pointer, k Keys, r Refs) (out rc.Triple) {
	SwapRemoveTo(m, key, k, r, &out)
	return out
}

// swapRemoveInPlace is SwapRemove from a unique map of more than one entry.
//
//go:inline
func swapRemoveInPlace(m rc.Triple, key unsafe.Pointer, k Keys, r Refs) (rc.Triple, keyed.Place, bool) {
	return typ(k, r).RemoveInPlace("ori_map_swap_remove_cow", keyed.MapNames(), m, key, keyed.Swapped)
}

// swapRemoveSlow is SwapRemove from any map.
//
//go:noinline
func swapRemoveSlow(m rc.Triple, key unsafe.Pointer, k Keys, r Refs, found keyed.Place) rc.Triple {
	return typ(k, r).RemoveSlow("ori_map_swap_remove_cow", keyed.MapNames(), m, key, keyed.Swapped, found)
}

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

// Unshare makes the map unique with room for min_cap entries: generated code may
// then write to the values in place, until it shares the map again. With min_cap
// above 0, inlined operations behind it do without their tests too.
//
//	consumes  data
//	copies    shared; grows
//	result    unique; buffer when min_cap > 0
//	fails     negative len key_size val_size; null key_eq; overflow min_cap
//
//ori:export frameless ori_map_unshare_cow(data, len, cap, min_cap, key_size, val_size, key_eq, key_hash, key_inc, key_dec, val_inc, val_dec, out)
//go:inline
func Unshare(m rc.Triple, minCap int64, k Keys, r Refs) (out rc.Triple) {
	UnshareTo(m, minCap, k, r, &out)
	return out
}

// unshareInPlace is Unshare on a unique map with room.
//
//go:inline
func unshareInPlace(m rc.Triple, minCap int64, k Keys, r Refs) (rc.Triple, bool) {
	return m, 0 <= m.Len && m.Len <= m.Cap && minCap <= m.Cap && k.KeySize >= 0 && k.ValSize >= 0 && !k.Eq.IsNil() && m.IsUnique()
}

// unshareSlow is Unshare on any map.
//
//go:noinline
func unshareSlow(m rc.Triple, minCap int64, k Keys, r Refs) rc.Triple {
	const op = "ori_map_unshare_cow"
	ty := typ(k, r)
	ty.CheckMap(op, m)
	return ty.Unshared(op, m, minCap)
}

// Merge enters every entry of map2 into map1; map2's values win. map1's order
// stays, new keys follow in map2's order.
//
//	consumes   data1
//	borrows    data2 -- it may lie in data1; its entries are counted when stored
//	releases   values
//	copies     shared; grows
//	unchanged  len2 == 0; same data1 data2
//	result     unique
//	fails      negative len1 len2 key_size val_size; null key_eq
//
//ori:export ori_map_merge_cow(data1, len1, cap1, data2, len2, cap2, key_size, val_size, key_eq, key_hash, key_inc, key_dec, val_inc, val_dec, out)
//go:inline
func Merge(m1, m2 rc.Triple, k Keys, r Refs) rc.Triple { return merge(m1, m2, typ(k, r)) }

//ori:specialise
func merge(m1, m2 rc.Triple, ty keyed.Type) rc.Triple {
	const op = "ori_map_merge_cow"
	ty.CheckMap(op, m1)
	ty.CheckMap(op, m2)
	if m2.Len == 0 || m1.Data == m2.Data {
		return m1
	}
	// First all keys are looked up, and all memory is there: then nothing fails.
	var places keyed.Places
	ty = places.Begin(op, ty, m2.Len)
	fresh := int64(0)
	for i := int64(0); i < m2.Len; i++ {
		pos := ty.LocateOf(m1, m2, i).Pos
		if *places.Of(i) = pos; pos < 0 {
			fresh++
		}
	}
	need := rc.Sum(op, m1.Len, fresh, ty.Key.Size+ty.Val.Size)
	held, c := m1.Ownership(), m1
	if held == rc.Shared {
		c = ty.CopiedRoomy(op, m1, need)
	}
	c = ty.Ready(op, c, need)
	// Who releases the old values may release map 2 with them.
	inside := held == rc.Sole && !ty.Val.Dec.IsNil()
	if inside {
		rc.Inc(m2.Data)
	}
	keys, vals := ty.Keys(m2), ty.Vals(m2)
	for i := int64(0); i < m2.Len; i++ {
		key, val, pos := keys.At(i), vals.At(i), *places.Of(i)
		vals.Inc(ty.Val.Inc, i, 1)
		if pos >= 0 {
			ty.Vals(c).Drop(ty.Val.Dec, pos)
			ty.Vals(c).Put(pos, val)
			continue
		}
		keys.Inc(ty.Key.Inc, i, 1)
		c = ty.Append(c, ty.VacancyOf(c, m2, i), key, val)
	}
	places.End()
	if inside {
		ty.Release(m2)
	}
	if held == rc.Shared {
		ty.Release(m1)
	}
	return c
}
