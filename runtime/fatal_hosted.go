//go:build !ori_native

package runtime

import "unsafe"

// Fatal is what Raise panics with. The generated exports of the cgo build
// recover it and let the C side print it and call the handler, after the Go
// side has returned; tests in Go recover it themselves.
type Fatal string

func (f Fatal) Error() string { return string(f) }

// Raise ends the operation with the message.
func (m *Message) Raise() {
	endNesting()
	panic(Fatal(m.text[:m.n]))
}

// raiseText is Raise with a text of any length.
func raiseText(text unsafe.Pointer, size int64) {
	endNesting()
	panic(Fatal(bytesAt(text, size)))
}

// FatalHandler returns the C function that the program set, or nil, for whoever
// recovers a Fatal.
func FatalHandler() unsafe.Pointer { return fatalHandler.fn }
