package driver

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/tinygo-org/tinygo/compileopts"
	"github.com/tinygo-org/tinygo/compiler"
	"github.com/tinygo-org/tinygo/goenv"
	"github.com/tinygo-org/tinygo/loader"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
	"tinygo.org/x/go-llvm"
)

// A program is the Go code of a library: loaded, type-checked and in SSA form.
type program struct {
	dir      string // of the module
	root     string // what was TINYGOROOT when it was loaded
	target   target
	config   *compileopts.Config
	machine  llvm.TargetMachine
	compiler *compiler.Config
	loaded   *loader.Program
	ssa      *ssa.Program
	packages []*loader.Package // to be compiled, imported ones first
}

// loading guards TINYGOROOT, which the environment has once.
var loading sync.Mutex

// load loads the thunks and all they import.
func load(o *Options) (*program, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, err
	}
	root, err := makeRoot(o.Thunks)
	if err != nil {
		return nil, err
	}
	loading.Lock()
	defer loading.Unlock()
	if err := os.Setenv("TINYGOROOT", root); err != nil {
		return nil, err
	}
	_, minor, err := goenv.GetGorootVersion()
	if err != nil {
		return nil, err
	}
	machine, triple, err := o.target()
	if err != nil {
		return nil, err
	}
	p := &program{
		dir: dir, root: root, target: machine,
		config: &compileopts.Config{
			Options: &compileopts.Options{
				GOOS: "linux", GOARCH: machine.goarch, Directory: dir, Tags: []string{"ori_native"},
				GC: "none", Scheduler: "none", PanicStrategy: "trap", Opt: "2", SkipDWARF: !o.Debug,
			},
			Target:         &compileopts.TargetSpec{Triple: triple, GOOS: "linux", GOARCH: machine.goarch},
			GoMinorVersion: minor,
		},
		compiler: &compiler.Config{
			Triple: triple, GOOS: "linux", GOARCH: machine.goarch,
			BuildMode: "default", CodeModel: "default", RelocationModel: "pic",
			Scheduler: "none", PanicStrategy: "trap", MaxStackAlloc: maxStackSlot, Debug: o.Debug,
		},
	}
	if p.machine, err = p.newMachine(); err != nil {
		return nil, err
	}
	p.loaded, err = loader.Load(p.config, filepath.Join(root, "main.go"), types.Config{Sizes: compiler.Sizes(p.machine)})
	if err == nil {
		err = p.loaded.Parse()
	}
	if err != nil {
		return nil, explainLoad(o, err)
	}
	for _, pkg := range p.loaded.Sorted() {
		if compiled(pkg) {
			p.packages = append(p.packages, pkg)
		}
	}
	p.ssa = p.loaded.LoadSSA()
	p.ssa.Build()
	return p, nil
}

// newMachine returns a machine to compile for. The machine code needs no more than any
// processor of its kind has. The functions do not say so: a caller's own choice is to
// hold for inlined ones.
func (p *program) newMachine() (llvm.TargetMachine, error) {
	tuned := *p.compiler
	tuned.CPU = p.target.cpu
	return compiler.NewTargetMachine(&tuned)
}

// own reports whether a package belongs to a module, rather than to the
// standard library or the root program.
func own(pkg *loader.Package) bool { return pkg.Module.Path != "" }

func compiled(pkg *loader.Package) bool {
	return own(pkg) || pkg.ImportPath == "runtime" || pkg.ImportPath == numbers ||
		pkg.ImportPath != "unsafe" && slices.Contains(standard, pkg.ImportPath)
}

// ownPath is own for an import path.
func (p *program) ownPath(path string) bool {
	pkg := p.loaded.Packages[path]
	return pkg != nil && own(pkg)
}

// position returns where pos is, relative to the module.
func (p *program) position(pos token.Pos) token.Position {
	return relative(p.ssa.Fset.Position(pos), p.dir)
}

// relative returns a position with its file relative to dir if it is in there.
func relative(at token.Position, dir string) token.Position {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return at
	}
	if rel, err := filepath.Rel(dir, at.Filename); err == nil && filepath.IsLocal(rel) {
		at.Filename = rel
	}
	return at
}

// functions returns the functions of the compiled packages that belong to a
// module: declared ones, methods, closures and instances of generic ones.
func (p *program) functions() []*ssa.Function {
	found := ssautil.AllFunctions(p.ssa)
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn != nil {
			found[fn] = true
			for _, inner := range fn.AnonFuncs {
				add(inner)
			}
		}
	}
	packages := map[*types.Package]bool{}
	for _, pkg := range p.packages {
		if !own(pkg) {
			continue
		}
		packages[pkg.Pkg] = true
		for _, member := range p.ssa.Package(pkg.Pkg).Members {
			switch member := member.(type) {
			case *ssa.Function:
				add(member)
			case *ssa.Type:
				if named, ok := member.Type().(*types.Named); ok {
					for method := range named.Methods() {
						add(p.ssa.FuncValue(method))
					}
				}
			}
		}
	}
	var fns []*ssa.Function
	for fn := range found {
		if packages[packageOf(fn)] {
			fns = append(fns, fn)
		}
	}
	slices.SortFunc(fns, func(a, b *ssa.Function) int {
		return cmp.Or(cmp.Compare(a.Pos(), b.Pos()), cmp.Compare(a.RelString(nil), b.RelString(nil)))
	})
	return fns
}

// packageOf returns the package whose source fn stands in.
func packageOf(fn *ssa.Function) *types.Package {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	if fn.Pkg == nil {
		return nil
	}
	return fn.Pkg.Pkg
}

// hasDirective reports whether fn's doc comment has the directive line.
func hasDirective(fn *ssa.Function, directive string) bool {
	decl, ok := fn.Syntax().(*ast.FuncDecl)
	return ok && decl.Doc != nil && slices.ContainsFunc(decl.Doc.List, func(c *ast.Comment) bool {
		return c.Text == directive
	})
}

// bodyless reports whether fn is declared in Go and defined elsewhere.
func bodyless(fn *ssa.Function) bool {
	decl, ok := fn.Syntax().(*ast.FuncDecl)
	return ok && decl.Body == nil
}

// linked reports whether fn is declared under the name of a function in Go.
func linked(fn *ssa.Function) bool {
	decl, ok := fn.Syntax().(*ast.FuncDecl)
	return ok && decl.Doc != nil && slices.ContainsFunc(decl.Doc.List, func(c *ast.Comment) bool {
		return strings.HasPrefix(c.Text, "//go:linkname ")
	})
}

// functionOf returns the function that a package member is, or nil.
func functionOf(member ssa.Member) *ssa.Function {
	fn, _ := member.(*ssa.Function)
	return fn
}
