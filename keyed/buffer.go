package keyed

import (
	"unsafe"

	"orirt/rc"
	"orirt/runtime"
)

// Type describes the keys and values of a map, or the elements of a set (no
// value bytes). After inlining its fields are constants.
type Type struct {
	Key  rc.Elem // Align is the whole buffer's
	Val  rc.Elem
	Eq   runtime.EqFn
	Hash runtime.HashFn // nil: linear scan
}

// Keys returns the keys of t.
func (ty Type) Keys(t rc.Triple) rc.Elems { return t.Elems(ty.Key.Size) }

// Vals returns the values of t, whose cap is not negative.
func (ty Type) Vals(t rc.Triple) rc.Elems {
	return rc.ElemsAt(runtime.At(t.Data, t.Cap*ty.Key.Size), ty.Val.Size)
}

// index returns the index of t, whose header says that it has one.
func (ty Type) index(t rc.Triple) Index {
	return indexAt(runtime.At(t.Data, ty.indexOffset(t.Cap)), t.Cap)
}

func (ty Type) indexOffset(capacity int64) int64 {
	return (capacity*(ty.Key.Size+ty.Val.Size) + slotBytes - 1) &^ (slotBytes - 1)
}

// Indexed reports whether t has an index.
//
//go:inline
func Indexed(t rc.Triple) bool { return t.Cap > LinearMax && rc.Indexed(t.Data) }

// wantsIndex reports whether a buffer of capacity slots is to have an index.
func (ty Type) wantsIndex(capacity int64) bool {
	return capacity > LinearMax && capacity <= maxIndexed && !ty.Hash.IsNil()
}

// capacity rounds up to slots for which the values are aligned for every type
// of their size: until slots*ks is a multiple of min(16, lowest set bit of vs).
func (ty Type) capacity(slots int64) int64 {
	if ty.Val.Size == 0 {
		return slots
	}
	align := min(16, ty.Val.Size&-ty.Val.Size)
	step := align
	if ty.Key.Size > 0 {
		step = align / min(align, ty.Key.Size&-ty.Key.Size)
	}
	return (slots + step - 1) &^ (step - 1)
}

// bytes returns the size of a buffer of capacity slots, checked.
func (ty Type) bytes(op string, capacity int64, indexed bool) int64 {
	bytes := rc.Bytes(op, capacity, ty.Key.Size+ty.Val.Size)
	if indexed {
		bytes = ty.indexOffset(capacity) + Slots(capacity)*slotBytes
	}
	return bytes
}

// fresh allocates an empty buffer with an empty index, if it is to have one.
func (ty Type) fresh(op string, capacity int64) rc.Triple {
	indexed := ty.wantsIndex(capacity)
	t := rc.Triple{Cap: capacity, Data: rc.New(op, ty.bytes(op, capacity, indexed), ty.Key.Align)}
	if indexed {
		rc.SetIndexed(t.Data, true)
		ty.index(t).clear()
	}
	return t
}

// Check fails when a set t or ty cannot be.
func (ty Type) Check(op string, t rc.Triple) {
	t.CheckLen(op, ty.Key.Size)
	if ty.Eq.IsNil() {
		rc.FailNull(op, "eq")
	}
	if ty.Key.Inc.IsNil() && !ty.Key.Dec.IsNil() {
		rc.FailCallbacks(op, "inc", "dec")
	}
}

// CheckMap fails when a map t or ty cannot be.
func (ty Type) CheckMap(op string, t rc.Triple) {
	CheckSizes(op, t, ty.Key.Size, ty.Val.Size)
	if ty.Eq.IsNil() {
		rc.FailNull(op, "key_eq")
	}
	if ty.Key.Inc.IsNil() && !ty.Key.Dec.IsNil() {
		rc.FailCallbacks(op, "key_inc", "key_dec")
	}
	if ty.Val.Inc.IsNil() && !ty.Val.Dec.IsNil() {
		rc.FailCallbacks(op, "val_inc", "val_dec")
	}
}

// CheckSizes is CheckMap for operations without callbacks.
func CheckSizes(op string, t rc.Triple, keySize, valSize int64) {
	t.CheckLen(op, 0)
	if keySize < 0 {
		rc.FailNegative(op, "key_size", keySize)
	}
	if valSize < 0 {
		rc.FailNegative(op, "val_size", valSize)
	}
}

// CheckNeedle fails when a key, element or value is needed and none is given.
func CheckNeedle(op, what string, p unsafe.Pointer, size int64) {
	if p == nil && size > 0 {
		rc.FailNull(op, what)
	}
}

// Copied returns a unique copy of t with room for capacity entries, without the
// entry at position gone (-1: all). Keys and values of the copy are counted,
// but for the value at position overwritten (-1: all), which the caller is
// about to put. t is still the caller's to release.
func (ty Type) Copied(op string, t rc.Triple, capacity, gone, overwritten int64) rc.Triple {
	n := t.Len
	if gone >= 0 {
		n--
	}
	if n == 0 && capacity == 0 {
		return rc.Triple{}
	}
	c := ty.fresh(op, ty.capacity(capacity))
	c.Len = n
	copyBut(ty.Keys(c), ty.Keys(t), t.Len, gone)
	ty.Keys(c).Inc(ty.Key.Inc, 0, n)
	if ty.Val.Size > 0 {
		vals := ty.Vals(c)
		copyBut(vals, ty.Vals(t), t.Len, gone)
		if overwritten >= 0 {
			vals.Inc(ty.Val.Inc, 0, overwritten)
			vals.Inc(ty.Val.Inc, overwritten+1, n-overwritten-1)
		} else {
			vals.Inc(ty.Val.Inc, 0, n)
		}
	}
	ty.fillIndex(c, t, gone)
	return c
}

