package runtime

import "unsafe"

// allocator is where memory comes from, if the program has said so, else the C library.
// A block knows nothing of it: so it stays the same from the first block to the last.
var allocator struct {
	alloc   AllocFn
	realloc ReallocFn
	free    FreeFn
	ctx     unsafe.Pointer
}

// SetAllocator is account.SetAllocator, which has made sure that there is no memory yet.
func SetAllocator(alloc AllocFn, realloc ReallocFn, free FreeFn, ctx unsafe.Pointer) {
	allocator.alloc, allocator.realloc, allocator.free, allocator.ctx = alloc, realloc, free, ctx
}

// Malloc returns size bytes aligned to 16, or nil when memory is exhausted. It is not
// inlined, since of what only one call returns the optimiser knows that nobody else has
// the address.
//
//go:noinline
func Malloc(size int64) unsafe.Pointer {
	if Likely(allocator.alloc.IsNil()) {
		return systemMalloc(size)
	}
	return callAlloc(allocator.alloc.fn, size, mallocAlign, allocator.ctx)
}

// MallocAligned is Malloc for an alignment above 16; size is a multiple of it.
//
//go:inline
func MallocAligned(align, size int64) unsafe.Pointer {
	if Likely(allocator.alloc.IsNil()) {
		return systemMallocAligned(align, size)
	}
	return callAlloc(allocator.alloc.fn, size, align, allocator.ctx)
}

// Realloc resizes what Malloc returned, of which the first oldSize bytes are kept. On
// failure it returns nil and the old memory stays as it is.
//
//go:inline
func Realloc(p unsafe.Pointer, oldSize, newSize int64) unsafe.Pointer {
	if Likely(allocator.alloc.IsNil()) {
		return systemRealloc(p, oldSize, newSize)
	}
	return reallocOwn(p, oldSize, newSize)
}

// Free frees what Malloc, MallocAligned or Realloc returned.
//
//go:inline
func Free(p unsafe.Pointer) {
	if Likely(allocator.alloc.IsNil()) {
		systemFree(p)
		return
	}
	freeOwn(p)
}

// freeOwn and reallocOwn are apart, so that no call through a pointer is inlined into the
// program's code.
//
//go:noinline
func freeOwn(p unsafe.Pointer) { callFree(allocator.free.fn, p, allocator.ctx) }

//go:noinline
func reallocOwn(p unsafe.Pointer, oldSize, newSize int64) unsafe.Pointer {
	return callRealloc(allocator.realloc.fn, p, oldSize, newSize, allocator.ctx)
}

// mallocAlign is what Malloc aligns to.
const mallocAlign = 16
