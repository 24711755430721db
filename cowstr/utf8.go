package cowstr

import "libori.org/rt/rc"

// UTF8Error returns the position of the first byte that belongs to no character of valid
// UTF-8, or -1 where all of s is valid: no overlong form, no surrogate, nothing above
// 0x10FFFF, nothing cut off.
//
//	borrows  s
//	fails    null s
//
//ori:export ori_str_utf8_error(s)
func UTF8Error(s *Str) int64 {
	const op = "ori_str_utf8_error"
	checkStr(op, "s", s)
	t := s.text(op)
	for i := int64(0); i < t.len; {
		for i+8 <= t.len && t.word(i)&(ones<<7) == 0 {
			i += 8
		}
		if i == t.len {
			break
		}
		_, size := t.char(i)
		if size == 0 {
			return i
		}
		i += size
	}
	return -1
}

// CharCount returns the number of characters of s; a byte that belongs to none counts as
// one.
//
//	borrows  s
//	fails    null s
//
//ori:export ori_str_char_count(s)
func CharCount(s *Str) int64 {
	const op = "ori_str_char_count"
	checkStr(op, "s", s)
	t, n := s.text(op), int64(0)
	for i := int64(0); i < t.len; n++ {
		_, size := t.char(i)
		i += max(size, 1)
	}
	return n
}

// NextChar stores the character at position at in code_out and returns the position
// behind it. A byte that belongs to no character is stored as -1, and the position is the
// next one.
//
//	at = 0; while (at < len) at = ori_str_next_char(s, at, &code)
//
//	borrows  s
//	fails    null s; outside at 0..len-1 -- of the text
//
//ori:export ori_str_next_char(s, at, code_out)
func NextChar(s *Str, at int64, codeOut *int64) int64 {
	const op = "ori_str_next_char"
	checkStr(op, "s", s)
	if codeOut == nil {
		rc.FailNull(op, "code_out")
	}
	t := s.text(op)
	if at < 0 || at >= t.len {
		rc.FailIndex(op, at, t.len)
	}
	code, size := t.char(at)
	*codeOut = code
	return at + max(size, 1)
}

// PrevChar stores the character that ends before position at in code_out and returns
// where it begins. A byte that belongs to no character is stored as -1, and the position
// is the one before.
//
//	borrows  s
//	fails    null s; outside at 1..len -- of the text
//
//ori:export ori_str_prev_char(s, at, code_out)
func PrevChar(s *Str, at int64, codeOut *int64) int64 {
	const op = "ori_str_prev_char"
	checkStr(op, "s", s)
	if codeOut == nil {
		rc.FailNull(op, "code_out")
	}
	t := s.text(op)
	if at < 1 || at > t.len {
		rc.FailIndex(op, at, t.len)
	}
	for from := at - 1; from >= max(at-4, 0); from-- {
		if code, size := t.char(from); size > 0 && from+size == at {
			*codeOut = code
			return from
		}
	}
	*codeOut = -1
	return at - 1
}

// char decodes the character at position i. size is 0, and code -1, where there is none.
//
//	0xxxxxxx                                from 0
//	110xxxxx 10xxxxxx                       from 0x80
//	1110xxxx 10xxxxxx 10xxxxxx              from 0x800, without 0xD800 to 0xDFFF
//	11110xxx 10xxxxxx 10xxxxxx 10xxxxxx     from 0x10000 to 0x10FFFF
//
// Requires 0 <= i < t.len.
func (t text) char(i int64) (code, size int64) {
	b := int64(t.byte(i))
	switch {
	case b < 0x80:
		return b, 1
	case b < 0xc2 || b > 0xf4: // a following byte, overlong, or above all
		return -1, 0
	case b < 0xe0:
		code, size = b&0x1f, 2
	case b < 0xf0:
		code, size = b&0x0f, 3
	default:
		code, size = b&0x07, 4
	}
	if i+size > t.len {
		return -1, 0
	}
	for j := int64(1); j < size; j++ {
		b := int64(t.byte(i + j))
		if b&0xc0 != 0x80 {
			return -1, 0
		}
		code = code<<6 | b&0x3f
	}
	if size == 3 && (code < 0x800 || code>>11 == 0xd800>>11) || size == 4 && (code < 0x10000 || code > 0x10ffff) {
		return -1, 0
	}
	return code, size
}
