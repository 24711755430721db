package rc

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// A queue takes its elements from the front. Where a unique list has many, the others
// stay where they are: the header goes up to stand before the first one that is left, over
// what was taken, and a word before it says how far the memory began.
//
//	        ┌──────┬───────┬──────────────────────────────────────── ─ ─
//	before  │ size │ count │ a     b      c       d     e
//	        └──────┴───────┴──────────────────────────────────────── ─ ─
//	                       ╎
//	        ┌ ─ ─ ─ ─ ─ ─ ─╎ ─ ─ ┬───────┬──────┬───────┬─────────── ─ ─
//	after     given up           │ front │ size │ count │ d     e
//	        └ ─ ─ ─ ─ ─ ─ ─╎ ─ ─ ┴───────┴──────┴───────┴─────────── ─ ─
//	        malloc's       ╎                            data
//	        ◀──────────── front ───────────────────────▶
//	                       ◀────── GivenUp ─────────────▶
//
// Bit 63 of size says that front is there. The slots given up are no longer in cap, and
// come back when the list next needs room: see Regrown.
const (
	movedBit    = -1 << 63
	headerAlign = 8

	// worthAdvancing is how many bytes memmove moves in less time than a header.
	worthAdvancing = 128
)

// front is the word before a header that has moved: the bytes from what malloc returned
// to data.
func (h *Header) front() *int64 { return (*int64)(runtime.At(unsafe.Pointer(h), -8)) }

// moved reports whether the header has gone up.
func (h *Header) moved() bool { return runtime.LoadRelaxed(&h.size) < 0 }

// CanAdvance reports whether t may give up n slots, which leaves header and elements
// aligned, and whether that is better than to move down the elements from first on.
//
// Requires a unique t, 0 < n <= first.
func (t Triple) CanAdvance(n, first int64, e Elem) bool {
	aligned := n*e.Size&(max(e.Align, headerAlign)-1) == 0
	return aligned && (t.Len-first)*e.Size > worthAdvancing && !runtime.ObserveMoves()
}

// Advanced returns t without its first n elements, which were moved out or released,
// and without their slots. Nothing else is touched.
//
// Requires CanAdvance.
func (t Triple) Advanced(n, size int64) Triple {
	h, bytes := headerOf(t.Data), n*size
	runtime.FenceAcquire(&h.count) // a former owner may have recorded a slice, as in TryResize
	word, front := runtime.LoadRelaxed(&h.size), h.padding()+bytes
	next := headerOf(runtime.At(t.Data, bytes))
	runtime.StoreOver(next.front(), front)
	runtime.StoreOver(&next.size, word&^sizeMask|movedBit|max(word&sizeMask-bytes, 0))
	runtime.StoreOver(&next.count, 1)
	return Triple{t.Len - n, t.Cap - n, next.data()}
}

// GivenUp returns the slots of size bytes that were given up in front of t.
//
// Requires a unique t with a buffer.
func (t Triple) GivenUp(size int64) int64 {
	h := headerOf(t.Data)
	runtime.FenceAcquire(&h.count) // a former owner may have recorded a slice, as in TryResize
	if !h.moved() || size == 0 {
		return 0
	}
	return (*h.front() - h.alignedAt()) / size
}

// reclaimed returns t with its elements moved down to where its memory starts, and with
// the slots that were given up.
//
// Requires a unique t with slots given up.
func (t Triple) reclaimed(size int64) Triple {
	givenUp, word := t.GivenUp(size), runtime.LoadRelaxed(&headerOf(t.Data).size)
	data := runtime.At(t.Data, -givenUp*size)
	runtime.MoveOver(data, t.Data, t.Len*size)
	first := headerOf(data)
	runtime.StoreOver(&first.size, word&^(movedBit|sizeMask)|(t.Cap+givenUp)*size)
	runtime.StoreOver(&first.count, 1)
	return Triple{t.Len, t.Cap + givenUp, data}
}
