package cowstr

import (
	"math/bits"

	"libori.org/rt/runtime"
)

// Find returns the position of the first occurrence of needle that starts at
// from or later, or -1. The empty needle is found at every position up to the
// length of s. It takes time proportional to the length of s.
//
//	borrows  s, needle
//	fails    null s needle
//
//ori:export ori_str_find(s, needle, from)
//go:inline
func Find(s, needle *Str, from int64) int64 {
	const op = "ori_str_find"
	checkStr(op, "s", s)
	checkStr(op, "needle", needle)
	return find(op, *s, *needle, from)
}

//go:noinline
func find(op string, s, needle Str, from int64) int64 {
	t, want := s.text(op), needle.text(op)
	from = max(from, 0)
	if from > t.len-want.len {
		return -1
	}
	if want.len == 0 {
		return from
	}
	return t.find(want, from)
}

const (
	ones = 0x0101010101010101
	lows = 0x7f7f7f7f7f7f7f7f

	stride = 64 // positions that passes looks at
)

// find looks for positions where the first and the last byte of want both stand,
// and compares there:
//
//	want         │ n e e d l e │
//	t            … n o r t h e r n   l i g h t s …
//	               └ i             ┘                  first byte: word at i
//	                         └ i+5            ┘       last byte: word at i+end
//
// It takes eight positions at a time, after skipping those where 64 in a row have
// no such place. When many places have cost a comparison in vain, findRolling
// goes on.
//
// Requires want.len > 0, from >= 0 and from + want.len <= t.len.
func (t text) find(want text, from int64) int64 {
	end := want.len - 1
	first, last := want.byte(0), want.byte(end)
	budget := 4096 + t.len // bytes that may be compared in vain
	i := from
	for ; i+end+8 <= t.len; i += 8 {
		if (i-from)%stride == 0 {
			for i+end+stride <= t.len && !t.passes(i, end, first, last) {
				i += stride
			}
			if i+end+8 > t.len {
				break
			}
		}
		hits := zeroBytes((t.word(i) ^ uint64(first)*ones) | (t.word(i+end) ^ uint64(last)*ones))
		for ; hits != 0; hits &= hits - 1 {
			at := i + int64(bits.TrailingZeros64(hits)/8)
			if t.has(want, at) {
				return at
			}
			if budget -= want.len; budget < 0 {
				return t.findRolling(want, at+1)
			}
		}
	}
	for ; i+end < t.len; i++ {
		if t.has(want, i) {
			return i
		}
	}
	return -1
}

// passes reports whether among the 64 positions from i on there is one with
// first on it and last end bytes behind. A minimum, without a way out of the
// loop, becomes vector instructions.
func (t text) passes(i, end int64, first, last uint8) bool {
	least := uint8(0xff)
	for j := int64(0); j < stride; j++ {
		least = min(least, (t.byte(i+j)^first)|(t.byte(i+j+end)^last))
	}
	return least == 0
}

// zeroBytes marks the bytes of v that are 0 with their highest bit.
//
//go:inline
func zeroBytes(v uint64) uint64 { return ^((v&lows + lows) | v | lows) }

// has reports whether want stands at position at.
func (t text) has(want text, at int64) bool {
	return runtime.Equal(t.at(at), want.data, want.len)
}

// findRolling compares only where a hash of the window agrees with that of want
// (Rabin and Karp). The hash moves on by one byte in constant time:
//
//	hash(b c d) = (hash(a b c) - a*p^2) * p + d
//
//go:noinline
func (t text) findRolling(want text, i int64) int64 {
	const p = 0x9e3779b97f4a7c15 // odd, its bits spread
	n := want.len
	if i+n > t.len {
		return -1
	}
	var needle, window uint64
	top := uint64(1) // p^(n-1)
	for j := int64(0); j < n; j++ {
		needle = needle*p + uint64(want.byte(j))
		window = window*p + uint64(t.byte(i+j))
		if j > 0 {
			top *= p
		}
	}
	for {
		if window == needle && t.has(want, i) {
			return i
		}
		if i+n >= t.len {
			return -1
		}
		window = (window-uint64(t.byte(i))*top)*p + uint64(t.byte(i+n))
		i++
	}
}
