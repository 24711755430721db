package keyed

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Lookup returns the position of key, or -1. It checks all that it is given; what
// is constant after inlining costs nothing to check. The other checks do not
// return when they fail, so that a loop of lookups may keep what it has loaded.
//
//go:inline
func (ty Type) Lookup(op string, t rc.Triple, key unsafe.Pointer, names Names) int64 {
	if ty.Key.Size < 0 {
		rc.FailNegative(op, names.Size, ty.Key.Size)
	}
	if !runtime.Likely(t.Len >= 0 && !ty.Eq.IsNil() && (key != nil || ty.Key.Size == 0)) {
		ty.failLookup(op, t, names)
	}
	return ty.Find(t, key)
}

//go:noinline
func (ty Type) failLookup(op string, t rc.Triple, names Names) {
	switch {
	case t.Len < 0:
		rc.FailNegative(op, "len", t.Len)
	case ty.Eq.IsNil():
		rc.FailNull(op, names.Eq)
	default:
		rc.FailNull(op, names.Key)
	}
}

// Find returns the position of key, or -1.
//
// Requires a checked type and t.Len >= 0.
//
//go:inline
func (ty Type) Find(t rc.Triple, key unsafe.Pointer) int64 {
	if ty.indexed(t) {
		hash := ty.hash(key)
		pos, _ := ty.find(t, ty.index(t), key, Mix(hash), hash)
		return pos
	}
	return ty.scan(t, key)
}

const noGuess = 1<<64 - 1

// find is Find by the index: it returns the slot where the search ended as well.
//
// A large index lies in slower memory, so guess is looked at first, the hash as the
// callback gave it: the keys 0, 1, 2 ... entered in order stand at the positions
// that their hashes are the numbers of, where hash is the identity. They are found
// without the index. For any other key the guess costs a comparison of numbers.
//
//go:inline
func (ty Type) find(t rc.Triple, index Index, key unsafe.Pointer, hash, guess uint64) (pos, slot int64) {
	keys := ty.Keys(t)
	if runtime.Likely(index.isNarrow()) {
		return index.findLinear(hash, keys, key, ty)
	}
	if guess < uint64(t.Len) && ty.equal(keys.At(int64(guess)), key) {
		return int64(guess), unknown
	}
	if runtime.Likely(index.isWide()) {
		return index.findGroups(wide, hash, keys, key, ty)
	}
	return index.findGroups(huge, hash, keys, key, ty)
}

// scan is Find without an index: with a hash callback there are few keys.
//
//go:inline
func (ty Type) scan(t rc.Triple, key unsafe.Pointer) int64 {
	if ty.Hash.IsNil() {
		return ty.scanMany(ty.Keys(t), t.Len, key)
	}
	return ty.scanFrom(0, ty.Keys(t), t.Len, key)
}

// scanFrom returns the position of key among those from i to n, or -1.
//
//go:inline
func (ty Type) scanFrom(i int64, keys rc.Elems, n int64, key unsafe.Pointer) int64 {
	for ; i < n; i++ {
		if ty.equal(keys.At(i), key) {
			return i
		}
	}
	return -1
}

// scanMany is scanFrom four at a time, so that an inlined eq costs a comparison and
// a branch that is not taken.
//
//go:inline
func (ty Type) scanMany(keys rc.Elems, n int64, key unsafe.Pointer) int64 {
	i := int64(0)
	for ; i+4 <= n; i += 4 {
		if ty.equal(keys.At(i), key) {
			return i
		}
		if ty.equal(keys.At(i+1), key) {
			return i + 1
		}
		if ty.equal(keys.At(i+2), key) {
			return i + 2
		}
		if ty.equal(keys.At(i+3), key) {
			return i + 3
		}
	}
	return ty.scanFrom(i, keys, n, key)
}

// Place is where a key is, or where a new one goes.
type Place struct {
	Pos     int64 // position of the key, -1 if absent
	slot    int64
	hash    uint64
	indexed bool // slot of the index is the key's, or free for it; hash is the key's
	known   bool // it was looked for: the zero Place says nothing
}

// Locate finds key for an operation that will change t.
//
// Requires a checked type and t.Len >= 0.
//
//go:inline
func (ty Type) Locate(t rc.Triple, key unsafe.Pointer) Place { return ty.locate(t, key, Indexed(t)) }

// Position is a place of which a slow path needs no more than the position.
//
//go:inline
func Position(pos int64) Place { return Place{Pos: pos, slot: unknown, known: true} }

// Located is Locate, unless the path in place has found the key already.
func (ty Type) Located(t rc.Triple, key unsafe.Pointer, found Place) Place {
	if found.known {
		return found
	}
	return ty.Locate(t, key)
}

// LocateIn is Locate in a t that has a buffer.
//
//go:inline
func (ty Type) LocateIn(t rc.Triple, key unsafe.Pointer) Place {
	return ty.locate(t, key, rc.Indexed(t.Data))
}

//go:inline
func (ty Type) locate(t rc.Triple, key unsafe.Pointer, indexed bool) Place {
	if !ty.Hash.IsNil() && indexed {
		hash := ty.hash(key)
		mixed := Mix(hash)
		index := ty.index(t)
		pos, slot := ty.find(t, index, key, mixed, hash)
		return Place{pos, slot, mixed, true, true}
	}
	return Place{Pos: ty.scan(t, key), known: true}
}

