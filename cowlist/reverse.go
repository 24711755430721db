package cowlist

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Reverse reverses the order of the elements. A list of at most one element
// stays as it is.
//
//	consumes   data
//	copies     shared -- straight into reversed order
//	unchanged  len <= 1; elem_size == 0
//	result     unique
//	length     len
//	fails      negative len elem_size
//
//ori:export ori_list_reverse_cow(data, len, cap, elem_size, elem_align, inc, dec, out)
func Reverse(l rc.Triple, e rc.Elem) rc.Triple {
	const op = "ori_list_reverse_cow"
	l.Check(op, e)
	if l.Len <= 1 || e.Size == 0 {
		return l
	}
	if l.IsUnique() {
		reverse(l.Elems(e.Size), l.Len, e.Size)
		return l
	}
	fresh := l.Respliced(op, e)
	src, dst := l.Elems(e.Size), fresh.Elems(e.Size)
	for i := int64(0); i < l.Len; i++ {
		dst.Put(l.Len-1-i, src.At(i))
	}
	dst.Inc(e.Inc, 0, l.Len)
	l.Release(e.Size, e.Dec)
	return fresh
}

// reverse reverses n elements in place. Elements of a size that is a power of
// two lie aligned to it in every buffer, so the usual sizes are exchanged as
// words; others a piece at a time.
func reverse(elems rc.Elems, n, size int64) {
	switch size {
	case 1:
		reverseWords[uint8](elems, n)
	case 2:
		reverseWords[uint16](elems, n)
	case 4:
		reverseWords[uint32](elems, n)
	case 8:
		reverseWords[uint64](elems, n)
	case 16:
		reverseWords[[2]uint64](elems, n)
	default:
		for i, j := int64(0), n-1; i < j; i, j = i+1, j-1 {
			swapBytes(elems, i, j, size)
		}
	}
}

// reverseWords exchanges four elements from each end at a time: eight loads,
// then eight stores, which both become two vector instructions each.
//
//	│ a b c d  …  w x y z │   ->   │ z y x w  …  d c b a │
func reverseWords[T any](elems rc.Elems, n int64) {
	i, j := int64(0), n
	for ; j-i >= 8; i, j = i+4, j-4 {
		front, back := (*[4]T)(elems.At(i)), (*[4]T)(elems.At(j-4))
		a, b, c, d := front[0], front[1], front[2], front[3]
		front[0], front[1], front[2], front[3] = back[3], back[2], back[1], back[0]
		back[0], back[1], back[2], back[3] = d, c, b, a
	}
	for j--; i < j; i, j = i+1, j-1 {
		front, back := (*T)(elems.At(i)), (*T)(elems.At(j))
		*front, *back = *back, *front
	}
}

// swapBytes exchanges two elements through a small buffer.
func swapBytes(elems rc.Elems, i, j, size int64) {
	var piece [64]byte
	buf := rc.ElemsAt(unsafe.Pointer(&piece), 1)
	a, b := rc.ElemsAt(elems.At(i), 1), rc.ElemsAt(elems.At(j), 1)
	for at := int64(0); at < size; at += int64(len(piece)) {
		k := min(size-at, int64(len(piece)))
		runtime.Copy(buf.At(0), a.At(at), k)
		runtime.Copy(a.At(at), b.At(at), k)
		runtime.Copy(b.At(at), buf.At(0), k)
	}
}
