package rc

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// Elem describes the elements of a list or set. Its fields are the C
// parameters named in the tags; after inlining they are constants.
type Elem struct {
	Size  int64          `c:"elem_size"`  // bytes
	Align int64          `c:"elem_align"` // bytes, a power of two
	Inc   runtime.ElemFn `c:"inc"`        // nil: plain data
	Dec   runtime.ElemFn `c:"dec"`
}

// Elems are equally sized elements in memory, packed.
//
//	base
//	┌──────┬──────┬──────┬── ─ ─
//	│ At 0 │ At 1 │ At 2 │
//	└──────┴──────┴──────┴── ─ ─
//	 size
type Elems struct {
	base unsafe.Pointer
	size int64
}

// ElemsAt returns the elements of size bytes that start at base.
func ElemsAt(base unsafe.Pointer, size int64) Elems { return Elems{base, size} }

// Size returns the bytes from one slot to the next.
func (e Elems) Size() int64 { return e.size }

// At returns the address of slot i.
func (e Elems) At(i int64) unsafe.Pointer { return runtime.At(e.base, i*e.size) }

// Put copies the element at src into slot i. The two may overlap.
//
//go:inline
func (e Elems) Put(i int64, src unsafe.Pointer) { CopyElem(e.At(i), src, e.size) }

// PutWord stores a word of the elements' size, up to 8 bytes, in slot i.
//
//go:inline
func (e Elems) PutWord(i int64, word uint64) { PutWord(e.At(i), word, e.size) }

// InlineSize reports whether CopyInline copies elements of this size: the usual
// ones, and any that is a constant after inlining. A path in place that copies only
// such elements needs no call and no stack frame.
//
//go:inline
func InlineSize(size int64) bool {
	const usual = 1<<1 | 1<<2 | 1<<4 | 1<<8 | 1<<16 | 1<<24
	return size == 8 || uint64(size) < 32 && usual>>uint64(size)&1 != 0 || size > 0 && runtime.Constant(size)
}

// KnownSmall reports whether the optimiser knows that n slots for elements e are few bytes,
// aligned as malloc aligns.
//
//go:inline
func KnownSmall(n int64, e Elem) bool {
	const few = 1 << 16
	return runtime.Constant(n) && runtime.Constant(e.Size) && runtime.Constant(e.Align) &&
		0 <= n && n <= few && 0 <= e.Size && e.Size <= few &&
		0 < e.Align && e.Align <= mallocAlign && e.Align&(e.Align-1) == 0
}

// CopyInline copies one element of an inline size. The two may overlap.
//
//go:inline
func CopyInline(dst, src unsafe.Pointer, size int64) {
	switch {
	case runtime.Constant(size) && size >= runtime.TripleBytes:
		runtime.Move(dst, src, size)
	case runtime.Constant(size):
		runtime.MoveSmall(dst, src, size)
	case runtime.Likely(size == 8):
		runtime.MoveSmall(dst, src, 8)
	case size == 24:
		runtime.Move(dst, src, 24)
	case size == 16:
		runtime.MoveSmall(dst, src, 16)
	case size == 4:
		runtime.MoveSmall(dst, src, 4)
	case size == 1:
		runtime.MoveSmall(dst, src, 1)
	default:
		runtime.MoveSmall(dst, src, 2)
	}
}

// Word returns the element at elem as a number, if inlining has made its size a
// constant of at most 8 bytes. A slow path that takes the element by value lets the
// caller keep it in a register. One that takes its address would make the caller store
// it in memory before every operation, those in place included.
//
//go:inline
func Word(elem unsafe.Pointer, size int64) (word uint64, ok bool) {
	if runtime.Constant(size) && 0 < size && size <= 8 && elem != nil {
		CopyInline(unsafe.Pointer(&word), elem, size)
		return word, true
	}
	return 0, false
}

