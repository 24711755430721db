// Command coverage shows how much of the core the tests reach: the Go tests,
// or with -native the sweeps of package contract on an archive. It prints what
// is not reached, and ends with status 1 where that is too much.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"libori.org/rt/tools/internal/core"
)

// enough is what must run, in percent.
const enough = 95.0

// packages are the core's.
var packages []string

func main() {
	archive := flag.String("native", "", "an `archive` with debug information, best made with -passes 'default<O1>'")
	flag.Parse()
	if err := measure(*archive); err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(1)
	}
}

func measure(archive string) (err error) {
	if packages, err = core.Packages(); err != nil {
		return err
	}
	var c *coverage
	if archive != "" {
		c, err = nativeCoverage(archive)
	} else {
		c, err = goCoverage()
	}
	if err != nil {
		return err
	}
	return c.report()
}

// line is a line of a file of the core, "rc/count.go".
type line struct {
	file string
	n    int
}

// coverage are the lines that hold code, and whether they ran.
type coverage struct{ ran map[line]bool }

func (c *coverage) add(l line, ran bool) {
	if c.ran == nil {
		c.ran = map[line]bool{}
	}
	if inCore(l.file) {
		c.ran[l] = c.ran[l] || ran
	}
}

func inCore(file string) bool {
	dir, name := filepath.Split(file)
	return slices.Contains(packages, strings.TrimSuffix(dir, "/")) && strings.HasSuffix(name, ".go")
}

// report prints a figure for each package, the lines that did not run, and the
// sum.
func (c *coverage) report() error {
	lines := slices.SortedFunc(maps.Keys(c.ran), func(a, b line) int {
		return cmp.Or(cmp.Compare(a.file, b.file), a.n-b.n)
	})
	type count struct{ ran, all int }
	counts := map[string]count{}
	var missed []line
	for _, l := range lines {
		for _, key := range []string{filepath.Dir(l.file), ""} {
			n := counts[key]
			n.all++
			if c.ran[l] {
				n.ran++
			}
			counts[key] = n
		}
		if !c.ran[l] {
			missed = append(missed, l)
		}
	}
	for _, l := range missed {
		fmt.Printf("not reached  %s:%d: %s\n", l.file, l.n, source(l))
	}
	for _, dir := range slices.Sorted(maps.Keys(counts)) {
		if dir != "" {
			fmt.Printf("%-10s %5d of %5d lines\n", dir, counts[dir].ran, counts[dir].all)
		}
	}
	sum := counts[""]
	percent := 100 * float64(sum.ran) / float64(max(sum.all, 1))
	fmt.Printf("%d of %d lines of the core run: %.1f %%\n", sum.ran, sum.all, percent)
	if percent < enough {
		return fmt.Errorf("less than %.0f %%", enough)
	}
	return nil
}

// source returns the text of a line.
func source(l line) string {
	text, err := os.ReadFile(l.file)
	if err != nil {
		return ""
	}
	if lines := strings.Split(string(text), "\n"); l.n <= len(lines) {
		return strings.TrimSpace(lines[l.n-1])
	}
	return ""
}

// run runs a command that must succeed.
func run(name string, args ...string) error {
	if text, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, text)
	}
	return nil
}
