package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"libori.org/rt/tools/internal/core"
)

// goCoverage runs the tests of the core with the go command's coverage.
func goCoverage() (*coverage, error) {
	dir, err := os.MkdirTemp("", "coverage")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	profile := filepath.Join(dir, "profile")
	var pkgs, tests []string
	for _, pkg := range packages {
		pkgs = append(pkgs, core.Module+"/"+pkg)
		tests = append(tests, "./"+pkg)
	}
	args := append([]string{"test", "-coverprofile=" + profile, "-coverpkg=" + strings.Join(pkgs, ",")}, tests...)
	if err := run("go", append(args, "./tests/contract")...); err != nil {
		return nil, err
	}
	f, err := os.Open(profile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c := &coverage{}
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
	return c, nil
}
