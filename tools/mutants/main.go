// Command mutants plants one deliberate bug after the other in a copy of the
// core, and shows that the quick tests notice each. It prints those that
// survive, and ends with a figure.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"libori.org/rt/tools/internal/core"
)

var (
	match   = flag.String("run", "", "only mutants whose description matches the `regexp`")
	verbose = flag.Bool("v", false, "show what noticed each mutant")
	timeout = flag.Duration("timeout", 3*time.Minute, "for the tests of one mutant; one that hangs them is noticed")
)

func main() {
	flag.Parse()
	survivors, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
	}
	if err != nil || survivors > 0 {
		os.Exit(1)
	}
}

func run() (survivors int, err error) {
	wanted, err := regexp.Compile(*match)
	if err != nil {
		return 0, err
	}
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	if everything, err = quickTests(); err != nil {
		return 0, err
	}
	if err := copyTree(dir); err != nil {
		return 0, err
	}
	if out, err := test(dir, mutant{}, everything...); err != nil {
		return 0, fmt.Errorf("the tests fail without a mutant: %w\n%s", err, out)
	}
	start, tried := time.Now(), 0
	for i, m := range mutants {
		if !wanted.MatchString(m.what) {
			continue
		}
		tried++
		by, err := m.noticed(dir)
		switch {
		case err != nil:
			survivors++
			fmt.Printf("%2d CANNOT BE PLANTED  %v\n", i+1, err)
		case by == "":
			survivors++
			fmt.Printf("%2d SURVIVES  %s: %s\n", i+1, m.in, m.what)
		case *verbose:
			fmt.Printf("%2d killed    %s: %s (%s)\n", i+1, m.in, m.what, by)
		default:
			fmt.Printf("%2d killed    %s: %s\n", i+1, m.in, m.what)
		}
	}
	fmt.Printf("%d mutants, %d killed, %d survive (%.0f s)\n", tried, tried-survivors, survivors, time.Since(start).Seconds())
	return survivors, nil
}

// copyTree copies what the tests need to dir.
func copyTree(dir string) error {
	dirs, err := core.Needed(everything...)
	if err != nil {
		return err
	}
	files := []string{"go.mod", "go.sum"}
	for _, from := range append(dirs, "tests/interleave") {
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

// noticed plants the mutant, runs the tests until one fails, and takes the
// mutant out again. It returns which test noticed, "" if none did.
func (m mutant) noticed(dir string) (by string, err error) {
	place, err := m.find(dir)
	if err != nil {
		return "", err
	}
	restore, err := place.plant(m.new)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, restore()) }()
	for _, pkg := range m.order() {
		out, err := test(dir, m, pkg)
		if err == nil {
			continue
		}
		if strings.Contains(out, "[build failed]") || strings.Contains(out, "[setup failed]") {
			return "", fmt.Errorf("%s does not compile:\n%s", m.what, out)
		}
		return pkg + ": " + failed(out), nil
	}
	return "", nil
}

// everything is what the quick tests are, each package alone.
var everything []string

const (
	contracts    = "./tests/contract"
	interleaving = "./tests/interleave"
)

// quickTests returns the tests of the core's packages, and those across them.
func quickTests() (pkgs []string, err error) {
	dirs, err := core.Tested()
	for _, dir := range dirs {
		pkgs = append(pkgs, "./"+dir)
	}
	return append(pkgs, contracts, interleaving), err
}

// order puts the tests first that stand beside the mutant.
func (m mutant) order() []string {
	pkg, _, _ := strings.Cut(m.in, ".")
	first := []string{"./" + pkg, contracts}
	if m.threads {
		first = []string{interleaving}
	}
	order := slices.DeleteFunc(first, func(pkg string) bool { return !slices.Contains(everything, pkg) })
	for _, pkg := range everything {
		if !slices.Contains(order, pkg) {
			order = append(order, pkg)
		}
	}
	return order
}

// test runs the tests of packages.
func test(dir string, m mutant, pkgs ...string) (out string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), *timeout)
	defer cancel()
	for _, pkg := range pkgs {
		tags := "ori_goheap" // freed memory is overwritten there, and realloc moves
		if pkg == interleaving {
			tags = "ori_sched"
		}
		cmd := exec.CommandContext(ctx, "go", "test", "-short", "-failfast", "-vet=off", "-timeout=2m", "-tags="+tags, pkg)
		cmd.Dir = dir
		text, err := cmd.CombinedOutput()
		if err != nil {
			return string(text), err
		}
	}
	return "", nil
}

var failure = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)|^(fatal error|panic|unexpected fault|SIG\w+|signal)[:, ].*`)

// failed returns the first failure of a test's output.
func failed(out string) string {
	if m := failure.FindStringSubmatch(out); m != nil {
		if m[1] != "" {
			return m[1]
		}
		return m[0]
	}
	return "it ends otherwise"
}
