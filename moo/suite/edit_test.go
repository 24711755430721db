package suite

import (
	"iter"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irutil"
)

func functions(m llvm.Module) iter.Seq[llvm.Value] { return irutil.Functions(m) }

// removeCalls takes out all calls of fn.
func removeCalls(fn llvm.Value) {
	for use := fn.FirstUse(); !use.IsNil(); use = fn.FirstUse() {
		use.User().EraseFromParentAsInstruction()
	}
}
