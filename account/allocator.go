package account

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// SetAllocator has the library take its memory from alloc, resize it with realloc and give
// it back to free, each called with ctx: all of it, that which an operation needs only for
// itself, too. alloc gets a size above 0 and an alignment, a power of two from 16 on, and
// returns NULL where there is none; so does realloc, which then leaves the memory as it was. The
// alignment of what is resized is 16, and its first old_size bytes are in use. They must
// not call the library, and must not unwind. Threads call them at the same time. Call it
// once, before the library has allocated anything and other threads use it: later is a
// fatal error. Each copy of the library in a process has an allocator of its own; where
// one passes collections to another, both need the same. Without it memory comes from malloc,
// aligned_alloc, realloc and free.
//
//	borrows  ctx -- until the process ends
//	fails    null alloc realloc free; late alloc
//
//ori:export ori_rt_set_allocator(alloc, realloc, free, ctx)
func SetAllocator(alloc runtime.AllocFn, realloc runtime.ReallocFn, free runtime.FreeFn, ctx unsafe.Pointer) {
	const op = "ori_rt_set_allocator"
	switch {
	case alloc.IsNil():
		fail(op, "alloc is NULL")
	case realloc.IsNil():
		fail(op, "realloc is NULL")
	case free.IsNil():
		fail(op, "free is NULL")
	case sum().allocated != 0:
		fail(op, "the library has allocated already")
	}
	runtime.SetAllocator(alloc, realloc, free, ctx)
}
