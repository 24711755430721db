//go:build ori_native

package runtime

import "unsafe"

// Raise prints the message on standard error, calls the fatal handler with it
// (without the newline) and aborts if the handler returns. A handler may leave
// by longjmp: nothing has been consumed or changed.
//
//go:noinline
func (m *Message) Raise() {
	size := int64(m.n)
	if m.n == MessageMax {
		m.n-- // room for the newline
		size--
	}
	m.text[m.n] = '\n'
	writeError(unsafe.Pointer(&m.text), size+1)
	if fatalHandler.fn != nil {
		m.text[m.n] = 0
		callFatal(fatalHandler.fn, unsafe.Pointer(&m.text), size)
	}
	abort()
}
