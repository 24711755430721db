package cowstr

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// FromI64 returns v in a base from 2 to 36, with a minus where it is below 0, and zeros
// in front up to width characters in all, at most 64.
//
//	result     unique
//	allocates  when result > 23
//	fails      outside base 2..36; outside width 0..64
//
//ori:export ori_str_from_i64(v, base, width, out)
func FromI64(v, base, width int64) Str {
	const op = "ori_str_from_i64"
	if base < 2 || base > 36 {
		failBounds(op, "base", base, 2, 36)
	}
	if width < 0 || width > 64 {
		failBounds(op, "width", width, 0, 64)
	}
	var digits [65]byte
	u, i := uint64(v), int64(len(digits))
	if v < 0 {
		u = -u
	}
	for {
		i--
		d := uint8(u % uint64(base))
		if u /= uint64(base); d < 10 {
			digits[i] = '0' + d
		} else {
			digits[i] = 'a' + d - 10
		}
		if u == 0 {
			break
		}
	}
	sign := int64(0)
	if v < 0 {
		sign = 1
	}
	for int64(len(digits))-i+sign < width {
		i--
		digits[i] = '0'
	}
	if v < 0 {
		i--
		digits[i] = '-'
	}
	t := text{unsafe.Pointer(&digits), int64(len(digits))}.part(i, int64(len(digits)))
	b := build(op, t.len)
	b.add(t)
	return b.str()
}

// ToI64 reads the whole of s as a number in a base from 2 to 36: digits, letters of
// either case, with a minus or plus in front. It stores the number in value_out and
// returns -1; or the position of the first byte that cannot be read, the length if
// there is too little, or that of the digit with which the number leaves 64 bits, and
// value_out is left alone.
//
//	borrows  s
//	fails    null s; outside base 2..36
//
//ori:export ori_str_to_i64(s, base, value_out)
func ToI64(s *Str, base int64, valueOut *int64) int64 {
	const op = "ori_str_to_i64"
	checkStr(op, "s", s)
	if base < 2 || base > 36 {
		failBounds(op, "base", base, 2, 36)
	}
	if valueOut == nil {
		rc.FailNull(op, "value_out")
	}
	t, i := s.text(op), int64(0)
	negative := false
	if t.len > 0 && (t.byte(0) == '-' || t.byte(0) == '+') {
		negative = t.byte(0) == '-'
		i = 1
	}
	if i == t.len {
		return i
	}
	limit := uint64(1<<63 - 1)
	if negative {
		limit++
	}
	v := uint64(0)
	for ; i < t.len; i++ {
		d := digit(t.byte(i))
		if d >= uint64(base) || v > (limit-d)/uint64(base) {
			return i
		}
		v = v*uint64(base) + d
	}
	if negative {
		v = -v
	}
	*valueOut = int64(v)
	return -1
}

// digit returns the value of a digit or letter, or a number above all bases.
func digit(c uint8) uint64 {
	switch {
	case '0' <= c && c <= '9':
		return uint64(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'z':
		return uint64(c|0x20-'a') + 10
	}
	return 99
}

//go:noinline
func failBounds(op, what string, v, lo, hi int64) {
	var m runtime.Message
	m.Begin(op)
	m.Text(what)
	m.Text(" ")
	m.Int(v)
	m.Text(" is not in ")
	m.Int(lo)
	m.Text("..")
	m.Int(hi)
	m.Raise()
}