// LocateOf finds the key at position i of other in t.
//
// Requires a checked type.
//
//go:inline
func (ty Type) LocateOf(t, other rc.Triple, i int64) Place {
	key := ty.Keys(other).At(i)
	if !ty.Hash.IsNil() && Indexed(t) {
		hash := ty.hashFor(t, other, i)
		pos, slot := ty.find(t, ty.index(t), key, hash, noGuess)
		return Place{pos, slot, hash, true, true}
	}
	return Place{Pos: ty.scan(t, key), known: true}
}

// hashOf returns the hash of the key at position i of t.
//
//go:inline
func (ty Type) hashOf(t rc.Triple, i int64) uint64 { return ty.hashFor(t, t, i) }

// hashFor returns the hash, for use in t, of the key at position i of other. A giant t
// needs all of it, and others keep the upper half.
//
//go:inline
func (ty Type) hashFor(t, other rc.Triple, i int64) uint64 {
	if ty.keepsHashes() && Indexed(other) && (t.Cap < 1<<wideMax || other.Cap >= 1<<wideMax) {
		return ty.index(other).keptHash(i)
	}
	return Mix(ty.hash(ty.Keys(other).At(i)))
}

// HasRoom reports whether a new entry for p can be appended in place: a free
// slot, and the index as it should be.
//
// Requires t unique and p located in it.
//
//go:inline
func (ty Type) HasRoom(t rc.Triple, p Place) bool {
	return t.Len < t.Cap && (p.indexed || !ty.wantsIndex(t.Cap) && !Indexed(t))
}

// Append enters key and val at the place located for them.
//
// Requires HasRoom.
//
//go:inline
func (ty Type) Append(t rc.Triple, p Place, key, val unsafe.Pointer) rc.Triple {
	ty.Keys(t).Put(t.Len, key)
	if ty.Val.Size > 0 {
		ty.Vals(t).Put(t.Len, val)
	}
	if p.indexed {
		switch index := ty.index(t); {
		case runtime.Likely(index.isNarrow()):
			index.put(narrow, p.slot, p.hash, t.Len)
		case index.isWide():
			index.put(wide, p.slot, p.hash, t.Len)
		default:
			index.put(huge, p.slot, p.hash, t.Len)
		}
	}
	t.Len++
	return t
}

// Ready returns the unique or empty t with room for need entries in all, and
// with the index as it should be: present if the type has a hash, gone if the
// type has none.
func (ty Type) Ready(op string, t rc.Triple, need int64) rc.Triple {
	slots := t.Cap
	if need > slots {
		slots = ty.grown(slots, need)
	}
	switch {
	case slots > t.Cap, ty.wantsIndex(slots) && !Indexed(t):
		return ty.Regrown(op, t, slots)
	case ty.Hash.IsNil() && Indexed(t):
		rc.SetIndexed(t.Data, false)
	}
	return t
}

// Added returns t, which it consumes, with a new entry, for which p was located.
// key and val may lie in t.
func (ty Type) Added(op string, t rc.Triple, p Place, key, val unsafe.Pointer) rc.Triple {
	need := rc.Sum(op, t.Len, 1, ty.Key.Size+ty.Val.Size)
	if !t.IsShared() {
		if ty.HasRoom(t, p) {
			return ty.Append(t, p, key, val)
		}
		old := t
		t = ty.Ready(op, t, need)
		key, val = ty.rebased(key, old, t), ty.rebased(val, old, t)
		return ty.Append(t, ty.vacancy(t, p, key), key, val)
	}
	c := ty.CopiedRoomy(op, t, need)
	c = ty.Append(c, ty.vacancy(c, p, key), key, val)
	ty.Release(t)
	return c
}

// VacancyOf returns the place in t for the key at position i of other, which is not in t.
//
// Requires room in t, and no index where the type has no hash.
//
//go:inline
func (ty Type) VacancyOf(t, other rc.Triple, i int64) Place {
	if ty.Hash.IsNil() || !Indexed(t) {
		return Place{Pos: -1, known: true}
	}
	return ty.freePlace(t, ty.hashFor(t, other, i))
}

// vacancy returns the place in t for a key that is not in it, and was located as p
// in what t grew from or is a copy of.
func (ty Type) vacancy(t rc.Triple, p Place, key unsafe.Pointer) Place {
	if ty.Hash.IsNil() || !Indexed(t) {
		return Place{Pos: -1, known: true}
	}
	hash := p.hash
	if !p.indexed {
		hash = Mix(ty.hash(key))
	}
	return ty.freePlace(t, hash)
}

// freePlace returns the place in t, which has an index, for a new key with this hash.
//
//go:inline
func (ty Type) freePlace(t rc.Triple, hash uint64) Place {
	index, slot := ty.index(t), int64(0)
	switch {
	case runtime.Likely(index.isNarrow()):
		slot = index.free(narrow, hash)
	case index.isWide():
		slot = index.free(wide, hash)
	default:
		slot = index.free(huge, hash)
	}
	return Place{-1, slot, hash, true, true}
}
