package driver

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/modfile"
	"libori.org/rt/abi"
	"tinygo.org/x/go-llvm"
)

// Options say what to compile and which flavour of the library to make of it.
// The zero value of every field below Exports is the release build.
type Options struct {
	// Dir is the directory of the module to compile.
	Dir string
	// Thunks is the import path of the package whose functions the exports
	// call. It and all it imports is compiled.
	Thunks string
	// Exports are the C functions of the library.
	Exports []abi.Export

	// Target is the machine to compile for, one of Targets; empty: this one.
	Target string
	// SingleThreaded makes counts plain memory and libori_rt_st of the library:
	// for programs that never have a second thread.
	SingleThreaded bool
	// Sanitize instruments the library for one of clang's sanitizers.
	Sanitize Sanitizer
	// Debug adds debug information, with paths relative to Dir.
	Debug bool
	// Passes are LLVM's for the machine code, "default<O3>" when empty.
	Passes string

	// Trace, when set, is told what each step took.
	Trace func(step string, took time.Duration)
}

// A Sanitizer is what clang calls -fsanitize=.
type Sanitizer string

const (
	Address   Sanitizer = "address"
	Thread    Sanitizer = "thread"
	Undefined Sanitizer = "undefined" // dereferencing nil traps
)

// Name returns the name of the library's files without their extension.
func (o *Options) Name() string {
	name := "libori_rt"
	if o.SingleThreaded {
		name += "_st"
	}
	switch o.Sanitize {
	case Address:
		name += "_asan"
	case Thread:
		name += "_tsan"
	case Undefined:
		name += "_ubsan"
	}
	return name
}

// prefix begins the names of the library's hidden symbols. It tells the flavours
// apart, so that mixing two does not link.
func (o *Options) prefix() string { return strings.TrimPrefix(o.Name(), "lib") + "$" }

func (o *Options) check() error {
	switch o.Sanitize {
	case "", Address, Thread, Undefined:
	default:
		return fmt.Errorf("no sanitizer %q; there are %s, %s and %s", o.Sanitize, Address, Thread, Undefined)
	}
	if o.Sanitize == Thread && o.SingleThreaded {
		return fmt.Errorf("a single-threaded library has no use for the thread sanitizer")
	}
	if o.Thunks == "" || len(o.Exports) == 0 {
		return fmt.Errorf("nothing to compile: no thunks or no exports")
	}
	_, _, err := o.target()
	return err
}

// LLVMVersion returns the version of the LLVM the driver is linked with, as in
// "22.1.8".
func LLVMVersion() string { return llvm.Version }

// LLVMMajor returns the major version of LLVM: bitcode is readable by the same
// or a newer one.
func LLVMMajor() int {
	major, _, _ := strings.Cut(llvm.Version, ".")
	n, err := strconv.Atoi(major)
	if err != nil {
		panic("LLVM version " + llvm.Version)
	}
	return n
}

// FindModule returns the directory of the named module at or above dir.
func FindModule(dir, module string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for d := dir; ; d = filepath.Dir(d) {
		text, err := os.ReadFile(filepath.Join(d, "go.mod"))
		if err == nil && modfile.ModulePath(text) == module {
			return d, nil
		}
		if d == filepath.Dir(d) {
			return "", fmt.Errorf("module %s is neither at nor above %s", module, dir)
		}
	}
}
