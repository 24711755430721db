package keyed

import (
	"math/bits"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// findLinear returns the position of the key with this hash, or -1, and the slot where
// the search ended, in a narrow index, which lies in the nearest cache: slot by slot. A
// comparison that is inlined and cheap is made at once; another one only with a key of
// equal tag.
//
//go:inline
func (x Index) findLinear(hash uint64, keys rc.Elems, key unsafe.Pointer, ty Type) (pos, slot int64) {
	cheap := ty.Eq.Known() && keys.Size() <= wordKey
	for i := x.home(narrow, hash); ; i = (i + 1) & x.mask() {
		e := x.load(narrow, i)
		if e < 0 {
			return -1, i
		}
		pos := e & x.mask()
		if (cheap || e^pos == x.tag(narrow, hash)) && ty.equal(keys.At(pos), key) {
			return pos, i
		}
	}
}

// findGroups is findLinear in an index of width w that is not narrow. A branch for each
// slot would often be guessed wrong, and wait for slower memory. So the slots of a group
// are looked at at once, and the only branches are those that nearly always go one way:
// the tag is found in the first group, and the key is the one that is looked for. The
// search ends with a group that has a vacant slot.
//
//go:inline
func (x Index) findGroups(w Width, hash uint64, keys rc.Elems, key unsafe.Pointer, ty Type) (pos, slot int64) {
	tag, mask := x.tag(w, hash), x.mask()
	for i := x.home(w, hash); ; i = (i + w.group()) & mask {
		for same := x.match(w, i, tag, ^(mask | w.displaced())); same != 0; same &= same - 1 {
			at := i + first(same)
			pos := x.load(w, at) & mask
			if runtime.Likely(ty.equal(keys.At(pos), key)) {
				return pos, at
			}
		}
		if vacancies := x.vacancies(w, i); runtime.Likely(vacancies != 0) {
			return -1, i + first(vacancies)
		}
	}
}

// first returns the number of the first in a set of slots.
//
//go:inline
func first(set uint32) int64 { return int64(bits.TrailingZeros32(set)) }

// free returns the slot for a new entry with this hash.
//
//go:inline
func (x Index) free(w Width, hash uint64) int64 {
	for i := x.home(w, hash); ; i = (i + w.group()) & x.mask() {
		if vacancies := x.vacancies(w, i); runtime.Likely(vacancies != 0) {
			return i + first(vacancies)
		}
	}
}

// slotOf returns the slot of the entry at pos. It is found by the position: a hash that
// is not the one it was entered with, which only a callback that lies can give, makes
// the search longer, but it ends.
//
//go:inline
func (x Index) slotOf(w Width, hash uint64, pos int64) int64 {
	mask := x.mask()
	for i := x.home(w, hash); ; i = (i + w.group()) & mask {
		if same := x.match(w, i, pos, mask|-1<<(8*w-1)); same != 0 {
			return i + first(same)
		}
	}
}

// put enters the entry at pos in slot i.
//
//go:inline
func (x Index) put(w Width, i int64, hash uint64, pos int64) {
	x.keep(pos, hash)
	x.store(w, i, x.entry(w, i, hash, pos))
}

// enter enters the entry at pos, which is not in the index, wherever there is room.
//
//go:inline
func (x Index) enter(w Width, hash uint64, pos int64) {
	x.put(w, x.free(w, hash), hash, pos)
}
