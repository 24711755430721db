package abi

import (
	"regexp"
	"strings"
)

// The LLVM side of an export. The attributes are spelled so that every LLVM
// from 19 to 22 reads them; from 21 on it prints nocapture as captures(none).

// Declaration returns the declaration that a compiler puts into its modules.
func (e Export) Declaration() string {
	return "declare " + e.signature(func(p Param) []string {
		return append(append([]string(nil), p.Attrs...), p.Promises...)
	}) + " " + strings.Join(e.FuncAttrs(), " ")
}

// PlainDeclaration is Declaration for LLVM 14 to 18: without the attributes, all
// of them younger, that one of these does not read.
func (e Export) PlainDeclaration() string {
	text := youngAttribute.ReplaceAllString(e.Declaration(), "")
	return strings.TrimRight(text, " ")
}

var youngAttribute = regexp.MustCompile(`\b(?:writable|dead_on_unwind|captures\([^)]*\)|initializes\(\([^)]*\)\)|range\([^)]*\)|memory\([^)]*\)) ?`)

// Head returns the first line of the function's definition up to the function's
// attributes and the brace, to follow "define".
func (e Export) Head() string {
	return e.signature(func(p Param) []string { return p.Attrs })
}

// FuncAttrs returns the attributes of the function. A handler of fatal errors
// may leave by longjmp, which is no unwinding.
func (e Export) FuncAttrs() []string { return append([]string{"nounwind"}, e.Attrs...) }

func (e Export) signature(attrs func(Param) []string) string {
	var b strings.Builder
	for _, a := range e.Result.Attrs {
		b.WriteString(a + " ")
	}
	b.WriteString(e.Result.Type.IR() + " @" + e.Name + "(")
	for i, p := range e.Params {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(p.Type.IR() + " ")
		for _, a := range attrs(p) {
			b.WriteString(a + " ")
		}
		b.WriteString("%" + p.Name)
	}
	return b.String() + ")"
}
