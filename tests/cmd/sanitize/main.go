// Command sanitize runs the programs of the tests with the builds that are
// instrumented for clang's sanitizers:
//
//	            stress   wrong arguments   deep structures   conformance
//	address       ×             ×                 ×               ×        with leaks
//	thread        ×             ×                 ×               ×
//	undefined     ×             ×                 ×               ×        traps
//
// With -short only the stress program, briefly, under the first two.
//
// The first finding ends it.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// sanitizers are what clang and the libraries' names call them.
var sanitizers = []struct{ flag, name string }{{"address", "asan"}, {"thread", "tsan"}, {"undefined", "ubsan"}}

var (
	dir        = flag.String("dir", "build/lib", "where libori_rt_asan.a and its like are")
	clang      = flag.String("clang", "clang-22", "the clang of the LLVM that they were made with")
	conform    = flag.String("conform", "", "the `program` oriconform; without it conformance is left out")
	short      = flag.Bool("short", false, "only a brief stress under address and thread")
	operations = flag.String("operations", "100000", "operations of each run of the stress program")
)

func main() {
	flag.Parse()
	runs := 0
	if *short {
		sanitizers = sanitizers[:2]
		*operations = "5000"
	}
	for _, s := range sanitizers {
		n, err := check(s.flag, filepath.Join(*dir, "libori_rt_"+s.name+".a"))
		runs += n
		if err != nil {
			fmt.Fprintln(os.Stderr, "sanitize:", err)
			os.Exit(1)
		}
	}
	fmt.Printf("%d suites under %d sanitizers, nothing found\n", runs, len(sanitizers))
}

// check runs every suite with one library.
func check(sanitizer, archive string) (runs int, err error) {
	fsanitize := "-fsanitize=" + sanitizer
	if sanitizer == "undefined" {
		fsanitize += " -fsanitize-trap=undefined"
	}
	cc := *clang + " " + fsanitize
	suites := [][]string{
		{"go", "run", "./tests/cmd/stress", "-lib", archive, "-cc", cc, "-operations", *operations},
		{"go", "run", "./tests/cmd/badinput", "-lib", archive, "-cc", cc},
		{"go", "run", "./tests/cmd/deep", "-lib", archive, "-cc", cc, "-depth", "100000"},
	}
	if *short {
		suites = suites[:1]
	}
	if *conform != "" {
		suites = append(suites, []string{*conform, "-root", ".", "-archive", archive, "-ldflags", fsanitize})
	}
	for _, suite := range suites {
		cmd := exec.Command(suite[0], suite[1:]...)
		cmd.Env = append(os.Environ(), "CC="+*clang)
		text, err := cmd.CombinedOutput()
		if err != nil {
			return runs, fmt.Errorf("%s: %w\n%s", strings.Join(suite, " "), err, text)
		}
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		fmt.Printf("%-10s %s\n", sanitizer, lines[len(lines)-1])
		runs++
	}
	return runs, nil
}
