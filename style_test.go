package rt

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Addresses are computed in runtime/ and rc/ only; everyone else goes through
// their types: rc.Header, rc.Elems, rc.Triple, rc.Cursor. Tests and tools (tests/, tools/) may look at memory from
// outside, and nested modules are not part of the library.
func TestAddressArithmeticStaysBelow(t *testing.T) {
	mayCompute := map[string]bool{"runtime": true, "rc": true}
	computes := map[string]bool{
		"unsafe.Add": true, "unsafe.Slice": true, "unsafe.String": true,
		"runtime.At": true, "runtime.Beyond": true, "runtime.Offset": true,
	}
	seen := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			_, err := os.Stat(filepath.Join(path, "go.mod"))
			nested := err == nil && path != "."
			hidden := strings.HasPrefix(name, ".") && path != "."
			if mayCompute[path] || nested || hidden || path == "tests" || path == "tools" || path == "build" {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		seen++
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				if fun.Name == "uintptr" {
					t.Errorf("%s: conversion to uintptr outside of runtime/ and rc/", fset.Position(call.Pos()))
				}
			case *ast.SelectorExpr:
				if pkg, ok := fun.X.(*ast.Ident); ok && computes[pkg.Name+"."+fun.Sel.Name] {
					t.Errorf("%s: %s.%s outside of runtime/ and rc/", fset.Position(call.Pos()), pkg.Name, fun.Sel.Name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 20 {
		t.Errorf("only %d Go files seen: is this the root of the module?", seen)
	}
}
