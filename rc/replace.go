package rc

import (
	"unsafe"

	"orirt/runtime"
)

// Replacing an element takes three steps:
//
//	read      the new element, which may lie in memory that only what is released keeps alive
//	release   first what came with it and is not stored, then the old element, each where it lies
//	store     the new element in the slot
//
// The bytes that were read never meet a callback, so they may lie anywhere.

// Passed is an element that was moved in and is not stored: the key of an entry
// that is there already. It may lie in the slot of the value that is replaced.
// The zero value is none.
type Passed struct {
	At  unsafe.Pointer
	Dec runtime.ElemFn
}

// SmallElem is the size up to which an element is read to the stack.
const SmallElem = 64

// CanReplace reports whether a path in place may use ReplaceSmall: elements of an
// easy size with which nothing is released, and small ones where something is and
// their size is a constant after inlining, or only what was passed.
//
//go:inline
func CanReplace(size int64, dec, passedDec runtime.ElemFn) bool {
	switch {
	case !dec.IsNil():
		return 0 < size && size <= SmallElem && runtime.Constant(size)
	case !passedDec.IsNil():
		return size <= SmallElem && EasySize(size)
	}
	return EasySize(size)
}

// ReplaceSmall replaces the element in slot by the one at elem, and releases
// passed and the old one, the latter with dec unless that is nil.
//
// Requires CanReplace.
//
//go:inline
func ReplaceSmall(slot, elem unsafe.Pointer, size int64, dec runtime.ElemFn, passed Passed) {
	if dec.IsNil() && passed.Dec.IsNil() {
		CopyEasy(slot, elem, size)
		return
	}
	var words [SmallElem / 8]uint64
	read := unsafe.Pointer(&words)
	CopyEasy(read, elem, size)
	Drop(passed.Dec, passed.At)
	Drop(dec, slot)
	CopyEasy(slot, read, size)
}

// Replace is ReplaceSmall for any size. It allocates for large elements, before
// anything changes.
func Replace(op string, slot, elem unsafe.Pointer, size int64, dec runtime.ElemFn, passed Passed) {
	if dec.IsNil() && passed.Dec.IsNil() {
		CopyElem(slot, elem, size)
		return
	}
	var s Scratch
	if !s.Reserve(size) {
		FailNoMemory(op, size)
	}
	CopyElem(s.At(), elem, size)
	Drop(passed.Dec, passed.At)
	Drop(dec, slot)
	CopyElem(slot, s.At(), size)
	s.Free()
}

// Scratch is memory for one element for a while, aligned as malloc's. The zero
// value serves elements up to SmallElem.
type Scratch struct {
	large unsafe.Pointer
	small [SmallElem/8 + 1]uint64 // one more, to begin at a multiple of 16
}

// Reserve makes room for an element of size bytes and reports whether it could.
// Free it.
func (s *Scratch) Reserve(size int64) bool {
	if size > SmallElem {
		s.large = runtime.Malloc(size)
		return s.large != nil
	}
	return true
}

// At returns the address of the memory.
//
//go:inline
func (s *Scratch) At() unsafe.Pointer {
	if s.large != nil {
		return s.large
	}
	small := unsafe.Pointer(&s.small)
	return runtime.At(small, runtime.Offset(small, nil)&8)
}

// Free frees what Reserve allocated.
func (s *Scratch) Free() {
	if s.large != nil {
		runtime.Free(s.large)
	}
}
