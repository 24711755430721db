package main

import (
	"fmt"
	"path/filepath"

	"libori.org/rt/bench/whole"
)

// wholeOptions are the flags that -only programs looks at.
type wholeOptions struct {
	root, clang                                      string
	programs                                         []string
	rounds                                           int
	quick, counts, advice, install, writeDocs, reuse bool
}

// wholePrograms measures whole programs and prints the tables.
func wholePrograms(o wholeOptions, say func(string, ...any)) error {
	saved := filepath.Join(o.root, "build", "bench", "whole.json")
	if o.reuse {
		results, err := whole.Load(saved)
		if err != nil {
			return err
		}
		return showWhole(results, o)
	}
	programs, err := whole.Programs(o.programs)
	if err != nil {
		return err
	}
	tools := whole.Tools{Root: o.root, Clang: o.clang}
	if o.install {
		if err := installCompilers(tools, say); err != nil {
			return err
		}
	}
	if o.quick {
		o.rounds = 1
	}
	plan := whole.Plan{Programs: programs, Rounds: o.rounds, Quick: o.quick, Counts: o.counts, Advice: o.advice}
	results, err := plan.Run(tools, say)
	if err != nil {
		return err
	}
	if !o.quick && o.programs == nil {
		if err := results.Save(saved); err != nil {
			return err
		}
	}
	return showWhole(results, o)
}

func showWhole(results *whole.Results, o wholeOptions) error {
	fmt.Printf("Whole programs, CPU seconds\n\n%s\nPeak memory, MB\n\n%s\n%s", results.Table(), results.MemoryTable(), results.Summary())
	if counts := results.CountsTable(); counts != "" {
		fmt.Printf("\n%s", counts)
	}
	if results.Advice != nil {
		fmt.Printf("\nTime without a part of what the optimiser is told\n\n%s\nOther allocators\n\n%s", results.AdviceTable(), results.MallocTable())
	}
	if !o.writeDocs {
		return nil
	}
	return results.WriteDocument(filepath.Join(o.root, "docs"))
}

// installCompilers asks for the compilers that are missing. Whatever is missing
// still, the run names.
func installCompilers(t whole.Tools, say func(string, ...any)) error {
	packages := append([]string{"valgrind"}, whole.Allocators()...)
	if whole.Missing(t) != nil {
		packages = append(packages, "g++", "rustc", "clang-"+t.Clang[len("clang++-"):])
	}
	say("installing %v", packages)
	out, err := Command(append([]string{filepath.Join(t.Root, "tools", "need.sh")}, packages...)).output()
	if err != nil {
		say("%s%v", out, err)
	}
	return nil
}
