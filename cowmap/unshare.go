package cowmap

import "libori.org/rt/rc"

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
