package keyed

import (
	"math/bits"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

const (
	// LinearMax is the capacity up to which a buffer has no index. Measured: see
	// docs/design.md.
	LinearMax = 4

	// minIndexed is the smallest capacity with an index: a power of two, as all
	// of them, and enough for the values to be aligned.
	minIndexed = 8

	// maxIndexed is the capacity up to which a slot holds a position.
	maxIndexed = 1 << 31

	// wideFrom is the number of slots from which a search looks at four at once.
	// Below, the index lies in the nearest caches.
	wideFrom = 1 << 15

	wordBytes = 4

	// vacant is what an empty slot holds; any negative number says the same.
	vacant = -1

	// unknown is the number of a slot that was not looked for.
	unknown = 1<<32 - 1
)

// Index is the hash index of one buffer.
type Index struct {
	slots    rc.Elems // int32: a position and a tag
	hashes   rc.Elems // uint32
	capacity uint32
	mask     uint32 // slots - 1
	log      uint32 // of the capacity, to base 2
	changing bool   // see split
}

// indexBytes returns the size of the index of a buffer of capacity slots.
func indexBytes(capacity int64) int64 { return 3 * capacity * wordBytes }

// indexAt returns the index that lies at p, for a buffer of capacity slots.
//
//go:inline
func indexAt(p unsafe.Pointer, capacity int64) Index {
	runtime.Assume(capacity > 0)
	return Index{
		slots:    rc.ElemsAt(p, wordBytes),
		hashes:   rc.ElemsAt(runtime.At(p, 2*capacity*wordBytes), wordBytes),
		capacity: uint32(capacity),
		mask:     uint32(2*capacity - 1),
		log:      uint32(bits.TrailingZeros64(uint64(capacity))),
	}
}

// Mix spreads a user's hash, which may be the identity, over 32 bits:
// multiplication by 2⁶⁴/φ carries every bit upwards, so the highest are the best.
//
//go:inline
func Mix(h uint64) uint32 { return uint32(h * 0x9E3779B97F4A7C15 >> 32) }

func (x Index) slot(i uint32) *int32 { return (*int32)(x.slots.At(int64(i))) }

// hash returns where the mixed hash of the entry at pos is kept.
func (x Index) hash(pos int64) *uint32 { return (*uint32)(x.hashes.At(pos)) }

// wide reports whether the index is searched four slots at a time.
//
//go:inline
func (x Index) wide() bool { return x.mask >= wideFrom }

// split splits a hash in two: the upper bits, which number a slot, and those below,
// in front.
//
//	hash    │ log+1 bits │ below │
//
// Both ways say the same. The logarithm is computed once before a loop of lookups; in a
// loop of operations that change the table, for each of them, and there one
// multiplication by the number of slots is faster.
//
//go:inline
func (x Index) split(hash uint32) (slot, below uint32) {
	if x.changing {
		product := uint64(hash) * 2 * uint64(x.capacity)
		return uint32(product >> 32), uint32(product)
	}
	return hash >> (^x.log & 31), hash << (x.log & 31) << 1
}

// home returns the slot where the search for a hash begins: the first of four
// where the search is wide.
//
//go:inline
func (x Index) home(hash uint32) uint32 {
	i, _ := x.split(hash)
	if !runtime.Likely(!x.wide()) {
		i &^= 3
	}
	return i
}

// posMask returns the bits of a slot that hold the position.
func (x Index) posMask() uint32 { return x.capacity - 1 }

// tag returns the bits of a hash below those that chose its home, where a slot has
// room for them.
//
//go:inline
func (x Index) tag(hash uint32) uint32 {
	_, below := x.split(hash)
	return below >> 1
}

// entry returns what the slot of an entry holds.
func (x Index) entry(hash uint32, pos int64) int32 { return int32(x.tag(hash) | uint32(pos)) }

// pos returns the position in a slot that is not vacant.
func (x Index) pos(entry int32) int64 { return int64(uint32(entry) & x.posMask()) }

// find returns the position of the key with this hash, or -1, and the slot where
// the search ended, in an index that is not wide. A comparison that is inlined and
// cheap is made at once; another one only with a key of equal tag.
//
//go:inline
func (x Index) find(hash uint32, keys rc.Elems, key unsafe.Pointer, ty Type) (pos int64, slot uint32) {
	cheap := ty.Eq.Known() && keys.Size() <= 8
	for i := x.home(hash); ; i = (i + 1) & x.mask {
		e := *x.slot(i)
		if e < 0 {
			return -1, i
		}
		if (cheap || uint32(e)^x.tag(hash) <= x.posMask()) && ty.equal(keys.At(x.pos(e)), key) {
			return x.pos(e), i
		}
	}
}

// findWide is find in a wide index. A branch that is guessed wrong waits for the
// slower memory, so it looks at four slots before it branches. The slots are half
// full at most: hardly a search goes on to the next four.
//
//go:inline
func (x Index) findWide(hash uint32, keys rc.Elems, key unsafe.Pointer, ty Type) (pos int64, slot uint32) {
	tag := x.tag(hash)
	for i := x.home(hash); ; i = (i + 4) & x.mask {
		four := x.slot(i)
		for same := runtime.Match4(four, int32(tag), int32(^x.posMask())); same != 0; same &= same - 1 {
			at := i + uint32(bits.TrailingZeros32(same))
			pos := x.pos(*x.slot(at))
			if runtime.Likely(ty.equal(keys.At(pos), key)) {
				return pos, at
			}
		}
		if empty := runtime.Negative4(four); empty != 0 {
			return -1, i + uint32(bits.TrailingZeros32(empty))
		}
	}
}

// free returns the slot for a new entry with this hash.
//
//go:inline
func (x Index) free(hash uint32) uint32 {
	i := x.home(hash)
	if x.wide() {
		for ; ; i = (i + 4) & x.mask {
			if empty := runtime.Negative4(x.slot(i)); empty != 0 {
				return i + uint32(bits.TrailingZeros32(empty))
			}
		}
	}
	for *x.slot(i) >= 0 {
		i = (i + 1) & x.mask
	}
	return i
}

// put enters an entry in slot i.
//
//go:inline
func (x Index) put(i uint32, hash uint32, pos int64) {
	*x.slot(i) = x.entry(hash, pos)
	*x.hash(pos) = hash
}

// clear empties all slots.
func (x Index) clear() { runtime.Fill(x.slots.At(0), 0xff, (int64(x.mask)+1)*wordBytes) }

// rebuild makes the slots of n entries from their hashes.
func (x Index) rebuild(n int64) {
	x.clear()
	for pos := int64(0); pos < n; pos++ {
		hash := *x.hash(pos)
		*x.slot(x.free(hash)) = x.entry(hash, pos)
	}
}

// slotOf returns the slot of the entry at pos.
func (x Index) slotOf(pos int64) uint32 {
	hash := *x.hash(pos)
	i, entry := x.home(hash), x.entry(hash, pos)
	if x.wide() {
		for ; ; i = (i + 4) & x.mask {
			if same := runtime.Match4(x.slot(i), entry, -1); same != 0 {
				return i + uint32(bits.TrailingZeros32(same))
			}
		}
	}
	for *x.slot(i) != entry {
		i = (i + 1) & x.mask
	}
	return i
}

// remove takes the entry at pos, of n, out, and lowers the positions behind it:
// each in its slot, or, of many, all slots in passing, a fraction of a cycle for each.
func (x Index) remove(pos, n int64) {
	x.vacate(x.slotOf(pos))
	behind := n - pos - 1
	if 32*behind < int64(x.mask) {
		for p := pos + 1; p < n; p++ {
			*x.slot(x.slotOf(p))--
		}
	} else {
		x.lower(int32(pos))
	}
	runtime.Move(x.hashes.At(pos), x.hashes.At(pos+1), behind*wordBytes)
}

// takeOut takes the chosen entries out, and lowers the positions behind them. The hashes
// are left for the caller to close up.
//
// Requires a list of few.
func (x Index) takeOut(s *Selection) {
	for i := int64(0); i < s.count; i++ {
		x.vacate(x.slotOf(int64(*s.word(i))))
	}
	for i := s.count - 1; i >= 0; i-- {
		x.lower(int32(*s.word(i)))
	}
}

// replace takes the entry located at at out, and the one at last takes its position.
//
//go:inline
func (x Index) replace(at Place, last int64) {
	slot := at.slot
	if !at.indexed || slot == unknown {
		slot = x.slotOf(at.Pos)
	}
	x.vacate(slot)
	if at.Pos != last {
		hash := *x.hash(last)
		*x.slot(x.slotOf(last)) = x.entry(hash, at.Pos)
		*x.hash(at.Pos) = hash
	}
}

// vacate empties slot i. The entries behind it in the same run move up where
// that brings them no further than home, so that no search ends too early:
//
//	before   │ A │ B │ C │ D │   │     homes: A 0, B 0, C 2, D 1; remove A
//	after    │ B │ D │ C │   │   │     C stays: slot 2 is its home
func (x Index) vacate(i uint32) {
	if x.wide() {
		x.vacateWide(i)
		return
	}
	for j := (i + 1) & x.mask; ; j = (j + 1) & x.mask {
		e := *x.slot(j)
		if e < 0 {
			break
		}
		home := x.home(*x.hash(x.pos(e)))
		if (j-home)&x.mask >= (j-i)&x.mask { // home does not lie in (i, j]
			*x.slot(i) = e
			i = j
		}
	}
	*x.slot(i) = vacant
}

// vacateWide is vacate in a wide index, where a search goes on only past four slots
// that are all taken: of such a group the place is taken again.
//
//go:inline
func (x Index) vacateWide(i uint32) {
	full := runtime.Negative4(x.slot(i&^3)) == 0
	*x.slot(i) = vacant
	if full {
		x.refill(i)
	}
}

// refill moves an entry from the groups behind to the vacant slot i, and another one to
// the slot that this leaves, and so on: entries that passed the group of the slot.
//
//go:noinline
func (x Index) refill(i uint32) {
	for g := (i&^3 + 4) & x.mask; ; g = (g + 4) & x.mask {
		full := runtime.Negative4(x.slot(g)) == 0
		for j := g; j < g+4; j++ {
			e := *x.slot(j)
			if e < 0 {
				continue
			}
			if home := x.home(*x.hash(x.pos(e))); (g-home)&x.mask >= (g-i&^3)&x.mask {
				*x.slot(i), *x.slot(j) = e, vacant
				i = j
				break
			}
		}
		if !full {
			return // no search passes this group
		}
	}
}

// lower lowers every position above pos. A vacant slot stays: its sign is left
// on, so that it is below any position.
func (x Index) lower(pos int32) {
	bare := int32(x.posMask()) | -1<<31
	for i, end := int64(0), int64(x.mask)+1; i < end; i++ {
		slot := (*int32)(x.slots.At(i))
		e := *slot
		if e&bare > pos {
			e--
		}
		*slot = e
	}
}
