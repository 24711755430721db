package cowstr

import (
	"math"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Numbers with a fraction are Go's package strconv's, the same code in every build.

// FromF64 returns the 64-bit floating-point number whose bits these are, with the fewest
// digits that ori_str_to_f64 reads as the same number. The exponent is written below
// 1e-4 and from 1e+21 on, in two digits at least: 0.1, 100, 1e-05, 1e+21. Others are -0, NaN,
// +Inf, -Inf.
//
//	result     unique
//	allocates  when result > 23
//
//ori:export ori_str_from_f64(bits, out)
func FromF64(bits int64) Str {
	const op = "ori_str_from_f64"
	var written [32]byte
	form := uint8('f')
	if f := math.Abs(math.Float64frombits(uint64(bits))); f != 0 && f < 1e-4 || f >= 1e21 {
		form = 'e'
	}
	n := runtime.AppendFloat(unsafe.Pointer(&written), int64(len(written)), bits, form)
	b := build(op, n)
	b.add(text{unsafe.Pointer(&written), n})
	return b.str()
}

// ToF64 reads the whole of s as a number: digits, among them a point where there is one,
// then e or E and an exponent; or inf or infinity in letters of either case; a minus or plus
// in front of these; or nan. It stores the bits of the nearest 64-bit floating-point number in value_out, of two
// as near the even one, of what is too large infinity, and returns -1; or the position of the first
// byte that cannot be read, the length if there is too little, and value_out is left alone.
//
//	borrows  s
//	fails    null s
//
//ori:export ori_str_to_f64(s, value_out)
func ToF64(s *Str, valueOut *int64) int64 {
	const op = "ori_str_to_f64"
	checkStr(op, "s", s)
	if valueOut == nil {
		rc.FailNull(op, "value_out")
	}
	t := s.text(op)
	if at := t.floatError(); at >= 0 {
		return at
	}
	*valueOut = runtime.ParseFloat(t.data, t.len)
	return -1
}

// floatError returns the position of the first byte with which t is no number, or -1.
func (t text) floatError() int64 {
	i := t.afterSign(0)
	if i < t.len && (t.lower(i) == 'i' || t.lower(i) == 'n') {
		return t.wordError(i)
	}
	whole := t.afterDigits(i)
	digits := whole - i
	if i = whole; i < t.len && t.byte(i) == '.' {
		i = t.afterDigits(i + 1)
		digits += i - whole - 1
	}
	if digits == 0 {
		return i
	}
	if i < t.len && t.lower(i) == 'e' {
		from := t.afterSign(i + 1)
		if i = t.afterDigits(from); i == from {
			return i
		}
	}
	if i < t.len {
		return i
	}
	return -1
}

// wordError is floatError for the words, from i on.
func (t text) wordError(i int64) int64 {
	word := "infinity"
	if t.lower(i) == 'n' {
		if i > 0 {
			return i // it has no sign
		}
		word = "nan"
	}
	read := int64(0)
	for read < int64(len(word)) && i+read < t.len && t.lower(i+read) == word[read] {
		read++
	}
	if i+read == t.len && (read == int64(len(word)) || read == int64(len("inf"))) {
		return -1
	}
	return i + read
}

// afterSign returns the position behind a sign at i, if there is one.
func (t text) afterSign(i int64) int64 {
	if i < t.len && (t.byte(i) == '-' || t.byte(i) == '+') {
		i++
	}
	return i
}

// afterDigits returns the position behind the digits from i on.
func (t text) afterDigits(i int64) int64 {
	for i < t.len && digit(t.byte(i)) < 10 {
		i++
	}
	return i
}

// lower returns the byte at i, a letter in lower case.
func (t text) lower(i int64) uint8 { return t.byte(i) | 0x20 }
