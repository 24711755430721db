package cowstr

import "libori.org/rt/rc"

// Slice returns the bytes [start, end): up to 23 of them as a short string, independent of s,
// more as a view that shares the buffer. Nothing is allocated. The bounds are
// clamped to the text. A slice of a slice is a slice of the same buffer.
//
//	borrows  s
//	retains  s when result > 23
//	result   view s
//	fails    null s
//
//ori:export ori_str_slice(s, start, end, out)
//go:inline
func Slice(s *Str, start, end int64) Str {
	const op = "ori_str_slice"
	checkStr(op, "s", s)
	return view(op, *s, start, end)
}

// SliceTake returns the first n bytes as ori_str_slice does.
//
//	borrows  s
//	retains  s when result > 23
//	result   view s
//	fails    null s
//
//ori:export ori_str_slice_take(s, n, out)
//go:inline
func SliceTake(s *Str, n int64) Str {
	const op = "ori_str_slice_take"
	checkStr(op, "s", s)
	return view(op, *s, 0, n)
}

// SliceDrop returns all but the first n bytes as ori_str_slice does.
//
//	borrows  s
//	retains  s when result > 23
//	result   view s
//	fails    null s
//
//ori:export ori_str_slice_drop(s, n, out)
//go:inline
func SliceDrop(s *Str, n int64) Str {
	const op = "ori_str_slice_drop"
	checkStr(op, "s", s)
	return view(op, *s, n, 1<<63-1)
}

// view returns the bytes [start, end) of s.
//
//go:noinline
func view(op string, s Str, start, end int64) Str {
	if s.isShort() {
		start, end = clamp(start, end, s.shortLen())
		return s.short().part(start, end-start).str()
	}
	own := s.heapText(op)
	start, end = clamp(start, end, own.len)
	if end-start <= shortMax {
		return own.part(start, end).short().str()
	}
	t := s.heap()
	rc.ListInc(t)
	if end-start == own.len {
		return s // as it is: when the others leave it may be written in place
	}
	return fromHeap(t.Slice(start, end, 1))
}

// clamp returns what [start, end) has in common with [0, n).
//
//go:inline
func clamp(start, end, n int64) (from, to int64) {
	from = min(max(start, 0), n)
	return from, max(from, min(end, n))
}
