package main

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const module = "libori.org/rt"

// sections are the core packages in the order of the reference, each with the
// files whose functions come first; the others follow by name. A package that is
// not in the tree has no exports.
var sections = []struct {
	title, dir string
	first      []string
}{
	{"Reference counts", "rc", []string{"alloc.go", "count.go"}},
	{"Lists", "cowlist", []string{"push.go", "remove.go", "set.go", "insert.go", "concat.go", "reverse.go", "sort.go", "slice.go"}},
	{"Maps", "cowmap", []string{"insert.go", "update.go", "remove.go", "entry.go", "unshare.go", "merge.go", "read.go"}},
	{"Sets", "cowset", []string{"set.go", "algebra.go"}},
	{"Strings", "cowstr", []string{"make.go", "str.go", "append.go", "unshare.go", "slice.go"}},
	{"Integers", "ints", nil},
	{"Other plain types", "plain", nil},
	{"Accounting", "account", []string{"stats.go"}},
	{"Library", "runtime", nil},
}

// loader type-checks the core packages as the release build sees them: by
// their declarations only, under the tag ori_native.
type loader struct {
	root  string
	build build.Context
	fset  *token.FileSet
	std   types.Importer
	pkgs  map[string]*goPackage // by import path
	errs  []error
}

type goPackage struct {
	types *types.Package
	files []*ast.File
}

func newLoader(root string) *loader {
	fset := token.NewFileSet()
	ctx := build.Default
	ctx.BuildTags = []string{"ori_native"}
	ctx.CgoEnabled = false
	return &loader{
		root:  root,
		build: ctx,
		fset:  fset,
		std:   importer.ForCompiler(fset, "source", nil),
		pkgs:  map[string]*goPackage{},
	}
}

// load returns the exports of the module at root, in the order of the sections,
// of the files, and of the functions in a file.
func load(root string) ([]*export, error) {
	l := newLoader(root)
	var exports []*export
	for _, s := range sections {
		dir := filepath.Join(root, s.dir)
		if names, err := l.goFiles(dir); err != nil || len(names) == 0 {
			continue
		}
		pkg, err := l.loadDir(module+"/"+s.dir, dir)
		if err != nil {
			return nil, err
		}
		rank := func(f *ast.File) int {
			i := slices.Index(s.first, filepath.Base(l.fset.Position(f.Package).Filename))
			if i < 0 {
				return len(s.first)
			}
			return i
		}
		slices.SortStableFunc(pkg.files, func(f, g *ast.File) int { return cmp.Compare(rank(f), rank(g)) })
		exports = append(exports, l.exports(pkg, s.title)...)
	}
	l.checkNames(exports)
	l.resolveLinks(exports)
	return exports, errors.Join(l.errs...)
}

// Import lets the packages of the module import each other.
func (l *loader) Import(path string) (*types.Package, error) {
	dir, ok := strings.CutPrefix(path, module+"/")
	if !ok {
		return l.std.Import(path)
	}
	pkg, err := l.loadDir(path, filepath.Join(l.root, dir))
	if err != nil {
		return nil, err
	}
	return pkg.types, nil
}

func (l *loader) loadDir(path, dir string) (*goPackage, error) {
	if pkg := l.pkgs[path]; pkg != nil {
		return pkg, nil
	}
	names, err := l.goFiles(dir)
	if err != nil {
		return nil, err
	}
	pkg := &goPackage{}
	for _, name := range names {
		f, err := parser.ParseFile(l.fset, filepath.Join(dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		pkg.files = append(pkg.files, f)
	}
	conf := types.Config{Importer: l, IgnoreFuncBodies: true}
	if pkg.types, err = conf.Check(path, l.fset, pkg.files, nil); err != nil {
		return nil, err
	}
	l.pkgs[path] = pkg
	return pkg, nil
}

// goFiles returns the names of the files in dir that belong to the release build.
func (l *loader) goFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		if ok, err := l.build.MatchFile(dir, e.Name()); err != nil {
			return nil, err
		} else if ok {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// exports returns the exported functions of a package.
func (l *loader) exports(pkg *goPackage, section string) []*export {
	var exports []*export
	for _, f := range pkg.files {
		attached := map[*ast.Comment]bool{}
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Doc == nil {
				continue
			}
			for _, c := range fn.Doc.List {
				if text, ok := strings.CutPrefix(c.Text, exportPrefix); ok {
					attached[c] = true
					if e := l.export(pkg, fn, c, text); e != nil {
						e.Section = section
						exports = append(exports, e)
					}
				}
			}
		}
		l.checkStray(f, attached)
	}
	return exports
}

// checkStray reports directives that would otherwise be silently without effect.
func (l *loader) checkStray(f *ast.File, attached map[*ast.Comment]bool) {
	for _, group := range f.Comments {
		for _, c := range group.List {
			switch {
			case !strings.HasPrefix(c.Text, "//ori:") || attached[c]:
			case slices.Contains(driverDirectives, c.Text):
			case strings.HasPrefix(c.Text, exportPrefix):
				l.errorf(c.Pos(), "this directive belongs to no function: put it at the end of a function's doc comment, without an empty line in between")
			default:
				l.errorf(c.Pos(), "unknown directive %s: there are only %s, %s", strings.Fields(c.Text)[0], strings.TrimSpace(exportPrefix), strings.Join(driverDirectives, ", "))
			}
		}
	}
}

// checkNames reports a C name that two functions claim.
func (l *loader) checkNames(exports []*export) {
	seen := map[string]*export{}
	for _, e := range exports {
		if first := seen[e.Name]; first != nil {
			l.errorf(e.pos, "%s is already exported by %s at %s", e.Name, first.Func, l.position(first.pos))
		}
		seen[e.Name] = e
	}
}

var docLink = regexp.MustCompile(`\[(?:(\w+)\.)?([A-Z]\w*)\]`)

// resolveLinks turns the doc links [IsUnique] and [rc.IsUnique] into the names
// that C knows.
func (l *loader) resolveLinks(exports []*export) {
	cNames := map[string]string{}
	for _, e := range exports {
		cNames[path.Base(e.Package)+"."+e.Func] = e.Name
	}
	for _, e := range exports {
		inC := func(text string) string {
			return docLink.ReplaceAllStringFunc(text, func(link string) string {
				m := docLink.FindStringSubmatch(link)
				name, ok := cNames[cmp.Or(m[1], path.Base(e.Package))+"."+m[2]]
				if !ok {
					l.errorf(e.pos, "the doc link %s names no exported function, and means nothing in C", link)
				}
				return name
			})
		}
		e.Doc = inC(e.Doc)
		for word, note := range e.notes {
			e.notes[word] = inC(note)
		}
	}
}

func (l *loader) errorf(pos token.Pos, format string, args ...any) {
	l.errs = append(l.errs, fmt.Errorf("%s: %s", l.position(pos), fmt.Sprintf(format, args...)))
}

// position returns file:line, the file relative to the root where it lies there.
func (l *loader) position(pos token.Pos) string {
	p := l.fset.Position(pos)
	if rel, err := filepath.Rel(l.root, p.Filename); err == nil && !slices.Contains(strings.Split(rel, "/"), "..") {
		p.Filename = rel
	}
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}
