package runtime

import "unsafe"

// The callback types of the C ABI. Each holds one C function pointer; the zero
// value is NULL. They have one field so that both toolchains pass them in a
// register, and are distinct types so that an eq cannot be passed for a cmp.
type (
	// ElemFn is inc or dec: void (*)(void *elem).
	ElemFn struct{ fn unsafe.Pointer }
	// DropFn releases what an object owns and then its memory: void (*)(void *data).
	DropFn struct{ fn unsafe.Pointer }
	// EqFn is bool (*)(const void *stored, const void *needle).
	EqFn struct{ fn unsafe.Pointer }
	// HashFn is uint64_t (*)(const void *elem).
	HashFn struct{ fn unsafe.Pointer }
	// CmpFn is int32_t (*)(const void *a, const void *b): <0, 0 or >0.
	CmpFn struct{ fn unsafe.Pointer }
	// CmpByFn is int32_t (*)(const void *a, const void *b, void *ctx).
	CmpByFn struct{ fn unsafe.Pointer }
	// TestFn is bool (*)(const void *elem, void *ctx).
	TestFn struct{ fn unsafe.Pointer }
	// EntryTestFn is bool (*)(const void *key, const void *val, void *ctx).
	EntryTestFn struct{ fn unsafe.Pointer }
	// FatalFn is void (*)(const char *message, int64_t len).
	FatalFn struct{ fn unsafe.Pointer }
	// CopyFn is void (*)(const char *op, const void *data, int64_t bytes, void *ctx).
	CopyFn struct{ fn unsafe.Pointer }
	// AllocFn is void *(*)(int64_t size, int64_t align, void *ctx).
	AllocFn struct{ fn unsafe.Pointer }
	// ReallocFn is void *(*)(void *memory, int64_t old_size, int64_t size, void *ctx).
	ReallocFn struct{ fn unsafe.Pointer }
	// FreeFn is void (*)(void *memory, void *ctx).
	FreeFn struct{ fn unsafe.Pointer }
)

// IsNil reports whether f is NULL.
func (f ElemFn) IsNil() bool { return f.fn == nil }

// IsNil reports whether f is NULL.
func (f DropFn) IsNil() bool { return f.fn == nil }

// IsNil reports whether f is NULL.
func (f EqFn) IsNil() bool { return f.fn == nil }

// IsNil reports whether f is NULL.
func (f HashFn) IsNil() bool { return f.fn == nil }

// IsNil reports whether f is NULL.
func (f CmpFn) IsNil() bool { return f.fn == nil }

// IsNil reports whether f is NULL.
func (f CopyFn) IsNil() bool { return f.fn == nil }

// IsNil reports whether f is NULL.
func (f AllocFn) IsNil() bool { return f.fn == nil }

// IsNil reports whether f is NULL.
func (f ReallocFn) IsNil() bool { return f.fn == nil }

// IsNil reports whether f is NULL.
func (f FreeFn) IsNil() bool { return f.fn == nil }

// Known reports whether inlining has made f a constant, so that calling it costs
// no call.
//
//go:inline
func (f EqFn) Known() bool { return known(f.fn) }

// IsNil reports whether f is NULL.
func (f CmpByFn) IsNil() bool { return f.fn == nil }

// IsNil reports whether f is NULL.
func (f TestFn) IsNil() bool { return f.fn == nil }

// IsNil reports whether f is NULL.
func (f EntryTestFn) IsNil() bool { return f.fn == nil }

// Known reports whether inlining has made f a constant, so that calling it costs
// no call.
//
//go:inline
func (f CmpByFn) Known() bool { return known(f.fn) }

// Known reports whether inlining has made f a constant, so that calling it costs
// no call.
//
//go:inline
func (f CmpFn) Known() bool { return known(f.fn) }

// known compares fn with an address that is no function's: the optimiser can tell
// of a constant only. A comparison with NULL would not do, which it can tell of
// anything that was checked before.
//
//go:inline
func known(fn unsafe.Pointer) bool {
	var is int64
	if fn == unusedAddress() {
		is = 1
	}
	return Constant(is)
}

// Call calls f with the address of an element slot.
func (f ElemFn) Call(elem unsafe.Pointer) { callElem(f.fn, elem) }

// Call calls f with the address of an object's data.
func (f DropFn) Call(data unsafe.Pointer) { callElem(f.fn, data) }

