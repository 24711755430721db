package cowmap

import (
	"unsafe"

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
