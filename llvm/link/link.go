// Package link makes programs of LLVM modules that call libori_rt: it optimises
// a module, together with the runtime's bitcode where the build has some, emits
// an object and links it against one of the library's builds.
//
//	module ──┬─ libori_rt_inline.bc        Build.Bitcode
//	         ▼
//	  default<O2>                          Options.Level; NAME.ll before, NAME.opt.ll after
//	         ▼
//	      NAME.o ──┬─ libori_rt.a, .so …   Build.Library
//	               ▼
//	             NAME                      Program
package link

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irutil"
	"libori.org/rt/llvm/oriopt"
)

// Build is a way to get the runtime into a program.
type Build struct {
	Name    string
	Library string   // the archive or shared library to link with
	Bitcode string   // linked into the module before it is optimised; may be empty
	Flags   []string // what else the linker needs
	Env     []string // what tests run the program with: the checking build checks
}

// checking has the checking build look for everything; others do not read it.
var checking = []string{"ORI_CHECK=all"}

// Builds returns the library's builds, whose files lie in dir. Their paths are
// absolute: a program finds its shared library wherever it is run.
func Builds(dir string) []Build {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	file := func(name string) string { return filepath.Join(dir, name) }
	return []Build{
		{Name: "archive", Library: file("libori_rt.a")},
		{Name: "inline", Library: file("libori_rt.a"), Bitcode: file("libori_rt_inline.bc")},
		{Name: "shared", Library: file("libori_rt.so"), Flags: []string{"-Wl,-rpath," + dir}},
		{Name: "cgo", Library: file("libori_rt_cgo.a"), Flags: []string{"-pthread"}, Env: checking},
	}
}

// Find returns the build of that name in dir, whose files are all there.
func Find(dir, name string) (Build, error) {
	for _, b := range Builds(dir) {
		if b.Name == name {
			return b, b.Check()
		}
	}
	return Build{}, fmt.Errorf("there is no build %q", name)
}

// Archive returns the build that is an archive somewhere, a cgo one too.
func Archive(file string) Build {
	return Build{Name: filepath.Base(file), Library: file, Flags: []string{"-pthread"}, Env: checking}
}

// Missing returns the files of the build that do not exist.
func (b Build) Missing() (files []string) {
	for _, file := range []string{b.Library, b.Bitcode} {
		if file == "" {
			continue
		}
		if _, err := os.Stat(file); err != nil {
			files = append(files, file)
		}
	}
	return files
}

// Check returns an error that names what is missing.
func (b Build) Check() error {
	if missing := b.Missing(); missing != nil {
		return fmt.Errorf("the %s build lacks %s; make lib makes it", b.Name, strings.Join(missing, ", "))
	}
	return nil
}

// Options say how to make a program.
type Options struct {
	Dir   string // where the files go; it is made
	Name  string // of the program and, with extensions, of the other files
	Level string // O0, O1, O2 or O3; O2 if empty
	// Calls are the passes of oriopt, which run on the calls of the library before
	// its bitcode is linked in.
	Calls oriopt.Passes
	Flags []string
}

func (o Options) file(ext string) string { return filepath.Join(o.Dir, o.Name+ext) }

// Program is an executable file.
type Program struct {
	Path  string
	Build Build
}

// Make makes a program of a module. The module itself stays as it is.
func Make(m llvm.Module, b Build, o Options) (Program, error) {
	if err := Compile(m, b, o); err != nil {
		return Program{}, err
	}
	return Link(b, o)
}

// Compile makes NAME.o of a module. Builds without bitcode share objects.
func Compile(m llvm.Module, b Build, o Options) error {
	if err := os.MkdirAll(o.Dir, 0o777); err != nil {
		return err
	}
	ctx := llvm.NewContext()
	defer ctx.Dispose()
	optimised, err := Optimise(ctx, m, b, o)
	if err != nil {
		return err
	}
	defer optimised.Dispose()
	return Emit(optimised, o)
}

// Optimise returns an optimised copy of m in ctx, with the build's bitcode
// inlined, and writes both to NAME.ll and NAME.opt.ll.
func Optimise(ctx llvm.Context, m llvm.Module, b Build, o Options) (llvm.Module, error) {
	if err := os.WriteFile(o.file(".ll"), []byte(m.String()), 0o666); err != nil {
		return llvm.Module{}, err
	}
	optimised, err := irutil.Copy(m, ctx)
	if err != nil {
		return llvm.Module{}, err
	}
	retarget(optimised, machine(o.level()))
	if o.Calls != 0 {
		oriopt.Run(optimised, oriopt.Options{Passes: o.Calls})
	}
	if b.Bitcode != "" {
		runtime, err := irutil.ParseFile(ctx, b.Bitcode)
		if err != nil {
			return llvm.Module{}, err
		}
		if err := llvm.LinkModules(optimised, runtime); err != nil {
			return llvm.Module{}, fmt.Errorf("%s: %w", b.Bitcode, err)
		}
	}
	if err := RunPasses(optimised, o.level()); err != nil {
		return llvm.Module{}, err
	}
	return optimised, os.WriteFile(o.file(".opt.ll"), []byte(optimised.String()), 0o666)
}

func (o Options) level() string {
	if o.Level == "" {
		return "O2"
	}
	return o.Level
}

