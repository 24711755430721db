// Command passmutants plants one deliberate bug after the other in a copy of oriopt, and shows
// that its tests notice each: the corpus of IR, and the programs that a wrong optimiser would
// break. It prints those that survive, and ends with a figure. The libraries must be built:
// make oriopt-needs.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"libori.org/rt/tools/internal/mutation"
)

func main() { mutation.Main("passmutants", run) }

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
		bugs[i] = mutation.Bug{In: m.in, What: m.what, Old: m.old, New: m.new, Suites: []*mutation.Suite{suite},
			Plant: func() (func() error, error) {
				place, err := m.find(filepath.Join(dir, "llvm", "oriopt"))
				if err != nil {
					return nil, err
				}
				return place.plant(m.new)
			}}
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
