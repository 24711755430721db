package cowstr

import "libori.org/rt/rc"

// Unshare makes the string unique with room for min_cap bytes: generated code
// may then overwrite the text in place, until it shares the string again. With
// min_cap above 23 the string has a buffer, and text may also be appended to it:
// stored behind data + len, and len raised to at most cap.
//
//	consumes  s
//	copies    shared; grows
//	result    unique; buffer when min_cap > 23
//	fails     null s; overflow min_cap
//
//ori:export ori_str_unshare_cow(s, min_cap, out)
//go:inline
func Unshare(s *Str, minCap int64) Str {
	checkStr("ori_str_unshare_cow", "s", s)
	if s.isShort() && minCap <= shortMax {
		return *s
	}
	if s.isPlainHeap() {
		if t := s.heap(); minCap <= t.Cap && t.Data != nil && rc.HasOneOwner(t.Data) {
			return fromHeap(t)
		}
	}
	return unshareSlow(*s, minCap)
}

//go:noinline
func unshareSlow(s Str, minCap int64) Str {
	const op = "ori_str_unshare_cow"
	own := s.text(op)
	slots := max(minCap, own.len)
	w, copied := s.writable(op, own, slots, slots)
	if copied {
		s.release()
	}
	return w
}

// writable returns the text of s, own, in a string that nobody else holds and
// that has room for need bytes: s itself; or s reallocated; or a copy, short if
// need allows, else in a new buffer of slots bytes. After a copy s is still owned
// by the caller, who releases it when nothing is left to be read from it.
//
// Requires own.len <= need <= slots.
func (s *Str) writable(op string, own text, need, slots int64) (w Str, copied bool) {
	if !s.isShort() && s.heap().IsUnique() {
		t := s.heap()
		if need > t.Cap {
			t = t.Regrown(op, rc.NextCapacity(t.Cap, need), byteElem)
		}
		return fromHeap(t), false
	}
	if !s.isShort() {
		s.heap().BookCopy(op, own.len, own.len)
	}
	if need <= shortMax {
		return own.short().str(), true
	}
	return newHeap(op, own, slots), true
}
