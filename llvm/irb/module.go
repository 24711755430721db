package irb

import (
	"fmt"
	"strings"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/abi"
	"libori.org/rt/llvm/irutil"
)

// The target that every build of the library is for.
const (
	TargetTriple = "x86_64-pc-linux-gnu"
	DataLayout   = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
)

// Module is an LLVM module that can call the runtime.
type Module struct {
	LLVM llvm.Module
	Ctx  llvm.Context

	Void, I1, I8, I32, I64, F64, Ptr llvm.Type

	// Triple is {i64 len, i64 cap, ptr data}: OriList, OriMap and OriSet.
	Triple llvm.Type

	layout    llvm.TargetData
	exports   map[string]abi.Export
	callbacks map[string]llvm.Value // "inc [int]" -> its trampoline
	texts     map[string]llvm.Value // constant C strings
	tags      tags
}

// Fields of a Triple.
const (
	fieldLen = iota
	fieldCap
	fieldData
)

// New returns an empty module in a context of its own. It declares every
// runtime function, with the attributes that the table promises; Finish removes
// those that are not called.
func New(name string) *Module {
	var head strings.Builder
	fmt.Fprintf(&head, "source_filename = %q\ntarget triple = %q\ntarget datalayout = %q\n", name, TargetTriple, DataLayout)
	exports := make(map[string]abi.Export)
	for _, e := range abi.Exports {
		exports[e.Name] = e
		head.WriteString(e.Declaration() + "\n")
	}
	ctx := llvm.NewContext()
	parsed, err := irutil.ParseText(ctx, head.String())
	if err != nil {
		panic(fmt.Sprintf("irb: the declarations of the runtime: %v", err))
	}
	m := &Module{
		LLVM: parsed, Ctx: ctx,
		Void: ctx.VoidType(), I1: ctx.Int1Type(), I8: ctx.Int8Type(), I32: ctx.Int32Type(), I64: ctx.Int64Type(),
		F64: ctx.DoubleType(), Ptr: llvm.PointerType(ctx.Int8Type(), 0),
		layout:    llvm.NewTargetData(DataLayout),
		exports:   exports,
		callbacks: make(map[string]llvm.Value),
		texts:     make(map[string]llvm.Value),
	}
	m.tags = newTags(m)
	m.Triple = ctx.StructCreateNamed("triple")
	m.Triple.StructSetBody([]llvm.Type{m.I64, m.I64, m.Ptr}, false)
	return m
}

// Dispose frees the module and its context.
func (m *Module) Dispose() {
	m.layout.Dispose()
	m.LLVM.Dispose()
	m.Ctx.Dispose()
}

// Finish removes the declarations of what is not called, and verifies the
// module. The backend calls it once, when all code is emitted.
func (m *Module) Finish() error {
	for fn := range irutil.Functions(m.LLVM) {
		if fn.IsDeclaration() && fn.FirstUse().IsNil() {
			fn.EraseFromParentAsFunction()
		}
	}
	return llvm.VerifyModule(m.LLVM, llvm.ReturnStatusAction)
}

// Size returns the bytes of a value of type t, which is also the distance
// between elements.
func (m *Module) Size(t Type) int64 { return int64(m.layout.TypeAllocSize(t.LLVM(m))) }

// Align returns the alignment of t in bytes.
func (m *Module) Align(t Type) int64 { return int64(m.layout.ABITypeAlignment(t.LLVM(m))) }

// Int returns a constant i64.
func (m *Module) Int(v int64) llvm.Value { return llvm.ConstInt(m.I64, uint64(v), true) }

// Float returns a constant double.
func (m *Module) Float(v float64) llvm.Value { return llvm.ConstFloat(m.F64, v) }

// Bool returns a constant i1.
func (m *Module) Bool(v bool) llvm.Value {
	if v {
		return llvm.ConstAllOnes(m.I1)
	}
	return llvm.ConstNull(m.I1)
}

// Null returns the null pointer.
func (m *Module) Null() llvm.Value { return llvm.ConstPointerNull(m.Ptr) }

// Extern declares a function of the C library, or returns it.
func (m *Module) Extern(name string, result llvm.Type, variadic bool, params ...llvm.Type) llvm.Value {
	if fn := m.LLVM.NamedFunction(name); !fn.IsNil() {
		return fn
	}
	return llvm.AddFunction(m.LLVM, name, llvm.FunctionType(result, params, variadic))
}

// Text returns the address of a constant string that ends with NUL.
func (m *Module) Text(s string) llvm.Value {
	if v, ok := m.texts[s]; ok {
		return v
	}
	v := m.constant("text", m.Ctx.ConstString(s, true))
	m.texts[s] = v
	return v
}

// constant returns the address of read-only data.
func (m *Module) constant(name string, init llvm.Value) llvm.Value {
	v := llvm.AddGlobal(m.LLVM, init.Type(), name)
	v.SetInitializer(init)
	v.SetGlobalConstant(true)
	v.SetLinkage(llvm.PrivateLinkage)
	v.SetUnnamedAddr(true)
	return v
}