// CopyElem copies one element of any size. The two may overlap.
//
//go:inline
func CopyElem(dst, src unsafe.Pointer, size int64) {
	if InlineSize(size) {
		CopyInline(dst, src, size)
	} else {
		runtime.Move(dst, src, size)
	}
}

// SwapInline exchanges two elements of an inline size, at most SmallElem.
//
//go:inline
func (e Elems) SwapInline(i, j int64) {
	var kept [SmallElem / 8]uint64
	temp, a, b := unsafe.Pointer(&kept), e.At(i), e.At(j)
	CopyInline(temp, a, e.size)
	CopyInline(a, b, e.size)
	CopyInline(b, temp, e.size)
}

// CopyFrom copies n elements from slot from of src to slot to. No overlap.
func (e Elems) CopyFrom(to int64, src Elems, from, n int64) {
	runtime.Copy(e.At(to), src.At(from), n*e.size)
}

// MoveFrom is CopyFrom where src may be the same buffer.
func (e Elems) MoveFrom(to int64, src Elems, from, n int64) {
	runtime.Move(e.At(to), src.At(from), n*e.size)
}

// repeatChunk is about how many bytes Repeat copies at once: they stay in the
// first-level cache.
const repeatChunk = 4096

// Repeat stores copies of the element at src, which does not lie in them, in the n
// slots from i on: doubling what is there, then chunk by chunk.
func (e Elems) Repeat(src unsafe.Pointer, i, n int64) {
	if n <= 0 || e.size == 0 {
		return
	}
	if e.size == 1 {
		runtime.Fill(e.At(i), *(*uint8)(src), n)
		return
	}
	e.Put(i, src)
	for done := int64(1); done < n; {
		more := min(done, n-done, max(1, repeatChunk/e.size))
		e.CopyFrom(i+done, e, i, more)
		done += more
	}
}

// Shift moves n elements from slot from to slot to of the same buffer.
func (e Elems) Shift(to, from, n int64) { runtime.Move(e.At(to), e.At(from), n*e.size) }

// PutShifted copies the element at src into slot i, where src may lie among
// elements that have just moved: those in [from, to) went up by one slot. Even
// an element that straddles the boundary is found whole.
func (e Elems) PutShifted(i int64, src unsafe.Pointer, from, to int64) {
	moved := e.At(from)
	switch {
	case runtime.Within(src, moved, (to-from)*e.size):
		src = runtime.At(src, e.size)
	case runtime.Within(moved, src, e.size) && src != moved && to > from:
		below := runtime.Offset(moved, src)
		runtime.Move(e.At(i), src, below)
		runtime.Copy(runtime.At(e.At(i), below), runtime.At(moved, e.size), e.size-below)
		return
	}
	e.Put(i, src)
}

// Inc calls inc for n elements from slot i on.
func (e Elems) Inc(inc runtime.ElemFn, i, n int64) { e.each(inc, i, n) }

// Dec calls dec for n elements from slot i on.
func (e Elems) Dec(dec runtime.ElemFn, i, n int64) { e.each(dec, i, n) }

// Drop releases the element in slot i, or does nothing without dec.
//
//go:inline
func (e Elems) Drop(dec runtime.ElemFn, i int64) { Drop(dec, e.At(i)) }

// Drop releases the element at p, or does nothing without dec.
//
//go:inline
func Drop(dec runtime.ElemFn, p unsafe.Pointer) {
	if !dec.IsNil() {
		dec.Call(p)
	}
}

//go:inline
func (e Elems) each(f runtime.ElemFn, i, n int64) {
	if f.IsNil() {
		return
	}
	for end := i + n; i < end; i++ {
		f.Call(e.At(i))
	}
}

// Rebase returns where p lies after the size bytes at old moved to now; p
// itself if it was not among them.
func Rebase(p, old unsafe.Pointer, size int64, now unsafe.Pointer) unsafe.Pointer {
	if runtime.Within(p, old, size) {
		return runtime.At(now, runtime.Offset(p, old))
	}
	return p
}
