// Package escape keeps the address of a variable.
package escape

import "unsafe"

// Entry leaves the address of n in slot.
func Entry(slot *unsafe.Pointer, n int64) int64 {
	v := n
	*slot = unsafe.Pointer(&v)
	return v
}
