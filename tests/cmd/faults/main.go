// Command faults runs the sweeps of package contract on a native archive: every
// function in every way its arguments may be held, every allocation failing in
// turn, every wrong argument. It ends with how many cases there were, or with
// status 1.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"libori.org/rt/tests/check"
	"libori.org/rt/tests/contract"
	"libori.org/rt/tests/native"
)

func main() {
	archive := flag.String("lib", "build/lib/libori_rt.a", "the archive to test")
	flag.Parse()
	if err := run(*archive); err != nil {
		fmt.Fprintln(os.Stderr, "faults:", err)
		os.Exit(1)
	}
}

func run(archive string) error {
	dir, err := os.MkdirTemp("", "faults")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	so, err := native.Link(archive, dir)
	if err != nil {
		return err
	}
	lib, err := native.Load(filepath.Base(archive), so)
	if err != nil {
		return err
	}
	if err := contract.Sweep(os.Stdout, lib); err != nil {
		return err
	}
	lib.Alone(true)
	if err := contract.Contracts(os.Stdout, lib); err != nil {
		return err
	}
	before := check.Live()
	lib.DropDeep(1000, 0)
	lib.DropDeep(100, 40)
	if n := check.Live() - before; n != 0 {
		return fmt.Errorf("%d objects of deep structures are still alive", n)
	}
	return nil
}
