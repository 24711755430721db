// Command oribuild compiles the runtime to native libraries and LLVM bitcode.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"libori.org/rt/abi"
	"libori.org/rt/llvm/driver"
)

const usage = `usage: oribuild [flags]

Oribuild compiles the Go packages of the runtime to LLVM bitcode and native code
and writes

	libori_rt.a           machine code
	libori_rt.so          machine code, exporting the C ABI
	libori_rt.bc          bitcode of the whole library
	libori_rt_inline.bc   bitcode to link into a module before it is optimised

The names say the flavour: libori_rt_st with -st, and libori_rt_asan, _tsan and
_ubsan with -sanitize.

`

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "oribuild:", err)
		os.Exit(1)
	}
}

func run() error {
	var o driver.Options
	dir := flag.String("C", ".", "a `directory` in the runtime's module")
	out := flag.String("o", "build/lib", "the `directory` to write to")
	version := flag.Bool("llvm", false, "print the version of LLVM and exit")
	flag.BoolVar(&o.SingleThreaded, "st", false, "for programs that never have a second thread: plain instead of atomic counts")
	flag.StringVar(&o.Target, "target", "", "the machine to build for: "+strings.Join(driver.Targets(), " or ")+" (default this one)")
	sanitize := flag.String("sanitize", "", "instrument for clang's sanitizer: `address`, thread or undefined")
	flag.BoolVar(&o.Debug, "g", false, "with debug information, paths relative to the module")
	level := flag.String("O", "3", "the optimisation `level` of the machine code: 0, 1, 2 or 3")
	flag.StringVar(&o.Passes, "passes", "", "LLVM `passes` for the machine code, as opt takes them, instead of a level's")
	text := flag.Bool("emit-ll", false, "also write the bitcode as LLVM assembly, and what the machine code is made of")
	timings := flag.Bool("v", false, "print how long each step takes")
	sizes := flag.Bool("sizes", false, "print the size of each function")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if *version {
		fmt.Println(driver.LLVMVersion())
		return nil
	}
	if *timings {
		o.Trace = func(step string, took time.Duration) {
			fmt.Fprintf(os.Stderr, "%-16s %6.0f ms\n", step, took.Seconds()*1000)
		}
	}

	var err error
	if o.Dir, err = driver.FindModule(*dir, "libori.org/rt"); err != nil {
		return err
	}
	o.Thunks, o.Exports = "libori.org/rt/abi/thunk", abi.Exports
	o.Sanitize = driver.Sanitizer(*sanitize)
	if o.Passes == "" {
		o.Passes = "default<O" + *level + ">"
	}
	library, err := driver.Build(o)
	if err != nil {
		return err
	}
	if *sizes {
		for _, s := range library.Symbols {
			if s.Function {
				fmt.Printf("%6d %s\n", s.Size, s.Name)
			}
		}
	}
	return library.WriteFiles(*out, *text)
}
