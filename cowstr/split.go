package cowstr

import (
	"unsafe"

	"libori.org/rt/rc"
)

// Split returns the parts of s between the occurrences of sep, as a list of strings: one
// allocation, since parts of up to 23 bytes are short, and longer ones are views that
// share the buffer of s. Of n occurrences come n+1 parts; an empty sep divides nothing.
//
//	borrows    s, sep
//	retains    s -- once for each part that is a view
//	result     unique
//	allocates
//	fails      null s sep
//
//ori:export ori_str_split(s, sep, OriList out)
func Split(s, sep *Str) rc.Triple {
	const op = "ori_str_split"
	checkStr(op, "s", s)
	checkStr(op, "sep", sep)
	t, by := s.text(op), sep.text(op)
	n := int64(1)
	if by.len > 0 {
		for at := t.next(by, 0); at >= 0; at = t.next(by, at+by.len) {
			n++
		}
	}
	const size = int64(unsafe.Sizeof(Str{}))
	list := rc.Triple{Len: n, Cap: n, Data: rc.New(op, rc.Bytes(op, n, size), 8)}
	parts, from := list.Elems(size), int64(0)
	for i := range n {
		end := t.len
		if i+1 < n {
			end = t.next(by, from)
		}
		*(*Str)(parts.At(i)) = view(op, *s, from, end)
		from = end + by.len
	}
	return list
}

// Join returns the strings of a list with sep between each two, in one allocation at
// most.
//
//	borrows    data, sep
//	result     unique
//	allocates  when result > 23
//	fails      negative len; null sep; overflow data
//
//ori:export ori_str_join(const data, len, sep, out)
func Join(l rc.Triple, sep *Str) Str {
	const op = "ori_str_join"
	const size = int64(unsafe.Sizeof(Str{}))
	l.CheckLen(op, size)
	checkStr(op, "sep", sep)
	between, parts, n := sep.text(op), l.Elems(size), int64(0)
	for i := range l.Len {
		s := (*Str)(parts.At(i))
		checkStr(op, "data", s)
		n = rc.Sum(op, n, s.text(op).len, 1)
		if i > 0 {
			n = rc.Sum(op, n, between.len, 1)
		}
	}
	b := build(op, n)
	for i := range l.Len {
		if i > 0 {
			b.add(between)
		}
		b.add((*Str)(parts.At(i)).text(op))
	}
	return b.str()
}
