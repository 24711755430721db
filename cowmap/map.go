package cowmap

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Keys is what reading needs to know of a map's type.
type Keys struct {
	KeySize int64          `c:"key_size"` // bytes
	ValSize int64          `c:"val_size"` // bytes
	Eq      runtime.EqFn   `c:"key_eq"`
	Hash    runtime.HashFn `c:"key_hash"` // nil: linear scan

	external bool // see external
}

// Refs are the callbacks that count keys and values; nil: plain data.
type Refs struct {
	KeyInc runtime.ElemFn `c:"key_inc"`
	KeyDec runtime.ElemFn `c:"key_dec"`
	ValInc runtime.ElemFn `c:"val_inc"`
	ValDec runtime.ElemFn `c:"val_dec"`
}

// bufferAlign serves keys and values of any alignment up to 16.
const bufferAlign = 16

//go:inline
func (k Keys) typ() keyed.Type {
	return keyed.Type{
		Key: rc.Elem{Size: k.KeySize, Align: bufferAlign}, Val: rc.Elem{Size: k.ValSize, Align: bufferAlign},
		Eq: k.Eq, Hash: k.Hash, External: k.external,
	}
}

//go:inline
func typ(k Keys, r Refs) keyed.Type {
	ty := k.typ()
	ty.Key.Inc, ty.Key.Dec, ty.Val.Inc, ty.Val.Dec = r.KeyInc, r.KeyDec, r.ValInc, r.ValDec
	return ty
}

// writable reports whether an operation may change m in place, its arguments
// being valid: the condition of every fast path.
//
//go:inline
func writable(m rc.Triple, ty keyed.Type, key, val unsafe.Pointer) bool {
	return ty.Key.Size > 0 && ty.Val.Size > 0 && key != nil && val != nil && !ty.Eq.IsNil() && keyed.Writable(m)
}

func checkEntry(op string, m rc.Triple, ty keyed.Type, key unsafe.Pointer, what string, val unsafe.Pointer) {
	ty.CheckMap(op, m)
	rc.CheckPointer(op, "key", key, ty.Key.Size)
	rc.CheckPointer(op, what, val, ty.Val.Size)
}

// BufferDec drops a reference to a map. The last one releases every key and
// value and frees the memory.
//
//	consumes  data
//	releases  all data
//	fails     freed data
//
//ori:export ori_map_buffer_rc_dec(data, len, cap, key_size, val_size, key_dec, val_dec)
//go:inline
func BufferDec(m rc.Triple, k Keys, r Refs) { typ(k, r).Release(m) }
