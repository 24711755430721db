package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"libori.org/rt/runtime"
	"libori.org/rt/tools/internal/core"
)

// goCoverage runs the tests of the core with the go command's coverage, once for each way in
// which compiled code runs an operation: the profile is of the first that a test binary runs. The
// go command does not see that LIBORI_CODE matters, so nothing is taken from its cache.
func goCoverage() (*coverage, error) {
	c := &coverage{}
	for _, code := range runtime.Codes {
		if err := c.addGo(code); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// addGo adds what the tests reach in one code.
func (c *coverage) addGo(code runtime.Code) error {
	dir, err := os.MkdirTemp("", "coverage")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	profile := filepath.Join(dir, "profile")
	var pkgs, tests []string
	for _, pkg := range packages {
		pkgs = append(pkgs, core.Module+"/"+pkg)
		tests = append(tests, "./"+pkg)
	}
	if err := os.Setenv("LIBORI_CODE", code.String()); err != nil {
		return err
	}
	args := append([]string{"test", "-count=1", "-coverprofile=" + profile, "-coverpkg=" + strings.Join(pkgs, ",")}, tests...)
	if err := run("go", append(args, "./tests/contract")...); err != nil {
		return err
	}
	f, err := os.Open(profile)
	if err != nil {
		return err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		// libori.org/rt/rc/count.go:23.33,25.2 1 17
		file, rest, ok := strings.Cut(strings.TrimPrefix(lines.Text(), core.Module+"/"), ":")
		var from, fromColumn, to, toColumn, statements, times int
		if !ok {
			continue
		}
		if _, err := fmt.Sscanf(rest, "%d.%d,%d.%d %d %d", &from, &fromColumn, &to, &toColumn, &statements, &times); err != nil {
			continue // the first line: mode
		}
		if toColumn <= 2 && to > from {
			to-- // a brace alone
		}
		for n := from; n <= to && statements > 0; n++ {
			c.add(line{file, n}, times > 0)
		}
	}
	return nil
}
