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

	// minIndexed is the smallest capacity with an index.
	minIndexed = 8

	// wordKey is the size up to which a key's hash is computed again, not kept.
	wordKey = 8

	// vacant is what an empty slot holds; any negative number says the same.
	vacant = -1

	// unknown is the number of a slot that was not looked for.
	unknown = -1
)

// Width is the number of bytes of a slot.
type Width int64

const (
	narrow Width = 2
	wide   Width = 4
	huge   Width = 8
)

// group returns the number of slots that are looked at together: one of a narrow index,
// and a cache line of the others.
//
//go:inline
func (w Width) group() int64 {
	switch w {
	case narrow:
		return 1
	case wide:
		return 16
	}
	return 8
}

// displaced returns the bit of a slot that marks an entry which is not in its home
// group, 0 where there is no room for it.
//
//go:inline
func (w Width) displaced() int64 {
	switch w {
	case wide:
		return 1 << 30
	case huge:
		return 1 << 62
	}
	return 0
}

// Index is the hash index of one buffer.
type Index struct {
	slots    rc.Elems // int16, int32 or int64: a position and a tag
	hashes   rc.Elems // the upper half of each entry's hash, or in a huge index all of it
	capacity int64
	keeps    bool // there are hashes
}

// logSlots returns the number of slots, to base 2, of the index of a buffer.
//
//	capacity    2ᵏ       ⅝·2ᵏ⁺¹ or ¹³⁄₁₆·2ᵏ⁺¹
//	slots       2ᵏ⁺¹     2ᵏ⁺¹
//
//go:inline
func logSlots(capacity int64) uint32 { return uint32(bits.Len64(uint64(capacity))) }

// widthFor returns the width of the slots of a buffer.
//
//go:inline
func widthFor(capacity int64) Width {
	switch log := logSlots(capacity); {
	case log <= narrowMax:
		return narrow
	case log <= wideMax:
		return wide
	}
	return huge
}

// capacityClass rounds n up to a capacity that fills the slots to a half or to 5/8, or to
// 13/16 instead of 5/8 in an index that is searched by groups.
func capacityClass(n int64) int64 {
	n = max(n, minIndexed)
	above := int64(1) << (bits.Len64(uint64(n-1)) & 63) // the power of two from n on
	full := above / 8 * 5
	if widthFor(full) != narrow {
		full = above / 16 * 13
	}
	if n <= full && full >= minIndexed {
		return full
	}
	return above
}

// slotsOffset rounds an offset up to where slots may begin. The groups of an index are to
// be cache lines. malloc maps a large block from the beginning of a page, which is 32 bytes
// before data, so slots lie at an offset that is 32 above a multiple of 64.
func slotsOffset(offset int64, w Width) int64 {
	if w == narrow {
		return (offset + 7) &^ 7
	}
	return (offset+31)&^63 + 32
}

// indexBytes returns the size of the index of a buffer.
func indexBytes(capacity int64, keeps bool) int64 {
	w := widthFor(capacity)
	bytes := int64(w) << logSlots(capacity)
	if keeps {
		bytes += capacity * hashBytes(w)
	}
	return bytes
}

// hashBytes returns the size of a kept hash.
func hashBytes(w Width) int64 { return max(int64(w), 4) }

// indexAt returns the index that lies at p, for a buffer of capacity entries.
//
//go:inline
func indexAt(p unsafe.Pointer, capacity int64, keeps bool) Index {
	runtime.Assume(capacity > 0)
	w := widthFor(capacity)
	x := Index{slots: rc.ElemsAt(p, int64(w)), capacity: capacity, keeps: keeps}
	if keeps {
		x.hashes = rc.ElemsAt(rc.ElemsAt(p, 1).At(int64(w)<<logSlots(capacity)), hashBytes(w))
	}
	return x
}

func (x Index) width() Width { return widthFor(x.capacity) }

// isNarrow reports whether x is narrow, without counting bits.
//
//go:inline
func (x Index) isNarrow() bool { return x.capacity < 1<<narrowMax }

// isWide reports whether an index that is not narrow is wide, without counting bits.
//
//go:inline
func (x Index) isWide() bool { return x.capacity < 1<<wideMax }

