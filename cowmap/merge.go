package cowmap

import (
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
)

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
