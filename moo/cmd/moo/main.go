// Command moo compiles and runs programs of Moo, the example language of
// libori_rt. docs/language.md describes the language.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"libori.org/rt/moo"
	"libori.org/rt/moo/interp"
)

const usage = `moo compiles and runs programs of Moo, a small language with value semantics.

usage: moo COMMAND [FLAGS] PROGRAM.moo [ARGUMENTS]

  run       compile the program and run it with the arguments
  build     compile the program to an executable file
  emit-ir   print the program's LLVM IR
  check     look for mistakes, compile nothing
  interp    run the program in the reference interpreter, which copies everything

moo COMMAND -h tells about a command's flags.
`

// A command gets what follows its name on the command line.
type command func(args []string) error

func main() {
	commands := map[string]command{
		"run": run, "build": buildFile, "emit-ir": emitIR, "check": checkFiles, "interp": interpret,
	}
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	name := os.Args[1]
	if name == "help" || strings.TrimLeft(name, "-") == "h" || strings.TrimLeft(name, "-") == "help" {
		fmt.Print(usage)
		return
	}
	do := commands[name]
	if do == nil {
		fmt.Fprintf(os.Stderr, "moo: there is no command %s\n\n%s", name, usage)
		os.Exit(2)
	}
	os.Exit(exitCode(do(os.Args[2:])))
}

// exitCode reports err and gives the code to exit with: that of the program
// that was run, if it is the one that failed.
func exitCode(err error) int {
	var exit *exec.ExitError
	var failure *interp.Failure
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode()
	case errors.As(err, &failure):
		fmt.Fprintln(os.Stderr, err)
		return 1
	case errors.Is(err, errUsage):
		return 2
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// errUsage is for mistakes on the command line, which have been reported.
var errUsage = errors.New("usage")

// load reads and checks the program in a file; - is standard input.
func load(name string) (*moo.Unit, error) {
	var text []byte
	var err error
	if name == "-" {
		text, err = io.ReadAll(os.Stdin)
	} else {
		text, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, err
	}
	return moo.Load(name, string(text))
}

func checkFiles(args []string) error {
	flags := newFlags("check", "PROGRAM.moo ...", "Reports every mistake with its place. Nothing is printed when all is well.")
	if err := flags.parse(args, 0); err != nil {
		return err
	}
	var all []error
	for _, name := range flags.Args() {
		if _, err := load(name); err != nil {
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}

func interpret(args []string) error {
	flags := newFlags("interp", "PROGRAM.moo [ARGUMENTS]",
		"Runs the program in the reference interpreter: slow, and right by construction.\nIt needs no library.")
	if err := flags.parse(args, 0); err != nil {
		return err
	}
	unit, err := load(flags.Arg(0))
	if err != nil {
		return err
	}
	return interp.Run(unit.Program, unit.Info, interp.Environment{Args: flags.Args()[1:], Stdin: os.Stdin, Stdout: os.Stdout})
}
