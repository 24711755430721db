package sorting

import (
	"libori.org/rt/rc"
)

// heapsort sorts n elements with at most about 2 n log2 n comparisons, whatever they
// are. temp is room for one.
//
//go:noinline
func (o order) heapsort(v rc.Cursor, n int64, temp rc.Cursor) {
	for i := n/2 - 1; i >= 0; i-- {
		o.sift(v, i, n, temp)
	}
	for i := n - 1; i > 0; i-- {
		o.swap(v, o.at(v, i), temp)
		o.sift(v, 0, i, temp)
	}
}

// sift moves the element i down until no child of it comes after it.
func (o order) sift(v rc.Cursor, i, n int64, temp rc.Cursor) {
	for {
		child := 2*i + 1
		if child >= n {
			return
		}
		if child+1 < n && o.less(o.at(v, child), o.at(v, child+1)) {
			child++
		}
		if !o.less(o.at(v, i), o.at(v, child)) {
			return
		}
		o.swap(o.at(v, i), o.at(v, child), temp)
		i = child
	}
}
