package driver

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// seamPackage is the one package whose functions may have no body in Go.
const seamPackage = "libori.org/rt/runtime"

// lint returns an error that lists, with file and line, everything in the Go
// code that needs a Go runtime.
func (p *program) lint() error {
	l := linter{program: p, seen: map[string]bool{}}
	for _, pkg := range p.packages {
		if !own(pkg) {
			continue
		}
		for _, file := range pkg.Files {
			for _, spec := range forbiddenImports(file, p.ownPath) {
				l.report(spec.Pos(), "package "+importPath(spec))
			}
		}
	}
	for _, fn := range p.functions() {
		l.function(fn)
	}
	return unavailableError(l.found)
}

// unavailableError makes an error of lines "file:line: what".
func unavailableError(lines []string) error {
	if lines == nil {
		return nil
	}
	slices.Sort(lines)
	return errors.New("not available in the bitcode build, which has no Go runtime:\n\t" + strings.Join(lines, "\n\t"))
}

type linter struct {
	*program
	found []string
	seen  map[string]bool
}

func (l *linter) report(pos token.Pos, what string) {
	line := fmt.Sprintf("%s: %s", l.position(pos), what)
	if !l.seen[line] {
		l.seen[line] = true
		l.found = append(l.found, line)
	}
}

func (l *linter) function(fn *ssa.Function) {
	if bodyless(fn) {
		if packageOf(fn).Path() != seamPackage {
			l.report(fn.Pos(), "function without body outside "+seamPackage)
		}
		return
	}
	for _, block := range fn.Blocks {
		for _, in := range block.Instrs {
			if what := unavailable(in); what != "" {
				l.report(sourceOf(in), what)
			}
		}
	}
}

// sourceOf returns where an instruction comes from. Implicit conversions have no
// position of their own; those who use the result do.
func sourceOf(in ssa.Instruction) token.Pos {
	if in.Pos().IsValid() {
		return in.Pos()
	}
	if closure, ok := in.(*ssa.MakeClosure); ok && closure.Fn.Pos().IsValid() {
		return closure.Fn.Pos()
	}
	if v, ok := in.(ssa.Value); ok {
		for _, use := range *v.Referrers() {
			if use.Pos().IsValid() {
				return use.Pos()
			}
		}
	}
	return in.Parent().Pos()
}

// unavailable names what an instruction needs a Go runtime for, "" if nothing.
func unavailable(in ssa.Instruction) string {
	switch in := in.(type) {
	case *ssa.Defer:
		return "defer"
	case *ssa.Go:
		return "go statement"
	case *ssa.Panic:
		if in.Pos().IsValid() { // else the compiler's, where control cannot come
			return "panic"
		}
	case *ssa.MakeMap, *ssa.MapUpdate, *ssa.Lookup:
		return "map"
	case *ssa.MakeChan, *ssa.Send, *ssa.Select:
		return "channel"
	case *ssa.MakeSlice:
		return "make of variable length"
	case *ssa.MakeClosure:
		return "closure that captures variables"
	case *ssa.MakeInterface:
		if onlyPanics(in) {
			return ""
		}
		return "interface"
	case *ssa.ChangeInterface, *ssa.TypeAssert:
		return "interface"
	case *ssa.Range:
		if isString(in.X.Type()) {
			return "range over a string's runes"
		}
		return "map"
	case *ssa.UnOp:
		if in.Op == token.ARROW {
			return "channel"
		}
	case *ssa.BinOp:
		if in.Op == token.ADD && isString(in.Type()) {
			return "string concatenation"
		}
	case *ssa.Convert:
		if isString(in.Type()) != isString(in.X.Type()) {
			return "conversion from or to string"
		}
	case *ssa.Call:
		if in.Call.IsInvoke() {
			return "interface"
		}
		if b, ok := in.Call.Value.(*ssa.Builtin); ok {
			switch b.Name() {
			case "append", "print", "println", "recover":
				return b.Name()
			case "delete", "clear":
				return "map"
			case "close":
				return "channel"
			}
		}
	}
	return ""
}

func isString(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

// onlyPanics reports whether a value becomes an interface only to be thrown;
// the panic is reported.
func onlyPanics(in *ssa.MakeInterface) bool {
	for _, use := range *in.Referrers() {
		if _, ok := use.(*ssa.Panic); !ok {
			return false
		}
	}
	return true
}
