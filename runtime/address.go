package runtime

import "unsafe"

// At returns the address offset bytes after base. It is the one place where an
// address is computed; rc's Elems and Header are built on it.
func At(base unsafe.Pointer, offset int64) unsafe.Pointer { return unsafe.Add(base, offset) }

// Beyond is [At] for the end of a walk: an address that may lie outside the memory,
// where nothing is read or written.
//
//go:nocheckptr
//go:inline
func Beyond(base unsafe.Pointer, offset int64) unsafe.Pointer { return unsafe.Add(base, offset) }

// TripleBytes is the size of a collection's triple: a value that is smaller holds
// none.
const TripleBytes = 24
