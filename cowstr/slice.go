package cowstr

import "orirt/rc"

// Slice returns the bytes [start, end): up to 23 of them inline, independent of s,
// more as a view that shares the buffer. Nothing is allocated. The bounds are
// clamped to the text. A slice of a slice is a slice of the same buffer.
//
// Borrows: s; a view adds a reference to its buffer
// Units: start and end in bytes
// Fails when: s is NULL
//
//ori:export ori_str_slice(s, start, end, out)
func Slice(s *Str, start, end int64) Str {
	return s.view(s.text("ori_str_slice", "s"), start, end)
}

// SliceTake returns the first n bytes as ori_str_slice does.
//
// Borrows: s; a view adds a reference to its buffer
// Units: n in bytes
// Fails when: s is NULL
//
//ori:export ori_str_slice_take(s, n, out)
func SliceTake(s *Str, n int64) Str {
	return s.view(s.text("ori_str_slice_take", "s"), 0, n)
}

// SliceDrop returns all but the first n bytes as ori_str_slice does.
//
// Borrows: s; a view adds a reference to its buffer
// Units: n in bytes
// Fails when: s is NULL
//
//ori:export ori_str_slice_drop(s, n, out)
func SliceDrop(s *Str, n int64) Str {
	own := s.text("ori_str_slice_drop", "s")
	return s.view(own, n, own.len)
}

// view returns the bytes [start, end) of s, whose text is own.
func (s *Str) view(own text, start, end int64) Str {
	start, end = max(start, 0), min(end, own.len)
	if start >= end {
		return short{}.str()
	}
	if end-start <= inlineMax {
		return own.part(start, end).short().str()
	}
	t := s.heap()
	rc.ListInc(t)
	if end-start == own.len {
		return *s // as it is: when the others leave it may be written in place
	}
	return fromHeap(t.Slice(start, end, 1))
}
