// Package program compiles C programs against an archive of the library.
package program

import (
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
	return program, nil
}

// Name returns the archive's file name.
func (l Library) Name() string { return filepath.Base(l.Archive) }
