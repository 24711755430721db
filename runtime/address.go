package runtime

import "unsafe"

// At returns the address offset bytes after base. It is the one place where an
// address is computed; rc's Elems and Header are built on it.
func At(base unsafe.Pointer, offset int64) unsafe.Pointer { return unsafe.Add(base, offset) }

// Offset returns how many bytes p lies after base.
func Offset(p, base unsafe.Pointer) int64 { return int64(uintptr(p) - uintptr(base)) }

// Within reports whether p lies in the size bytes at base.
func Within(p, base unsafe.Pointer, size int64) bool {
	return uintptr(p)-uintptr(base) < uintptr(size)
}
