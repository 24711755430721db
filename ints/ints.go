// Package ints holds the callbacks of the most usual keys and elements: integers of
// 64 bits. A compiler may hand in its own; the library knows these, and does what
// they do without calling them, also in the archive.
package ints

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// Eq reports whether the integers at stored and needle are equal. It is an eq
// callback.
//
//	borrows  stored, needle -- 8 bytes each
//
//ori:export ori_i64_eq(const stored, const needle)
//go:inline
func Eq(stored, needle unsafe.Pointer) bool { return runtime.EqInt64(stored, needle) }

// Hash returns the integer at elem, of which lookups mix the bits. It is a hash
// callback.
//
//	borrows  elem -- 8 bytes
//
//ori:export ori_i64_hash(const elem)
//go:inline
func Hash(elem unsafe.Pointer) uint64 { return runtime.HashInt64(elem) }

// Compare orders the signed integers at a and b: -1, 0 or 1. It is a cmp callback.
//
//	borrows  a, b -- 8 bytes each
//
//ori:export ori_i64_compare(const a, const b)
//go:inline
func Compare(a, b unsafe.Pointer) int32 { return runtime.CompareInt64(a, b) }
