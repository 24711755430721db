package cowstr

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// PushBytes appends the n bytes at bytes.
//
//	consumes   s
//	borrows    bytes
//	copies     shared; grows
//	unchanged  n == 0
//	result     unique
//	fails      null s; negative n; null bytes when n != 0; overflow n
//
//ori:export ori_str_push_bytes_cow(s, const bytes, n, out)
//go:inline
func PushBytes(s *Str, bytes unsafe.Pointer, n int64) Str {
	checkStr("ori_str_push_bytes_cow", "s", s)
	if runtime.Likely(bytes != nil && s.isPlainHeap()) {
		t := s.heap()
		if uint64(n) <= uint64(t.Cap-t.Len) && t.IsUnique() {
			runtime.Copy(t.Elems(1).At(t.Len), bytes, n)
			t.Len += n
			return fromHeap(t)
		}
	}
	return pushBytesSlow(*s, bytes, n)
}

//go:noinline
func pushBytesSlow(s Str, bytes unsafe.Pointer, n int64) Str {
	const op = "ori_str_push_bytes_cow"
	own, t := s.text(op), bytesOf(op, bytes, n)
	if n == 0 {
		return s
	}
	if s.isShort() && n <= shortMax-own.len {
		return s.plus(t.short())
	}
	return s.joined(op, own, t, rc.NextCapacity(own.len, own.len+n))
}

// Concat appends s2 to s1.
//
//	s1            s2       result
//	empty         any      s2 as it is
//	any           empty    s1 as it is
//	unique        any      s1's buffer, reallocated when there is no room
//	other         any      short up to 23 bytes, else a new buffer without spare room
//
// x + x, which passes one buffer twice, is shared: the second release finds
// itself the last owner.
//
//	consumes   s1, s2
//	copies     shared; grows
//	unchanged  s1 when empty s2; s2 when empty s1
//	result     unique
//	fails      null s1 s2
//
//ori:export ori_str_concat_cow(s1, s2, out)
//go:inline
func Concat(s1, s2 *Str) Str {
	const op = "ori_str_concat_cow"
	checkStr(op, "s1", s1)
	checkStr(op, "s2", s2)
	if bothShort(*s1, *s2) && s1.shortLen()+s2.shortLen() <= shortMax {
		return s1.plus(s2.short())
	}
	return concat(op, *s1, *s2)
}

//go:noinline
func concat(op string, s1, s2 Str) Str {
	own, t := s1.text(op), s2.text(op)
	if t.len == 0 {
		s2.release()
		return s1
	}
	if own.len == 0 {
		s1.release()
		return s2
	}
	joined := s1.joined(op, own, t, own.len+t.len)
	s2.release()
	return joined
}

// joined consumes s and returns its text, own, with t behind it. t may lie in
// own. A new buffer gets slots bytes.
//
// Requires t.len > 0 and slots >= own.len + t.len.
func (s *Str) joined(op string, own, t text, slots int64) Str {
	w, copied := s.writable(op, own, rc.Sum(op, own.len, t.len, 1), slots)
	if w.isShort() {
		w = w.plus(t.short())
	} else {
		h := w.heap()
		if !copied {
			t.data = rc.Rebase(t.data, own.data, own.len, h.Data)
		}
		t.copyTo(h.Data, own.len)
		h.Len += t.len
		w = fromHeap(h)
	}
	if copied {
		s.release()
	}
	return w
}

// PushByte appends one byte.
//
//	consumes  s
//	copies    shared; grows
//	result    unique
//	fails     null s; outside value 0..255
//
//ori:export ori_str_push_byte_cow(s, value, out)
//go:inline
func PushByte(s *Str, value int64) Str {
	checkStr("ori_str_push_byte_cow", "s", s)
	if runtime.Likely(uint64(value) <= 0xff) {
		if w, ok := s.byteInPlace(uint64(value)); ok {
			return w
		}
	}
	return pushByteSlow(*s, value)
}

// byteInPlace appends one byte where there is room for it and nobody else holds s.
//
//go:inline
func (s *Str) byteInPlace(value uint64) (Str, bool) {
	if s.hasShortRoom() {
		return s.plusByte(value), true
	}
	if s.isPlainHeap() {
		if t := s.heap(); t.Len < t.Cap && rc.HasOneOwner(t.Data) {
			return withByte(t, value), true
		}
	}
	return Str{}, false
}

//go:noinline
func pushByteSlow(s Str, value int64) Str {
	const op = "ori_str_push_byte_cow"
	if uint64(value) > 0xff {
		failByte(op, value)
	}
	return s.plusWord(op, short{lo: uint64(value), n: 1})
}

// PushChar appends a Unicode code point as one to four bytes of UTF-8.
//
//	consumes  s
//	copies    shared; grows
//	result    unique
//	fails     null s; scalar code -- those are 0..0x10FFFF without 0xD800..0xDFFF
//
//ori:export ori_str_push_char_cow(s, code, out)
//go:inline
func PushChar(s *Str, code int64) Str {
	checkStr("ori_str_push_char_cow", "s", s)
	if runtime.Likely(uint64(code) < 0x80) {
		if w, ok := s.byteInPlace(uint64(code)); ok {
			return w
		}
	}
	return pushCharSlow(*s, code)
}

//go:noinline
func pushCharSlow(s Str, code int64) Str {
	const op = "ori_str_push_char_cow"
	if code < 0 || code > 0x10ffff || code>>11 == 0xd800>>11 {
		failChar(op, code)
	}
	return s.plusWord(op, encode(uint64(code)))
}

// encode returns the UTF-8 of a code point, the first byte in the lowest bits.
//
//	from 0         0xxxxxxx
//	     0x80      110xxxxx 10xxxxxx
//	     0x800     1110xxxx 10xxxxxx 10xxxxxx
//	     0x10000   11110xxx 10xxxxxx 10xxxxxx 10xxxxxx
func encode(c uint64) short {
	switch {
	case c < 0x80:
		return short{lo: c, n: 1}
	case c < 0x800:
		return short{lo: 0xc0 | c>>6 | follow(c)<<8, n: 2}
	case c < 0x10000:
		return short{lo: 0xe0 | c>>12 | follow(c>>6)<<8 | follow(c)<<16, n: 3}
	}
	return short{lo: 0xf0 | c>>18 | follow(c>>12)<<8 | follow(c>>6)<<16 | follow(c)<<24, n: 4}
}

// follow returns the byte that carries the six lowest bits of c.
func follow(c uint64) uint64 { return 0x80 | c&0x3f }

// withByte appends a byte in the buffer.
//
// Requires t unique, with room.
//
//go:inline
func withByte(t rc.Triple, c uint64) Str {
	*(*uint8)(t.Elems(1).At(t.Len)) = uint8(c)
	t.Len++
	return fromHeap(t)
}

// plusWord consumes s and appends t, which is at most 8 bytes.
func (s *Str) plusWord(op string, t short) Str {
	own := s.text(op)
	need := rc.Sum(op, own.len, t.n, 1)
	w, copied := s.writable(op, own, need, rc.NextCapacity(own.len, need))
	if w.isShort() {
		w = w.plus(t)
	} else {
		for i := int64(0); i < t.n; i++ {
			w = withByte(w.heap(), t.lo>>(8*i))
		}
	}
	if copied {
		s.release()
	}
	return w
}
