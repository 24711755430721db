// Command fuzz runs each fuzz target of the core, and of the contracts across its
// packages, for a share of the time, and ends with how many inputs were tried. The
// contracts, whose inputs are hundreds of calls each, have half of it.
// What fails is kept by the go command in the package's testdata/fuzz, as a test
// of its own from then on; with -keep so are some of the inputs that reach new code.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"libori.org/rt/tools/internal/core"
)

// A target is a fuzz test of a package.
type target struct{ pkg, name string }

var declared = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)

// contracts is the package whose fuzz test counts what calls cost, in a build that tells.
const contracts = "tests/contract"

// targets finds the fuzz tests of the core and the contracts.
func targets() (all []target, err error) {
	pkgs, err := core.Tested()
	if err != nil {
		return nil, err
	}
	for _, pkg := range append(pkgs, contracts) {
		files, err := filepath.Glob(filepath.Join(pkg, "*_test.go"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			for _, m := range declared.FindAllSubmatch(text, -1) {
				all = append(all, target{pkg, string(m[1])})
			}
		}
	}
	if len(all) == 0 {
		return nil, errors.New("no fuzz test found")
	}
	return all, nil
}

var (
	seconds = flag.Int("seconds", 60, "for all targets together")
	keep    = flag.Int("keep", 0, "copy as many inputs of each target to testdata/fuzz")
)

func main() {
	flag.Parse()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(1)
	}
}

func run() error {
	targets, err := targets()
	if err != nil {
		return err
	}
	total := 0
	for _, t := range targets {
		each := max(*seconds/2/(len(targets)-1), 1)
		if t.pkg == contracts {
			each = max(*seconds/2, 1)
		}
		cmd := exec.Command("go", "test", "-run=^$", "-fuzz=^"+t.name+"$", fmt.Sprintf("-fuzztime=%ds", each), "./"+t.pkg)
		if t.pkg == contracts {
			cmd.Args = slices.Insert(cmd.Args, 2, "-tags=ori_goheap")
		}
		text, err := cmd.CombinedOutput()
		if err != nil && endedBusy(text) {
			fmt.Printf("%-12s ended between two inputs, which failed nothing: the machine is busy\n", t.name)
			err = nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w\n%s", t.name, err, text)
		}
		execs, interesting := progress(text)
		fmt.Printf("%-12s %3d s %9d inputs, %s\n", t.name, each, execs, interesting)
		total += execs
		if err := keepCorpus(t.pkg, t.name, *keep); err != nil {
			return err
		}
	}
	fmt.Printf("%d targets, %d inputs, all agree with their models and costs\n", len(targets), total)
	return nil
}

// late is all that a fuzz test has to say when its time ended while it waited for the
// machine. What an input fails with stands beside it, or names a file in testdata.
var late = regexp.MustCompile(`(?m)^--- FAIL: Fuzz\w+ \([0-9.]+s\)\n +context deadline exceeded\nFAIL\n`)

// endedBusy reports whether a fuzz test failed for want of time only.
func endedBusy(text []byte) bool {
	return late.Match(text) && !bytes.Contains(text, []byte("Failing input written to"))
}

var line = regexp.MustCompile(`execs: (\d+) .*(new interesting: \d+ \(total: \d+\))`)

// progress reads the last line of the go command's progress.
func progress(text []byte) (execs int, interesting string) {
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		if m := line.FindStringSubmatch(lines.Text()); m != nil {
			execs, _ = strconv.Atoi(m[1])
			interesting = m[2]
		}
	}
	return execs, interesting
}

// keepCorpus copies the n smallest inputs of the go command's cache.
func keepCorpus(pkg, name string, n int) error {
	if n == 0 {
		return nil
	}
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(cache)), "fuzz", filepath.FromSlash(core.Module), pkg, name, "*"))
	if err != nil {
		return err
	}
	slices.SortFunc(files, func(a, b string) int { return int(size(a) - size(b)) })
	dir := filepath.Join(pkg, "testdata", "fuzz", name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i := range min(n, len(files)) {
		// Evenly from the smallest to the largest.
		from := files[i*len(files)/min(n, len(files))]
		text, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(from)), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func size(file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return info.Size()
}
