// Package core knows which packages the core are: those that are compiled twice, by the
// ordinary Go toolchain and to bitcode. Nobody lists them: they are what the exported
// functions need.
package core

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Module is the import path of the module.
const Module = "libori.org/rt"

// Packages returns the folders of the core's packages, relative to the module: "rc".
func Packages() ([]string, error) {
	dirs, err := list("-deps", "-tags=ori_native", "./abi/thunk")
	return slices.DeleteFunc(dirs, func(dir string) bool { return dir == "abi/thunk" }), err
}

// Tested returns those of the core's packages that have tests.
func Tested() ([]string, error) {
	dirs, err := Packages()
	return slices.DeleteFunc(dirs, func(dir string) bool {
		tests, _ := filepath.Glob(filepath.Join(dir, "*_test.go"))
		return len(tests) == 0
	}), err
}

// Needed returns the folders of all packages of the module that the tests of some need.
func Needed(pkgs ...string) ([]string, error) {
	return list(append([]string{"-deps", "-test", "-tags=ori_goheap"}, pkgs...)...)
}

// list returns the folders of the module's packages that go list names, in the order in
// which they import each other.
func list(args ...string) (dirs []string, err error) {
	out, err := exec.Command("go", append([]string{"list", "-f", "{{.ImportPath}}"}, args...)...).Output()
	if err != nil {
		if exit, ok := err.(*exec.ExitError); ok {
			err = fmt.Errorf("go list: %w\n%s", err, exit.Stderr)
		}
		return nil, err
	}
	for _, path := range strings.Fields(string(out)) {
		if dir, ok := strings.CutPrefix(path, Module+"/"); ok && !strings.Contains(dir, "[") && !strings.HasSuffix(dir, ".test") && !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	return dirs, nil
}
