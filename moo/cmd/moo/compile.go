package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/link"
	"libori.org/rt/llvm/oriopt"
	"libori.org/rt/moo"
	"libori.org/rt/moo/build"
)

// flags are the flags of one command.
type flags struct {
	*flag.FlagSet
	lib, root, keep string
	levels          [4]bool
	debug           bool
	naive, oriopt   bool
}

func newFlags(command, arguments, about string) *flags {
	f := &flags{FlagSet: flag.NewFlagSet(command, flag.ContinueOnError)}
	f.Usage = func() {
		out := f.Output()
		fmt.Fprintf(out, "usage: moo %s [FLAGS] %s\n\n%s\n", command, arguments, about)
		any := false
		f.VisitAll(func(*flag.Flag) { any = true })
		if any {
			fmt.Fprintln(out, "\nflags:")
			f.PrintDefaults()
		}
	}
	return f
}

// compiling adds the flags of the commands that compile.
func (f *flags) compiling() {
	f.StringVar(&f.lib, "lib", "inline", "the runtime to compile with: inline, archive, shared, cgo, none (IR only)\n"+
		"or the `path` of any archive with this ABI")
	f.StringVar(&f.root, "root", "", "the `directory` with include/ori_rt.h and build/lib (default: the working\n"+
		"directory or the nearest one above that has them)")
	f.StringVar(&f.keep, "keep", "", "leave the IR and the object in this `directory`")
	for i := range f.levels {
		f.BoolVar(&f.levels[i], fmt.Sprintf("O%d", i), false, fmt.Sprintf("optimise at level %d", i))
	}
	f.Lookup("O2").Usage += ", as without any of these"
	f.BoolVar(&f.oriopt, "oriopt", true, "run the optimiser of library calls, at O2 and O3")
	f.BoolVar(&f.naive, "naive", false, "emit naive code: no analysis of who owns what (docs/naive-code.md)")
	f.BoolVar(&f.debug, "g", false, "emit line numbers for debuggers")
}

// parse reads the flags, and at most that many programs behind them; 0 is any number.
func (f *flags) parse(args []string, most int) error {
	if err := f.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			os.Exit(0)
		}
		return errUsage
	}
	switch n := f.NArg(); {
	case n == 0:
		fmt.Fprintln(f.Output(), "moo: which program?")
	case most > 0 && n > most:
		fmt.Fprintf(f.Output(), "moo: %s is behind the program: flags come before it, and it is one\n", f.Arg(most))
		return errUsage
	default:
		return nil
	}
	f.Usage()
	return errUsage
}

// options gives the options of a build into dir.
func (f *flags) options(dir, name string) (build.Options, error) {
	root := f.root
	if root == "" {
		var err error
		if root, err = build.Root(); err != nil {
			return build.Options{}, err
		}
	}
	o := build.Options{Include: filepath.Join(root, "include"), Dir: dir, Name: name, Level: "O2", Debug: f.debug, Naive: f.naive}
	for i, chosen := range f.levels {
		if chosen {
			o.Level = fmt.Sprintf("O%d", i)
		}
	}
	if f.oriopt && o.Level >= "O2" {
		o.Calls = oriopt.All
	}
	lib, err := filepath.Abs(filepath.Join(root, "build", "lib"))
	if err != nil {
		return o, err
	}
	for _, b := range link.Builds(lib) {
		if b.Name == f.lib {
			o.Build = b
			return o, nil
		}
	}
	switch {
	case f.lib == "none":
	case strings.HasSuffix(f.lib, ".a"):
		o.Build = link.Archive(f.lib)
	default:
		return o, fmt.Errorf("moo: -lib %s: there are inline, archive, shared, cgo, none and paths of archives", f.lib)
	}
	return o, nil
}

// compile makes an executable of the program in file and hands it to use. What
// is not kept is gone afterwards.
func (f *flags) compile(file string, use func(link.Program) error) error {
	unit, err := load(file)
	if err != nil {
		return err
	}
	if f.lib == "none" {
		return errors.New("moo: without a library there is only IR: moo emit-ir -lib none")
	}
	dir := f.keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "moo-"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	o, err := f.options(dir, programName(file))
	if err != nil {
		return err
	}
	program, err := build.Program(unit, o)
	if err != nil {
		return err
	}
	return use(program)
}

// programName is the file's name without directory and extension.
func programName(file string) string {
	if file == "-" {
		return "program"
	}
	return strings.TrimSuffix(filepath.Base(file), ".moo")
}

func run(args []string) error {
	flags := newFlags("run", "PROGRAM.moo [ARGUMENTS]", "Compiles the program and runs it. The exit code is the program's.")
	flags.compiling()
	leaks := flags.Bool("check-leaks", false, "fail when something is still allocated at the end")
	if err := flags.parse(args, 0); err != nil {
		return err
	}
	return flags.compile(flags.Arg(0), func(p link.Program) error {
		cmd := exec.Command(p.Path, flags.Args()[1:]...)
		cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
		if *leaks {
			cmd.Env = append(os.Environ(), "MOO_CHECK_LEAKS=1")
		}
		return cmd.Run()
	})
}

func buildFile(args []string) error {
	flags := newFlags("build", "PROGRAM.moo", "Compiles the program to an executable file.")
	flags.compiling()
	out := flags.String("o", "", "the `file` to make (default: the program's name without .moo)")
	if err := flags.parse(args, 1); err != nil {
		return err
	}
	if *out == "" {
		*out = programName(flags.Arg(0))
	}
	return flags.compile(flags.Arg(0), func(p link.Program) error {
		executable, err := os.ReadFile(p.Path)
		if err != nil {
			return err
		}
		return os.WriteFile(*out, executable, 0o777)
	})
}

func emitIR(args []string) error {
	flags := newFlags("emit-ir", "PROGRAM.moo",
		"Prints the program's LLVM IR as the backend made it. With a level, say -O2, it is\n"+
			"optimised first, together with the library's bitcode under -lib inline.")
	flags.compiling()
	if err := flags.parse(args, 1); err != nil {
		return err
	}
	unit, err := load(flags.Arg(0))
	if err != nil {
		return err
	}
	text, err := flags.ir(unit)
	if err != nil {
		return err
	}
	fmt.Print(text)
	return nil
}

func (f *flags) ir(unit *moo.Unit) (string, error) {
	asked := false
	for _, chosen := range f.levels {
		asked = asked || chosen
	}
	m, err := build.Module(unit, build.Options{Debug: f.debug, Naive: f.naive})
	if err != nil {
		return "", err
	}
	defer m.Dispose()
	if !asked {
		return m.LLVM.String(), nil
	}
	dir, err := os.MkdirTemp("", "moo-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	o, err := f.options(dir, "program")
	if err != nil {
		return "", err
	}
	ctx := llvm.NewContext()
	defer ctx.Dispose()
	optimised, err := link.Optimise(ctx, m.LLVM, o.Build, link.Options{Dir: dir, Name: "program", Level: o.Level, Calls: o.Calls})
	if err != nil {
		return "", err
	}
	defer optimised.Dispose()
	return optimised.String(), nil
}
