//go:build !ori_native

package runtime

import (
	"sync"
	"unsafe"
)

// Tests in Go need callbacks that are Go functions. Such a callback is an
// address in goFuncs; anything else is a C function pointer. The table grows
// and never shrinks: a test suite registers a few hundred.
var (
	goFuncs   [1 << 14]any
	goFuncsMu sync.Mutex
	goFuncsN  int
)

func register(f any) unsafe.Pointer {
	goFuncsMu.Lock()
	defer goFuncsMu.Unlock()
	goFuncs[goFuncsN] = f
	goFuncsN++
	return unsafe.Pointer(&goFuncs[goFuncsN-1])
}

func isGo(fn unsafe.Pointer) bool {
	return Within(fn, unsafe.Pointer(&goFuncs), int64(unsafe.Sizeof(goFuncs)))
}

// GoElem makes an inc or dec callback of a Go function.
func GoElem(f func(elem unsafe.Pointer)) ElemFn { return ElemFn{register(f)} }

// GoDrop makes a drop callback of a Go function.
func GoDrop(f func(data unsafe.Pointer)) DropFn { return DropFn{register(f)} }

// GoEq makes an eq callback of a Go function.
func GoEq(f func(stored, needle unsafe.Pointer) bool) EqFn { return EqFn{register(f)} }

// GoHash makes a hash callback of a Go function.
func GoHash(f func(elem unsafe.Pointer) uint64) HashFn { return HashFn{register(f)} }

// GoCmp makes a cmp callback of a Go function.
func GoCmp(f func(a, b unsafe.Pointer) int32) CmpFn { return CmpFn{register(f)} }

// GoCopy makes a copy hook of a Go function.
func GoCopy(f func(op, data unsafe.Pointer, bytes int64, ctx unsafe.Pointer)) CopyFn {
	return CopyFn{register(f)}
}

func callCopy(fn, op, data unsafe.Pointer, bytes int64, ctx unsafe.Pointer) {
	if isGo(fn) {
		(*(*any)(fn)).(func(op, data unsafe.Pointer, bytes int64, ctx unsafe.Pointer))(op, data, bytes, ctx)
		return
	}
	callCopyC(fn, op, data, bytes, ctx)
}

// GoAlloc, GoRealloc and GoFree make an allocator of Go functions.
func GoAlloc(f func(size, align int64, ctx unsafe.Pointer) unsafe.Pointer) AllocFn {
	return AllocFn{register(f)}
}

func GoRealloc(f func(p unsafe.Pointer, oldSize, newSize int64, ctx unsafe.Pointer) unsafe.Pointer) ReallocFn {
	return ReallocFn{register(f)}
}

func GoFree(f func(p, ctx unsafe.Pointer)) FreeFn { return FreeFn{register(f)} }

func callAlloc(fn unsafe.Pointer, size, align int64, ctx unsafe.Pointer) unsafe.Pointer {
	if isGo(fn) {
		return (*(*any)(fn)).(func(size, align int64, ctx unsafe.Pointer) unsafe.Pointer)(size, align, ctx)
	}
	return callAllocC(fn, size, align, ctx)
}

func callRealloc(fn, p unsafe.Pointer, oldSize, newSize int64, ctx unsafe.Pointer) unsafe.Pointer {
	if isGo(fn) {
		return (*(*any)(fn)).(func(p unsafe.Pointer, oldSize, newSize int64, ctx unsafe.Pointer) unsafe.Pointer)(p, oldSize, newSize, ctx)
	}
	return callReallocC(fn, p, oldSize, newSize, ctx)
}

func callFree(fn, p, ctx unsafe.Pointer) {
	if isGo(fn) {
		(*(*any)(fn)).(func(p, ctx unsafe.Pointer))(p, ctx)
		return
	}
	callFreeC(fn, p, ctx)
}

func callElem(fn, elem unsafe.Pointer) {
	if Observe != nil {
		defer Observe.Called(fn, elem, Observe.Calls(fn, elem))
	}
	if isGo(fn) {
		(*(*any)(fn)).(func(unsafe.Pointer))(elem)
		return
	}
	callElemC(fn, elem)
}

func callEq(fn, stored, needle unsafe.Pointer) bool {
	if isGo(fn) {
		return (*(*any)(fn)).(func(a, b unsafe.Pointer) bool)(stored, needle)
	}
	return callEqC(fn, stored, needle)
}

func callHash(fn, elem unsafe.Pointer) uint64 {
	if isGo(fn) {
		return (*(*any)(fn)).(func(unsafe.Pointer) uint64)(elem)
	}
	return callHashC(fn, elem)
}

func callCmp(fn, a, b unsafe.Pointer) int32 {
	if isGo(fn) {
		return (*(*any)(fn)).(func(a, b unsafe.Pointer) int32)(a, b)
	}
	return callCmpC(fn, a, b)
}

// GoCmpBy makes a cmp callback with an environment of a Go function.
func GoCmpBy(f func(a, b, ctx unsafe.Pointer) int32) CmpByFn { return CmpByFn{register(f)} }

// GoTest makes a test callback of a Go function.
func GoTest(f func(elem, ctx unsafe.Pointer) bool) TestFn { return TestFn{register(f)} }

// GoEntryTest makes a test callback for entries of a Go function.
func GoEntryTest(f func(key, val, ctx unsafe.Pointer) bool) EntryTestFn {
	return EntryTestFn{register(f)}
}

func callCmpBy(fn, a, b, ctx unsafe.Pointer) int32 {
	if isGo(fn) {
		return (*(*any)(fn)).(func(a, b, ctx unsafe.Pointer) int32)(a, b, ctx)
	}
	return callCmpByC(fn, a, b, ctx)
}

func callTest(fn, elem, ctx unsafe.Pointer) bool {
	if isGo(fn) {
		return (*(*any)(fn)).(func(elem, ctx unsafe.Pointer) bool)(elem, ctx)
	}
	return callTestC(fn, elem, ctx)
}

func callEntryTest(fn, key, val, ctx unsafe.Pointer) bool {
	if isGo(fn) {
		return (*(*any)(fn)).(func(key, val, ctx unsafe.Pointer) bool)(key, val, ctx)
	}
	return callEntryTestC(fn, key, val, ctx)
}
