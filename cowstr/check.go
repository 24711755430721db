package cowstr

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

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

// failUntidy reports a short string that a back end made wrong.
//
//go:noinline
func failUntidy(op, name string, s *Str) {
	n := s.shortLen()
	var m runtime.Message
	m.Begin(op)
	m.Text(name)
	if n > shortMax {
		m.Text(" is a short string of length ")
		m.Int(n)
		m.Text(", above 23")
		m.Raise()
	}
	for at := n; ; at++ {
		if c := *(*uint8)(rc.ElemsAt(unsafe.Pointer(s), 1).At(at)); c != 0 {
			m.Text(" is a short string of length ")
			m.Int(n)
			m.Text(" with ")
			m.Int(int64(c))
			m.Text(" for 0 in byte ")
			m.Int(at)
			m.Raise()
		}
	}
}
