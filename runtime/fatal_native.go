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
	m.text[m.n] = 0
	m.handle(unsafe.Pointer(&m.text), size)
}

// raiseText is Raise with a text of any length.
//
//go:noinline
func raiseText(text unsafe.Pointer, size int64) {
	var m Message
	newline := byte('\n')
	writeError(text, size)
	writeError(unsafe.Pointer(&newline), 1)
	m.handle(text, size)
}

// handle calls the handler and aborts.
//
// A handler that meets fatal errors itself is called for them too, but not without
// end. Whether the last error's handler is still running, or has left by longjmp, its
// message tells: it lies further up on the stack, and its guard has not been written
// over. An error that is caught and followed by one further down looks the same only if
// the frames between leave all of the 2 KB untouched, eight times in a row.
//
//go:noinline
func (m *Message) handle(text unsafe.Pointer, size int64) {
	endNesting()
	t := (*Thread)(Local())
	here := Offset(unsafe.Pointer(m), nil)
	if up := t.raising - here; 0 < up && up < handlerStack {
		if last := (*Message)(At(unsafe.Pointer(m), up)); last.guard.isSet() {
			m.within = last.within + 1
		}
	}
	m.guard.set()
	t.raising = here
	if fatalHandler.fn != nil && m.within < maxWithin {
		callFatal(fatalHandler.fn, text, size)
	}
	abort()
}

const (
	// maxWithin is how many handlers may be running one in the other.
	maxWithin = 8

	// handlerStack is how far up another handler's message is looked for.
	handlerStack = 1 << 16
)
