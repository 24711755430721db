// Package specialise has a helper that is worth a copy for each callback.
package specialise

import (
	"unsafe"

	"libori.org/rt/runtime"
)

//go:inline
func Entry(base unsafe.Pointer, n int64, eq runtime.EqFn) int64 {
	return count(base, n, eq) + other(base, n)
}

// count is long enough to be left out of line by itself.
//
//ori:specialise
func count(base unsafe.Pointer, n int64, eq runtime.EqFn) (equal int64) {
	for i := int64(0); i < n; i++ {
		for j := int64(0); j < n; j++ {
			if eq.Call(runtime.At(base, i*8), runtime.At(base, j*8)) {
				equal++
			}
		}
	}
	return equal
}

//go:noinline
func other(base unsafe.Pointer, n int64) (sum int64) {
	for i := int64(0); i < n; i++ {
		sum += runtime.LoadRelaxed((*int64)(runtime.At(base, i*8)))
	}
	return sum
}
