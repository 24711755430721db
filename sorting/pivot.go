package sorting

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// maxMedians is how many medians of three a pivot is chosen from.
const maxMedians = 27

// pivot returns the pseudo-median of n elements, step bytes apart from p on: the
// median of medians of three, over evenly spread samples.
//
//	samples   x  x  x  x  x  x  x  x  x
//	medians      m        m        m          of three samples
//	                      m                   of three medians
//
//go:inline
func (o order) pivot(p unsafe.Pointer, step, n int64, medians *[maxMedians]int64) unsafe.Pointer {
	count, stride := int64(1), n/3
	switch {
	case n >= 4096:
		count, stride = 27, n/81
	case n >= 512:
		count, stride = 9, n/27
	case n >= 64:
		count, stride = 3, n/9
	}
	x := runtime.Beyond(p, stride/2*step)
	stride *= step
	for i := range count {
		medians[i] = runtime.Offset(o.median(x, runtime.Beyond(x, stride), runtime.Beyond(x, 2*stride)), p)
		x = runtime.Beyond(x, 3*stride)
	}
	for count > 1 {
		count /= 3
		for i := range count {
			a, b, c := medians[3*i], medians[3*i+1], medians[3*i+2]
			medians[i] = runtime.Offset(o.median(runtime.Beyond(p, a), runtime.Beyond(p, b), runtime.Beyond(p, c)), p)
		}
	}
	return runtime.Beyond(p, medians[0])
}

// median returns the one of three elements that is neither first nor last.
//
//go:inline
func (o order) median(a, b, c unsafe.Pointer) unsafe.Pointer {
	ab, ac, bc := o.less(a, b), o.less(a, c), o.less(b, c)
	return runtime.Pick(ab != ac, a, runtime.Pick(ab != bc, c, b))
}
