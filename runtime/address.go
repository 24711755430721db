package runtime

import "unsafe"

// At returns the address offset bytes after base. It is the one place where an
// address is computed; rc's Elems and Header are built on it.
func At(base unsafe.Pointer, offset int64) unsafe.Pointer { return unsafe.Add(base, offset) }

// LocalBytes is the size of the memory that Local returns.
const LocalBytes = 768
