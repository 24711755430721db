package cowstr

import (
	"math/bits"
	"unsafe"

	"libori.org/rt/runtime"
)

// Eq reports whether the strings at a and b have the same bytes. It is an eq
// callback as it stands.
//
//	borrows  a, b
//	fails    null a b
//
//ori:export ori_str_eq(const a, const b)
//go:inline
func Eq(a, b unsafe.Pointer) bool {
	x, y := (*Str)(a), (*Str)(b)
	checkStr("ori_str_eq", "a", x)
	checkStr("ori_str_eq", "b", y)
	if (x.lo^y.lo)|(x.mid^y.mid)|(x.hi^y.hi) == 0 {
		return true // the same short text, or the same window of the same buffer
	}
	if bothShort(*x, *y) {
		return false
	}
	return eqHeap(*x, *y)
}

//go:noinline
func eqHeap(x, y Str) bool {
	if bothHeap(x, y) {
		return x.heapText("ori_str_eq").equals(y.heapText("ori_str_eq"))
	}
	return eqMixed(x, y)
}

//go:noinline
func eqMixed(x, y Str) bool { return x.text("ori_str_eq").equals(y.text("ori_str_eq")) }

// Compare orders the strings at a and b by their bytes, as unsigned numbers, a
// prefix before what it begins: -1, 0 or 1. For UTF-8 that is the order of the
// code points. It is a cmp callback as it stands.
//
//	borrows  a, b
//	fails    null a b
//
//ori:export ori_str_compare(const a, const b)
//go:inline
func Compare(a, b unsafe.Pointer) int32 {
	x, y := (*Str)(a), (*Str)(b)
	checkStr("ori_str_compare", "a", x)
	checkStr("ori_str_compare", "b", y)
	if runtime.Likely(bothShort(*x, *y)) {
		return compareInline(x, y)
	}
	return compareHeap(*x, *y)
}

// compareInline compares the words as big-endian numbers, first byte first. The
// zeros behind the shorter text sort it first unless the longer goes on with
// zeros only; then the tag, the last byte of all, decides.
//
//go:inline
func compareInline(x, y *Str) int32 {
	a, b := x.lo, y.lo
	if a == b {
		if a, b = x.mid, y.mid; a == b {
			a, b = x.hi, y.hi
		}
	}
	return order(bits.ReverseBytes64(a), bits.ReverseBytes64(b))
}

//go:noinline
func compareHeap(x, y Str) int32 {
	if bothHeap(x, y) {
		return x.heapText("ori_str_compare").compare(y.heapText("ori_str_compare"))
	}
	return compareMixed(x, y)
}

//go:noinline
func compareMixed(x, y Str) int32 {
	return x.text("ori_str_compare").compare(y.text("ori_str_compare"))
}

//go:inline
func order(a, b uint64) int32 {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
