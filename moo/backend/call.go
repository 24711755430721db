package backend

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/moo/source"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// discard evaluates a call for its effects.
func (f *function) discard(e syntax.Expr) {
	t := e.Type()
	switch {
	case t == types.TVoid || t.Scalar() || !used(e):
		if m, ok := e.(*syntax.Method); ok {
			f.method(m, irb.Var{})
		} else {
			f.call(e.(*syntax.Call), irb.Var{})
		}
	default:
		f.releaseLater(f.own(e))
	}
}

// used reports whether the operation gives its result at all: pop and remove
// do not when nobody wants it.
func used(e syntax.Expr) bool {
	m, ok := e.(*syntax.Method)
	return !ok || m.Used
}

// call emits a call. A scalar result is returned, any other stored in to.
func (f *function) call(e *syntax.Call, to irb.Var) (result llvm.Value) {
	switch {
	case e.Lit != nil:
		f.into(e.Lit, to)
		return
	case e.Func == nil:
		f.withTemporaries(func() { result = f.builtin(e, to) })
		return
	}
	f.withTemporaries(func() {
		args := f.arguments(e)
		if f.register(e.T) == f.m.Ptr {
			args = append([]llvm.Value{to.At}, args...)
		}
		f.position(e.At)
		result = f.Call(f.funcs[e.Func], args...)
	})
	return result
}

// arguments evaluates the arguments left to right. Then the places given by
// reference are made unique: the callee gets their addresses.
func (f *function) arguments(e *syntax.Call) []llvm.Value {
	var changed []*syntax.Var
	for _, a := range e.Args {
		if a.Inout {
			changed = append(changed, syntax.RootVar(a.X))
		}
	}
	args := make([]llvm.Value, len(e.Args))
	places := make([]place, len(e.Args))
	for i, a := range e.Args {
		switch {
		case a.Inout:
			places[i] = f.place(a.X)
		case a.X.Type().Scalar():
			args[i] = f.scalar(a.X)
		case f.facts.Owned[e.Func.Params[i].Var]:
			args[i] = f.own(a.X).At
		default:
			args[i] = f.borrowBefore(a.X, argExprs(e.Args[i+1:]), changed...).At
		}
	}
	for i, a := range e.Args {
		if a.Inout {
			args[i] = f.reach(places[i]).At
		}
	}
	return args
}

func argExprs(args []*syntax.Arg) []syntax.Expr {
	list := make([]syntax.Expr, len(args))
	for i, a := range args {
		list[i] = a.X
	}
	return list
}

// look evaluates expressions of any type to be read all together.
func (f *function) look(list []syntax.Expr) []irb.Var {
	values := make([]irb.Var, len(list))
	for i, e := range list {
		if e.Type().Scalar() {
			values[i] = f.own(e)
		} else {
			values[i] = f.borrowBefore(e, list[i+1:])
		}
	}
	return values
}

func (f *function) builtin(e *syntax.Call, to irb.Var) llvm.Value {
	args := argExprs(e.Args)
	switch e.Name {
	case "print", "write":
		for i, v := range f.look(args) {
			if i > 0 {
				f.showText(" ")
			}
			f.show(args[i].Type(), v, false)
		}
		if e.Name == "print" {
			f.showText("\n")
		}
		f.Call(f.m.Extern("moo_print", f.m.Void, false))
	case "str":
		if args[0].Type() == types.TInt {
			f.Runtime("ori_str_from_int", f.scalar(args[0]), to.At)
		} else {
			f.showAll(args, to)
		}
	case "int":
		saturating := f.m.Extern("llvm.fptosi.sat.i64.f64", f.m.I64, false, f.m.F64)
		return f.Call(saturating, f.scalar(args[0]))
	case "float":
		return f.B.CreateSIToFP(f.scalar(args[0]), f.m.F64, "")
	case "chr":
		b := f.byteValue(e.At, f.scalar(args[0]))
		to.Store(f.constText(""))
		f.Runtime("ori_str_push_byte_cow", to.At, b, to.At)
	case "fail":
		v := f.look(args)[0]
		f.show(types.TStr, v, false)
		f.Call(f.failure("moo_fail"), f.at(e.At))
		f.B.CreateUnreachable()
	case "list_of":
		values := f.look(args)
		n := values[0].Load()
		f.length(e.At, n)
		to.Do("ori_list_repeat", irb.Args{"elem": values[1], "n": n})
	case "read_lines", "read_all":
		f.Call(f.m.Extern("moo_"+e.Name, f.m.Void, false, f.m.Ptr), to.At)
	case "addr", "refs":
		return f.observe(e.Name, args[0])
	}
	return llvm.Value{}
}

