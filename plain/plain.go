// Package plain holds ready callbacks for the plain types besides the integers of 64
// bits, which package ints has: bytes, 32-bit integers, floating-point numbers, truth
// values. A compiler may hand in its own; these spare it the writing.
package plain

import (
	"math"
	"unsafe"
)

// U8Eq reports whether the bytes at stored and needle are equal. It is an eq callback.
//
//	borrows  stored, needle -- 1 byte each
//
//ori:export ori_u8_eq(const stored, const needle)
//go:inline
func U8Eq(stored, needle unsafe.Pointer) bool { return *(*uint8)(stored) == *(*uint8)(needle) }

// U8Hash returns the byte at elem. It is a hash callback.
//
//	borrows  elem -- 1 byte
//
//ori:export ori_u8_hash(const elem)
//go:inline
func U8Hash(elem unsafe.Pointer) uint64 { return uint64(*(*uint8)(elem)) }

// U8Compare orders the bytes at a and b, as numbers from 0 to 255: -1, 0 or 1. It is a
// cmp callback.
//
//	borrows  a, b -- 1 byte each
//
//ori:export ori_u8_compare(const a, const b)
//go:inline
func U8Compare(a, b unsafe.Pointer) int32 { return compare(*(*uint8)(a), *(*uint8)(b)) }

// I32Eq reports whether the integers at stored and needle are equal. It is an eq
// callback.
//
//	borrows  stored, needle -- 4 bytes each
//
//ori:export ori_i32_eq(const stored, const needle)
//go:inline
func I32Eq(stored, needle unsafe.Pointer) bool { return *(*int32)(stored) == *(*int32)(needle) }

// I32Hash returns the integer at elem. It is a hash callback.
//
//	borrows  elem -- 4 bytes
//
//ori:export ori_i32_hash(const elem)
//go:inline
func I32Hash(elem unsafe.Pointer) uint64 { return uint64(*(*int32)(elem)) }

// I32Compare orders the signed integers at a and b: -1, 0 or 1. It is a cmp callback.
//
//	borrows  a, b -- 4 bytes each
//
//ori:export ori_i32_compare(const a, const b)
//go:inline
func I32Compare(a, b unsafe.Pointer) int32 { return compare(*(*int32)(a), *(*int32)(b)) }

// BoolEq reports whether the truth values at stored and needle are equal: any byte but 0
// is true. It is an eq callback.
//
//	borrows  stored, needle -- 1 byte each
//
//ori:export ori_bool_eq(const stored, const needle)
//go:inline
func BoolEq(stored, needle unsafe.Pointer) bool { return BoolHash(stored) == BoolHash(needle) }

// BoolHash returns 0 or 1 for the truth value at elem. It is a hash callback.
//
//	borrows  elem -- 1 byte
//
//ori:export ori_bool_hash(const elem)
//go:inline
func BoolHash(elem unsafe.Pointer) uint64 {
	if *(*uint8)(elem) != 0 {
		return 1
	}
	return 0
}

// BoolCompare orders the truth values at a and b, false before true: -1, 0 or 1. It is a
// cmp callback.
//
//	borrows  a, b -- 1 byte each
//
//ori:export ori_bool_compare(const a, const b)
//go:inline
func BoolCompare(a, b unsafe.Pointer) int32 { return compare(BoolHash(a), BoolHash(b)) }

// F64Eq reports whether the numbers at stored and needle are one key: 0 and -0 are, and
// all NaNs are the same one. So a NaN that was put into a set is found there, unlike by
// the == of IEEE 754. It is an eq callback.
//
//	borrows  stored, needle -- 8 bytes each
//
//ori:export ori_f64_eq(const stored, const needle)
//go:inline
func F64Eq(stored, needle unsafe.Pointer) bool { return F64Hash(stored) == F64Hash(needle) }

// F64Hash returns a hash of the number at elem that agrees with ori_f64_eq. It is a hash
// callback.
//
//	borrows  elem -- 8 bytes
//
//ori:export ori_f64_hash(const elem)
//go:inline
func F64Hash(elem unsafe.Pointer) uint64 {
	f := *(*float64)(elem)
	if f != f {
		return nan
	}
	return math.Float64bits(f + 0) // -0 + 0 is 0
}

// F64Compare orders the numbers at a and b in a total order that agrees with ori_f64_eq:
// NaN comes after all others, 0 and -0 are equal. It is a cmp callback: -1, 0 or 1.
//
//	borrows  a, b -- 8 bytes each
//
//ori:export ori_f64_compare(const a, const b)
//go:inline
func F64Compare(a, b unsafe.Pointer) int32 {
	x, y := *(*float64)(a), *(*float64)(b)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	case x == y:
		return 0
	}
	return compare(one(x != x), one(y != y))
}

// nan is the hash of every NaN.
const nan = 0x7ff8000000000001

func one(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

//go:inline
func compare[T uint8 | int32 | uint64](a, b T) int32 {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
