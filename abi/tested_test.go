package abi

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEveryOperationIsTestedBesideItsCode: the tests of a collection's package, its model foremost,
// use each function that it exports.
func TestEveryOperationIsTestedBesideItsCode(t *testing.T) {
	named := map[string]map[string]bool{}
	for _, e := range Exports {
		pkg := path.Base(e.Package)
		if !strings.HasPrefix(pkg, "cow") {
			continue
		}
		if named[pkg] == nil {
			named[pkg] = namesInTests(t, filepath.Join("..", pkg))
		}
		if !named[pkg][e.Func] {
			t.Errorf("%s: no test of %s/ uses %s", e.Name, pkg, e.Func)
		}
	}
	if got := len(named); got != 4 {
		t.Errorf("%d packages of collections", got)
	}
}

// namesInTests returns the identifiers in a folder's tests.
func namesInTests(t *testing.T, dir string) map[string]bool {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	files = slices.DeleteFunc(files, func(f os.DirEntry) bool { return !strings.HasSuffix(f.Name(), "_test.go") })
	for _, f := range files {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, f.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				names[id.Name] = true
			}
			return true
		})
	}
	return names
}