// log returns the number of slots, to base 2.
//
//go:inline
func (x Index) log() uint32 { return logSlots(x.capacity) }

// mask returns the number of slots - 1. Its bits are also those of a slot that hold the
// position: there are fewer entries than slots.
//
//go:inline
func (x Index) mask() int64 { return int64(1)<<(x.log()&63) - 1 }

// load returns what slot i holds, in an index of width w.
//
//go:inline
func (x Index) load(w Width, i int64) int64 {
	switch p := rc.ElemsAt(x.slots.At(0), int64(w)).At(i); w {
	case narrow:
		return int64(*(*int16)(p))
	case wide:
		return int64(*(*int32)(p))
	default:
		return *(*int64)(p)
	}
}

// store puts e, which load gives back, into slot i.
//
//go:inline
func (x Index) store(w Width, i, e int64) {
	switch p := rc.ElemsAt(x.slots.At(0), int64(w)).At(i); w {
	case narrow:
		*(*int16)(p) = int16(e)
	case wide:
		*(*int32)(p) = int32(e)
	default:
		*(*int64)(p) = e
	}
}

// match tells which slots of the group at i hold want in the bits of mask.
//
//go:inline
func (x Index) match(w Width, i, want, mask int64) uint32 {
	switch p := rc.ElemsAt(x.slots.At(0), int64(w)).At(i); w {
	case narrow:
		return bit(x.load(w, i)&mask == want)
	case wide:
		return runtime.Match16x32(p, int32(want), int32(mask))
	default:
		return runtime.Match8x64(p, want, mask)
	}
}

//go:inline
func bit(is bool) uint32 {
	if is {
		return 1
	}
	return 0
}

// vacancies tells which slots of the group at i are vacant.
//
//go:inline
func (x Index) vacancies(w Width, i int64) uint32 {
	switch p := rc.ElemsAt(x.slots.At(0), int64(w)).At(i); w {
	case narrow:
		return bit(x.load(w, i) < 0)
	case wide:
		return runtime.Negative16x32(p)
	default:
		return runtime.Negative8x64(p)
	}
}

// keptHash returns the hash that is kept of the entry at pos; its lower half is 0 where
// there is room for the upper one only.
func (x Index) keptHash(pos int64) uint64 {
	if p := x.hashes.At(pos); x.width() == huge {
		return *(*uint64)(p)
	} else {
		return uint64(*(*uint32)(p)) << 32
	}
}

// keep notes the hash of the entry at pos, if x keeps hashes.
//
//go:inline
func (x Index) keep(pos int64, hash uint64) {
	if !x.keeps {
		return
	}
	if p := x.hashes.At(pos); x.width() == huge {
		*(*uint64)(p) = hash
	} else {
		*(*uint32)(p) = uint32(hash >> 32)
	}
}

// home returns the first slot of the group where the search for a hash begins: the upper
// bits of the hash.
//
//go:inline
func (x Index) home(w Width, hash uint64) int64 {
	return int64(hash>>(-x.log()&63)) &^ (w.group() - 1)
}

// tag returns the bits of a hash below those that chose its home, where a slot of width
// w has room for them.
//
//go:inline
func (x Index) tag(w Width, hash uint64) int64 {
	below := hash << (x.log() & 63)
	switch w {
	case narrow:
		below >>= 64 - 15
	case wide:
		below >>= 64 - 30
	default:
		below >>= 64 - 62
	}
	return int64(below) &^ x.mask()
}

// entry returns what slot i holds for an entry at pos.
//
//go:inline
func (x Index) entry(w Width, i int64, hash uint64, pos int64) int64 {
	e := x.tag(w, hash) | pos
	if (x.home(w, hash)^i)&^(w.group()-1) != 0 {
		e |= w.displaced()
	}
	return e
}

// copySlots copies the slots of an index of as many.
func (x Index) copySlots(from Index) { x.slots.CopyFrom(0, from.slots, 0, x.mask()+1) }

// clear empties all slots.
func (x Index) clear() { runtime.Fill(x.slots.At(0), 0xff, (x.mask()+1)*int64(x.width())) }
