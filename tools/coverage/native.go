package main

import (
	"io"

	"libori.org/rt/tests/native"
)

// nativeCoverage runs the native sweeps on an archive with a breakpoint on each line.
func nativeCoverage(archive string) (*coverage, error) {
	c := &coverage{}
	var lines *native.Lines // of the library that runs
	collect := func() {
		if lines != nil {
			lines.Each(func(l native.Line, reached bool) { c.add(line{l.File, l.N}, reached) })
		}
	}
	err := native.Sweep(io.Discard, archive, func(lib *native.Library, so string) (err error) {
		collect() // those of the library before this one
		if lines, err = lib.BreakLines(so); err != nil {
			return err
		}
		return lib.Prepare() // what Load does, which nobody watched
	})
	collect()
	return c, err
}
