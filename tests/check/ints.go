package check

import (
	"slices"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// What models of collections of int64 share.

// Hashes are those that a user may hand in, good and bad. Maps and sets stay right with
// any of them, also when operations disagree about having one at all.
var Hashes = map[string]runtime.HashFn{
	"identity": runtime.GoHash(func(p unsafe.Pointer) uint64 { return uint64(*(*int64)(p)) }),
	"zero":     runtime.GoHash(func(unsafe.Pointer) uint64 { return 0 }),
	"ones":     runtime.GoHash(func(unsafe.Pointer) uint64 { return 1<<64 - 1 }),
	"few":      runtime.GoHash(func(p unsafe.Pointer) uint64 { return uint64(*(*int64)(p)) % 3 }),
	"high":     runtime.GoHash(func(p unsafe.Pointer) uint64 { return uint64(*(*int64)(p)) << 56 }),
	"none":     {},
}

var (
	// EqInt compares two int64.
	EqInt = runtime.GoEq(func(a, b unsafe.Pointer) bool { return *(*int64)(a) == *(*int64)(b) })

	// IntElem is the type of an int64 element.
	IntElem = rc.Elem{Size: 8, Align: 8}
)

// Int64s returns the elements of a list or set, or the keys of a map.
func Int64s(s rc.Triple) (values []int64) {
	for i := int64(0); i < s.Len; i++ {
		values = append(values, *(*int64)(s.Elems(8).At(i)))
	}
	return values
}

// SwapRemoved returns v with its last element in the place of x.
func SwapRemoved(v []int64, x int64) []int64 {
	i := slices.Index(v, x)
	if i < 0 {
		return v
	}
	v = slices.Clone(v)
	v[i] = v[len(v)-1]
	return v[:len(v)-1]
}
