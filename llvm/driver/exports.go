package driver

import (
	"fmt"
	"strings"

	"libori.org/rt/abi"
	"tinygo.org/x/go-llvm"
)

// addExports defines the C functions of the table. Each calls its thunk, which
// has the same parameters and TinyGo's context, and is inlined into it.
func addExports(m llvm.Module, o *Options) error {
	var text strings.Builder
	for _, e := range o.Exports {
		attrs := strings.Join(e.FuncAttrs(), " ")
		if e.Inline {
			attrs += " alwaysinline"
		}
		// Unwind tables are part of the platform's ABI.
		fmt.Fprintf(&text, "define %s %s uwtable(sync) {\n\tunreachable\n}\n", e.Head(), attrs)
	}
	if err := linkText(m, "exports", text.String()); err != nil {
		return err
	}
	b := exportBuilder{
		module: m, Builder: m.Context().NewBuilder(),
		tbaa: m.Context().MDKindID("tbaa"), triple: tripleTag(m.Context()),
	}
	defer b.Dispose()
	if o.Debug {
		b.debug = llvm.NewDIBuilder(m)
		b.debug.CreateCompileUnit(llvm.DICompileUnit{Language: languageC99, File: "exports", Producer: "oribuild", Optimized: true})
	}
	for _, e := range o.Exports {
		if err := b.define(e, o.Thunks+"."+e.Thunk); err != nil {
			return err
		}
	}
	if o.Debug {
		b.debug.Finalize()
		b.debug.Destroy()
	}
	return verify(m, "exports")
}

// languageC99 is what TinyGo writes too; debuggers know no better for Go code
// with C's calling convention.
const languageC99 = 0xb

type exportBuilder struct {
	llvm.Builder
	module llvm.Module
	tbaa   int             // the kind of metadata
	triple llvm.Metadata   // see tagTriples
	debug  *llvm.DIBuilder // nil without debug information
}

func (b *exportBuilder) define(e abi.Export, thunkName string) error {
	fn, thunk := b.module.NamedFunction(e.Name), b.module.NamedFunction(thunkName)
	if thunk.IsNil() || thunk.IsDeclaration() {
		return fmt.Errorf("%s: there is no Go function %s", e.Name, thunkName)
	}
	cType, goType := fn.GlobalValueType(), thunk.GlobalValueType()
	if err := sameSignature(cType, goType); err != nil {
		return fmt.Errorf("%s and %s differ: %w", e.Name, thunkName, err)
	}
	fn.EntryBasicBlock().EraseFromParent()
	b.SetInsertPointAtEnd(b.module.Context().AddBasicBlock(fn, "entry"))
	b.locate(e.Name, fn, thunk)
	context := llvm.Undef(goType.ParamTypes()[len(fn.Params())])
	call := b.CreateCall(goType, thunk, append(fn.Params(), context), "")
	if cType.ReturnType().TypeKind() == llvm.VoidTypeKind {
		b.CreateRetVoid()
	} else {
		b.CreateRet(call)
	}
	for i, p := range e.Params {
		if p.Type.IsOut() && p.Type != abi.OutStr {
			b.tagTriples(thunk.Param(i))
		}
	}
	thunk.SetLinkage(llvm.InternalLinkage)
	addAttribute(thunk, "alwaysinline")
	return nil
}

// tagTriples says of the stores to out, the address of a collection's triple, that
// they change no element below 24 bytes and no count (see ir/memory.ll). A string
// is no triple: its bytes may be text.
func (b *exportBuilder) tagTriples(out llvm.Value) {
	for _, use := range users(out) {
		switch use.InstructionOpcode() {
		case llvm.Store:
			if use.Operand(1) == out {
				use.SetMetadata(b.tbaa, b.triple)
			}
		case llvm.GetElementPtr:
			b.tagTriples(use)
		}
	}
}

// tripleTag is the tag of accesses to triples, as ir/memory.ll has it.
func tripleTag(c llvm.Context) llvm.Metadata {
	zero := llvm.ConstInt(c.Int64Type(), 0, false).ConstantAsMetadata()
	node := func(name string, parent llvm.Metadata) llvm.Metadata {
		return c.MDNode([]llvm.Metadata{c.MDString(name), parent, zero})
	}
	triple := node("triple", node("element", c.MDNode([]llvm.Metadata{c.MDString("libori_rt")})))
	return c.MDNode([]llvm.Metadata{triple, triple, zero})
}

// sameSignature compares a C function with a Go function, which has one more
// parameter, the context.
func sameSignature(c, goType llvm.Type) error {
	want, have := c.ParamTypes(), goType.ParamTypes()
	if len(want)+1 != len(have) {
		return fmt.Errorf("%d parameters and %d", len(want), len(have)-1)
	}
	for i := range want {
		if want[i] != have[i] {
			return fmt.Errorf("parameter %d is %s and %s", i, typeText(want[i]), typeText(have[i]))
		}
	}
	if c.ReturnType() != goType.ReturnType() {
		return fmt.Errorf("the result is %s and %s", typeText(c.ReturnType()), typeText(goType.ReturnType()))
	}
	return nil
}

// locate gives the C function the source position of its thunk.
func (b *exportBuilder) locate(name string, fn, thunk llvm.Value) {
	at := thunk.Subprogram()
	if b.debug == nil || at.IsNil() {
		return
	}
	file, line := at.ScopeFile(), int(at.SubprogramLine())
	sub := b.debug.CreateFunction(file, llvm.DIFunction{
		Name: name, LinkageName: name, File: file, Line: line, ScopeLine: line,
		Type:         b.debug.CreateSubroutineType(llvm.DISubroutineType{File: file}),
		IsDefinition: true, Optimized: true, Flags: llvm.FlagPrototyped,
	})
	fn.SetSubprogram(sub)
	b.SetCurrentDebugLocation(uint(line), 0, sub, llvm.Metadata{})
}
