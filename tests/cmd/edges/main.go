// Command edges compiles the programs of testdata against an archive of the
// library and runs each of their cases: errors inside of callbacks that are left
// by longjmp, handlers that fail themselves, exceptions that would leave a
// callback, objects whose destruction is put off.
package main

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"libori.org/rt/tests/program"
)

//go:embed testdata/edges.c
var edges []byte

//go:embed testdata/throw.cc
var throw []byte

func main() {
	lib := program.Flags()
	cxx := flag.String("cxx", "g++", "the compiler of C++; empty: no exceptions")
	flag.Parse()
	if err := run(*lib, *cxx); err != nil {
		fmt.Fprintln(os.Stderr, "edges:", err)
		os.Exit(1)
	}
}

// A run is a case and what must be seen of it.
type outcome struct {
	name   string
	out    string // standard output
	errors int    // lines on standard error; -1: any number
	aborts bool
	env    string // one more setting of the environment
}

func run(lib program.Library, cxx string) error {
	dir, err := os.MkdirTemp("", "edges")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	exe, err := lib.Compile(dir, "edges", edges)
	if err != nil {
		return err
	}
	cases := []outcome{
		{"every-callback", "ok\n", -1, false, ""},
		{"deep", "ok\n", 40, false, ""},
		{"jump", "ok\n", 0, false, ""},
		{"caught", "ok\n", 4000, false, ""},
		{"handler-fails", "", 9, true, ""},
		{"descending", "ok\n", 1001, false, ""},
		{"drain", "ok\n", 0, false, ""},
		{"own", "", 1, true, ""},
		{"allocator", "9 errors, 0 blocks are out\n", 9, false, ""},
	}
	goBuild := strings.Contains(lib.Name(), "cgo")
	if goBuild { // after a callback was left it ends the program with a line that says so
		for i, c := range cases[:3] {
			cases[i] = outcome{c.name, "", -1, true, ""}
		}
		// And it keeps the last 256 small blocks that were freed, so that a double release is noticed; with
		// its checks more.
		last := &cases[len(cases)-1]
		last.out, last.env = "9 errors, 256 blocks are out\n", "ORI_CHECK=none"
	}
	for _, c := range cases {
		if err := c.expect(exe, c.name); err != nil {
			return err
		}
	}
	n := len(cases)
	if cxx != "" && !goBuild { // between C++ and the checking build's callers stand Go's frames
		exe := filepath.Join(dir, "throw")
		if err := os.WriteFile(exe+".cc", throw, 0o644); err != nil {
			return err
		}
		compile := []string{"-std=c++17", "-Wno-terminate", "-O1", "-I", lib.Include, exe + ".cc", lib.Archive, "-o", exe}
		if text, err := exec.Command(cxx, compile...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", cxx, err, text)
		}
		if exec.Command(cxx, append(compile, "-DMAY_THROW")...).Run() == nil {
			return errors.New("callbacks that may throw are accepted")
		}
		for _, callback := range []string{"dec", "eq", "cmp"} {
			if err := (outcome{"an exception from " + callback, "terminate\n", -1, true, ""}).expect(exe, callback); err != nil {
				return err
			}
			n++
		}
	}
	fmt.Printf("%s: %d edges hold\n", lib.Name(), n)
	return nil
}

// expect runs a case and compares.
func (o outcome) expect(exe, arg string) error {
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(exe, arg)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if o.env != "" {
		cmd.Env = append(os.Environ(), o.env)
	}
	err := cmd.Run()
	var exit *exec.ExitError
	aborted := errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGABRT
	lines := bytes.Count(stderr.Bytes(), []byte("\n"))
	if stdout.String() != o.out || o.errors >= 0 && lines != o.errors || aborted != o.aborts || !aborted && err != nil {
		return fmt.Errorf("%s: %v, standard output %q, %d lines on standard error: %.300s", o.name, err, stdout.String(), lines, stderr.String())
	}
	return nil
}
