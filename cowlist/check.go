package cowlist

import (
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// checkIndex fails unless 0 <= i < n.
func checkIndex(op string, i, n int64) {
	if i < 0 || i >= n {
		rc.FailIndex(op, i, n)
	}
}

// failRange reports a range that ends before it begins.
//
//go:noinline
func failRange(op string, from, to int64) {
	var m runtime.Message
	m.Begin(op)
	m.Text("from ")
	m.Int(from)
	m.Text(" is above to ")
	m.Int(to)
	m.Raise()
}
