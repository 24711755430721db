package cowstr

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// FromBytes returns a string of the n bytes at bytes: short up to 23, else in a
// buffer of its own without spare room.
//
//	borrows    bytes
//	result     unique
//	allocates  when n > 23
//	fails      negative n; null bytes when n != 0; overflow n
//
//ori:export ori_str_from_bytes(const bytes, n, out)
func FromBytes(bytes unsafe.Pointer, n int64) Str {
	if runtime.Likely(uint64(n) <= shortMax && bytes != nil) {
		return text{bytes, n}.short().str()
	}
	return fromBytesSlow(bytes, n)
}

//go:noinline
func fromBytesSlow(bytes unsafe.Pointer, n int64) Str {
	const op = "ori_str_from_bytes"
	t := bytesOf(op, bytes, n)
	if n == 0 {
		return short{}.str()
	}
	return newHeap(op, t, n)
}

// newHeap returns a heap string that holds t and has room for slots bytes.
//
// Requires t.len <= slots.
func newHeap(op string, t text, slots int64) Str {
	fresh := rc.Triple{Len: t.len, Cap: slots, Data: rc.New(op, rc.Bytes(op, slots, 1), 1)}
	t.copyTo(fresh.Data, 0)
	return fromHeap(fresh)
}

// FromInt returns v in decimal; it is always short.
//
//	result  unique
//
//ori:export ori_str_from_int(v, out)
func FromInt(v int64) Str {
	u := uint64(v)
	if v < 0 {
		u = -u
	}
	var t short
	for {
		t = t.prepend('0' + u%10)
		if u /= 10; u == 0 {
			break
		}
	}
	if v < 0 {
		t = t.prepend('-')
	}
	return t.str()
}

// prepend returns the text with one byte in front of it.
//
//go:inline
func (t short) prepend(c uint64) short {
	return short{t.lo<<8 | c, t.mid<<8 | t.lo>>56, t.hi<<8 | t.mid>>56, t.n + 1}
}
