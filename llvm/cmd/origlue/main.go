// Origlue writes the callbacks that a collection's functions take (inc, dec, eq, hash,
// compare, drop) for the types of a back end, as LLVM IR, from a description of these
// types: see package glue for its form.
//
//	origlue types.txt >glue.ll
//	origlue -o glue.bc types.txt        bitcode, for every LLVM from the one it is made with on
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/glue"
	"libori.org/rt/llvm/irb"
)

func main() {
	out := flag.String("o", "", "write bitcode to this `file` instead of IR to standard output")
	flag.Usage = func() {
		fmt.Fprintf(flag.CommandLine.Output(), "usage: origlue [-o FILE] [DESCRIPTION]\nwithout a file it reads standard input\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	if err := run(flag.Args(), *out); err != nil {
		fmt.Fprintln(os.Stderr, "origlue:", err)
		os.Exit(1)
	}
}

func run(args []string, out string) error {
	input := io.Reader(os.Stdin)
	switch len(args) {
	case 0:
	case 1:
		file, err := os.Open(args[0])
		if err != nil {
			return err
		}
		defer file.Close()
		input = file
	default:
		return fmt.Errorf("one description at a time, not %d", len(args))
	}
	text, err := io.ReadAll(input)
	if err != nil {
		return err
	}
	types, err := glue.Types(string(text))
	if err != nil {
		return err
	}
	m := irb.New("glue")
	defer m.Dispose()
	glue.Emit(m, types)
	if err := m.Finish(); err != nil {
		return err
	}
	if out == "" {
		fmt.Print(m.LLVM.String())
		return nil
	}
	file, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := llvm.WriteBitcodeToFile(m.LLVM, file); err != nil {
		return err
	}
	return file.Close()
}
