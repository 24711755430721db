// Command passmutants plants one deliberate bug after the other in a copy of oriopt, and shows
// that its tests notice each: the corpus of IR, and the programs that a wrong optimiser would
// break. It prints those that survive, and ends with a figure. The libraries must be built:
// make oriopt-needs.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"libori.org/rt/tools/internal/mutation"
)

func main() {
	options := mutation.Flags()
	flag.Parse()
	survivors, err := run(options)
	if err != nil {
		fmt.Fprintln(os.Stderr, "passmutants:", err)
	}
	if err != nil || survivors > 0 {
		os.Exit(1)
	}
}

func run(options *mutation.Options) (survivors int, err error) {
	version, err := os.ReadFile("build/llvm")
	if err != nil {
		return 0, fmt.Errorf("the libraries are not built: %w", err)
	}
	dir, err := os.MkdirTemp("", "passmutants")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	if err := checkout(dir); err != nil {
		return 0, err
	}
	suite := &mutation.Suite{Dir: filepath.Join(dir, "llvm"), Pkg: "./oriopt", Tags: "llvm" + strings.TrimSpace(string(version)),
		Args: []string{"-test.run", "TestIR|TestCases"}}
	bugs := make([]mutation.Bug, len(mutants))
	for i, m := range mutants {
		bugs[i] = mutation.Bug{In: m.file, What: m.what, Key: strings.Join([]string{m.file, m.old, m.new}, "\n"), Suites: []*mutation.Suite{suite},
			Plant: func() (func() error, error) { return m.plantIn(filepath.Join(dir, "llvm", "oriopt")) }}
	}
	return options.Run("mutants of oriopt", bugs, filepath.Join("build", "mutants", "oriopt"), dir)
}

// checkout copies what git knows of to dir, with the libraries that are built here.
func checkout(dir string) error {
	files, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		return fmt.Errorf("git ls-files: %w", err)
	}
	for name := range bytes.SplitSeq(bytes.TrimRight(files, "\x00"), []byte{0}) {
		text, err := os.ReadFile(string(name))
		if err != nil {
			return err
		}
		to := filepath.Join(dir, string(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, text, 0o644)); err != nil {
			return err
		}
	}
	built, err := filepath.Abs("build")
	if err != nil {
		return err
	}
	return os.Symlink(built, filepath.Join(dir, "build"))
}

// plantIn writes the bug to its file in dir, and returns what takes it out again.
func (m mutant) plantIn(dir string) (restore func() error, err error) {
	file := filepath.Join(dir, m.file)
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	mutated, err := m.plant(string(text))
	if err != nil {
		return nil, err
	}
	return func() error { return os.WriteFile(file, text, 0o644) }, os.WriteFile(file, []byte(mutated), 0o644)
}
