package cowstr

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// text is bytes somewhere in memory: of a string, short or not, or of a caller.
//
//	data
//	┌───┬───┬───┬── ─ ─ ──┬───┐
//	│ 0 │ 1 │ 2 │         │   │  len
//	└───┴───┴───┴── ─ ─ ──┴───┘
//
// word, half and byte read 8, 4 and 1 of them at any position, aligned or not,
// the first in the lowest bits.
type text struct {
	data unsafe.Pointer
	len  int64
}

// bytesOf returns what a caller gives by address and count.
func bytesOf(op string, data unsafe.Pointer, n int64) text {
	if n < 0 {
		rc.FailNegative(op, "n", n)
	}
	if data == nil && n > 0 {
		rc.FailNull(op, "bytes")
	}
	return text{data, n}
}

func (t text) at(i int64) unsafe.Pointer { return rc.ElemsAt(t.data, 1).At(i) }

func (t text) word(i int64) (v uint64) {
	runtime.Copy(unsafe.Pointer(&v), t.at(i), 8)
	return v
}

func (t text) half(i int64) uint64 {
	var v uint32
	runtime.Copy(unsafe.Pointer(&v), t.at(i), 4)
	return uint64(v)
}

func (t text) byte(i int64) uint8 { return *(*uint8)(t.at(i)) }

// part returns the bytes [start, end).
//
// Requires 0 <= start <= end <= t.len.
func (t text) part(start, end int64) text { return text{t.at(start), end - start} }

// copyTo copies the text to position i of a buffer that has room for it.
func (t text) copyTo(buffer unsafe.Pointer, i int64) {
	if t.len > 0 {
		runtime.Copy(rc.ElemsAt(buffer, 1).At(i), t.data, t.len)
	}
}

// equals reports whether two texts are the same bytes.
func (t text) equals(u text) bool {
	switch {
	case t.len != u.len:
		return false
	case 16 <= t.len && t.len <= 64:
		return t.equalWords(u)
	}
	return t.len == 0 || runtime.Equal(t.data, u.data, t.len)
}

// equalWords is equals for texts of the same length for which a call would cost more:
// 16 bytes at a time, the last of which may overlap those before.
//
// Requires t.len >= 16.
func (t text) equalWords(u text) bool {
	last := t.len - 16
	for i := int64(0); i < last; i += 16 {
		if (t.word(i)^u.word(i))|(t.word(i+8)^u.word(i+8)) != 0 {
			return false
		}
	}
	return (t.word(last)^u.word(last))|(t.word(last+8)^u.word(last+8)) == 0
}

// compare orders two texts: -1, 0 or 1.
func (t text) compare(u text) int32 {
	if n := min(t.len, u.len); n > 0 {
		if c := runtime.Compare(t.data, u.data, n); c != 0 {
			return c>>31 | 1
		}
	}
	return order(uint64(t.len), uint64(u.len))
}