// byteValue ends the program unless n is a byte.
func (f *function) byteValue(at source.Pos, n llvm.Value) llvm.Value {
	ok := f.B.CreateICmp(llvm.IntULT, n, f.Int(256), "")
	f.unless(ok, f.failure("moo_fail_byte", f.m.I64), func() []llvm.Value {
		return []llvm.Value{f.at(at), n}
	})
	return n
}

// length ends the program if n is negative.
func (f *function) length(at source.Pos, n llvm.Value) {
	f.unless(f.B.CreateICmp(llvm.IntSGE, n, f.Int(0), ""), f.failure("moo_fail_length", f.m.I64), func() []llvm.Value {
		return []llvm.Value{f.at(at), n}
	})
}

// character ends the program unless n is a Unicode code point, and no surrogate.
func (f *function) character(at source.Pos, n llvm.Value) llvm.Value {
	small := f.B.CreateICmp(llvm.IntULT, n, f.Int(0x110000), "")
	half := f.B.CreateICmp(llvm.IntEQ, f.B.CreateAnd(n, f.Int(^0x7ff), ""), f.Int(0xd800), "")
	ok := f.B.CreateAnd(small, f.B.CreateNot(half, ""), "")
	f.unless(ok, f.failure("moo_fail_character", f.m.I64), func() []llvm.Value {
		return []llvm.Value{f.at(at), n}
	})
	return n
}

// observe tells the address of a value's memory, or how many references it has.
func (f *function) observe(what string, e syntax.Expr) llvm.Value {
	v := f.borrow(e)
	kind := "list"
	switch {
	case e.Type().Kind == types.Str:
		kind = "str"
	case e.Type().Boxed:
		kind = "box"
	}
	return f.Call(f.m.Extern("moo_"+what+"_"+kind, f.m.I64, false, f.m.Ptr), v.At)
}

// interpolate evaluates the parts and puts their texts together.
func (f *function) interpolate(e *syntax.Interp, to irb.Var) {
	f.withTemporaries(func() { f.showAll(e.Parts, to) })
}

func (f *function) showAll(parts []syntax.Expr, to irb.Var) {
	for i, v := range f.look(parts) {
		f.show(parts[i].Type(), v, false)
	}
	f.Call(f.m.Extern("moo_shown", f.m.Void, false, f.m.Ptr), to.At)
}

// order gives a function of the program as an ori_cmp_fn for elements of type t.
func (e *emitter) order(fn *syntax.Func, t *types.Type) llvm.Value {
	if known, ok := e.orders[fn]; ok {
		return known
	}
	f := e.m.Func("moo.cmp."+fn.Name, e.m.I32, e.m.Ptr, e.m.Ptr)
	f.Fn.SetLinkage(llvm.InternalLinkage)
	e.orders[fn] = f.Fn
	args := make([]llvm.Value, 2)
	for i := range args {
		elem := f.VarAt(e.irbType(t), f.Param(i))
		switch {
		case t.Kind == types.Bool:
			args[i] = f.B.CreateTrunc(elem.Load(), e.m.I1, "")
		case t.Scalar():
			args[i] = elem.Load()
		case e.facts.Owned[fn.Params[i].Var]: // elements are borrowed: copy
			args[i] = elem.Share("").At
		default:
			args[i] = elem.At
		}
	}
	result := f.Call(e.funcs[fn], args...)
	zero := e.m.Int(0)
	above := f.B.CreateZExt(f.B.CreateICmp(llvm.IntSGT, result, zero, ""), e.m.I32, "")
	below := f.B.CreateZExt(f.B.CreateICmp(llvm.IntSLT, result, zero, ""), e.m.I32, "")
	f.End(f.B.CreateSub(above, below, ""))
	return f.Fn
}
