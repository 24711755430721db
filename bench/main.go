// Command bench compares the library with what others offer for the same work.
//
// It builds our side from C++ (through the inline bitcode, the plain archive and
// the cgo archive) and the other programs, runs them in turns for several rounds,
// keeps the smallest value of each, and prints a table with ratios. Programs
// whose library is not installed are skipped with a line.
//
//	go run . [-quick] [-only lists|maps] [-groups ...] [-rows regexp] [-write-docs]
//	go run . -only programs [-quick] [-programs NAME,...] [-counts] [-advice] [-write-docs]
//
//	wholeprograms.go   -only programs: whole programs in several languages, by package whole
//	programs.go   what is compared, and how each is built
//	rows.go       the workloads
//	build.go      building
//	measure.go    running, results
//	compare.go    ratios and verdicts
//	table.go      the tables
//	document.go   docs/benchmarks.md, with remarks.go
//	plots.go      docs/benchmarks/*.svg
//	cpp/ peers/   the programs
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A subTarget is a part of the benchmark with a name of its own.
type subTarget struct {
	groups, rows, programs []string
	complete               bool // a program whose library is missing fails the run
}

var bySubTarget = map[string]subTarget{
	"lists": {
		groups:   []string{"lists", "sharing"},
		rows:     []string{"push_unique_1e3", "set_unique_1e3", "push_shared_1e3", "slice_take_1e6", "rc_pair_1t"},
		programs: []string{"ori_inline", "ori_archive", "ori_st", "ori_cgo", "std", "stdcow"},
	},
	"maps": {
		groups:   []string{"maps", "sets", "large", "elements", "memory"},
		programs: []string{"ori_inline", "ori_archive", "std", "stdcow", "qt6", "absl", "tsl", "rust", "go", "glib"},
		complete: true,
	},
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	var (
		quick     = flag.Bool("quick", false, "a short look: 2 rounds of 10 ms per workload, without the scale and memory groups")
		only      = flag.String("only", "", "a part with a name: lists (push, set, shared push, slice, retain/release), maps (maps and sets) or programs (whole programs)")
		groupList = flag.String("groups", "", "groups, separated by commas (default all)")
		pattern   = flag.String("rows", "", "workloads whose name matches this regular expression")
		names     = flag.String("programs", "", "programs, separated by commas (default all)")
		rounds    = flag.Int("rounds", 5, "rounds")
		ms        = flag.Float64("ms", 60, "time budget per workload and round, in milliseconds")
		llvm      = flag.String("llvm", "22", "LLVM version of the compiler, the one the library was built with")
		root      = flag.String("root", "..", "the project's root directory")
		installs  = flag.Bool("install", false, "install what other programs need through apt-get")
		writeDocs = flag.Bool("write-docs", false, "write docs/benchmarks.md and its plots")
		reuse     = flag.Bool("reuse", false, "do not measure: show the results of the last full run again")
		counts    = flag.Bool("counts", false, "of whole programs that are behind, count instructions and cache misses under valgrind")
		advice    = flag.Bool("advice", false, "with -only programs: also what the advice in the guides is worth, and other allocators")
		asIs      = flag.Bool("system-memcpy", false, "leave glibc's choice of memcpy alone (see vectorMemcpy in measure.go)")
	)
	flag.Parse()
	top, err := filepath.Abs(*root)
	if err != nil {
		return err
	}
	say := func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
	saved := filepath.Join(top, "build", "bench", "results.json")

	if *only == "programs" {
		return wholePrograms(wholeOptions{
			root: top, clang: "clang++-" + *llvm, programs: split(*names), rounds: *rounds,
			quick: *quick, counts: *counts, advice: *advice, install: *installs, writeDocs: *writeDocs, reuse: *reuse,
		}, say)
	}
	if *reuse {
		results, err := loadResults(saved)
		if err != nil {
			return err
		}
		return show(results, top, "clang++-"+*llvm, *writeDocs)
	}

	choice := subTarget{groups: split(*groupList), programs: split(*names)}
	if *only != "" {
		named, ok := bySubTarget[*only]
		if !ok {
			return fmt.Errorf("-only %s: want lists, maps or programs", *only)
		}
		choice = named
	}
	if *quick {
		*rounds, *ms = 2, 10
		if choice.groups == nil {
			choice.groups = []string{"lists", "sort", "maps", "sets", "elements", "sharing"}
		}
	}
	plan := Plan{Rounds: *rounds, MS: *ms, Bin: filepath.Join(top, "build", "bench", "bin"), TuneMemcpy: !*asIs}
	if plan.Groups, err = chosenGroups(choice, *pattern); err != nil {
		return err
	}
	chosen, err := chosenPrograms(choice)
	if err != nil {
		return err
	}
	tools := Tools{Clang: "clang++-" + *llvm, Root: top}
	if *installs {
		install(chosen, tools, say)
	}
	if choice.complete {
		for _, p := range chosen {
			if why := p.missing(tools); why != "" {
				return fmt.Errorf("%s: %s (-install installs it)", p.Name, why)
			}
		}
	}
	if plan.Programs, err = build(chosen, tools, plan.Bin, say); err != nil {
		return err
	}
	results, err := plan.run(say)
	if err != nil {
		return err
	}
	if choice.groups == nil && choice.programs == nil && *pattern == "" {
		if err := results.save(saved); err != nil {
			return err
		}
	}
	return show(results, top, "clang++-"+*llvm, *writeDocs)
}

func show(results Results, root, compiler string, writeDocs bool) error {
	fmt.Print(fullTable(results))
	fmt.Println()
	fmt.Print(behindTable(results))
	if !writeDocs {
		return nil
	}
	return writeDocument(results, filepath.Join(root, "docs"), compiler)
}

func split(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ",")
}

func chosenGroups(choice subTarget, pattern string) ([]Group, error) {
	match, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	var chosen []Group
	for _, g := range groups {
		if choice.groups != nil && !slices.Contains(choice.groups, g.Name) {
			continue
		}
		rows := g.Rows
		g.Rows = nil
		for _, r := range rows {
			if match.MatchString(r.Name) && (choice.rows == nil || slices.Contains(choice.rows, r.Name)) {
				g.Rows = append(g.Rows, r)
			}
		}
		if len(g.Rows) > 0 {
			chosen = append(chosen, g)
		}
	}
	if chosen == nil {
		return nil, fmt.Errorf("no workloads are left")
	}
	return chosen, nil
}

func chosenPrograms(choice subTarget) ([]Program, error) {
	if choice.programs == nil {
		return programs, nil
	}
	var chosen []Program
	for _, name := range choice.programs {
		i := slices.IndexFunc(programs, func(p Program) bool { return p.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no program %s", name)
		}
		chosen = append(chosen, programs[i])
	}
	return chosen, nil
}
