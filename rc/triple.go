package rc

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// Triple is the value of a list, map or set: OriList, OriMap and OriSet in C.
// Copying one copies no reference; Inc and Release do.
type Triple struct {
	Len  int64          `c:"len"`  // elements
	Cap  int64          `c:"cap"`  // slots; negative: a slice
	Data unsafe.Pointer `c:"data"` // nil: no allocation
}

var _ [0]struct{} = [unsafe.Sizeof(Triple{}) - 24]struct{}{}

const (
	sliceFlag  = -1 << 63
	offsetMask = 1<<63 - 1

	// MinCapacity is the capacity of the first allocation that grows.
	MinCapacity = 4
)

// NextCapacity returns the slots to allocate where cur are not enough for need. It is
// the one growth rule of all collections, whether an element is added or room reserved:
// what exists grows at least twofold. What is made anew or copied tight gets what it needs.
func NextCapacity(cur, need int64) int64 { return max(need, 2*cur, MinCapacity) }

// Ownership is how an operation holds what it consumes. It asks once, at its
// beginning, and passes the answer on: another owner may leave at any moment, and who
// asks twice may get two answers.
type Ownership uint8

const (
	Shared  Ownership = iota // others may read the buffer: it is copied
	Sole                     // nobody else has the buffer: it is changed in place
	Missing                  // there is no buffer: one is made
)

// Ownership asks how t is held.
//
//go:inline
func (t Triple) Ownership() Ownership {
	switch {
	case t.Data == nil:
		return Missing
	case t.IsUnique():
		return Sole
	}
	return Shared
}

// KnownMissing reports whether the optimiser knows that there is no buffer: in front of
// the first operation on an empty list of compiled code.
//
//go:inline
func (t Triple) KnownMissing() bool {
	return runtime.Constant(runtime.Offset(t.Data, nil)) && runtime.Constant(t.Len) && runtime.Constant(t.Cap) && t == (Triple{})
}

// IsSlice reports whether t is a view into the buffer of another collection.
func (t Triple) IsSlice() bool { return t.Cap < 0 }

// IsUnique reports whether the holder of t may write to its buffer: the only
// reference, and no slice, whose neighbours it would not see.
//
//go:inline
func (t Triple) IsUnique() bool { return t.Cap >= 0 && t.Data != nil && HasOneOwner(t.Data) }

// IsShared reports whether t has a buffer to which its holder may not write: one with
// other references, an immortal one, or that of a slice. Whoever changes t copies it.
//
//go:inline
func (t Triple) IsShared() bool { return t.Data != nil && !t.IsUnique() }

// AssumeUnique tells the optimiser that t, the result of an operation on either
// of its paths, is unique and not a slice: what the next operation tests.
//
//go:inline
func (t *Triple) AssumeUnique() {
	t.AssumeNoSlice()
	runtime.AssumeOne(&headerOf(t.Data).count)
}

// AssumeNoSlice tells the optimiser that t is not a slice and has slots. A slow path
// says so of its own result: said only after the two paths have met, as by
// AssumeUnique, the optimiser forgets it at the next turn of a loop.
//
//go:inline
func (t *Triple) AssumeNoSlice() { runtime.Assume(t.Cap > 0) }

// Buffer returns the data of the allocation that t is, or is a slice of.
//
//go:inline
func (t Triple) Buffer() unsafe.Pointer {
	if runtime.Likely(t.Cap >= 0) { // a predicted branch, so that loading the count need not wait for cap
		return t.Data
	}
	return runtime.At(t.Data, -(t.Cap & offsetMask))
}

// Elems returns the elements of t.
func (t Triple) Elems(size int64) Elems { return Elems{t.Data, size} }

// Check fails when t or e is invalid: the first thing every slow path does.
func (t Triple) Check(op string, e Elem) {
	t.CheckLen(op, e.Size)
	if e.Inc.IsNil() && !e.Dec.IsNil() {
		FailCallbacks(op, "inc", "dec")
	}
}

// CheckLen is Check for operations without callbacks.
func (t Triple) CheckLen(op string, size int64) {
	if t.Len < 0 {
		FailNegative(op, "len", t.Len)
	}
	if size < 0 {
		FailNegative(op, "elem_size", size)
	}
	if t.Data == nil && t.Len > 0 {
		FailNull(op, "data")
	}
}

// Slice returns the view of the elements [start, end) of t.
//
// Requires 0 <= start <= end <= t.Len. The caller has added the reference.
//
//go:inline
func (t Triple) Slice(start, end, size int64) Triple {
	offset := start * size
	if t.Cap < 0 {
		return Triple{end - start, t.Cap + offset, runtime.At(t.Data, offset)}
	}
	if h := headerOf(t.Data); runtime.LoadRelaxed(&h.count) >= 0 {
		// Whoever of the owners is the last must release all elements. All
		// sharers of a buffer have the same len, so all write the same.
		h.setBytes(slicedBytes(t.Len, size))
	}
	return Triple{end - start, sliceFlag | offset, runtime.At(t.Data, offset)}
}

// slicedBytes returns what the header of a sliced buffer records of n elements: an
// element without bytes counts as one, so that a slice which is the last owner can
// tell how many there are. As many as the header has no room for would take years to
// release.
//
//go:inline
func slicedBytes(n, size int64) int64 {
	if size == 0 {
		return min(n, sizeMask)
	}
	return n * size
}

// Release drops t's reference; with the last one every element of the buffer
// and the memory.
//
//go:inline
func (t Triple) Release(size int64, dec runtime.ElemFn) {
	if DropLast(t.Buffer()) {
		t.Destroy(size, dec)
	}
}

// DropLast drops a reference to a buffer and reports whether it was the last,
// so that the caller must destroy it.
//
//go:inline
func DropLast(buffer unsafe.Pointer) bool { return buffer != nil && headerOf(buffer).drop() }

// Destroy releases the elements of a buffer whose last owner was t, and frees it.
//
//go:noinline
func (t Triple) Destroy(size int64, dec runtime.ElemFn) {
	buffer := t.Buffer()
	if dec.IsNil() {
		free(buffer)
		return
	}
	n := t.Len
	if t.IsSlice() {
		n = headerOf(buffer).bytes() / max(size, 1)
	}
	destroyAs(buffer, n, 0, Kind{keySize: size, key: dec})
}

// FreeEmptied frees the buffer of a unique t whose elements were all moved out.
func (t Triple) FreeEmptied() {
	runtime.FenceAcquire(&headerOf(t.Data).count) // for the header, as in TryResize
	free(t.Data)
}

// ListInc adds a reference to a list, slice or set.
//
//	borrows  data
//	retains  data
//	header   data
//	fails    freed data
//
//ori:export ori_list_rc_inc(data, cap)
//go:inline
func ListInc(t Triple) { Inc(t.Buffer()) }

// BufferDec drops a reference to a list, slice or set. The last one releases
// every element of the buffer, a slice also those outside its window, and frees
// the memory.
//
//	consumes  data
//	releases  all data
//	fails     freed data
//
//ori:export ori_buffer_rc_dec(data, len, cap, elem_size, dec)
//go:inline
func BufferDec(t Triple, e Elem) { t.Release(e.Size, e.Dec) }
