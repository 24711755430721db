//go:build !ori_native

package runtime

import (
	"runtime"
	"unsafe"
)

// The checking build deals with addresses as numbers: they may be those of C functions, of
// freed memory, or of none.

// AddressOf returns the number of an address.
func AddressOf(p unsafe.Pointer) uint64 { return uint64(uintptr(p)) }

// PointerAt returns the address of a number.
func PointerAt(address uint64) unsafe.Pointer { return Beyond(nil, int64(address)) }

// WordAt reads the word at an address that can be read.
//
//go:nocheckptr
func WordAt(address uint64) uint64 { return *(*uint64)(PointerAt(address)) }

// BytesAt returns the memory of n bytes at an address that can be read.
//
//go:nocheckptr
func BytesAt(address uint64, n int64) []byte { return bytesAt(PointerAt(address), n) }

// IsGo reports whether an address lies in Go code.
func IsGo(address uint64) bool { return runtime.FuncForPC(uintptr(address)) != nil }
