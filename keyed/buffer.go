package keyed

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Type describes the keys and values of a map, or the elements of a set (no
// value bytes). After inlining its fields are constants.
type Type struct {
	Key  rc.Elem // Align is the whole buffer's
	Val  rc.Elem
	Eq   runtime.EqFn
	Hash runtime.HashFn // nil: linear scan

	notes [2]unsafe.Pointer // what selections have allocated: freed before an operation fails

	// Eq and Hash are the program's own: called without asking whether they are the library's.
	// A path in place has a frame then, and goes on to the slow path by itself with what it
	// found, rather than to keep it in registers for whoever called it.
	External bool
}

// equal reports whether the stored key equals the one that is looked for.
//
//go:inline
func (ty Type) equal(stored, key unsafe.Pointer) bool {
	if ty.External {
		return ty.Eq.CallAny(stored, key)
	}
	return ty.Eq.Call(stored, key)
}

// hash returns a key's hash as the callback gives it.
//
//go:inline
func (ty Type) hash(key unsafe.Pointer) uint64 {
	if ty.External {
		return ty.Hash.CallAny(key)
	}
	return ty.Hash.Call(key)
}

// Keys returns the keys of t.
func (ty Type) Keys(t rc.Triple) rc.Elems { return t.Elems(ty.Key.Size) }

// Vals returns the values of t, whose cap is not negative.
func (ty Type) Vals(t rc.Triple) rc.Elems {
	return rc.ElemsAt(ty.Keys(t).At(t.Cap), ty.Val.Size)
}

// index returns the index of t, whose header says that it has one.
//
//go:inline
func (ty Type) index(t rc.Triple) Index {
	return indexAt(rc.ElemsAt(t.Data, 1).At(ty.indexOffset(t.Cap)), t.Cap, ty.keepsHashes())
}

//go:inline
func (ty Type) indexOffset(capacity int64) int64 {
	return slotsOffset(capacity*(ty.Key.Size+ty.Val.Size), widthFor(capacity))
}

// keepsHashes reports whether the index keeps the hash of each entry: where a key has
// more bytes than a word, hashing may be expensive, and four bytes more matter little.
//
//go:inline
func (ty Type) keepsHashes() bool { return ty.Key.Size > wordKey }

// indexed reports whether t has an index that can be kept up.
//
//go:inline
func (ty Type) indexed(t rc.Triple) bool { return !ty.Hash.IsNil() && Indexed(t) }

// Indexed reports whether t has an index.
//
//go:inline
func Indexed(t rc.Triple) bool { return t.Cap > LinearMax && rc.Indexed(t.Data) }

// Writable reports whether t is unique, has a buffer, and a valid length: what
// an operation in place asks first, with one branch for the numbers.
//
//go:inline
func Writable(t rc.Triple) bool { return t.Len|(t.Cap-1) >= 0 && rc.HasOneOwner(t.Data) }

// wantsIndex reports whether a buffer of capacity slots is to have an index.
func (ty Type) wantsIndex(capacity int64) bool { return capacity > LinearMax && !ty.Hash.IsNil() }

// capacity rounds up to slots with which a buffer can be laid out: until the keys end at
// a multiple of min(16, lowest set bit of the value size), so that values are aligned for
// every type of their size, and to what an index serves if the buffer is to have one.
func (ty Type) capacity(slots int64) int64 {
	step := int64(1)
	if ty.Val.Size > 0 {
		align := lowestBit(ty.Val.Size | 16)
		step = align / lowestBit(ty.Key.Size|align)
	}
	if !ty.wantsIndex(slots) || slots > rc.MaxBytes {
		return max(slots, (slots+step-1)&^(step-1)) // more slots than there are numbers: bytes reports it
	}
	for slots = capacityClass(slots); slots&(step-1) != 0; {
		slots = capacityClass(slots + 1)
	}
	return slots
}

// grown returns the slots to allocate where cur are not enough for need: the growth rule
// of all collections, but that an index has more capacities to choose from. Large tables
// grow by a quarter at least, and so waste less.
func (ty Type) grown(cur, need int64) int64 {
	switch {
	case !ty.wantsIndex(max(cur, need)):
		return rc.NextCapacity(cur, need)
	case widthFor(cur) == narrow:
		return max(need, 2*cur, minIndexed+1)
	}
	return max(need, cur+cur/5)
}

func lowestBit(n int64) int64 { return n & -n }

// bytes returns the size of a buffer of capacity slots, checked.
func (ty Type) bytes(op string, capacity int64, indexed bool) int64 {
	bytes := rc.Bytes(op, capacity, rc.Sum(op, ty.Key.Size, ty.Val.Size, 1))
	if indexed {
		bytes = ty.indexOffset(capacity) + indexBytes(capacity, ty.keepsHashes())
	}
	return bytes
}

// empty returns an empty map or set with a buffer of at least capacity slots.
func (ty Type) empty(op string, capacity int64) rc.Triple {
	t := ty.fresh(op, capacity)
	if Indexed(t) {
		ty.index(t).clear()
	}
	return t
}

// fresh allocates a buffer of at least capacity slots, with room for an index if it
// is to have one: its slots are not yet set.
func (ty Type) fresh(op string, capacity int64) rc.Triple {
	capacity = ty.capacity(capacity)
	indexed := ty.wantsIndex(capacity)
	if indexed {
		runtime.UseHashKeys()
	}
	bytes := ty.bytes(op, capacity, indexed)
	t := rc.Triple{Cap: capacity, Data: rc.TryNew(op, bytes, ty.Key.Align)}
	if t.Data == nil {
		ty.failNoMemory(op, bytes)
	}
	if indexed {
		rc.SetIndexed(t.Data, true)
	}
	return t
}

// failNoMemory frees what the operation has allocated, and fails.
//
//go:noinline
func (ty Type) failNoMemory(op string, bytes int64) {
	for _, p := range ty.notes {
		if p != nil {
			runtime.Free(p)
		}
	}
	rc.FailNoMemory(op, bytes)
}

// Names is what an operation calls its parameters, for messages.
type Names struct{ Size, Key, Eq, Inc, Dec string }

// SetNames and MapNames are what the operations of sets and of maps call theirs.
//
//go:inline
func SetNames() Names { return Names{"elem_size", "elem", "eq", "inc", "dec"} }

//go:inline
func MapNames() Names { return Names{"key_size", "key", "key_eq", "key_inc", "key_dec"} }

// Check fails when the set t or ty is invalid.
func (ty Type) Check(op string, t rc.Triple) { ty.check(op, t, SetNames()) }

// CheckMap fails when the map t or ty is invalid.
func (ty Type) CheckMap(op string, t rc.Triple) { ty.check(op, t, MapNames()) }

//go:inline
func (ty Type) check(op string, t rc.Triple, names Names) {
	checkSizes(op, t, ty.Key.Size, ty.Val.Size, names)
	if ty.Eq.IsNil() {
		rc.FailNull(op, names.Eq)
	}
	if ty.Key.Inc.IsNil() && !ty.Key.Dec.IsNil() {
		rc.FailCallbacks(op, names.Inc, names.Dec)
	}
	if ty.Val.Inc.IsNil() && !ty.Val.Dec.IsNil() { // a set has none
		rc.FailCallbacks(op, "val_inc", "val_dec")
	}
}

// CheckSizes is CheckMap for operations without callbacks.
func CheckSizes(op string, t rc.Triple, keySize, valSize int64) {
	checkSizes(op, t, keySize, valSize, MapNames())
}

//go:inline
func checkSizes(op string, t rc.Triple, keySize, valSize int64, names Names) {
	t.CheckLen(op, 0)
	if keySize < 0 {
		rc.FailNegative(op, names.Size, keySize)
	}
	if valSize < 0 {
		rc.FailNegative(op, "val_size", valSize)
	}
}

// A Hole is the place of an entry that is taken out.
//
//	before            │ a │ b │ c │ d │ e │     b is taken out
//	entries move up   │ a │ c │ d │ e │
//	the last fills it │ a │ e │ c │ d │
type Hole struct {
	at      int64 // -1: nothing is taken out
	swapped bool  // with the last entry; otherwise all behind it move up
}

var noHole = Hole{at: -1}

// copied returns a unique copy of t with room for capacity entries, without the
// entry that leaves a hole. Keys and values of the copy are counted,
// but for the value at position overwritten (-1: all), which the caller is
// about to put. t is still the caller's to release.
func (ty Type) copied(op string, t rc.Triple, capacity int64, hole Hole, overwritten int64) rc.Triple {
	n := t.Len
	if hole.at >= 0 {
		n--
	}
	if n == 0 && capacity == 0 {
		return rc.Triple{}
	}
	t.BookCopy(op, n, n*(ty.Key.Size+ty.Val.Size))
	c := ty.fresh(op, capacity)
	c.Len = n
	hole.copy(ty.Keys(c), ty.Keys(t), t.Len)
	ty.Keys(c).Inc(ty.Key.Inc, 0, n)
	vals := ty.Vals(c)
	if ty.Val.Size > 0 {
		hole.copy(vals, ty.Vals(t), t.Len)
	}
	if overwritten >= 0 {
		vals.Inc(ty.Val.Inc, 0, overwritten)
		vals.Inc(ty.Val.Inc, overwritten+1, n-overwritten-1)
	} else {
		vals.Inc(ty.Val.Inc, 0, n)
	}
	ty.fillIndex(c, t, hole)
	return c
}

// CopiedBut returns a unique copy of t in which the value at position overwritten
// (-1: none) is not counted: the caller is about to put another there.
func (ty Type) CopiedBut(op string, t rc.Triple, overwritten int64) rc.Triple {
	return ty.copied(op, t, t.Len, noHole, overwritten)
}

// CopiedRoomy returns a unique copy of the shared t with room for need entries:
// of the same capacity where that is enough and not far too much, so that the index is
// copied as it is.
func (ty Type) CopiedRoomy(op string, t rc.Triple, need int64) rc.Triple {
	capacity := t.Cap
	if need > capacity || capacity > 4*max(need, LinearMax) {
		capacity = ty.grown(t.Len, need)
	}
	return ty.copied(op, t, capacity, noHole, -1)
}

// copy copies n elements but for the one that leaves a hole.
func (h Hole) copy(dst, src rc.Elems, n int64) {
	if h.at < 0 {
		dst.CopyFrom(0, src, 0, n)
		return
	}
	dst.CopyFrom(0, src, 0, h.at)
	switch {
	case !h.swapped:
		dst.CopyFrom(h.at, src, h.at+1, n-h.at-1)
	case h.at < n-1:
		dst.CopyFrom(h.at, src, n-1, 1)
		dst.CopyFrom(h.at+1, src, h.at+1, n-h.at-2)
	}
}

// fillIndex makes the index of the new buffer c, a copy of t with a hole closed: from the
// slots of t where there are as many, or else anew.
func (ty Type) fillIndex(c, t rc.Triple, hole Hole) {
	if !Indexed(c) {
		return
	}
	index := ty.index(c)
	if ty.canKeepFrom(t, c) {
		hole.copy(index.hashes, ty.index(t).hashes, t.Len)
	} else {
		ty.hashAll(c)
	}
	if !Indexed(t) || logSlots(c.Cap) != logSlots(t.Cap) {
		ty.rebuild(c)
		return
	}
	index.copySlots(ty.index(t))
	switch {
	case hole.at < 0:
	case hole.swapped:
		index.replace(index.width(), ty, t, Place{Pos: hole.at, slot: unknown, known: true})
	default:
		index.takeOut(ty, t, Place{Pos: hole.at, slot: unknown, known: true})
	}
}

// canKeepFrom reports whether c can keep hashes that t keeps.
func (ty Type) canKeepFrom(t, c rc.Triple) bool {
	return ty.keepsHashes() && Indexed(t) && (widthFor(t.Cap) == huge) == (widthFor(c.Cap) == huge)
}

// hashAll calls hash for every key of t, which has an index, and keeps the hashes.
func (ty Type) hashAll(t rc.Triple) {
	if !ty.keepsHashes() {
		return
	}
	index, keys := ty.index(t), ty.Keys(t)
	for i := int64(0); i < t.Len; i++ {
		index.keep(i, Mix(ty.hash(keys.At(i))))
	}
}

// rebuild makes the slots of t, which has an index and keeps what hashes it keeps.
//
//go:inline
func (ty Type) rebuild(t rc.Triple) {
	switch ty.index(t).clear(); widthFor(t.Cap) {
	case narrow:
		ty.enterAll(narrow, t)
	case wide:
		ty.enterAll(wide, t)
	default:
		ty.enterAll(huge, t)
	}
}

//go:inline
func (ty Type) enterAll(w Width, t rc.Triple) {
	index := ty.index(t)
	for pos := int64(0); pos < t.Len; pos++ {
		index.enter(w, ty.hashOf(t, pos), pos)
	}
}

// Regrown returns the unique t with room for capacity entries, and with an index
// if it is to have one: realloc, and what stands behind the keys moves to where it
// begins now, the last first.
//
//	old cap 4   │ k0 k1 k2 k3 │ v0 v1 v2 v3 │ slots … │
//	realloc     │ k0 k1 k2 k3   .  .  .  .  │ at the old offsets …
//	move        │ k0 k1 k2 k3   .  .  .  .  │ v0 v1 v2 v3 .  .  .  . │ slots … │
//
// The slots are made anew where there are more of them.
//
// Requires t unique or without buffer, capacity >= t.Len.
func (ty Type) Regrown(op string, t rc.Triple, capacity int64) rc.Triple {
	if t.Data == nil {
		return ty.empty(op, capacity)
	}
	old := t
	capacity = ty.capacity(capacity)
	was, indexed := Indexed(old), ty.wantsIndex(capacity)
	if indexed {
		runtime.UseHashKeys()
	}
	bytes := ty.bytes(op, capacity, indexed)
	t.Data = rc.TryResize(op, t.Data, ty.bytes(op, t.Cap, was), bytes, ty.Key.Align)
	if t.Data == nil {
		ty.failNoMemory(op, bytes)
	}
	t.Cap = capacity
	moved := rc.Triple{Len: t.Len, Cap: old.Cap, Data: t.Data} // the old layout, at the new address
	sameSlots := was && indexed && logSlots(old.Cap) == logSlots(t.Cap)
	sameHashes := was && indexed && ty.keepsHashes() && (widthFor(old.Cap) == huge) == (widthFor(t.Cap) == huge)
	if sameHashes {
		from := ty.index(moved).hashes
		runtime.Move(ty.index(t).hashes.At(0), from.At(0), t.Len*from.Size())
	}
	if sameSlots {
		index := ty.index(t)
		runtime.Move(index.slots.At(0), ty.index(moved).slots.At(0), (index.mask()+1)*int64(index.width()))
	}
	runtime.Move(ty.Vals(t).At(0), ty.Vals(moved).At(0), t.Len*ty.Val.Size)
	if indexed {
		rc.SetIndexed(t.Data, true)
		if !sameHashes {
			ty.hashAll(t)
		}
		if !sameSlots {
			ty.rebuild(t)
		}
	}
	return t
}

// rebased returns where p, which may lie in a key or value of old, lies in now, to
// which old was regrown.
func (ty Type) rebased(p unsafe.Pointer, old, now rc.Triple) unsafe.Pointer {
	keyBytes, valBytes := old.Len*ty.Key.Size, old.Len*ty.Val.Size
	if q := rc.Rebase(p, ty.Vals(old).At(0), valBytes, ty.Vals(now).At(0)); q != p {
		return q
	}
	return rc.Rebase(p, old.Data, keyBytes, now.Data)
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
	if ty.Val.Size == 0 && ty.Val.Dec.IsNil() {
		t.Destroy(ty.Key.Size, ty.Key.Dec) // a set; perhaps its list of elements
	} else {
		rc.DestroyMap(t, ty.Key.Size, ty.Val.Size, ty.Key.Dec, ty.Val.Dec)
	}
}

// Unshared returns t, or a copy of it that is unique and has room for capacity
// entries.
func (ty Type) Unshared(op string, t rc.Triple, capacity int64) rc.Triple {
	capacity = max(capacity, t.Len)
	switch t.Ownership() {
	case rc.Missing:
		if capacity == 0 {
			return t
		}
		return ty.empty(op, capacity)
	case rc.Sole:
		if capacity <= t.Cap {
			return t
		}
		return ty.Regrown(op, t, ty.grown(t.Cap, capacity))
	}
	c := ty.copied(op, t, capacity, noHole, -1)
	ty.Release(t)
	return c
}
