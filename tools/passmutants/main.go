// Command passmutants plants one deliberate bug after the other in a copy of oriopt, and shows
// that its tests notice each: the corpus of IR, and the programs that a wrong optimiser would
// break. It prints those that survive, and ends with a figure. The libraries must be built:
// make oriopt-needs.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

var (
	match   = flag.String("run", "", "only mutants whose description matches the `regexp`")
	timeout = flag.Duration("timeout", 90*time.Second, "for the tests of one mutant; one that hangs them is noticed")
)

func main() {
	flag.Parse()
	survivors, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "passmutants:", err)
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
	version, err := os.ReadFile("build/llvm")
	if err != nil {
		return 0, fmt.Errorf("the libraries are not built: %w", err)
	}
	c := checkout{llvm: strings.TrimSpace(string(version))}
	if c.dir, err = os.MkdirTemp("", "passmutants"); err != nil {
		return 0, err
	}
	defer os.RemoveAll(c.dir)
	if err := c.make(); err != nil {
		return 0, err
	}
	if out, err := c.test(); err != nil {
		return 0, fmt.Errorf("the tests fail without a mutant: %w\n%s", err, out)
	}
	start, tried := time.Now(), 0
	for i, m := range mutants {
		if !wanted.MatchString(m.what) {
			continue
		}
		tried++
		by, err := c.noticed(m)
		if err != nil {
			return survivors, fmt.Errorf("%s: %w", m.what, err)
		}
		if by == "" {
			survivors++
			fmt.Printf("%2d SURVIVES  %s: %s\n", i+1, m.file, m.what)
			continue
		}
		fmt.Printf("%2d killed    %s: %s (by %s)\n", i+1, m.file, m.what, by)
	}
	fmt.Printf("%d mutants of oriopt, %d killed, %d survive (%.0f s)\n", tried, tried-survivors, survivors, time.Since(start).Seconds())
	return survivors, nil
}

// checkout is a copy of what git knows of, with the libraries that are built here.
type checkout struct{ dir, llvm string }

func (c checkout) make() error {
	files, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		return fmt.Errorf("git ls-files: %w", err)
	}
	for name := range bytes.SplitSeq(bytes.TrimRight(files, "\x00"), []byte{0}) {
		text, err := os.ReadFile(string(name))
		if err != nil {
			return err
		}
		to := filepath.Join(c.dir, string(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, text, 0o644)); err != nil {
			return err
		}
	}
	built, err := filepath.Abs("build")
	if err != nil {
		return err
	}
	return os.Symlink(built, filepath.Join(c.dir, "build"))
}

// command runs the go command in the copy's module llvm.
func (c checkout) command(args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), *timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = filepath.Join(c.dir, "llvm")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (c checkout) test() (string, error) {
	return c.command("test", "-count=1", "-failfast", "-tags", "llvm"+c.llvm, "./oriopt", "-run", "TestIR|TestCases")
}

var failed = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+/\S+)`)

// noticed plants a mutant, runs the tests, and takes it out again. It returns which test
// noticed, "" if none did.
func (c checkout) noticed(m mutant) (by string, err error) {
	file := filepath.Join(c.dir, "llvm", "oriopt", m.file)
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	mutated, err := m.plant(string(text))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.WriteFile(file, text, 0o644)) }()
	if err := os.WriteFile(file, []byte(mutated), 0o644); err != nil {
		return "", err
	}
	if out, err := c.command("build", "-tags", "llvm"+c.llvm, "./oriopt"); err != nil {
		return "", fmt.Errorf("it does not compile: %w\n%s", err, out)
	}
	out, err := c.test()
	if err == nil {
		return "", nil
	}
	if test := failed.FindStringSubmatch(out); test != nil {
		return test[1], nil
	}
	return "a crash", nil
}
