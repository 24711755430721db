package keyed

import (
	"unsafe"

	"orirt/rc"
	"orirt/runtime"
)

const (
	// LinearMax is the capacity up to which a buffer has no index. Measured: see
	// docs/design.md.
	LinearMax = 8

	// minIndexed is the smallest capacity with an index: a power of two, as all
	// of them, and enough for the values to be aligned.
	minIndexed = 16

	// maxIndexed is the capacity up to which 32 bits hold a position.
	maxIndexed = 1 << 31

	wordBytes = 4
)

// Index is the hash index of one buffer.
type Index struct {
	slots  rc.Elems
	hashes rc.Elems
	mask   uint32 // slots - 1
}

// indexBytes returns the size of the index of a buffer of capacity slots.
func indexBytes(capacity int64) int64 { return 3 * capacity * wordBytes }

// indexAt returns the index that lies at p, for a buffer of capacity slots.
//
//go:inline
func indexAt(p unsafe.Pointer, capacity int64) Index {
	return Index{
		slots:  rc.ElemsAt(p, wordBytes),
		hashes: rc.ElemsAt(runtime.At(p, 2*capacity*wordBytes), wordBytes),
		mask:   uint32(2*capacity - 1),
	}
}

// Mix spreads a user's hash, which may be the identity, over 32 bits:
// multiplication by 2⁶⁴/φ carries every bit upwards, and the best of them, the
// highest, are folded onto those that choose the home.
//
//go:inline
func Mix(h uint64) uint32 {
	h *= 0x9E3779B97F4A7C15
	return uint32(h>>32) ^ uint32(h>>52)
}

func (x Index) slot(i uint32) *uint32 { return (*uint32)(x.slots.At(int64(i))) }

// hash returns where the mixed hash of the entry at pos is kept.
func (x Index) hash(pos int64) *uint32 { return (*uint32)(x.hashes.At(pos)) }

// entry returns what the slot of an entry holds.
func (x Index) entry(hash uint32, pos int64) uint32 { return hash&^x.mask | uint32(pos+1) }

// pos returns the position in a slot that is not empty.
func (x Index) pos(s uint32) int64 { return int64(s&x.mask) - 1 }

// find returns the position of the key with this hash, or -1, and the slot
// where the search ended.
//
//go:inline
func (x Index) find(hash uint32, keys rc.Elems, key unsafe.Pointer, eq runtime.EqFn) (pos int64, slot uint32) {
	for i := hash & x.mask; ; i = (i + 1) & x.mask {
		s := *x.slot(i)
		if s == 0 {
			return -1, i
		}
		if s^hash <= x.mask && eq.Call(keys.At(x.pos(s)), key) { // equal tags
			return x.pos(s), i
		}
	}
}

// free returns the slot for a new entry with this hash.
//
//go:inline
func (x Index) free(hash uint32) uint32 {
	i := hash & x.mask
	for *x.slot(i) != 0 {
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
func (x Index) clear() { runtime.Fill(x.slots.At(0), 0, (int64(x.mask)+1)*wordBytes) }

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
	for i, s := hash&x.mask, x.entry(hash, pos); ; i = (i + 1) & x.mask {
		if *x.slot(i) == s {
			return i
		}
	}
}

// remove takes the entry at pos, of n, out, and lowers the positions behind it.
func (x Index) remove(pos, n int64) {
	x.vacate(x.slotOf(pos))
	behind := n - pos - 1
	if 8*behind < int64(x.mask) {
		for p := pos + 1; p < n; p++ {
			*x.slot(x.slotOf(p))--
		}
	} else {
		x.lower(uint32(pos + 1))
	}
	runtime.Move(x.hashes.At(pos), x.hashes.At(pos+1), behind*wordBytes)
}

// vacate empties slot i. The entries behind it in the same run move up where
// that brings them no further than home, so that no search ends too early:
//
//	before   │ A │ B │ C │ D │   │     homes: A 0, B 0, C 2, D 1; remove A
//	after    │ B │ D │ C │   │   │     C stays: slot 2 is its home
func (x Index) vacate(i uint32) {
	for j := (i + 1) & x.mask; ; j = (j + 1) & x.mask {
		s := *x.slot(j)
		if s == 0 {
			break
		}
		home := *x.hash(x.pos(s)) & x.mask
		if (j-home)&x.mask >= (j-i)&x.mask { // home does not lie in (i, j]
			*x.slot(i) = s
			i = j
		}
	}
	*x.slot(i) = 0
}

// lower lowers every position that is above the one whose slot holds at.
func (x Index) lower(at uint32) {
	for i, end := int64(0), int64(x.mask)+1; i < end; i++ {
		slot := (*uint32)(x.slots.At(i))
		s := *slot
		if s&x.mask > at {
			s--
		}
		*slot = s
	}
}
