// Package program compiles C programs against an archive of the library.
package program

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Library says which archive to link, and how.
type Library struct {
	Archive string
	Include string // the directory of ori_rt.h
	CC      string // the compiler, and flags for it
	Run     string // what runs its programs, where this machine does not: "qemu-aarch64"
}

// Flags returns a library that the flags of the command line describe.
func Flags() *Library {
	l := new(Library)
	flag.StringVar(&l.Archive, "lib", "build/lib/libori_rt.a", "the archive to test")
	flag.StringVar(&l.Include, "include", "include", "the directory of ori_rt.h")
	flag.StringVar(&l.CC, "cc", "gcc", "the compiler, and flags for it")
	flag.StringVar(&l.Run, "exec", "", "what runs the programs, for an archive of another machine")
	return l
}

// Compile writes source to NAME.c in dir and compiles it to NAME.
func (l Library) Compile(dir, name string, source []byte, flags ...string) (string, error) {
	program := filepath.Join(dir, name)
	if err := os.WriteFile(program+".c", source, 0o644); err != nil {
		return "", err
	}
	compiler := strings.Fields(l.CC)
	args := append(compiler[1:], "-O1", "-g", "-Wall", "-Wextra", "-I", l.Include, "-o", program, program+".c", l.Archive, "-lpthread")
	if text, err := exec.Command(compiler[0], append(args, flags...)...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s", l.CC, err, text)
	}
	return program, l.wrap(program)
}

// wrap puts a script in the place of a program of another machine.
func (l Library) wrap(program string) error {
	if l.Run == "" {
		return nil
	}
	if err := os.Rename(program, program+".other"); err != nil {
		return err
	}
	// qemu adds a line when a program ends by a signal.
	script := fmt.Sprintf("#!/bin/bash\nexec %s '%s.other' \"$@\" 2> >(grep -v '^qemu: uncaught target signal' >&2)\n", l.Run, program)
	return os.WriteFile(program, []byte(script), 0o755)
}

// Name returns the archive's file name.
func (l Library) Name() string { return filepath.Base(l.Archive) }
