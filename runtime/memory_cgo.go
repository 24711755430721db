//go:build !ori_native && !ori_goheap && !ori_sched && cgo

package runtime

/*
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

// cgo's own C.malloc crashes the program where malloc returns NULL.
static void *allocate(size_t size) { return malloc(size); }

static void call_elem(void *fn, void *elem) { ((void (*)(void *))fn)(elem); }
static bool call_eq(void *fn, void *stored, void *needle) { return ((bool (*)(const void *, const void *))fn)(stored, needle); }
static uint64_t call_hash(void *fn, void *elem) { return ((uint64_t (*)(const void *))fn)(elem); }
static int32_t call_cmp(void *fn, void *a, void *b) { return ((int32_t (*)(const void *, const void *))fn)(a, b); }
static void call_copy(void *fn, void *op, void *data, int64_t bytes, void *ctx) {
	((void (*)(const char *, const void *, int64_t, void *))fn)(op, data, bytes, ctx);
}
static void *call_alloc(void *fn, int64_t size, int64_t align, void *ctx) { return ((void *(*)(int64_t, int64_t, void *))fn)(size, align, ctx); }
static void *call_realloc(void *fn, void *memory, int64_t old_size, int64_t size, void *ctx) {
	return ((void *(*)(void *, int64_t, int64_t, void *))fn)(memory, old_size, size, ctx);
}
static void call_free(void *fn, void *memory, void *ctx) { ((void (*)(void *, void *))fn)(memory, ctx); }
static int32_t call_cmp_by(void *fn, void *a, void *b, void *ctx) { return ((int32_t (*)(const void *, const void *, void *))fn)(a, b, ctx); }
static bool call_test(void *fn, void *elem, void *ctx) { return ((bool (*)(const void *, void *))fn)(elem, ctx); }
static bool call_entry_test(void *fn, void *key, void *val, void *ctx) { return ((bool (*)(const void *, const void *, void *))fn)(key, val, ctx); }
*/
import "C"

import "unsafe"

// Memory lies on the C heap, as in the release build.
const Body = "cgo"

// systemMalloc is Malloc of the C library.
func systemMalloc(size int64) unsafe.Pointer {
	if refuse(size) {
		return nil
	}
	return C.allocate(C.size_t(size))
}

// systemMallocAligned is MallocAligned of the C library.
func systemMallocAligned(align, size int64) unsafe.Pointer {
	if refuse(size) {
		return nil
	}
	return C.aligned_alloc(C.size_t(align), C.size_t(size))
}

// systemRealloc is Realloc of the C library.
func systemRealloc(p unsafe.Pointer, oldSize, newSize int64) unsafe.Pointer {
	if refuse(newSize) {
		return nil
	}
	return C.realloc(p, C.size_t(newSize))
}

// systemFree is Free of the C library.
func systemFree(p unsafe.Pointer) { C.free(p) }

func callElemC(fn, elem unsafe.Pointer)              { C.call_elem(fn, elem) }
func callEqC(fn, stored, needle unsafe.Pointer) bool { return bool(C.call_eq(fn, stored, needle)) }
func callHashC(fn, elem unsafe.Pointer) uint64       { return uint64(C.call_hash(fn, elem)) }
func callCopyC(fn, op, data unsafe.Pointer, bytes int64, ctx unsafe.Pointer) {
	C.call_copy(fn, op, data, C.int64_t(bytes), ctx)
}
func callAllocC(fn unsafe.Pointer, size, align int64, ctx unsafe.Pointer) unsafe.Pointer {
	return C.call_alloc(fn, C.int64_t(size), C.int64_t(align), ctx)
}
func callReallocC(fn, p unsafe.Pointer, oldSize, newSize int64, ctx unsafe.Pointer) unsafe.Pointer {
	return C.call_realloc(fn, p, C.int64_t(oldSize), C.int64_t(newSize), ctx)
}
func callFreeC(fn, p, ctx unsafe.Pointer)    { C.call_free(fn, p, ctx) }
func callCmpC(fn, a, b unsafe.Pointer) int32 { return int32(C.call_cmp(fn, a, b)) }

func callCmpByC(fn, a, b, ctx unsafe.Pointer) int32 { return int32(C.call_cmp_by(fn, a, b, ctx)) }
func callTestC(fn, elem, ctx unsafe.Pointer) bool   { return bool(C.call_test(fn, elem, ctx)) }
func callEntryTestC(fn, key, val, ctx unsafe.Pointer) bool {
	return bool(C.call_entry_test(fn, key, val, ctx))
}
