// Command faults runs the sweeps of package contract on a native archive: every
// function in every way its arguments may be held, every allocation failing in
// turn, every wrong argument. It ends with how many cases there were, or with
// status 1.
package main

import (
	"flag"
	"fmt"
	"os"

	"libori.org/rt/tests/native"
)

func main() {
	archive := flag.String("lib", "build/lib/libori_rt.a", "the archive to test")
	flag.Parse()
	if err := native.Sweep(os.Stdout, *archive, nil); err != nil {
		fmt.Fprintln(os.Stderr, "faults:", err)
		os.Exit(1)
	}
}
