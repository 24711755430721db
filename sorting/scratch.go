package sorting

import (
	"math/bits"
	"unsafe"

	"libori.org/rt/rc"
)

// Scratch memory begins with elements, aligned as the caller aligned it, and ends
// with what is to be remembered.
//
//	Unstable   │ temp │ pivot │ small │ medians │ pending │
//	Stable     │ temp │ pivot │ small │ ancestors │ mirror │ medians │ pending │ runs │
//	by offset  │ offsets │ scratch for sorting these │ temp │
const (
	tempSlot = iota
	pivotSlot
	smallSlot
	sharedSlots = smallSlot + smallSlots
)

const (
	offsetBytes  = 8
	mediansBytes = int64(unsafe.Sizeof([maxMedians]int64{}))
	partBytes    = int64(unsafe.Sizeof(part{}))
	runBytes     = int64(unsafe.Sizeof(run{}))
)

// levels bounds the number of parts and of runs that are pending at a time: of two parts
// the smaller is sorted first, and of n elements a merge tree has log2 n levels.
//
//go:inline
func levels(n int64) int64 { return int64(bits.Len64(uint64(n))) + 2 }

// words rounds slots of size bytes up to whole words.
//
//go:inline
func words(slots, size int64) int64 { return (slots*size + 7) &^ 7 }

// ScratchBytes returns how many bytes of scratch memory Unstable needs for n
// elements of size bytes.
//
// Requires n and size >= 0, and that there are such elements.
func ScratchBytes(n, size int64) int64 {
	switch {
	case n < 2 || size == 0:
		return 0
	case size > maxDirect:
		return n*offsetBytes + ScratchBytes(n, offsetBytes) + size
	case n <= fewMax:
		return 0
	case n <= smallMax:
		return (smallSlot + n + 8) * size
	}
	return words(sharedSlots, size) + mediansBytes + levels(n)*partBytes
}

// StableScratchBytes returns how many bytes of scratch memory Stable needs for n
// elements of size bytes.
//
// Requires n and size >= 0, and that there are such elements.
func StableScratchBytes(n, size int64) int64 {
	switch {
	case n < 2 || size == 0:
		return 0
	case size > maxDirect:
		return n*offsetBytes + StableScratchBytes(n, offsetBytes) + size
	case n <= fewMax:
		return 0
	case n <= smallMax:
		return (smallSlot + n + 8) * size
	}
	return words(sharedSlots+levels(n)+n, size) + mediansBytes + levels(n)*(partBytes+runBytes)
}

// A scratch is the scratch memory of a sort.
type scratch struct {
	temp, pivot rc.Cursor // room for one element each
	small       rc.Cursor // room for small, or for the blocks of a partition
	ancestors   rc.Cursor // Stable: an element for each pending part
	mirror      rc.Cursor // Stable
	medians     *[maxMedians]int64
	pending     rc.Cursor // parts
	runs        rc.Cursor // Stable
}

// layout finds the parts of the scratch memory at mem.
//
//go:inline
func (o order) layout(mem rc.Cursor, n int64, stable bool) scratch {
	s := scratch{temp: o.at(mem, tempSlot), pivot: o.at(mem, pivotSlot), small: o.at(mem, smallSlot)}
	if n > smallMax {
		slots := int64(sharedSlots)
		if stable {
			s.ancestors = o.at(mem, slots)
			s.mirror = o.at(mem, slots+levels(n))
			slots += levels(n) + n
		}
		s.medians = (*[maxMedians]int64)(mem.Plus(words(slots, o.size)).Addr())
		s.pending = rc.CursorAt(unsafe.Pointer(s.medians)).Plus(mediansBytes)
		s.runs = s.pending.Plus(levels(n) * partBytes)
	}
	return s
}

// part returns the pending part i.
//
//go:inline
func (s scratch) part(i int64) *part { return (*part)(s.pending.Plus(i * partBytes).Addr()) }

// run returns the pending run i.
//
//go:inline
func (s scratch) run(i int64) *run { return (*run)(s.runs.Plus(i * runBytes).Addr()) }
