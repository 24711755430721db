package cowstr

import "libori.org/rt/runtime"

// The fatal errors that only strings have; the others are package rc's.

//go:noinline
func failByte(op string, value int64) {
	var m runtime.Message
	m.Begin(op)
	m.Int(value)
	m.Text(" is no byte: it is not in 0..255")
	m.Raise()
}

//go:noinline
func failChar(op string, code int64) {
	var m runtime.Message
	m.Begin(op)
	m.Int(code)
	m.Text(" is no Unicode scalar value")
	m.Raise()
}
