// Oriconform checks that every build of the library does what the ABI promises:
// it runs the programs of package conform with each and compares what they
// print with testdata/conform.
//
//	oriconform                    all builds in build/lib
//	oriconform -archive lib.a     one archive, wherever it comes from
//	oriconform -run 'concat|slice'
//	oriconform -record            take what the first build prints as right
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"libori.org/rt/llvm/link"
	"libori.org/rt/llvm/tests/conform"
)

var (
	root    = flag.String("root", "..", "the project's `directory`")
	archive = flag.String("archive", "", "check this `file` instead of the builds in build/lib")
	ldflags = flag.String("ldflags", "", "more `flags` for linking with -archive; $CC links")
	match   = flag.String("run", "", "only programs whose name matches `regexp`")
	record  = flag.Bool("record", false, "write what the first build prints to testdata/conform")
	lib     = flag.String("lib", "build/lib", "the `directory` of the builds, in root")
	target  = flag.String("target", "", "the `machine` that the builds are for, if it is not this one")
	runner  = flag.String("exec", "", "the `command` that runs its programs")
	verbose = flag.Bool("v", false, "name each program")
)

func main() {
	flag.Parse()
	if *target != "" {
		link.Cross(*target, *runner)
	}
	failed, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "oriconform:", err)
	}
	if err != nil || failed > 0 {
		os.Exit(1)
	}
}

func run() (failed int, err error) {
	wanted, err := regexp.Compile(*match)
	if err != nil {
		return 0, err
	}
	var programs []conform.Program
	for _, p := range conform.Programs() {
		if wanted.MatchString(p.Name) {
			programs = append(programs, p)
		}
	}
	m, err := conform.Emit(programs)
	if err != nil {
		return 0, err
	}
	defer m.Dispose()
	variants := slices.DeleteFunc(conform.Variants(filepath.Join(*root, *lib)), func(v conform.Variant) bool {
		return *target != "" && v.Name == "cgo" // Go's own cross-compiler makes that
	})
	if *archive != "" {
		build := link.Archive(*archive)
		build.Flags = append(build.Flags, strings.Fields(*ldflags)...)
		variants = []conform.Variant{{Build: build, Level: "O2"}}
	}
	expectations := filepath.Join(*root, "testdata", "conform")
	maker := conform.NewMaker(m, filepath.Join(*root, filepath.Dir(*lib), "conform"))
	for i, v := range variants {
		if err := v.Check(); err != nil {
			return failed, err
		}
		exe, err := maker.Make(v)
		if err != nil {
			return failed, err
		}
		passed := 0
		for _, p := range programs {
			if *record && i == 0 {
				if err := conform.Record(exe, p, expectations); err != nil {
					return failed, err
				}
			}
			if err := conform.Check(exe, p, expectations); err != nil {
				fmt.Println(err)
				failed++
				continue
			}
			passed++
			if *verbose {
				fmt.Printf("%-12s %s\n", v, p.Name)
			}
		}
		fmt.Printf("%-12s %3d of %d programs as expected\n", v, passed, len(programs))
	}
	return failed, nil
}
