package keyed

import (
	"unsafe"

	"orirt/rc"
	"orirt/runtime"
)

const (
	// LinearMax is the capacity up to which a buffer has no index. Measured:
	// see docs/benchmarks.md.
	LinearMax = 8

	// maxIndexed bounds the positions that a slot can hold.
	maxIndexed = 1<<31 - 1

	slotBytes = 8
)

// Index is the hash index of one buffer.
type Index struct {
	slots rc.Elems
	n     int64
}

// Slots returns how many slots the index of a buffer of capacity slots has: at
// most two thirds are ever in use.
func Slots(capacity int64) int64 { return capacity + capacity/2 }

// indexAt returns the index that lies at p, for a buffer of capacity slots.
func indexAt(p unsafe.Pointer, capacity int64) Index {
	return Index{rc.ElemsAt(p, slotBytes), Slots(capacity)}
}

// Mix spreads a user's hash, which may be the identity, over 32 bits:
// multiplication by 2⁶⁴/φ moves every bit of h up, and the upper half is kept.
//
//go:inline
func Mix(h uint64) uint32 { return uint32((h ^ h>>32) * 0x9E3779B97F4A7C15 >> 32) }

func (x Index) slot(i int64) *uint64 { return (*uint64)(x.slots.At(i)) }

// home returns the slot where the search for hash starts.
//
//go:inline
func (x Index) home(hash uint32) int64 { return int64(uint64(hash) * uint64(x.n) >> 32) }

func (x Index) next(i int64) int64 {
	if i++; i == x.n {
		return 0
	}
	return i
}

func slotOf(hash uint32, pos int64) uint64 { return uint64(hash)<<32 | uint64(pos+1) }
func hashOf(slot uint64) uint32            { return uint32(slot >> 32) }
func posOf(slot uint64) int64              { return int64(uint32(slot)) - 1 }

// find returns the position of the key with this hash, or -1, and the slot
// where the search ended.
//
//go:inline
func (x Index) find(hash uint32, keys rc.Elems, key unsafe.Pointer, eq runtime.EqFn) (pos, slot int64) {
	for i := x.home(hash); ; i = x.next(i) {
		s := *x.slot(i)
		if s == 0 {
			return -1, i
		}
		if hashOf(s) == hash && eq.Call(keys.At(posOf(s)), key) {
			return posOf(s), i
		}
	}
}

// add enters a position whose key is not in the index.
//
//go:inline
func (x Index) add(hash uint32, pos int64) {
	i := x.home(hash)
	for *x.slot(i) != 0 {
		i = x.next(i)
	}
	*x.slot(i) = slotOf(hash, pos)
}

// clear empties the index.
func (x Index) clear() { runtime.Fill(x.slots.At(0), 0, x.n*slotBytes) }

// addAll enters every slot of from into the empty x, but for the entry at
// position gone (-1: none), the positions behind which move down by one.
func (x Index) addAll(from Index, gone int64) {
	for i := int64(0); i < from.n; i++ {
		s := *from.slot(i)
		if s == 0 {
			continue
		}
		pos := posOf(s)
		if gone >= 0 && pos >= gone {
			if pos == gone {
				continue
			}
			pos--
		}
		x.add(hashOf(s), pos)
	}
}

// remove takes the entry in slot i out. The entries behind it in the same run
// move up where that brings them no further than home, so that no search ends
// too early:
//
//	before   │ A │ B │ C │ D │   │     homes: A 0, B 0, C 2, D 1; remove A
//	after    │ B │ D │ C │   │   │     C stays: slot 2 is its home
func (x Index) remove(i int64) {
	for j := x.next(i); ; j = x.next(j) {
		s := *x.slot(j)
		if s == 0 {
			break
		}
		if home := x.home(hashOf(s)); !within(home, i, j) {
			*x.slot(i) = s
			i = j
		}
	}
	*x.slot(i) = 0
}

// within reports whether home lies in the circular range (i, j].
func within(home, i, j int64) bool {
	if i <= j {
		return i < home && home <= j
	}
	return i < home || home <= j
}

// lower moves the positions above pos down by one.
func (x Index) lower(pos int64) {
	for i := int64(0); i < x.n; i++ {
		s := *x.slot(i)
		if int64(uint32(s)) > pos+1 {
			s--
		}
		*x.slot(i) = s
	}
}

// slotAt returns the slot that holds position pos, searching all.
func (x Index) slotAt(pos int64) int64 {
	for i := int64(0); ; i++ {
		if s := *x.slot(i); s != 0 && posOf(s) == pos {
			return i
		}
	}
}
