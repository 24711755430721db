package cowstr

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Str is the value of a string: OriStr in C. Copying one copies no reference;
// RcInc and RcDec count.
//
//	         lo       mid      hi
//	short   text     text     text, tag in the top byte
//	heap     len      cap      data
//
// The words are integers, since a short string's third must not be taken for a pointer.
type Str struct{ lo, mid, hi uint64 }

var _ [0]struct{} = [unsafe.Sizeof(Str{}) - unsafe.Sizeof(rc.Triple{})]struct{}{}

// byteElem describes a buffer of text to package rc.
var byteElem = rc.Elem{Size: 1, Align: 1}

// isShort reports whether the text is in the string itself.
//
//go:inline
func (s *Str) isShort() bool { return int64(s.hi) < 0 }

// isPlainHeap reports whether s has a buffer that it may write to if it is the
// only owner: neither short, nor a slice, nor of an impossible length.
//
//go:inline
func (s *Str) isPlainHeap() bool { return int64(s.hi|s.mid|s.lo) >= 0 }

// heap returns a heap string as the list of bytes that it is.
//
// Requires !s.isShort().
//
//go:inline
func (s *Str) heap() rc.Triple { return *(*rc.Triple)(unsafe.Pointer(s)) }

// fromHeap is the inverse of heap.
//
//go:inline
func fromHeap(t rc.Triple) Str {
	return *(*Str)(unsafe.Pointer(&t))
}

// text returns the bytes of s, which lie in s if it is short, and fails when s is invalid.
func (s *Str) text(op string) text {
	if s.isShort() {
		return text{unsafe.Pointer(s), s.shortLen()}
	}
	return s.heapText(op)
}

// heapText is text of a heap string, for which s need not lie in memory.
//
// Requires !s.isShort().
//
//go:inline
func (s *Str) heapText(op string) text {
	t := s.heap()
	t.CheckLen(op, 1)
	return text{t.Data, t.Len}
}

// bothHeap reports whether neither string is short.
//
//go:inline
func bothHeap(x, y Str) bool { return int64(x.hi|y.hi) >= 0 }

// bothShort reports whether both strings are short.
//
//go:inline
func bothShort(x, y Str) bool { return int64(x.hi&y.hi) < 0 }

// release drops the reference that s holds.
//
//go:inline
func (s *Str) release() {
	if !s.isShort() {
		s.heap().Release(1, runtime.ElemFn{})
	}
}

// checkStr fails when the address of a string is missing, in the checking build also
// when it is a short string as there can be none.
//
//go:inline
func checkStr(op, name string, s *Str) {
	if s == nil {
		rc.FailNull(op, name)
	}
	if runtime.Checking && s.isShort() && !s.isTidy() {
		failUntidy(op, name, s)
	}
}

// Len returns the length of s.
//
//	borrows  s
//	units    -- bytes
//	fails    null s
//
//ori:export ori_str_len(s)
//go:inline
func Len(s *Str) int64 {
	checkStr("ori_str_len", "s", s)
	if s.isShort() {
		return s.shortLen()
	}
	return int64(s.lo)
}

// Data returns the address of the text of s, which is in *s itself when the
// string is short, and NULL when it has no text and no buffer. There is no
// terminating 0.
//
//	borrows  s
//	result   inside s
//	fails    null s
//
//ori:export const ori_str_data(s)
//go:inline
func Data(s *Str) unsafe.Pointer {
	checkStr("ori_str_data", "s", s)
	if s.isShort() {
		return unsafe.Pointer(s)
	}
	return s.heap().Data
}

// RcInc adds a reference to the string at s. Short strings, immortals and the
// zero string: nothing. It is an inc callback as it stands.
//
//	borrows  s
//	retains  s
//	fails    null s; freed s
//
//ori:export ori_str_rc_inc(s)
//go:inline
func RcInc(s unsafe.Pointer) {
	str := (*Str)(s)
	checkStr("ori_str_rc_inc", "s", str)
	if !str.isShort() {
		rc.ListInc(str.heap())
	}
}

// RcDec drops the reference of the string at s, and with the last one the
// buffer. It is a dec callback as it stands.
//
//	consumes  s
//	fails     null s; freed s
//
//ori:export ori_str_rc_dec(s)
//go:inline
func RcDec(s unsafe.Pointer) {
	str := (*Str)(s)
	checkStr("ori_str_rc_dec", "s", str)
	str.release()
}
