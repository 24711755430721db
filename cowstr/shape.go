package cowstr

import (
	"unsafe"

	"libori.org/rt/rc"
)

// Trim returns s without the spaces at both ends: space, tab, newline, carriage return,
// vertical tab and form feed, as ori_str_slice does.
//
//	borrows  s
//	retains  s when result > 23
//	result   view s
//	fails    null s
//
//ori:export ori_str_trim(s, out)
func Trim(s *Str) Str {
	const op = "ori_str_trim"
	checkStr(op, "s", s)
	t := s.text(op)
	start, end := int64(0), t.len
	for start < end && isSpace(t.byte(start)) {
		start++
	}
	for start < end && isSpace(t.byte(end-1)) {
		end--
	}
	return view(op, *s, start, end)
}

func isSpace(c uint8) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// Repeat returns n times the text of s.
//
//	borrows    s
//	result     unique
//	allocates  when result > 23
//	fails      null s; negative n; overflow n
//
//ori:export ori_str_repeat(s, n, out)
func Repeat(s *Str, n int64) Str {
	const op = "ori_str_repeat"
	checkStr(op, "s", s)
	if n < 0 {
		rc.FailNegative(op, "n", n)
	}
	t := s.text(op)
	b := build(op, rc.Bytes(op, n, t.len))
	for range n {
		if t.len == 0 {
			break
		}
		b.add(t)
	}
	return b.str()
}

// Lower makes the letters A to Z small. Other bytes stay: case beyond ASCII is the
// program's.
//
//	consumes   s
//	copies     shared
//	result     unique
//	fails      null s
//
//ori:export ori_str_lower_cow(s, out)
func Lower(s *Str) Str { return s.recased("ori_str_lower_cow", 'A') }

// Upper makes the letters a to z large. Other bytes stay: case beyond ASCII is the
// program's.
//
//	consumes   s
//	copies     shared
//	result     unique
//	fails      null s
//
//ori:export ori_str_upper_cow(s, out)
func Upper(s *Str) Str { return s.recased("ori_str_upper_cow", 'a') }

// recased changes the case of the 26 letters from first on.
func (s *Str) recased(op string, first uint8) Str {
	checkStr(op, "s", s)
	own := s.text(op)
	w, copied := s.writable(op, own, own.len, own.len)
	if copied {
		s.release()
	}
	t := w.text(op)
	for i := int64(0); i < t.len; i++ {
		if c := (*uint8)(t.at(i)); *c-first < 26 {
			*c ^= 'a' - 'A'
		}
	}
	return w
}

// Replace returns s with every occurrence of old, from the left and without overlap,
// replaced by the text of by. An empty old is nowhere.
//
//	borrows    s, old, by
//	result     unique
//	allocates  when result > 23
//	fails      null s old by; overflow s
//
//ori:export ori_str_replace(s, old, by, out)
func Replace(s, old, by *Str) Str {
	const op = "ori_str_replace"
	checkStr(op, "s", s)
	checkStr(op, "old", old)
	checkStr(op, "by", by)
	t, was, now := s.text(op), old.text(op), by.text(op)
	n := int64(0)
	if was.len > 0 {
		for at := t.next(was, 0); at >= 0; at = t.next(was, at+was.len) {
			n++
		}
	}
	b := build(op, rc.Sum(op, t.len-n*was.len, rc.Bytes(op, n, now.len), 1))
	from := int64(0)
	for ; n > 0; n-- {
		at := t.next(was, from)
		b.add(t.part(from, at))
		b.add(now)
		from = at + was.len
	}
	b.add(t.part(from, t.len))
	return b.str()
}

// Terminated returns s with a 0 behind its text, which is not part of it, so that
// ori_str_data is what C functions take: until the next operation on the string, which
// is unique. A 0 within the text is where C stops.
//
//	consumes   s
//	copies     shared; grows
//	result     unique
//	fails      null s
//
//ori:export ori_str_terminated_cow(s, out)
func Terminated(s *Str) Str {
	const op = "ori_str_terminated_cow"
	checkStr(op, "s", s)
	own := s.text(op)
	if own.len < shortMax && s.isShort() {
		return *s // what is behind the text is 0
	}
	need := max(rc.Sum(op, own.len, 1, 1), shortMax+1)
	w, copied := s.writable(op, own, need, need)
	if copied {
		s.release()
	}
	*(*uint8)(w.heap().Elems(1).At(own.len)) = 0
	return w
}

// A builder fills a string whose length is known: short, or with a buffer of its own.
type builder struct {
	small [shortMax + 1]byte
	heap  rc.Triple // without buffer: the text is in small
	n     int64
}

// build begins a string of n bytes.
func build(op string, n int64) (b builder) {
	if n > shortMax {
		b.heap = rc.Triple{Len: n, Cap: n, Data: rc.New(op, n, 1)}
	}
	return b
}

// add appends t.
func (b *builder) add(t text) {
	if b.heap.Data != nil {
		t.copyTo(b.heap.Data, b.n)
	} else {
		t.copyTo(unsafe.Pointer(&b.small), b.n)
	}
	b.n += t.len
}

// str returns the string.
func (b *builder) str() Str {
	if b.heap.Data != nil {
		return fromHeap(b.heap)
	}
	return text{unsafe.Pointer(&b.small), b.n}.short().str()
}
