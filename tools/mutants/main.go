// Command mutants plants one deliberate bug after the other in a copy of the
// core, and shows that the quick tests notice each. It prints those that
// survive, and ends with a figure. Package mutation says how a run is continued.
package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"libori.org/rt/tools/internal/core"
	"libori.org/rt/tools/internal/mutation"
)

const (
	contracts    = "./tests/contract"
	interleaving = "./tests/interleave"
)

func main() { mutation.Main("mutants", run) }

func run(options *mutation.Options) (survivors int, err error) {
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	pkgs, err := quickTests()
	if err != nil {
		return 0, err
	}
	if err := copyTree(dir, pkgs); err != nil {
		return 0, err
	}
	suites := make([]*mutation.Suite, len(pkgs))
	for i, pkg := range pkgs {
		// With ori_goheap freed memory is overwritten, and realloc moves.
		suites[i] = &mutation.Suite{Dir: dir, Pkg: pkg, Tags: "ori_goheap", Args: []string{"-test.short"}}
		if pkg == interleaving {
			suites[i].Tags = "ori_sched"
		}
	}
	bugs := make([]mutation.Bug, len(mutants))
	for i, m := range mutants {
		bugs[i] = mutation.Bug{In: m.in, What: m.what, Old: m.old, New: m.new, Suites: m.order(suites),
			Plant: func() (func() error, error) {
				place, err := m.find(dir)
				if err != nil {
					return nil, err
				}
				return place.plant(m.new)
			}}
	}
	return options.Run("mutants", bugs, filepath.Join("build", "mutants", "core"), dir)
}

// copyTree copies what the tests of packages need to dir.
func copyTree(dir string, pkgs []string) error {
	dirs, err := core.Needed(pkgs...)
	if err != nil {
		return err
	}
	files := []string{"go.mod", "go.sum"}
	for _, from := range append(dirs, interleaving) {
		inside, err := filepath.Glob(filepath.Join(from, "*.*"))
		if err != nil {
			return err
		}
		files = append(files, inside...)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(to, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// quickTests returns the tests of the core's packages, and those across them.
func quickTests() (pkgs []string, err error) {
	dirs, err := core.Tested()
	for _, dir := range dirs {
		pkgs = append(pkgs, "./"+dir)
	}
	return append(pkgs, contracts, interleaving), err
}

// order puts the tests first that stand beside the mutant.
func (m mutant) order(suites []*mutation.Suite) []*mutation.Suite {
	pkg, _, _ := strings.Cut(m.in, ".")
	first := []string{"./" + pkg, contracts}
	if m.threads {
		first = []string{interleaving}
	}
	rank := func(s *mutation.Suite) int {
		if i := slices.Index(first, s.Pkg); i >= 0 {
			return i
		}
		return len(first)
	}
	order := slices.Clone(suites)
	slices.SortStableFunc(order, func(a, b *mutation.Suite) int { return rank(a) - rank(b) })
	return order
}
