package cowmap

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Get returns the address of a key's value, or NULL. It is valid until the next
// operation that consumes the map.
//
//	borrows  data, key
//	result   inside data
//	fails    negative len key_size val_size; null key key_eq
//
//ori:export const integers ori_map_get(const data, len, cap, const key, key_size, val_size, key_eq, key_hash)
//go:inline
func Get(m rc.Triple, key unsafe.Pointer, k Keys) unsafe.Pointer { return getAny(m, key, k) }

//go:inline
func get(m rc.Triple, key unsafe.Pointer, k Keys) unsafe.Pointer {
	ty := k.typ()
	return value(m, find("ori_map_get", m, key, ty), ty)
}

//go:inline
func value(m rc.Triple, pos int64, ty keyed.Type) unsafe.Pointer {
	if pos < 0 {
		return nil
	}
	return runtime.Present(ty.Vals(m).At(pos))
}

// Contains reports whether the map has a key.
//
//	borrows  data, key
//	fails    negative len key_size val_size; null key key_eq
//
//ori:export integers ori_map_contains(const data, len, cap, const key, key_size, val_size, key_eq, key_hash)
//go:inline
func Contains(m rc.Triple, key unsafe.Pointer, k Keys) bool { return containsAny(m, key, k) }

//go:inline
func contains(m rc.Triple, key unsafe.Pointer, k Keys) bool {
	return find("ori_map_contains", m, key, k.typ()) >= 0
}

// readable reports whether a lookup's arguments are valid, those with a callback
// aside.
//
//go:inline
func readable(m rc.Triple, key unsafe.Pointer, k Keys) bool {
	return m.Len >= 0 && k.ValSize >= 0 && key != nil
}

// find returns the position of key, or -1.
//
//go:inline
func find(op string, m rc.Triple, key unsafe.Pointer, ty keyed.Type) int64 {
	if ty.Val.Size < 0 {
		rc.FailNegative(op, "val_size", ty.Val.Size)
	}
	return ty.Lookup(op, m, key, keyed.MapNames())
}

// KeyList returns the keys as a new list, in the map's order.
//
//	borrows  data -- the keys are counted with inc
//	copies   always
//	result   unique
//	fails    negative len key_size val_size
//
//ori:export ori_map_keys(const data, len, cap, key_size, val_size, align, inc, OriList out)
func KeyList(m rc.Triple, k Keys, align int64, inc runtime.ElemFn) rc.Triple {
	const op = "ori_map_keys"
	keyed.CheckSizes(op, m, k.KeySize, k.ValSize)
	return listed(op, m.Data, m.Len, rc.Elem{Size: k.KeySize, Align: align, Inc: inc})
}

// ValueList returns the values as a new list, in the map's order.
//
//	borrows  data -- the values are counted with inc
//	copies   always
//	result   unique
//	fails    negative len key_size val_size
//
//ori:export ori_map_values(const data, len, cap, key_size, val_size, align, inc, OriList out)
func ValueList(m rc.Triple, k Keys, align int64, inc runtime.ElemFn) rc.Triple {
	const op = "ori_map_values"
	keyed.CheckSizes(op, m, k.KeySize, k.ValSize)
	return listed(op, k.typ().Vals(m).At(0), m.Len, rc.Elem{Size: k.ValSize, Align: align, Inc: inc})
}

// listed copies n elements at base to a new list.
func listed(op string, base unsafe.Pointer, n int64, e rc.Elem) rc.Triple {
	if n == 0 {
		return rc.Triple{}
	}
	fresh := rc.Triple{Len: n, Cap: n, Data: rc.New(op, rc.Bytes(op, n, e.Size), e.Align)}
	elems := fresh.Elems(e.Size)
	elems.CopyFrom(0, rc.ElemsAt(base, e.Size), 0, n)
	elems.Inc(e.Inc, 0, n)
	return fresh
}

// Eq reports whether two maps have the same keys with equal values; the order
// does not matter.
//
//	borrows  data1, data2
//	fails    negative len1 len2 key_size val_size; null key_eq val_eq
//
//ori:export ori_map_eq(const data1, len1, cap1, const data2, len2, cap2, key_size, val_size, key_eq, key_hash, val_eq)
func Eq(m1, m2 rc.Triple, k Keys, valEq runtime.EqFn) bool {
	const op = "ori_map_eq"
	ty := k.typ()
	ty.CheckMap(op, m1)
	ty.CheckMap(op, m2)
	if valEq.IsNil() {
		rc.FailNull(op, "val_eq")
	}
	if m1.Len != m2.Len {
		return false
	}
	vals := ty.Vals(m1)
	for i := int64(0); i < m1.Len; i++ {
		pos := ty.LocateOf(m2, m1, i).Pos
		if pos < 0 || !valEq.Call(ty.Vals(m2).At(pos), vals.At(i)) {
			return false
		}
	}
	return true
}
