// Package whole measures whole programs: what people write, in Moo and in the
// languages that they would have written it in otherwise.
//
//	_programs/NAME/  NAME.moo NAME.cpp NAME.rs NAME.go, NAME.swift: the same program
//	                 NAME.ori.cpp: ours through the C ABI, where Moo has no words for it (threads)
//	                 NAME.FORM.moo: another form of it, measured beside the same peers
//	variant.go       the languages and how each is compiled
//	build.go         the executables, in build/bench/whole
//	measure.go       runs them in turns; runner/run.c is what each runs under
//	input.go         what the programs read
//	counts.go        instructions and cache misses, by valgrind
//	remarks.go        why a program is behind
//	advice.go         what the advice in the guides is worth
//	table.go plot.go document.go
//
// A program that prints anything else than the others fails the run, and so does
// a compiler for C++, Rust or Go that is not there.
package whole

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed _programs
var sources embed.FS

// A Program is one of the programs, in all its languages.
type Program struct {
	Name  string
	Forms []string // other forms of ours: NAME.FORM.moo
	Files []string // the names of its sources
}

// has reports whether the program has a source of that name.
func (p Program) has(file string) bool { return slices.Contains(p.Files, file) }

// dir is where its sources lie.
func (p Program) dir() string { return path.Join("_programs", p.Name) }

// Programs returns those whose name is in names, or all.
func Programs(names []string) ([]Program, error) {
	entries, err := fs.ReadDir(sources, "_programs")
	if err != nil {
		return nil, err
	}
	var list []Program
	for _, e := range entries {
		if names != nil && !slices.Contains(names, e.Name()) {
			continue
		}
		p := Program{Name: e.Name()}
		files, err := fs.ReadDir(sources, p.dir())
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			p.Files = append(p.Files, f.Name())
			if form, ok := strings.CutPrefix(f.Name(), p.Name+"."); ok {
				if form, ok := strings.CutSuffix(form, ".moo"); ok {
					p.Forms = append(p.Forms, form)
				}
			}
		}
		list = append(list, p)
	}
	for _, name := range names {
		if !slices.ContainsFunc(list, func(p Program) bool { return p.Name == name }) {
			return nil, fmt.Errorf("there is no program %s", name)
		}
	}
	return list, nil
}