// Call reports whether the stored element equals the needle.
//
//go:inline
func (f EqFn) Call(stored, needle unsafe.Pointer) bool {
	if f.fn == int64Eq() {
		return EqInt64(stored, needle)
	}
	return callEq(f.fn, stored, needle)
}

// CallAny is Call where f is hardly the library's own: it calls f.
//
//go:inline
func (f EqFn) CallAny(stored, needle unsafe.Pointer) bool { return callEq(f.fn, stored, needle) }

// Call returns the element's hash, not yet mixed.
//
//go:inline
func (f HashFn) Call(elem unsafe.Pointer) uint64 {
	if f.fn == int64Hash() {
		return HashInt64(elem)
	}
	return callHash(f.fn, elem)
}

// CallAny is Call where f is hardly the library's own: it calls f.
//
//go:inline
func (f HashFn) CallAny(elem unsafe.Pointer) uint64 { return callHash(f.fn, elem) }

// Call compares two elements.
func (f CmpFn) Call(a, b unsafe.Pointer) int32 { return callCmp(f.fn, a, b) }

// Call calls f with the name of an operation as a C string.
func (f CopyFn) Call(op string, data unsafe.Pointer, bytes int64, ctx unsafe.Pointer) {
	var name [64]byte // zero behind the name
	for i := 0; i < len(op) && i < len(name)-1; i++ {
		name[i] = op[i]
	}
	callCopy(f.fn, unsafe.Pointer(&name), data, bytes, ctx)
}

// Call compares two elements.
func (f CmpByFn) Call(a, b, ctx unsafe.Pointer) int32 { return callCmpBy(f.fn, a, b, ctx) }

// Call asks whether the element is wanted.
func (f TestFn) Call(elem, ctx unsafe.Pointer) bool { return callTest(f.fn, elem, ctx) }

// Call asks whether the entry is wanted.
func (f EntryTestFn) Call(key, val, ctx unsafe.Pointer) bool {
	return callEntryTest(f.fn, key, val, ctx)
}

// What the library's own callbacks do (package ints). Where one of them is handed
// in, but not known before the program runs, Call does the same without a call.

// EqInt64 is ori_i64_eq.
//
//go:inline
func EqInt64(stored, needle unsafe.Pointer) bool { return *(*int64)(stored) == *(*int64)(needle) }

// HashInt64 is ori_i64_hash.
//
//go:inline
func HashInt64(elem unsafe.Pointer) uint64 { return *(*uint64)(elem) }

// CompareInt64 is ori_i64_compare.
//
//go:inline
func CompareInt64(a, b unsafe.Pointer) int32 {
	x, y := *(*int64)(a), *(*int64)(b)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// The library's own callbacks, so that code can be made for them.

//go:inline
func Int64Eq() EqFn { return EqFn{int64Eq()} }

//go:inline
func Int64Hash() HashFn { return HashFn{int64Hash()} }

//go:inline
func Int64Compare() CmpFn { return CmpFn{int64Compare()} }

// The C pointers behind the callbacks, for the generated exports.

func ElemFnOf(c unsafe.Pointer) ElemFn   { return ElemFn{c} }
func DropFnOf(c unsafe.Pointer) DropFn   { return DropFn{c} }
func EqFnOf(c unsafe.Pointer) EqFn       { return EqFn{c} }
func HashFnOf(c unsafe.Pointer) HashFn   { return HashFn{c} }
func CmpFnOf(c unsafe.Pointer) CmpFn     { return CmpFn{c} }
func FatalFnOf(c unsafe.Pointer) FatalFn { return FatalFn{c} }
func CopyFnOf(c unsafe.Pointer) CopyFn   { return CopyFn{c} }

func AllocFnOf(c unsafe.Pointer) AllocFn     { return AllocFn{c} }
func ReallocFnOf(c unsafe.Pointer) ReallocFn { return ReallocFn{c} }
func FreeFnOf(c unsafe.Pointer) FreeFn       { return FreeFn{c} }

func CmpByFnOf(c unsafe.Pointer) CmpByFn         { return CmpByFn{c} }
func TestFnOf(c unsafe.Pointer) TestFn           { return TestFn{c} }
func EntryTestFnOf(c unsafe.Pointer) EntryTestFn { return EntryTestFn{c} }
