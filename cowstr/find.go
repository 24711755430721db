package cowstr

import (
	"math/bits"

	"orirt/runtime"
)

// Find returns the position of the first occurrence of needle that starts at
// from or later, or -1. The empty needle is found at every position up to the
// length of s. It takes time proportional to the length of s.
//
// Borrows: s and needle
// Units: from in bytes (below 0 counts as 0)
// Fails when: s or needle is NULL
//
//ori:export ori_str_find(s, needle, from)
func Find(s, needle *Str, from int64) int64 {
	const op = "ori_str_find"
	t, want := s.text(op, "s"), needle.text(op, "needle")
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
	ones  = 0x0101010101010101
	lows  = 0x7f7f7f7f7f7f7f7f
	highs = 0x8080808080808080
)

// zeroBytes marks the bytes of v that are 0 with their highest bit.
//
//go:inline
func zeroBytes(v uint64) uint64 { return ^((v&lows + lows) | v | lows) }

// find looks at eight positions at a time for those where the first and the last byte
// of want both stand, and compares the rest there:
//
//	want         │ n e e d l e │
//	t            … n o r t h e r n   l i g h t s …
//	               └ i             ┘                  first byte: word at i
//	                         └ i+5            ┘       last byte: word at i+len-1
//
// Where many positions pass this test and fail the comparison, findRolling goes on.
//
// Requires want.len > 0, from >= 0 and from + want.len <= t.len.
func (t text) find(want text, from int64) int64 {
	end := want.len - 1
	first, last := want.byte(0)*ones, want.byte(end)*ones
	budget := 4096 + t.len // bytes that may be compared in vain
	i := from
	for ; i+end+8 <= t.len; i += 8 {
		hits := zeroBytes((t.word(i) ^ first) | (t.word(i+end) ^ last))
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
		needle = needle*p + want.byte(j)
		window = window*p + t.byte(i+j)
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
		window = (window-t.byte(i)*top)*p + t.byte(i+n)
		i++
	}
}