// RunPasses runs LLVM's standard passes of a level, O0 to O3, and verifies the
// result.
func RunPasses(m llvm.Module, level string) error {
	options := llvm.NewPassBuilderOptions()
	defer options.Dispose()
	if err := m.RunPasses("default<"+level+">", machine(level), options); err != nil {
		return err
	}
	return llvm.VerifyModule(m, llvm.ReturnStatusAction)
}

// Emit writes the module's machine code to NAME.o.
func Emit(m llvm.Module, o Options) error {
	object, err := machine(o.level()).EmitToMemoryBuffer(m, llvm.ObjectFile)
	if err != nil {
		return err
	}
	defer object.Dispose()
	return os.WriteFile(o.file(".o"), object.Bytes(), 0o666)
}

// Link links NAME.o, or other objects, against the build's library.
func Link(b Build, o Options, objects ...string) (Program, error) {
	if objects == nil {
		objects = []string{o.file(".o")}
	}
	args := slices.Concat([]string{"-o", o.file("")}, objects, []string{b.Library}, b.Flags, o.Flags)
	if out, err := exec.Command(CC(), args...).CombinedOutput(); err != nil {
		return Program{}, fmt.Errorf("%s %s: %w\n%s", CC(), strings.Join(args, " "), err, complaint(string(out)))
	}
	return Program{Path: o.file(""), Build: b}, nil
}

var undefined = regexp.MustCompile("undefined reference to `([^']*)'")

// complaint returns what a linker said, shortened to the undefined names if
// there are any.
func complaint(out string) string {
	var names []string
	for _, match := range undefined.FindAllStringSubmatch(out, -1) {
		names = append(names, match[1])
	}
	if names == nil {
		return out
	}
	slices.Sort(names)
	return "undefined: " + strings.Join(slices.Compact(names), ", ")
}

// CC returns the C compiler that links: $CC, or cc.
func CC() string {
	if cc := os.Getenv("CC"); cc != "" {
		return cc
	}
	if cross.triple != "" {
		arch, _, _ := strings.Cut(cross.triple, "-")
		return arch + "-linux-gnu-gcc"
	}
	return "cc"
}

// cross is the machine that programs are made for, if it is not this one.
var cross struct {
	triple string
	run    []string
}

// Cross has all programs made for another machine, as in "aarch64-linux-gnu", and
// run by a command, as in "qemu-aarch64 -L /usr/aarch64-linux-gnu". It is called
// before anything is made.
func Cross(triple, run string) {
	cross.triple, cross.run = triple, strings.Fields(run)
}

// emulatorLine is what qemu adds when a program ends by a signal.
var emulatorLine = regexp.MustCompile(`(?m)^qemu: uncaught target signal .*\n`)

// retarget says in a module which machine it is for.
func retarget(m llvm.Module, machine llvm.TargetMachine) {
	if cross.triple == "" {
		return
	}
	layout := machine.CreateTargetData()
	defer layout.Dispose()
	m.SetTarget(machine.Triple())
	m.SetDataLayout(layout.String())
}

// machine returns the code generator for a level: at O0 one that takes no pains.
func machine(level string) llvm.TargetMachine {
	if level == "O0" {
		return quick()
	}
	return thorough()
}

var (
	quick    = sync.OnceValue(func() llvm.TargetMachine { return newMachine(llvm.CodeGenLevelNone) })
	thorough = sync.OnceValue(func() llvm.TargetMachine { return newMachine(llvm.CodeGenLevelDefault) })
)

// newMachine makes a generator for any processor of the machine: the code runs on every one of
// them, and functions without a processor of their own inline into each other.
func newMachine(level llvm.CodeGenOptLevel) llvm.TargetMachine {
	if err := errors.Join(llvm.InitializeNativeTarget(), llvm.InitializeNativeAsmPrinter()); err != nil {
		panic(err)
	}
	triple, cpu := llvm.DefaultTargetTriple(), "x86-64"
	if cross.triple != "" {
		llvm.InitializeAllTargetInfos()
		llvm.InitializeAllTargets()
		llvm.InitializeAllTargetMCs()
		llvm.InitializeAllAsmPrinters()
		triple, cpu = cross.triple, "generic"
	}
	target, err := llvm.GetTargetFromTriple(triple)
	if err != nil {
		panic(err)
	}
	return target.CreateTargetMachine(triple, cpu, "", level, llvm.RelocPIC, llvm.CodeModelDefault)
}

// Result is what a run of a program left.
type Result struct {
	Stdout, Stderr string
	// Err is an exec.ExitError if the program ended with another code than 0 or
	// by a signal.
	Err error
}

// runLimit ends a program that hangs.
const runLimit = 60 * time.Second

// Run runs the program.
func (p Program) Run(stdin string, args ...string) Result {
	ctx, cancel := context.WithTimeout(context.Background(), runLimit)
	defer cancel()
	path, err := filepath.Abs(p.Path)
	if err != nil {
		return Result{Err: err}
	}
	command := slices.Concat(cross.run, []string{path}, args)
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	cmd.Env = append(os.Environ(), p.Build.Env...)
	err = cmd.Run()
	if ctx.Err() != nil {
		err = fmt.Errorf("%s: no end after %v", p.Path, runLimit)
	}
	return Result{Stdout: stdout.String(), Stderr: emulatorLine.ReplaceAllString(stderr.String(), ""), Err: err}
}
