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
// no such place. When many places have cost a comparison in vain, findTwoWay
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
				return t.findTwoWay(want, at+1)
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

// findTwoWay finds want in time proportional to len, whatever the bytes are, and without
// memory (Crochemore and Perrin). want is cut in two where neither part can begin inside
// the other: its right part is compared forwards, and a byte that differs lets the window
// move past it; only then the left part backwards, and there a difference moves it by the
// period.
//
//	want     │ left │ right │
//	          <──────┼──────>
//	         2nd     cut   1st
//
// Where want is periodic, what was compared before the window moved by a period is not
// compared again.
//
// Requires want.len > 0 and i >= 0.
//
//go:noinline
func (t text) findTwoWay(want text, i int64) int64 {
	n := want.len
	cut, period := want.criticalCut()
	periodic := cut == 0 || runtime.Equal(want.data, want.at(period), cut)
	if !periodic {
		period = max(cut, n-cut) + 1
	}
	known := int64(0) // bytes of want, from its beginning, that are known to stand there
	for i+n <= t.len {
		j := max(cut, known)
		for j < n && want.byte(j) == t.byte(i+j) {
			j++
		}
		if j < n {
			i += j - cut + 1
			known = 0
			continue
		}
		j = cut
		for j > known && want.byte(j-1) == t.byte(i+j-1) {
			j--
		}
		if j <= known {
			return i
		}
		i += period
		if periodic {
			known = n - period
		}
	}
	return -1
}

// criticalCut returns where to cut want in two, and a period of its right part: the later
// of the largest suffixes in the two orders of bytes.
func (t text) criticalCut() (cut, period int64) {
	cut, period = t.largestSuffix(0)
	if other, p := t.largestSuffix(0xff); other > cut {
		cut, period = other, p
	}
	return cut, period
}

// largestSuffix returns where the largest suffix begins, bytes being compared after they
// were turned by flip, and its period.
func (t text) largestSuffix(flip uint8) (from, period int64) {
	from, period = 0, 1
	j, k := int64(1), int64(0) // the suffix at j is compared with that at from, at k
	for j+k < t.len {
		a, b := t.byte(j+k)^flip, t.byte(from+k)^flip
		switch {
		case a < b:
			j, k = j+k+1, 0
			period = j - from
		case a == b:
			if k++; k == period {
				j, k = j+period, 0
			}
		default:
			from, j, k, period = j, j+1, 0, 1
		}
	}
	return from, period
}
