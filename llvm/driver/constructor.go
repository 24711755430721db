package driver

import (
	"fmt"
	"strings"

	"tinygo.org/x/go-llvm"
)

const (
	// seedFunction sets the keys of the hash tables.
	seedFunction = seamPackage + ".seedHashKeys"

	// entrySuffix ends the name of the variable that points linkers to the constructor.
	entrySuffix = ".entry"

	// early is the priority of the library's constructor: in front of those of the
	// program, which may make tables.
	early = 101
)

// addConstructor lets the library set its hash keys before the program runs. A program
// that runs no constructors, as an interpreter of the bitcode may, gets them with its
// first table.
func addConstructor(m llvm.Module) {
	seed := m.NamedFunction(seedFunction)
	if seed.IsNil() {
		return // a part of the library, without tables
	}
	c := m.Context()
	start := llvm.AddFunction(m, "start", llvm.FunctionType(c.VoidType(), nil, false))
	start.SetLinkage(llvm.InternalLinkage)
	b := c.NewBuilder()
	defer b.Dispose()
	b.SetInsertPointAtEnd(c.AddBasicBlock(start, "entry"))
	seedType := seed.GlobalValueType()
	call := b.CreateCall(seedType, seed, []llvm.Value{llvm.Undef(seedType.ParamTypes()[0])}, "")
	call.SetInstructionCallConv(seed.FunctionCallConv()) // optimisation has changed it
	b.CreateRetVoid()

	null := llvm.ConstNull(start.Type())
	one := c.ConstStruct([]llvm.Value{llvm.ConstInt(c.Int32Type(), early, false), start, null}, false)
	list := llvm.ConstArray(one.Type(), []llvm.Value{one})
	g := llvm.AddGlobal(m, list.Type(), constructors)
	g.SetLinkage(llvm.AppendingLinkage)
	g.SetInitializer(list)
}

// removeConstructor takes the constructor out of what is linked into every module of a
// program.
func removeConstructor(m llvm.Module) {
	if g := m.NamedGlobal(constructors); !g.IsNil() {
		g.EraseFromParentAsGlobal()
	}
}

// placeConstructor puts the constructor into the section where linkers look for it.
// LLVM's C interface has none but the old .ctors, which not every linker knows.
func placeConstructor(m llvm.Module) {
	g := m.NamedGlobal(constructors)
	if g.IsNil() {
		return
	}
	start := g.Initializer().Operand(0).Operand(1)
	removeConstructor(m)
	entry := llvm.AddGlobal(m, start.Type(), start.Name()+entrySuffix)
	entry.SetInitializer(start)
	entry.SetGlobalConstant(true)
	entry.SetLinkage(llvm.InternalLinkage)
	entry.SetSection(fmt.Sprintf(".init_array.%05d", early))
	entry.SetAlignment(8)
}

// bindConstructor makes the constructor part of the unit of the keys: who links the keys
// links what sets them.
func bindConstructor(entities map[string]*entity) {
	for name, keys := range entities {
		prefix, ok := strings.CutSuffix(name, "$runtime.keys")
		if entry := entities[prefix+"$start"+entrySuffix]; ok && entry != nil {
			keys.uses = append(keys.uses, entry.name)
		}
	}
}
