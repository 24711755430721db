package rc

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// Replacing an element concerns up to three: the new one, the old one, and one that was
// moved in with the new one and is not stored, such as the key of an entry that is there
// already. Releasing one of them may free the memory in which another lies. So the order is:
//
//	read      the new element
//	release   what is not stored, which may lie in the slot
//	store     the new element in the slot
//	release   the old element
//
// A callback may rely on the alignment of its element. ReplaceSmall moves the old
// one to the stack, where it is aligned to runtime.StackAlign; Replace, which serves any
// size and alignment, releases it in its slot before the new one is stored.

// Unstored is an element that was moved in and is not stored: the key of an entry
// that is there already. It may lie in the slot of the value that is replaced.
// The zero value is none.
type Unstored struct {
	At  unsafe.Pointer
	Dec runtime.ElemFn
}

// SmallElem is the size up to which an element is moved to the stack.
const SmallElem = 64

// CanReplace reports whether a path in place may use ReplaceSmall:
//
//	the old element is released      a small element of a size that is constant after inlining
//	only what is not stored is       a small element of an inline size
//	nothing is released              an element of an inline size
//
//go:inline
func CanReplace(e Elem, passedDec runtime.ElemFn) bool {
	switch {
	case !e.Dec.IsNil():
		return 0 < e.Size && e.Size <= SmallElem && runtime.Constant(e.Size) && e.Align <= runtime.StackAlign
	case !passedDec.IsNil():
		return e.Size <= SmallElem && InlineSize(e.Size)
	}
	return InlineSize(e.Size)
}

// ReplaceSmall replaces the element in slot by the one at elem, and releases
// unstored and the old one.
//
// Requires CanReplace.
//
//go:inline
func ReplaceSmall(slot, elem unsafe.Pointer, e Elem, unstored Unstored) {
	if e.Dec.IsNil() && unstored.Dec.IsNil() {
		CopyInline(slot, elem, e.Size)
		return
	}
	var in, out [SmallElem / 8]uint64
	read, old := unsafe.Pointer(&in), unsafe.Pointer(&out)
	CopyInline(read, elem, e.Size)
	Drop(unstored.Dec, unstored.At)
	if !e.Dec.IsNil() {
		CopyInline(old, slot, e.Size)
	}
	CopyInline(slot, read, e.Size)
	Drop(e.Dec, old)
}

// Replace is ReplaceSmall for any size. It allocates for large elements, before
// anything changes.
//
//go:inline
func Replace(op string, slot, elem unsafe.Pointer, e Elem, unstored Unstored) {
	if e.Dec.IsNil() && unstored.Dec.IsNil() {
		CopyElem(slot, elem, e.Size)
		return
	}
	var s Scratch
	if !s.Reserve(e.Size) {
		FailNoMemory(op, e.Size)
	}
	CopyElem(s.At(), elem, e.Size)
	Drop(unstored.Dec, unstored.At)
	Drop(e.Dec, slot)
	CopyElem(slot, s.At(), e.Size)
	s.Free()
}

// Scratch is memory for one element for a while, aligned to 16. The zero value
// serves elements up to SmallElem.
type Scratch struct {
	small [SmallElem / 8]uint64
	large unsafe.Pointer
}

// Reserve makes room for an element of size bytes and reports whether it could.
// Free it.
//
//go:inline
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
	return unsafe.Pointer(&s.small)
}

// Reserved returns the memory that Reserve allocated, nil if it needed none.
//
//go:inline
func (s *Scratch) Reserved() unsafe.Pointer { return s.large }

// Free frees what Reserve allocated.
//
//go:inline
func (s *Scratch) Free() {
	if s.large != nil {
		runtime.Free(s.large)
	}
}
