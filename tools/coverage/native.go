package main

import (
	"io"
	"os"
	"path/filepath"

	"libori.org/rt/tests/contract"
	"libori.org/rt/tests/native"
)

// nativeCoverage runs the sweeps of package contract on an archive with a
// breakpoint on each line, and drops deep structures.
func nativeCoverage(archive string) (*coverage, error) {
	dir, err := os.MkdirTemp("", "coverage")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	so, err := native.Link(archive, dir)
	if err != nil {
		return nil, err
	}
	lib, err := native.Load(filepath.Base(archive), so)
	if err != nil {
		return nil, err
	}
	lines, err := lib.BreakLines(so)
	if err != nil {
		return nil, err
	}
	if err := lib.SameHashes(); err != nil { // what Load does, which nobody watched
		return nil, err
	}
	if err := contract.Sweep(io.Discard, lib); err != nil {
		return nil, err
	}
	lib.Alone(true)
	if err := contract.Contracts(io.Discard, lib); err != nil {
		return nil, err
	}
	lib.DropDeep(1000, 0)
	lib.DropDeep(100, 40)
	c := &coverage{}
	lines.Each(func(l native.Line, reached bool) { c.add(line{l.File, l.N}, reached) })
	return c, nil
}
