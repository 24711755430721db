//go:build !ori_native

package runtime

import "unsafe"

// Fatal is what Raise panics with. The generated exports of the cgo build
// recover it and let the C side print it and call the handler, after the Go
// side has returned; tests in Go recover it themselves.
type Fatal string

func (f Fatal) Error() string { return string(f) }

// Raise ends the operation with the message.
func (m *Message) Raise() { panic(Fatal(m.text[:m.n])) }

// FatalHandler returns the C function that the program set, or nil, for whoever
// recovers a Fatal.
func FatalHandler() unsafe.Pointer { return fatalHandler.fn }
