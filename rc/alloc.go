package rc

import (
	"math/bits"
	"unsafe"

	"libori.org/rt/account"
	"libori.org/rt/runtime"
)

// LiveCount returns the number of allocations not yet freed.
//
//ori:export ori_rc_live_count()
func LiveCount() int64 { return account.Live() }

// Alloc returns size bytes of data with count 1.
//
//	result     unique
//	allocates  always
//	fails      negative size; overflow size; align align
//
//ori:export noalias nonnull ori_rc_alloc(size, align)
func Alloc(size, align int64) unsafe.Pointer {
	const op = "ori_rc_alloc"
	if size < 0 {
		FailNegative(op, "size", size)
	}
	return New(op, size, align)
}

// New is Alloc on behalf of the operation op.
//
// Requires size >= 0.
func New(op string, size, align int64) unsafe.Pointer {
	data := TryNew(op, size, align)
	if data == nil {
		FailNoMemory(op, size)
	}
	return data
}

// NewSmall is New, inlined into compiled code.
//
// Requires a size and an alignment as KnownSmall has found them.
//
//go:inline
func NewSmall(op string, size, align int64) unsafe.Pointer {
	data := TryNew(op, size, align)
	if data == nil {
		FailNoMemory(op, size)
	}
	return data
}

// TryNew is New, but returns nil where memory is exhausted: for an operation that has
// something to free before it fails.
//
//go:inline
func TryNew(op string, size, align int64) unsafe.Pointer {
	checkAlign(op, align)
	if size > MaxBytes || align > MaxBytes {
		failTooLarge(op, max(size, align))
	}
	if runtime.Likely(align <= mallocAlign) {
		mem := runtime.Malloc(size + headerBytes)
		if mem == nil {
			return nil
		}
		return place(runtime.At(mem, headerBytes), size)
	}
	mem := runtime.MallocAligned(align, (size+2*align-1)&-align)
	if mem == nil {
		return nil
	}
	log := int64(bits.TrailingZeros64(uint64(align)))
	return place(runtime.At(mem, align), size|log<<sizeBits)
}

func checkAlign(op string, align int64) {
	if align <= 0 || align&(align-1) != 0 {
		failAlign(op, align)
	}
}

// place writes the header of a new allocation.
func place(data unsafe.Pointer, size int64) unsafe.Pointer {
	h := headerOf(data)
	h.size = size
	h.count = 1
	account.Allocated()
	runtime.ObserveAlloc(data, size&sizeMask)
	return data
}

// Realloc resizes the data and keeps the count; the address may change. NULL
// is allocated.
//
//	consumes   data
//	result     unique
//	tests      data
//	allocates  always
//	fails      negative old_size new_size; overflow new_size; shared data; align align
//
//ori:export noalias nonnull ori_rc_realloc(data, old_size, new_size, align)
func Realloc(data unsafe.Pointer, oldSize, newSize, align int64) unsafe.Pointer {
	const op = "ori_rc_realloc"
	if oldSize < 0 {
		FailNegative(op, "old_size", oldSize)
	}
	if newSize < 0 {
		FailNegative(op, "new_size", newSize)
	}
	checkAlign(op, align)
	if data == nil {
		return New(op, newSize, align)
	}
	if !IsUnique(data) {
		failNotUnique(op, data, Count(data))
	}
	return Resize(op, data, oldSize, newSize, align)
}

// Resize is Realloc on behalf of the operation op.
//
// Requires a unique buffer, oldSize and newSize >= 0. The index bit is cleared.
func Resize(op string, data unsafe.Pointer, oldSize, newSize, align int64) unsafe.Pointer {
	grown := TryResize(op, data, oldSize, newSize, align)
	if grown == nil {
		FailNoMemory(op, newSize)
	}
	return grown
}

// TryResize is Resize, but returns nil where memory is exhausted, and data stays as it is.
//
//go:inline
func TryResize(op string, data unsafe.Pointer, oldSize, newSize, align int64) unsafe.Pointer {
	checkAlign(op, align)
	if newSize > MaxBytes {
		failTooLarge(op, newSize)
	}
	account.Grown(op, data, oldSize, newSize)
	h := headerOf(data)
	runtime.FenceAcquire(&h.count) // a former owner may have recorded a slice; see runtime.LoadOwners
	if runtime.Likely(h.padding() == headerBytes && align <= mallocAlign && !runtime.ObserveMoves()) {
		h = (*Header)(runtime.Realloc(unsafe.Pointer(h), oldSize+headerBytes, newSize+headerBytes))
		if h == nil {
			return nil
		}
		h.size = newSize
		return h.data()
	}
	// realloc does not keep an alignment above 16, and knows no address but malloc's.
	grown := TryNew(op, newSize, max(align, h.alignedAt()))
	if grown == nil {
		return nil
	}
	runtime.Copy(grown, data, min(oldSize, newSize))
	free(data)
	return grown
}

// Free frees the memory, whatever the count. NULL and immortals: nothing.
//
//	consumes  data
//	units     -- size and align as given to ori_rc_alloc; the header knows both
//
//ori:export ori_rc_free(data, size, align)
func Free(data unsafe.Pointer, size, align int64) {
	if data != nil && Count(data) >= 0 {
		free(data)
	}
}

//go:noinline
func free(data unsafe.Pointer) {
	account.Freed()
	if block := runtime.At(data, -headerOf(data).padding()); !runtime.ObserveFree(data, block) {
		runtime.Free(block)
	}
}
