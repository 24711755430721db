package runtime

import "unsafe"

// What the library says about itself.

// ABIVersion returns the version of the C ABI, which is ORI_RT_ABI_VERSION of the header
// that describes it.
//
//ori:export ori_rt_abi_version() memory(none)
//go:inline
func ABIVersion() int64 { return ABI }

// Version returns the version of the library, ORI_RT_VERSION of the header that
// came with it: major * 1000000 + minor * 1000 + patch.
//
//ori:export ori_rt_version() memory(none)
//go:inline
func Version() int64 { return libraryVersion }

var fatalHandler FatalFn

// FatalError ends the program as a fatal error of the library does: it prints the
// message, len bytes without a newline, on standard error, calls the fatal handler with
// them, and aborts if that returns. It is for the language's own errors: bounds,
// overflow, a failed assertion. It does not return.
//
//	borrows  message
//	units    len bytes
//	fails    negative len; null message when len > 0
//
//ori:export ori_rt_fatal(const message, len) noreturn cold
func FatalError(message unsafe.Pointer, len int64) {
	if len < 0 || message == nil && len > 0 {
		var m Message
		m.Begin("ori_rt_fatal")
		if len < 0 {
			m.Text("len is negative: ")
			m.Int(len)
		} else {
			m.Text("message is NULL")
		}
		m.Raise()
	}
	if len < MessageMax {
		var m Message
		m.Text(unsafe.String((*byte)(message), int(len)))
		m.Raise()
	}
	raiseText(message, len)
}

// SetFatalHandler replaces what is called after a fatal error printed its line:
// handler gets the line without "\n", and its length in bytes; NULL is the
// default, which aborts. A handler may end the program or leave by longjmp, and
// every input is still owned by whoever owned it; when it returns, the library
// aborts. Set it before other threads use the library.
//
//ori:export ori_rt_set_fatal_handler(handler)
func SetFatalHandler(handler FatalFn) { fatalHandler = handler }
