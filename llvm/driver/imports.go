package driver

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
)

// The packages of the standard library that compile without a Go runtime.
var standard = []string{"cmp", "math", "math/bits", "slices", "unsafe"}

// numbers is the package of the standard library behind strconv, which only the little Go
// runtime imports, for the functions that read and write floating-point numbers.
const numbers = "internal/strconv"

func importPath(spec *ast.ImportSpec) string {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		panic(err) // parsed
	}
	return path
}

// forbiddenImports returns the imports of a file that are neither of modules'
// packages nor of the few others that need no runtime.
func forbiddenImports(file *ast.File, own func(path string) bool) (forbidden []*ast.ImportSpec) {
	for _, spec := range file.Imports {
		if path := importPath(spec); !own(path) && !slices.Contains(standard, path) {
			forbidden = append(forbidden, spec)
		}
	}
	return forbidden
}

// explainLoad finds the imports because of which loading failed with err: with
// the little Go runtime that the code sees, most of the standard library does
// not type-check, and the error is about a line in there.
func explainLoad(o *Options, err error) error {
	list := exec.Command("go", "list", "-e", "-deps", "-tags", "ori_native", "-json=Dir,ImportPath,Module,GoFiles", o.Thunks)
	list.Dir = o.Dir
	list.Stderr = os.Stderr
	out, lerr := list.StdoutPipe()
	if lerr != nil {
		return err
	}
	if list.Start() != nil {
		return err
	}
	type listed struct {
		Dir, ImportPath string
		Module          *struct{ Path string }
		GoFiles         []string
	}
	packages := map[string]listed{}
	for decoder := json.NewDecoder(out); ; {
		var pkg listed
		if derr := decoder.Decode(&pkg); errors.Is(derr, io.EOF) {
			break
		} else if derr != nil {
			return err
		}
		if pkg.Module != nil {
			packages[pkg.ImportPath] = pkg
		}
	}
	if list.Wait() != nil {
		return err
	}
	var lines []string
	for _, pkg := range packages {
		for _, name := range pkg.GoFiles {
			name = filepath.Join(pkg.Dir, name)
			fset := token.NewFileSet()
			file, perr := parser.ParseFile(fset, name, nil, parser.ImportsOnly)
			if perr != nil {
				return err
			}
			own := func(path string) bool { return packages[path].Module != nil }
			for _, spec := range forbiddenImports(file, own) {
				at := relative(fset.Position(spec.Pos()), o.Dir)
				lines = append(lines, fmt.Sprintf("%s: package %s", at, importPath(spec)))
			}
		}
	}
	if lines == nil {
		return err
	}
	return unavailableError(lines)
}