// CopiedRoomy returns a unique copy of the shared t with room for need entries:
// of the same capacity where that is enough, so that the index is copied as it is.
func (ty Type) CopiedRoomy(op string, t rc.Triple, need int64) rc.Triple {
	capacity := t.Cap
	if need > capacity {
		capacity = rc.NextCapacity(t.Len, need)
	}
	return ty.Copied(op, t, capacity, -1, -1)
}

// copyBut copies n elements but for the one at gone (-1: all).
func copyBut(dst, src rc.Elems, n, gone int64) {
	if gone < 0 {
		dst.CopyFrom(0, src, 0, n)
		return
	}
	dst.CopyFrom(0, src, 0, gone)
	dst.CopyFrom(gone, src, gone+1, n-gone-1)
}

// fillIndex enters the keys of the new buffer c, a copy of t without the entry
// at gone, into its empty index: from t's index, or else with the hash callback.
func (ty Type) fillIndex(c, t rc.Triple, gone int64) {
	if !Indexed(c) {
		return
	}
	index := ty.index(c)
	if Indexed(t) {
		old := ty.index(t)
		if old.n == index.n && gone < 0 {
			runtime.Copy(index.slots.At(0), old.slots.At(0), index.n*slotBytes)
		} else {
			index.addAll(old, gone)
		}
		return
	}
	keys := ty.Keys(c)
	for i := int64(0); i < c.Len; i++ {
		index.add(Mix(ty.Hash.Call(keys.At(i))), i)
	}
}

// Regrown returns the unique t with room for capacity entries, and an index if
// it is to have one. key and val, which may lie in t, follow it.
//
// Requires t unique or without buffer, capacity >= t.Len.
func (ty Type) Regrown(op string, t rc.Triple, capacity int64, key, val *unsafe.Pointer) rc.Triple {
	capacity = ty.capacity(capacity)
	if t.Data == nil {
		return ty.fresh(op, capacity)
	}
	if ty.wantsIndex(capacity) || Indexed(t) {
		return ty.moved(op, t, capacity, key, val)
	}
	// Realloc, then move the values to where they begin now:
	//
	//	old cap 4   │ k0 k1 k2 k3 │ v0 v1 v2 v3 │
	//	realloc     │ k0 k1 k2 k3 . . . . │ at the old offset …
	//	move        │ k0 k1 k2 k3 . . . . │ v0 v1 v2 v3 . . . . │
	old := t
	t.Data = rc.Resize(op, t.Data, ty.bytes(op, t.Cap, false), ty.bytes(op, capacity, false), ty.Key.Align)
	t.Cap = capacity
	if ty.Val.Size > 0 {
		oldVals := rc.ElemsAt(runtime.At(t.Data, old.Cap*ty.Key.Size), ty.Val.Size)
		runtime.Move(ty.Vals(t).At(0), oldVals.At(0), t.Len*ty.Val.Size)
	}
	ty.follow(old, t, key)
	ty.follow(old, t, val)
	return t
}

// moved moves the entries of a unique t to a new buffer and frees the old one.
func (ty Type) moved(op string, t rc.Triple, capacity int64, key, val *unsafe.Pointer) rc.Triple {
	c := ty.fresh(op, capacity)
	c.Len = t.Len
	ty.Keys(c).CopyFrom(0, ty.Keys(t), 0, t.Len)
	ty.Vals(c).CopyFrom(0, ty.Vals(t), 0, t.Len)
	ty.fillIndex(c, t, -1)
	ty.follow(t, c, key)
	ty.follow(t, c, val)
	t.FreeEmptied()
	return c
}

// follow makes *p, if it lay in a key or value of old, point to the same place
// of now.
func (ty Type) follow(old, now rc.Triple, p *unsafe.Pointer) {
	if p == nil {
		return
	}
	keyBytes, valBytes := old.Len*ty.Key.Size, old.Len*ty.Val.Size
	oldVals := runtime.At(old.Data, old.Cap*ty.Key.Size)
	if runtime.Within(*p, oldVals, valBytes) {
		*p = runtime.At(ty.Vals(now).At(0), runtime.Offset(*p, oldVals))
	} else {
		*p = rc.Rebase(*p, old.Data, keyBytes, now.Data)
	}
}

// Release drops t's reference; with the last one every key and value.
//
//go:inline
func (ty Type) Release(t rc.Triple) {
	if rc.DropLast(t.Buffer()) {
		ty.destroy(t)
	}
}

func (ty Type) destroy(t rc.Triple) {
	if ty.Val.Size == 0 {
		t.Destroy(ty.Key.Size, ty.Key.Dec) // a set; perhaps its list of elements
	} else {
		rc.DestroyMap(t, ty.Key.Size, ty.Val.Size, ty.Key.Dec, ty.Val.Dec)
	}
}

// Unshared returns t, or a copy of it that is unique and has room for capacity
// entries.
func (ty Type) Unshared(op string, t rc.Triple, capacity int64) rc.Triple {
	capacity = max(capacity, t.Len)
	switch {
	case t.IsUnique() && capacity <= t.Cap:
		return t
	case t.IsUnique():
		return ty.Regrown(op, t, capacity, nil, nil)
	case t.Data == nil && capacity == 0:
		return t
	case t.Data == nil:
		return ty.fresh(op, ty.capacity(capacity))
	}
	c := ty.Copied(op, t, capacity, -1, -1)
	ty.Release(t)
	return c
}
