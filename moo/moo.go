// Package moo is the front end of the example language: it reads and checks a
// program.
//
//	source     texts, positions, diagnostics with a caret
//	types      the types
//	syntax     lexer, parser, tree
//	check      types of expressions, meaning of names
//	interp     the reference interpreter: copies deeply, shares nothing
//	ownership  who owns what: last uses, borrowed parameters
//	backend    LLVM IR out of a checked tree; calls of libori_rt
//	build      from a source file to a program that runs
//	gen        random programs
//	suite      conformance: programs against builds of the library
//
// Only backend, build and suite need LLVM.
package moo

import (
	"libori.org/rt/moo/check"
	"libori.org/rt/moo/source"
	"libori.org/rt/moo/syntax"
)

// Unit is a program that has passed the checks.
type Unit struct {
	Program *syntax.Program
	Info    *check.Info
}

// Load reads and checks the program text. The error is a source.Errors.
func Load(name, text string) (*Unit, error) {
	program, err := syntax.Parse(source.New(name, text))
	if err != nil {
		return nil, err
	}
	info, err := check.Check(program)
	if err != nil {
		return nil, err
	}
	return &Unit{program, info}, nil
}
