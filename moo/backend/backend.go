// Package backend turns a checked Moo program into LLVM IR that calls libori_rt.
// docs/backend-guide.md walks through it, with the IR that each rule produces.
//
//	backend.go   the module: functions, main, failures
//	types.go     how values lie in memory
//	function.go  variables, temporaries, branches
//	stmt.go      statements, and where references are dropped
//	expr.go      expressions: scalar, borrowed, owned
//	place.go     what is changed in place: unshare on the way, then mutate
//	call.go      calls: borrowed, owned and inout arguments
//	method.go    methods: which runtime function each one is
//	constant.go  literals in read-only data
//	show.go      values as text
//	debug.go     line numbers
//	variables.go what debuggers know of variables
//	support/     what is no business of the runtime: output, input, failures
//
// # Conventions between functions of a program
//
//	int, float, bool     in registers
//	anything else        by address
//	  borrowed           the callee reads it there; the caller keeps it alive
//	  owned              the callee takes the value out; the place is dead afterwards
//	  inout              the callee reads and writes the place itself
//	  result             the first parameter is where it goes; the caller owns it
package backend

import (
	_ "embed"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/moo"
	"libori.org/rt/moo/ownership"
	"libori.org/rt/moo/source"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// Support is the C source of what programs need beside libori_rt. It includes
// ori_rt.h.
//
//go:embed support/moo.c
var Support string

// Options say what to emit.
type Options struct {
	Debug bool // line numbers
	Naive bool // analyse nothing: docs/naive-code.md
}

// emitter emits one module.
type emitter struct {
	m       *irb.Module
	unit    *moo.Unit
	facts   *ownership.Facts
	types   map[*types.Type]irb.Type
	content map[*types.Type]*irb.Struct // of tuples and structs, boxed or not
	funcs   map[*syntax.Func]llvm.Value
	orders  map[*syntax.Func]llvm.Value // comparators as ori_cmp_fn
	shows   map[*types.Type]llvm.Value
	consts  map[syntax.Expr]llvm.Value
	debug   *debugInfo // nil: none
}

// Emit returns the module of a checked program. The caller disposes of it.
func Emit(unit *moo.Unit, options Options) (*irb.Module, error) {
	analyse := ownership.Analyse
	if options.Naive {
		analyse = ownership.Naive
	}
	facts := analyse(unit.Program)
	e := &emitter{
		m:       irb.New(unit.Program.File.Name),
		unit:    unit,
		facts:   facts,
		types:   map[*types.Type]irb.Type{},
		content: map[*types.Type]*irb.Struct{},
		funcs:   map[*syntax.Func]llvm.Value{},
		orders:  map[*syntax.Func]llvm.Value{},
		shows:   map[*types.Type]llvm.Value{},
		consts:  map[syntax.Expr]llvm.Value{},
	}
	if options.Debug {
		e.debug = newDebugInfo(e.m.LLVM, unit.Program.File)
	}
	functions := make([]*function, len(unit.Program.Funcs))
	for i, fn := range unit.Program.Funcs {
		functions[i] = e.declare(fn)
	}
	for _, f := range functions {
		f.emit()
	}
	e.main()
	if e.debug != nil {
		e.debug.finish()
	}
	if err := e.m.Finish(); err != nil {
		e.m.Dispose()
		return nil, err
	}
	return e.m, nil
}

// register returns the type of a value of t in a register, or of its address.
func (e *emitter) register(t *types.Type) llvm.Type {
	switch t.Kind {
	case types.Void:
		return e.m.Void
	case types.Int:
		return e.m.I64
	case types.Float:
		return e.m.F64
	case types.Bool:
		return e.m.I1
	}
	return e.m.Ptr
}

// declare starts the LLVM function of fn.
func (e *emitter) declare(fn *syntax.Func) *function {
	result := e.register(fn.ResultType)
	var params []llvm.Type
	if result == e.m.Ptr {
		result = e.m.Void
		params = append(params, e.m.Ptr)
	}
	for _, p := range fn.Params {
		if p.Inout {
			params = append(params, e.m.Ptr)
		} else {
			params = append(params, e.register(p.Var.Type))
		}
	}
	f := &function{
		emitter: e,
		Func:    e.m.Func("moo."+fn.Name, result, params...),
		source:  fn,
		slots:   map[*syntax.Var]llvm.Value{},
	}
	f.Fn.SetLinkage(llvm.InternalLinkage)
	e.funcs[fn] = f.Fn
	return f
}

// main emits the C function main: it hands the arguments to the program's main
// and lets the support code say how the program ends.
func (e *emitter) main() {
	f := e.m.Func("main", e.m.I32, e.m.I32, e.m.Ptr)
	if e.debug != nil {
		e.debug.enterMain(f, e.unit.Info.Main.Pos)
	}
	var args []llvm.Value
	start := e.m.Extern("moo_start", e.m.Void, false, e.m.I32, e.m.Ptr, e.m.Ptr)
	main := e.unit.Info.Main
	list := e.irbType(e.unit.Info.Universe.List(types.TStr))
	arguments := f.Var("args", list)
	f.Call(start, f.Param(0), f.Param(1), arguments.At)
	if len(main.Params) == 1 {
		args = append(args, arguments.At)
	}
	f.Call(e.funcs[main], args...)
	if len(main.Params) == 0 || !e.facts.Owned[main.Params[0].Var] {
		arguments.Release()
	}
	f.End(f.Call(e.m.Extern("moo_end", e.m.I32, false)))
}

// at gives a position as a constant C string.
func (e *emitter) at(pos source.Pos) llvm.Value {
	return e.m.Text(e.unit.Program.File.At(pos))
}

// failure declares a support function that ends the program; its first
// argument is the position.
func (e *emitter) failure(name string, params ...llvm.Type) llvm.Value {
	fn := e.m.LLVM.NamedFunction(name)
	if fn.IsNil() {
		fn = e.m.Extern(name, e.m.Void, false, append([]llvm.Type{e.m.Ptr}, params...)...)
		for _, attribute := range []string{"noreturn", "cold", "nounwind"} {
			fn.AddFunctionAttr(e.m.Ctx.CreateEnumAttribute(llvm.AttributeKindID(attribute), 0))
		}
	}
	return fn
}
