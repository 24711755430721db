package cowmap

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Retain keeps the entries for which keep returns true, in their order. It calls keep
// once for each, in order, before anything changes, and passes ctx on.
//
//	consumes   data
//	borrows    ctx
//	releases   entries
//	copies     shared; grows -- only what stays
//	unchanged  nothing goes
//	result     unique
//	fails      negative len key_size val_size; null keep key_eq
//
//ori:export ori_map_retain_cow(data, len, cap, keep, ctx, key_size, val_size, key_eq, key_hash, key_inc, key_dec, val_inc, val_dec, out)
//go:inline
func Retain(m rc.Triple, keep runtime.EntryTestFn, ctx unsafe.Pointer, k Keys, r Refs) rc.Triple {
	return retained(m, keep, ctx, typ(k, r))
}

//ori:specialise
func retained(m rc.Triple, keep runtime.EntryTestFn, ctx unsafe.Pointer, ty keyed.Type) rc.Triple {
	const op = "ori_map_retain_cow"
	ty.CheckMap(op, m)
	if keep.IsNil() {
		rc.FailNull(op, "keep")
	}
	var stay keyed.Selection
	ty = stay.Begin(op, ty, m.Len, 0, m.Len)
	keys, vals := ty.Keys(m), ty.Vals(m)
	for i := int64(0); i < m.Len; i++ {
		if keep.Call(keys.At(i), vals.At(i), ctx) {
			stay.Choose(i)
		}
	}
	m = ty.Kept(op, m, m.Ownership(), &stay, true)
	stay.End()
	return m
}

// Take removes a key and moves its value to val_out, owned by the caller; without the
// key the map stays as it is, and val_out is left alone. found says which. The entries
// behind move up.
//
//	consumes   data
//	borrows    key
//	fills      val_out
//	releases   entry -- its key only
//	copies     shared -- the value is then counted with inc
//	unchanged  absent key
//	result     unique
//	runs       val_inc on out, val_out
//	fails      negative len key_size val_size; null key val_out key_eq
//
//ori:export ori_map_take_cow(data, len, cap, const key, val_out, found, key_size, val_size, key_eq, key_hash, key_inc, key_dec, val_inc, val_dec, out)
func Take(m rc.Triple, key, valOut unsafe.Pointer, found *bool, k Keys, r Refs) rc.Triple {
	const op = "ori_map_take_cow"
	ty := typ(k, r)
	checkEntry(op, m, ty, key, "val_out", valOut)
	checkTold(op, "found", found)
	m, *found = ty.Taken(op, m, key, valOut)
	return m
}

// checkTold fails when the place of a truth value is missing.
func checkTold(op, name string, told *bool) {
	if told == nil {
		rc.FailNull(op, name)
	}
}

// InsertWasNew is [Insert] and says whether the key was new. It is the same as
// comparing the lengths before and after.
//
//	consumes  data
//	moves     key, val
//	releases  unstored key when present key; value when present key
//	copies    shared; grows
//	result    unique; buffer
//	fails     negative len key_size val_size; null key val key_eq
//
//ori:export ori_map_insert_was_new_cow(data, len, cap, const key, const val, was_new, key_size, val_size, key_eq, key_hash, key_inc, key_dec, val_inc, val_dec, out)
//go:inline
func InsertWasNew(m rc.Triple, key, val unsafe.Pointer, wasNew *bool, k Keys, r Refs) rc.Triple {
	checkTold("ori_map_insert_was_new_cow", "was_new", wasNew)
	before := m.Len
	m, found, ok := insertInPlace(m, key, val, k, r)
	if !ok {
		m = inserted("ori_map_insert_was_new_cow", m, key, val, typ(k, r), found)
	}
	*wasNew = m.Len != before
	return m
}

// Clear removes all entries. A unique map keeps its capacity, of another one nothing is
// left.
//
//	consumes   data
//	releases   entries
//	copies     never -- the result of a shared map is empty
//	unchanged  len == 0
//	result     unique
//	fails      negative len key_size val_size
//
//ori:export ori_map_clear_cow(data, len, cap, key_size, val_size, key_dec, val_dec, out)
func Clear(m rc.Triple, k Keys, r Refs) rc.Triple {
	keyed.CheckSizes("ori_map_clear_cow", m, k.KeySize, k.ValSize)
	return typ(k, r).Cleared(m)
}

// Shrink makes the map unique without spare room, as far as its layout allows.
//
//	consumes   data
//	copies     shared; shrinks
//	result     unique
//	fails      negative len key_size val_size; null key_eq
//
//ori:export ori_map_shrink_cow(data, len, cap, key_size, val_size, key_eq, key_hash, key_inc, key_dec, val_inc, val_dec, out)
func Shrink(m rc.Triple, k Keys, r Refs) rc.Triple {
	const op = "ori_map_shrink_cow"
	ty := typ(k, r)
	ty.CheckMap(op, m)
	return ty.Tight(op, m)
}

// FromEntries returns a new map of n keys and their values, which lie packed: in the
// data of two lists, for example. One allocation, and each key is looked up once. Of
// equal keys the first is stored, with the value of the last.
//
//	borrows    keys, vals -- what is stored is counted with inc
//	result     unique
//	allocates  when n > 0
//	fails      negative n key_size val_size; null keys when n > 0; null vals when n > 0; null key_eq; overflow n
//
//ori:export ori_map_from_entries(const keys, const vals, n, key_size, val_size, key_eq, key_hash, key_inc, val_inc, out)
//go:inline
func FromEntries(keys, vals unsafe.Pointer, n int64, k Keys, r Refs) rc.Triple {
	return fromEntries(keys, vals, n, typ(k, r))
}

//ori:specialise
func fromEntries(keys, vals unsafe.Pointer, n int64, ty keyed.Type) rc.Triple {
	const op = "ori_map_from_entries"
	if n < 0 {
		rc.FailNegative(op, "n", n)
	}
	ty.CheckMap(op, rc.Triple{})
	if n > 0 {
		rc.CheckPointer(op, "keys", keys, ty.Key.Size)
		rc.CheckPointer(op, "vals", vals, ty.Val.Size)
	}
	return ty.Built(op, keys, vals, n)
}

// Hash returns a hash of the map that does not depend on the order of its entries: maps
// that are equal have the same.
//
//	borrows  data
//	fails    negative len key_size val_size; null key_hash val_hash
//
//ori:export ori_map_hash(const data, len, cap, key_size, val_size, key_hash, val_hash)
func Hash(m rc.Triple, k Keys, valHash runtime.HashFn) uint64 {
	const op = "ori_map_hash"
	keyed.CheckSizes(op, m, k.KeySize, k.ValSize)
	if k.Hash.IsNil() {
		rc.FailNull(op, "key_hash")
	}
	if valHash.IsNil() {
		rc.FailNull(op, "val_hash")
	}
	ty, h := k.typ(), uint64(0)
	keys, vals := ty.Keys(m), ty.Vals(m)
	for i := int64(0); i < m.Len; i++ {
		h += rc.HashCombine(k.Hash.Call(keys.At(i)), valHash.Call(vals.At(i)))
	}
	return rc.HashCombine(h, uint64(m.Len))
}
