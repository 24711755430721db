// Command copies compiles testdata/copies.c against an archive of the library and runs
// it with two shared libraries of the same: all hash with the same keys, so that a table
// may pass from one to the other. Two processes have different ones.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"libori.org/rt/tests/program"
)

//go:embed testdata/copies.c
var source []byte

func main() {
	lib := program.Flags()
	flag.Parse()
	if err := run(*lib); err != nil {
		fmt.Fprintln(os.Stderr, "copies:", err)
		os.Exit(1)
	}
}

func run(lib program.Library) error {
	dir, err := os.MkdirTemp("", "copies")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path, err := lib.Compile(dir, "copies", source, "-ldl")
	if err != nil {
		return err
	}
	first, err := exec.Command(path).Output()
	if err != nil {
		return err
	}
	if second, err := exec.Command(path).Output(); err != nil || string(first) == string(second) {
		return fmt.Errorf("two processes have the same keys: %s", first)
	}
	shared, err := os.ReadFile(strings.TrimSuffix(lib.Archive, ".a") + ".so")
	if err != nil {
		return err
	}
	cmd := exec.Command(path)
	for _, name := range []string{"one.so", "other.so"} {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, shared, 0o755); err != nil {
			return err
		}
		cmd.Args = append(cmd.Args, name)
	}
	fmt.Printf("%s and two shared libraries:\n", lib.Name())
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}
