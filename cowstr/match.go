package cowstr

import (
	"libori.org/rt/runtime"
)

// StartsWith reports whether s begins with prefix.
//
//	borrows  s, prefix
//	fails    null s prefix
//
//ori:export ori_str_starts_with(s, prefix)
func StartsWith(s, prefix *Str) bool {
	const op = "ori_str_starts_with"
	checkStr(op, "s", s)
	checkStr(op, "prefix", prefix)
	t, p := s.text(op), prefix.text(op)
	return p.len <= t.len && t.part(0, p.len).equals(p)
}

// EndsWith reports whether s ends with suffix.
//
//	borrows  s, suffix
//	fails    null s suffix
//
//ori:export ori_str_ends_with(s, suffix)
func EndsWith(s, suffix *Str) bool {
	const op = "ori_str_ends_with"
	checkStr(op, "s", s)
	checkStr(op, "suffix", suffix)
	t, p := s.text(op), suffix.text(op)
	return p.len <= t.len && t.part(t.len-p.len, t.len).equals(p)
}

// Count returns how often needle stands in s, counted from the left without overlap; the
// empty needle stands before, between and behind all bytes.
//
//	borrows  s, needle
//	fails    null s needle
//
//ori:export ori_str_count(s, needle)
func Count(s, needle *Str) int64 {
	const op = "ori_str_count"
	checkStr(op, "s", s)
	checkStr(op, "needle", needle)
	t, want := s.text(op), needle.text(op)
	if want.len == 0 {
		return t.len + 1
	}
	n := int64(0)
	for at := t.next(want, 0); at >= 0; at = t.next(want, at+want.len) {
		n++
	}
	return n
}

// next is find for any from.
//
// Requires want.len > 0.
func (t text) next(want text, from int64) int64 {
	if from > t.len-want.len {
		return -1
	}
	return t.find(want, from)
}

// RFind returns the position of the last occurrence of needle, or -1. The empty needle
// is found at the end. It takes time proportional to the length of s.
//
//	borrows  s, needle
//	fails    null s needle
//
//ori:export ori_str_rfind(s, needle)
func RFind(s, needle *Str) int64 {
	const op = "ori_str_rfind"
	checkStr(op, "s", s)
	checkStr(op, "needle", needle)
	t, want := s.text(op), needle.text(op)
	if want.len == 0 || want.len > t.len {
		if want.len == 0 {
			return t.len
		}
		return -1
	}
	return t.findLast(want)
}

// findLast looks where the first and the last byte stand, the last place first, and
// compares there. When many places have cost a comparison in vain, lastByHash goes on.
//
// Requires 0 < want.len <= t.len.
func (t text) findLast(want text) int64 {
	end := want.len - 1
	first, last := want.byte(0), want.byte(end)
	budget := 4096 + t.len // bytes that may be compared in vain
	for i := t.len - want.len; i >= 0; i-- {
		if t.byte(i) != first || t.byte(i+end) != last {
			continue
		}
		if t.has(want, i) {
			return i
		}
		if budget -= want.len; budget < 0 {
			return t.lastByHash(want, i-1)
		}
	}
	return -1
}

// lastByHash looks from position i downwards and compares only where a hash of the window
// agrees with that of want (Rabin and Karp): a polynomial in a number of the process,
// modulo the prime 2^61 - 1, for which nobody can choose a text.
//
//go:noinline
func (t text) lastByHash(want text, i int64) int64 {
	if i < 0 {
		return -1
	}
	n, x := want.len, uint64(runtime.HashKey(keyA))>>4|1
	needle, window, top := uint64(0), uint64(0), uint64(1)
	for j := n - 1; j >= 0; j-- {
		needle = mulMod(needle, x) + uint64(want.byte(j)) + 1
		window = mulMod(window, x) + uint64(t.byte(i+j)) + 1
		if j > 0 {
			top = mulMod(top, x)
		}
	}
	for {
		if reduced(window) == reduced(needle) && t.has(want, i) {
			return i
		}
		if i == 0 {
			return -1
		}
		out := mulMod(top, uint64(t.byte(i+n-1))+1)
		window = mulMod(reduced(window)+prime61-reduced(out), x) + uint64(t.byte(i-1)) + 1
		i--
	}
}

const prime61 = 1<<61 - 1

// mulMod returns a number below 2^62 that is a*b modulo the prime, for factors below 2^62.
func mulMod(a, b uint64) uint64 {
	hi, lo := runtime.MulWide(a, b)
	return lo&prime61 + (lo>>61|hi<<3)&prime61 + hi>>58
}

// reduced returns v modulo the prime.
func reduced(v uint64) uint64 { return v % prime61 }
