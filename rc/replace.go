package rc

import (
	"unsafe"

	"orirt/runtime"
)

// SmallElem is the size up to which an element is exchanged through the stack.
const SmallElem = 64

// Scratch is where an element lies while it is replaced: the new one goes into
// the slot before the old one is released, because it may lie in memory that
// only the old one keeps alive.
type Scratch struct {
	size  int64
	dec   runtime.ElemFn
	large unsafe.Pointer
	small [SmallElem / 8]uint64
}

// NewScratch prepares to replace elements of size bytes. It allocates for large
// ones, so that nothing can fail later. Free it.
//
//go:inline
func NewScratch(op string, size int64, dec runtime.ElemFn) (s Scratch) {
	s.size, s.dec = size, dec
	if size > SmallElem && !dec.IsNil() {
		if s.large = runtime.Malloc(size); s.large == nil {
			FailNoMemory(op, size)
		}
	}
	return s
}

// Exchange puts the element at elem into slot. The old one is then to be
// released with Drop.
//
//go:inline
func (s *Scratch) Exchange(slot, elem unsafe.Pointer) {
	if !s.dec.IsNil() {
		CopyElem(s.old(), slot, s.size)
	}
	CopyElem(slot, elem, s.size)
}

// Drop releases the element that Exchange took out.
//
//go:inline
func (s *Scratch) Drop() {
	if !s.dec.IsNil() {
		s.dec.Call(s.old())
	}
}

// Free frees what NewScratch allocated.
//
//go:inline
func (s *Scratch) Free() {
	if s.large != nil {
		runtime.Free(s.large)
	}
}

//go:inline
func (s *Scratch) old() unsafe.Pointer {
	if s.large != nil {
		return s.large
	}
	return unsafe.Pointer(&s.small)
}

// CanReplace reports whether a path in place may use ReplaceSmall: plain
// elements of an easy size, and small counted ones where the size is a constant
// after inlining.
//
//go:inline
func CanReplace(size int64, dec runtime.ElemFn) bool {
	if dec.IsNil() {
		return EasySize(size)
	}
	return 0 < size && size <= SmallElem && runtime.Constant(size)
}

// ReplaceSmall replaces the element in slot by the one at elem, and releases the
// old one with dec unless that is nil.
//
// Requires CanReplace.
//
//go:inline
func ReplaceSmall(slot, elem unsafe.Pointer, size int64, dec runtime.ElemFn) {
	if dec.IsNil() {
		CopyEasy(slot, elem, size)
		return
	}
	s := Scratch{size: size, dec: dec}
	s.Exchange(slot, elem)
	s.Drop()
}

// Replace is ReplaceSmall for any size.
func Replace(op string, slot, elem unsafe.Pointer, size int64, dec runtime.ElemFn) {
	s := NewScratch(op, size, dec)
	s.Exchange(slot, elem)
	s.Drop()
	s.Free()
}

// Drop releases the element in slot i, or does nothing without dec.
//
//go:inline
func (e Elems) Drop(dec runtime.ElemFn, i int64) {
	if !dec.IsNil() {
		dec.Call(e.At(i))
	}
}
