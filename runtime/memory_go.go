//go:build !ori_native && (ori_goheap || ori_sched || !cgo)

package runtime

import (
	"sync"
	"unsafe"
)

// Memory lies on the Go heap: the race detector and checkptr see it. Every
// block is kept alive until it is freed, since the garbage collector cannot see
// the references between them.
const Body = "goheap"

var blocks sync.Map // address of a block -> the allocation that holds it

// systemMalloc is Malloc; nil when a test refuses it.
func systemMalloc(size int64) unsafe.Pointer { return systemMallocAligned(mallocAlign, size) }

// systemMallocAligned is MallocAligned.
func systemMallocAligned(align, size int64) unsafe.Pointer {
	if refuse(size) {
		return nil
	}
	mem := make([]byte, size+align)
	base := unsafe.Pointer(unsafe.SliceData(mem))
	p := unsafe.Add(base, -uintptr(base)&uintptr(align-1))
	blocks.Store(uintptr(p), mem)
	watchAlloc(mem)
	return p
}

// systemRealloc is Realloc. It always moves, so that a stale address cannot go unnoticed.
func systemRealloc(p unsafe.Pointer, oldSize, newSize int64) unsafe.Pointer {
	q := systemMalloc(newSize)
	if q != nil {
		Copy(q, p, min(oldSize, newSize))
		systemFree(p)
	}
	return q
}

// systemFree is Free.
func systemFree(p unsafe.Pointer) {
	if p == nil {
		return
	}
	mem, ok := blocks.LoadAndDelete(uintptr(p))
	if !ok {
		panic("runtime.Free: not an allocated block (freed twice?)")
	}
	watchFree(mem.([]byte))
	for i := range mem.([]byte) {
		mem.([]byte)[i] = 0xDB // a use after free reads garbage
	}
}

func callElemC(fn, elem unsafe.Pointer)              { panic("C callback without cgo") }
func callEqC(fn, stored, needle unsafe.Pointer) bool { panic("C callback without cgo") }
func callHashC(fn, elem unsafe.Pointer) uint64       { panic("C callback without cgo") }
func callCopyC(fn, op, data unsafe.Pointer, bytes int64, ctx unsafe.Pointer) {
	panic("C callback without cgo")
}
func callAllocC(fn unsafe.Pointer, size, align int64, ctx unsafe.Pointer) unsafe.Pointer {
	panic("C callback without cgo")
}
func callReallocC(fn, p unsafe.Pointer, oldSize, newSize int64, ctx unsafe.Pointer) unsafe.Pointer {
	panic("C callback without cgo")
}
func callFreeC(fn, p, ctx unsafe.Pointer)    { panic("C callback without cgo") }
func callCmpC(fn, a, b unsafe.Pointer) int32 { panic("C callback without cgo") }

func callCmpByC(fn, a, b, ctx unsafe.Pointer) int32        { panic("C callback without cgo") }
func callTestC(fn, elem, ctx unsafe.Pointer) bool          { panic("C callback without cgo") }
func callEntryTestC(fn, key, val, ctx unsafe.Pointer) bool { panic("C callback without cgo") }
