// Command deep compiles testdata/deep.c against an archive of the library and
// runs it: it drops structures a million objects deep on a small stack.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"

	"libori.org/rt/tests/program"
)

//go:embed testdata/deep.c
var source []byte

func main() {
	lib := program.Flags()
	depth := flag.Int("depth", 1_000_000, "objects in a chain")
	flag.Parse()
	if err := run(*lib, *depth); err != nil {
		fmt.Fprintln(os.Stderr, "deep:", err)
		os.Exit(1)
	}
}

func run(lib program.Library, depth int) error {
	dir, err := os.MkdirTemp("", "deep")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path, err := lib.Compile(dir, "deep", source, "-Wl,--wrap=malloc")
	if err != nil {
		return err
	}
	fmt.Printf("%s, a stack of 64 KB:\n", lib.Name())
	cmd := exec.Command(path, strconv.Itoa(depth))
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}
