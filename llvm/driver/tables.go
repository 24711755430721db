package driver

import (
	"time"

	"github.com/tinygo-org/tinygo/interp"
	"tinygo.org/x/go-llvm"
)

// fillTables runs the initialiser of the package of numbers, whose tables are too long for
// globalopt: TinyGo's interpreter of initialisers leaves them as constants.
func fillTables(m llvm.Module, path string) error {
	if path != numbers {
		return nil
	}
	const rounds = 1000
	return interp.RunFunc(m.NamedFunction(path+".init"), time.Minute, rounds, false)
}
