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
	// FatalFn is void (*)(const char *message, int64_t len).
	FatalFn struct{ fn unsafe.Pointer }
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

// Known reports whether inlining has made f a constant, so that calling it costs
// no call.
//
//go:inline
func (f EqFn) Known() bool { return known(f.fn) }

// Known reports whether inlining has made f a constant, so that calling it costs
// no call.
//
//go:inline
func (f CmpFn) Known() bool { return known(f.fn) }

//go:inline
func known(fn unsafe.Pointer) bool {
	var null int64
	if fn == nil {
		null = 1
	}
	return Constant(null)
}

// Call calls f with the address of an element slot.
func (f ElemFn) Call(elem unsafe.Pointer) { callElem(f.fn, elem) }

// Call calls f with the address of an object's data.
func (f DropFn) Call(data unsafe.Pointer) { callElem(f.fn, data) }

// Call reports whether the stored element equals the needle.
func (f EqFn) Call(stored, needle unsafe.Pointer) bool { return callEq(f.fn, stored, needle) }

// Call returns the element's hash, not yet mixed.
func (f HashFn) Call(elem unsafe.Pointer) uint64 { return callHash(f.fn, elem) }

// Call compares two elements.
func (f CmpFn) Call(a, b unsafe.Pointer) int32 { return callCmp(f.fn, a, b) }

// The C pointers behind the callbacks, for the generated exports.

func ElemFnOf(c unsafe.Pointer) ElemFn   { return ElemFn{c} }
func DropFnOf(c unsafe.Pointer) DropFn   { return DropFn{c} }
func EqFnOf(c unsafe.Pointer) EqFn       { return EqFn{c} }
func HashFnOf(c unsafe.Pointer) HashFn   { return HashFn{c} }
func CmpFnOf(c unsafe.Pointer) CmpFn     { return CmpFn{c} }
func FatalFnOf(c unsafe.Pointer) FatalFn { return FatalFn{c} }
