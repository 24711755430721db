package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"

	"libori.org/rt/tools/internal/mutation"
)

// A place is where a mutant is planted: an expression or statements of a function, found
// in its syntax tree. Neither the file nor how the code is laid out matters.
type place struct {
	file     string // path
	from, to int    // bytes
}

// find finds the place of a mutant in the module at root.
func (m mutant) find(root string) (place, error) {
	pkg, name, _ := strings.Cut(m.in, ".")
	pattern, err := parsePattern(m.old)
	if err != nil {
		return place{}, fmt.Errorf("%q: %w", m.old, err)
	}
	files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pkg), "*.go"))
	if err != nil {
		return place{}, err
	}
	var found []place
	known := false
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return place{}, err
		}
		for _, decl := range declared(file, name) {
			known = true
			for _, node := range pattern.in(decl) {
				found = append(found, place{path, fset.Position(node.from).Offset, fset.Position(node.to).Offset})
			}
		}
	}
	switch {
	case !known:
		return place{}, fmt.Errorf("%s: there is no such function", m.in)
	case len(found) != 1:
		return place{}, fmt.Errorf("%s has %q %d times", m.in, m.old, len(found))
	}
	return found[0], nil
}

// plant replaces the place's text, and returns what puts it back. In the new text $0 is
// the old one.
func (p place) plant(text string) (restore func() error, err error) {
	return mutation.Rewrite(p.file, func(old string) (string, error) {
		return old[:p.from] + strings.ReplaceAll(text, "$0", old[p.from:p.to]) + old[p.to:], nil
	})
}

// declared returns the declarations of a name: "push", "Header.drop", "shortMax".
func declared(file *ast.File, name string) (found []ast.Node) {
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if nameOf(decl) == name {
				found = append(found, decl)
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				if values, ok := spec.(*ast.ValueSpec); ok && values.Names[0].Name == name {
					found = append(found, values)
				}
			}
		}
	}
	return found
}

// nameOf returns a function's name with that of its receiver's type in front.
func nameOf(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	of := f.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	if index, ok := of.(*ast.IndexExpr); ok {
		of = index.X
	}
	return of.(*ast.Ident).Name + "." + f.Name.Name
}

// A pattern is an expression, or statements, in which _ stands for any expression.
type pattern struct {
	expr  ast.Expr
	stmts []ast.Stmt
}

func parsePattern(text string) (p pattern, err error) {
	if expr, err := parser.ParseExpr(text); err == nil {
		return pattern{expr: expr}, nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p\nfunc f() {\n"+text+"\n}", parser.SkipObjectResolution)
	if err != nil {
		return p, err
	}
	p.stmts = file.Decls[0].(*ast.FuncDecl).Body.List
	if len(p.stmts) == 0 {
		return p, errors.New("no statement")
	}
	return p, nil
}

// span is a part of a file.
type span struct{ from, to token.Pos }

// in returns where the pattern occurs below a node.
func (p pattern) in(node ast.Node) (found []span) {
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case ast.Expr:
			if p.expr != nil && same(reflect.ValueOf(p.expr), reflect.ValueOf(n)) {
				found = append(found, span{n.Pos(), n.End()})
			}
		case *ast.BlockStmt:
			found = append(found, p.inList(n.List)...)
		case *ast.CaseClause:
			found = append(found, p.inList(n.Body)...)
		case *ast.ForStmt:
			found = append(found, p.inList([]ast.Stmt{n.Post})...)
		}
		return true
	})
	return found
}

func (p pattern) inList(list []ast.Stmt) (found []span) {
	n := len(p.stmts)
	for i := 0; n > 0 && i+n <= len(list); i++ {
		if same(reflect.ValueOf(p.stmts), reflect.ValueOf(list[i:i+n])) {
			found = append(found, span{list[i].Pos(), list[i+n-1].End()})
		}
	}
	return found
}

// same reports whether a tree is the pattern, wherever and however it is written.
func same(pattern, tree reflect.Value) bool {
	for pattern.Kind() == reflect.Interface && !pattern.IsNil() {
		pattern = pattern.Elem()
	}
	for tree.Kind() == reflect.Interface && !tree.IsNil() {
		tree = tree.Elem()
	}
	if any, ok := pattern.Interface().(*ast.Ident); ok && any != nil && any.Name == "_" {
		if _, ok := tree.Interface().(ast.Expr); ok {
			return true
		}
	}
	if pattern.Type() != tree.Type() {
		return false
	}
	switch pattern.Kind() {
	case reflect.Pointer:
		if pattern.IsNil() || tree.IsNil() {
			return pattern.IsNil() == tree.IsNil()
		}
		return same(pattern.Elem(), tree.Elem())
	case reflect.Slice:
		if pattern.Len() != tree.Len() {
			return false
		}
		for i := range pattern.Len() {
			if !same(pattern.Index(i), tree.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		for i := range pattern.NumField() {
			if !same(pattern.Field(i), tree.Field(i)) {
				return false
			}
		}
		return true
	}
	switch pattern.Interface().(type) {
	case token.Pos:
		return true
	}
	return pattern.Equal(tree)
}
