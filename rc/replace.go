package rc

import (
	"unsafe"

	"orirt/runtime"
)

// SmallElem is the size up to which an element is exchanged through registers
// or the stack.
const SmallElem = 64

// Replace puts the element at elem into slot and releases the one that was
// there. The new one goes in first: elem may lie in memory that only the old
// one keeps alive.
func Replace(op string, slot, elem unsafe.Pointer, size int64, dec runtime.ElemFn) {
	if dec.IsNil() || size == 0 {
		CopyElem(slot, elem, size)
		return
	}
	if size <= SmallElem {
		ReplaceSmall(slot, elem, size, dec)
		return
	}
	old := runtime.Malloc(size)
	if old == nil {
		failNoMemory(op, size)
	}
	runtime.Copy(old, slot, size)
	runtime.Move(slot, elem, size)
	dec.Call(old)
	runtime.Free(old)
}

// ReplaceSmall is Replace for size <= SmallElem and a dec.
//
//go:inline
func ReplaceSmall(slot, elem unsafe.Pointer, size int64, dec runtime.ElemFn) {
	var old [SmallElem / 8]uint64
	CopyElem(unsafe.Pointer(&old), slot, size)
	CopyElem(slot, elem, size)
	dec.Call(unsafe.Pointer(&old))
}

// Drop releases the element in slot i, or does nothing without dec.
//
//go:inline
func (e Elems) Drop(dec runtime.ElemFn, i int64) {
	if !dec.IsNil() {
		dec.Call(e.At(i))
	}
}
