//go:build !ori_native

package runtime

// Code is one of the ways in which compiled code runs an operation. The release build
// has all of them; Go code is told which it is to be, so that tests see each.
type Code uint8

const (
	InlinedCode  Code = iota // in the caller, who knows neither sizes nor callbacks when it is compiled
	ConstantCode             // in the caller, where they are constants
	CalledCode               // in the archive, behind a call
)

func (c Code) String() string { return [...]string{"inlined", "constant", "called"}[c] }

// Codes are all of them.
var Codes = []Code{InlinedCode, ConstantCode, CalledCode}

var code = InlinedCode

// SetCode chooses. Nothing else may run meanwhile.
func SetCode(c Code) { code = c }

// Inlined reports whether this is a copy of the function it stands in, inlined
// into compiled code, and not the function that such code calls.
func Inlined() bool { return code != CalledCode }

// Constant reports whether the optimiser knows v: after inlining into compiled
// code, where a size is a number in the caller.
func Constant(v int64) bool { return code == ConstantCode }
