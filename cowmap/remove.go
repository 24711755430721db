package cowmap

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
)

// Remove removes a key and its value; without the key the map stays as it is. The
// entries behind move up, so that their order stays: the time is that of as many entries,
// and the first is the dearest. ori_map_swap_remove_cow takes constant time.
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
