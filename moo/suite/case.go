// Package suite runs Moo programs against builds of libori_rt and compares what
// they do with the reference interpreter.
//
//	case.go     a program, its input and what it must do
//	variant.go  the builds and levels; compiling one program for all of them
//	run.go      the comparison
//	count.go    which functions were called, with unique and with shared values
//	shrink.go   from a program that fails to a small one
//	conform.go  make conformance: a fixed set of programs
//	fuzz.go     make fuzz-programs: random ones, as long as one likes
package suite

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"libori.org/rt/moo"
	"libori.org/rt/moo/interp"
)

// Case is a program with its input and what it must do.
type Case struct {
	Name   string
	Text   string
	Args   []string
	Stdin  string
	Golden *string // what it must print, if that is written down
	Stderr string  // how it must fail; asked only where the interpreter cannot tell

	unit *moo.Unit
	want *outcome // nil: only Golden tells
}

// outcome is what a program did.
type outcome struct {
	stdout, stderr string
	code           int
}

// stepLimit ends programs in the interpreter that take too long to be of use.
const stepLimit = 20_000_000

// prepare checks the program and asks the interpreter what it does.
func (c *Case) prepare(steps int) error {
	var err error
	if c.unit, err = moo.Load(c.Name+".moo", c.Text); err != nil {
		return err
	}
	if c.unit.Info.ObservesMemory {
		if c.Golden == nil {
			return fmt.Errorf("%s asks for addresses or counts: only a golden output can tell what is right", c.Name)
		}
		return nil
	}
	var out bytes.Buffer
	err = interp.Run(c.unit.Program, c.unit.Info, interp.Environment{
		Args: c.Args, Stdin: strings.NewReader(c.Stdin), Stdout: &out, Steps: steps,
	})
	c.want = &outcome{stdout: out.String()}
	var failure *interp.Failure
	switch {
	case errors.As(err, &failure):
		c.want.code, c.want.stderr = 1, failure.Line+"\n"
	case err != nil:
		return err
	}
	if c.Golden != nil && *c.Golden != c.want.stdout {
		return fmt.Errorf("the interpreter prints:\n%s\nthe golden output is:\n%s", c.want.stdout, *c.Golden)
	}
	return nil
}

// compare says what is wrong with what a program did; "" if nothing is.
func (c *Case) compare(got outcome) string {
	want := c.want
	if want == nil {
		want = &outcome{stdout: *c.Golden, stderr: c.Stderr}
		if c.Stderr != "" {
			want.code = 1
		}
	}
	switch {
	case got.stdout != want.stdout:
		return "prints something else: " + firstDifference(got.stdout, want.stdout)
	case got.code != want.code:
		return fmt.Sprintf("exit code %d, not %d; stderr: %s", got.code, want.code, got.stderr)
	case got.stderr != want.stderr:
		return fmt.Sprintf("stderr %q, not %q", got.stderr, want.stderr)
	}
	return ""
}

// firstDifference shows the first line that differs.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		line := func(list []string) string {
			if i < len(list) {
				return fmt.Sprintf("%.300q", list[i])
			}
			return "nothing"
		}
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			return fmt.Sprintf("line %d is %s, not %s", i+1, line(g), line(w))
		}
	}
	return "nothing differs"
}

// Directory reads the programs in dir: NAME.moo with, if there are such files,
// the golden output NAME.out and error NAME.err, the standard input NAME.in and
// the arguments, one a line, NAME.args.
func Directory(dir string) ([]*Case, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.moo"))
	if err != nil {
		return nil, err
	}
	var cases []*Case
	for _, file := range files {
		base := strings.TrimSuffix(file, ".moo")
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		c := &Case{Name: filepath.Base(base), Text: string(text)}
		if golden, err := os.ReadFile(base + ".out"); err == nil {
			s := string(golden)
			c.Golden = &s
		}
		if stderr, err := os.ReadFile(base + ".err"); err == nil {
			c.Stderr = string(stderr)
		}
		if stdin, err := os.ReadFile(base + ".in"); err == nil {
			c.Stdin = string(stdin)
		}
		if args, err := os.ReadFile(base + ".args"); err == nil {
			c.Args = strings.Split(strings.TrimSuffix(string(args), "\n"), "\n")
		}
		cases = append(cases, c)
	}
	return cases, nil
}
