package rc

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// Plain words: elements of up to 8 bytes that hold no references, the most usual
// ones. Where inlining has shown that elements are such, the call of a slow path
// has room for all it needs in registers:
//
//	general     triple, index, address; size, align, inc, dec on the stack
//	plain word  triple, index, word, size
//
// What is stored as words and read back at once in pairs, as the descriptor on the
// stack would be, has the processor wait for its store buffer: longer than it takes to
// copy a short list.

// IsPlainWord reports whether inlining has shown that elements are plain words.
//
//go:inline
func IsPlainWord(e Elem) bool {
	const aligned = 1<<1 | 1<<2 | 1<<4 | 1<<8 | 1<<mallocAlign
	return runtime.Constant(e.Size) && 0 < e.Size && e.Size <= 8 &&
		runtime.Constant(e.Align) && uint64(e.Align) <= mallocAlign && aligned>>uint64(e.Align)&1 != 0 &&
		e.Inc.IsNil() && e.Dec.IsNil()
}

// PlainWord describes plain words of size bytes. malloc aligns them well enough.
func PlainWord(size int64) Elem { return Elem{Size: size, Align: 8} }

// PutWord stores the first size bytes of word.
//
// Requires IsPlainWord of size, or size known to be up to 8.
//
//go:inline
func PutWord(dst unsafe.Pointer, word uint64, size int64) {
	CopyInline(dst, unsafe.Pointer(&word), size)
}

// CopiedPlain returns a copy of the plain words of t, which stays as it is, in a new
// buffer of slots slots: Spliced without gap.
//
// Requires slots >= t.Len, slots > 0.
//
//go:inline
func (t Triple) CopiedPlain(op string, slots, size int64) Triple {
	bytes := Bytes(op, slots, size)
	t.BookCopy(op, t.Len, t.Len*size)
	fresh := Triple{t.Len, slots, New(op, bytes, 8)}
	runtime.Copy(fresh.Data, t.Data, t.Len*size)
	return fresh
}

// ReleasePlain is Release for elements without references.
//
//go:inline
func (t Triple) ReleasePlain() {
	if buffer := t.Buffer(); DropLast(buffer) {
		free(buffer)
	}
}
