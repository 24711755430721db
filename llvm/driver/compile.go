package driver

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tinygo-org/tinygo/compiler"
	"github.com/tinygo-org/tinygo/loader"
	"golang.org/x/tools/go/ssa"
	"tinygo.org/x/go-llvm"
)

// compile compiles the program's packages and links them into one module.
func (p *program) compile() (llvm.Module, error) {
	ctx := llvm.NewContext()
	m := ctx.NewModule("ori_rt")
	m.SetTarget(p.compiler.Triple)
	layout := p.machine.CreateTargetData()
	defer layout.Dispose()
	m.SetDataLayout(layout.String())
	for _, pkg := range p.packages {
		compiled, err := p.compilePackage(pkg)
		if err != nil {
			return m, fmt.Errorf("%s: %w", pkg.ImportPath, err)
		}
		if err := fillTables(compiled, pkg.ImportPath); err != nil {
			return m, fmt.Errorf("%s: %w", pkg.ImportPath, err)
		}
		// Each package has a context of its own; bitcode carries it over.
		buffer := llvm.WriteBitcodeToMemoryBuffer(compiled)
		compiled.Context().Dispose()
		part, err := ctx.ParseIR(buffer)
		if err != nil {
			return m, fmt.Errorf("%s: %w", pkg.ImportPath, err)
		}
		if err := llvm.LinkModules(m, part); err != nil {
			return m, fmt.Errorf("%s: %w", pkg.ImportPath, err)
		}
	}
	// TinyGo keeps functions with large results from being changed.
	for _, name := range []string{"llvm.used", "llvm.compiler.used"} {
		if g := m.NamedGlobal(name); !g.IsNil() {
			g.EraseFromParentAsGlobal()
		}
	}
	p.addConstructors(m)
	p.applyDirectives(m)
	return m, nil
}

// dropNilChecks makes the branches to a nil check's panic never taken. The
// operations test the pointers they are handed; for the rest, nil is as it is
// in C. (A body that is unreachable would do, but leaves an assumption behind
// at every access.)
func dropNilChecks(m llvm.Module) {
	never := llvm.ConstInt(m.Context().Int1Type(), 0, false)
	for f := range definitions(m) {
		for in := range instructions(f) {
			if in.IsACallInst().IsNil() || in.CalledValue().Name() != "runtime.nilPanic" {
				continue
			}
			for use := in.InstructionParent().AsValue().FirstUse(); !use.IsNil(); use = use.NextUse() {
				use.User().SetOperand(0, never)
			}
		}
	}
}

// compilePackage turns the panic of the compiler at what it cannot compile into
// an error.
func (p *program) compilePackage(pkg *loader.Package) (m llvm.Module, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("not available in the bitcode build: %v", r)
		}
	}()
	m, errs := compiler.CompilePackage(pkg.ImportPath, pkg, p.ssa.Package(pkg.Pkg), p.machine, p.compiler, false)
	if len(errs) > 0 {
		return m, errors.Join(errs...)
	}
	return m, verify(m, "compiling")
}

const constructors = "llvm.global_ctors"

// addConstructors makes a constructor of each package's initialiser, in import
// order, for globalopt to evaluate.
func (p *program) addConstructors(m llvm.Module) {
	ctx := m.Context()
	b := ctx.NewBuilder()
	defer b.Dispose()
	pointer := llvm.PointerType(ctx.Int8Type(), 0)
	var entries []llvm.Value
	for _, pkg := range p.packages {
		init := m.NamedFunction(pkg.ImportPath + ".init")
		if init.IsNil() || init.IsDeclaration() {
			continue
		}
		fn := llvm.AddFunction(m, pkg.ImportPath+constructorSuffix, llvm.FunctionType(ctx.VoidType(), nil, false))
		fn.SetLinkage(llvm.InternalLinkage)
		addAttribute(fn, "nounwind")
		b.SetInsertPointAtEnd(ctx.AddBasicBlock(fn, "entry"))
		b.CreateCall(init.GlobalValueType(), init, []llvm.Value{llvm.Undef(pointer)}, "")
		b.CreateRetVoid()
		priority := llvm.ConstInt(ctx.Int32Type(), 65535, false)
		entries = append(entries, ctx.ConstStruct([]llvm.Value{priority, fn, llvm.ConstNull(pointer)}, false))
	}
	if entries == nil {
		return
	}
	array := llvm.ConstArray(entries[0].Type(), entries)
	g := llvm.AddGlobal(m, array.Type(), constructors)
	g.SetLinkage(llvm.AppendingLinkage)
	g.SetInitializer(array)
}

const constructorSuffix = ".initialise"

// checkConstructors fails when globalopt has left a constructor.
func checkConstructors(m llvm.Module) error {
	g := m.NamedGlobal(constructors)
	if g.IsNil() {
		return nil
	}
	var left []string
	entries := g.Initializer()
	for i := range g.GlobalValueType().ArrayLength() {
		left = append(left, strings.TrimSuffix(entries.Operand(i).Operand(1).Name(), constructorSuffix))
	}
	if left == nil {
		g.EraseFromParentAsGlobal()
		return nil
	}
	return fmt.Errorf("a package variable's initial value is not a constant, in %s: the library has no constructors",
		strings.Join(left, ", "))
}

// Functions to be specialised carry this attribute until the inline bitcode is
// made, and are not inlined before.
const specialiseAttribute = "ori-specialise"

// applyDirectives strengthens the compiler's reading of //go:inline and
// //go:noinline, which is a slow path unless //ori:hot says otherwise, and marks
// the functions with //ori:specialise.
func (p *program) applyDirectives(m llvm.Module) {
	for f := range definitions(m) {
		if hasAttribute(f, "noinline") {
			addAttribute(f, "cold")
		}
		if hasAttribute(f, "inlinehint") {
			removeAttribute(f, "inlinehint")
			addAttribute(f, "alwaysinline")
		}
	}
	for _, fn := range p.functions() {
		hot, specialise := hasDirective(fn, "//ori:hot"), hasDirective(fn, "//ori:specialise")
		if !hot && !specialise {
			continue
		}
		for f := range definitions(m) {
			if f.Name() != fn.RelString(nil) && !isInstance(f.Name(), fn) {
				continue
			}
			if hot {
				removeAttribute(f, "cold")
			}
			if specialise {
				f.AddFunctionAttr(m.Context().CreateStringAttribute(specialiseAttribute, ""))
				addAttribute(f, "noinline")
			}
		}
	}
}

// isInstance reports whether name is that of an instance of the generic fn.
func isInstance(name string, fn *ssa.Function) bool {
	return fn.TypeParams() != nil && fn.Origin() == nil && strings.HasPrefix(name, fn.RelString(nil)+"[")
}
