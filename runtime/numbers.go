package runtime

// Numbers that C code and the bitcode driver need, too. They are written here once:
// the driver reads these constants from the source that it compiles, puts them in
// the place of ${LocalBytes} and the like in llvm/driver/ir and compares ABI with
// the table's; package cgo does not compile where its C side differs.
const (
	// ABI is the version of the C ABI.
	ABI = 1

	// LocalBytes is the size of the memory that Local returns, a multiple of 8.
	LocalBytes = 768

	// StackAlign is how variables whose address is taken are aligned, as far as
	// package rc relies on it: it suits every Go type, and elements that are moved
	// to the stack as far as it costs nothing.
	StackAlign = 16

	// MessageMax is the length of the longest message, in bytes, where a newline or
	// a NUL that follows is not counted.
	MessageMax = 240
)
