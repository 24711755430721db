package backend

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/moo/types"
)

// Values become text through the support code's buffer: moo_put_* append to it,
// moo_print writes it out, moo_shown turns it into a str. For every type there is
// one function that puts a value.

// show puts the value at v.
func (f *function) show(t *types.Type, v irb.Var, quoted bool) {
	if t.Kind == types.Str && !quoted {
		f.Call(f.m.Extern("moo_put_str", f.m.Void, false, f.m.Ptr), v.At)
		return
	}
	f.Call(f.showFn(t), v.At)
}

// showText puts a constant text.
func (f *function) showText(s string) { f.put(f.Func, s) }

// put appends a constant text.
func (e *emitter) put(f *irb.Func, s string) {
	fn := e.m.Extern("moo_put", e.m.Void, false, e.m.Ptr, e.m.I64)
	f.Call(fn, e.m.Text(s), e.m.Int(int64(len(s))))
}

// showFn returns the function that puts a value of type t, quoted.
func (e *emitter) showFn(t *types.Type) llvm.Value {
	if known, ok := e.shows[t]; ok {
		return known
	}
	f := e.m.Func("moo.show."+t.String(), e.m.Void, e.m.Ptr)
	f.Fn.SetLinkage(llvm.InternalLinkage)
	e.shows[t] = f.Fn
	e.showBody(f, t, f.VarAt(e.irbType(t), f.Param(0)))
	f.End()
	return f.Fn
}

func (e *emitter) showBody(f *irb.Func, t *types.Type, v irb.Var) {
	nested := func(t *types.Type, at irb.Var) { f.Call(e.showFn(t), at.At) }
	scalar := func(name string, register llvm.Type) {
		f.Call(e.m.Extern(name, e.m.Void, false, register), v.Load())
	}
	row := func(opening, closing string, one func(i llvm.Value)) {
		e.put(f, opening)
		f.Range(v.Len(), func(i llvm.Value) {
			f.If(f.B.CreateICmp(llvm.IntSGT, i, f.Int(0), ""), func() { e.put(f, ", ") }, nil)
			one(i)
		})
		e.put(f, closing)
	}
	switch t.Kind {
	case types.Int:
		scalar("moo_put_int", e.m.I64)
	case types.Float:
		scalar("moo_put_float", e.m.F64)
	case types.Bool:
		scalar("moo_put_bool", e.m.I8)
	case types.Str:
		f.Call(e.m.Extern("moo_put_quoted", e.m.Void, false, e.m.Ptr), v.At)
	case types.List:
		row("[", "]", func(i llvm.Value) { nested(t.Elem, v.Elem(i)) })
	case types.Set:
		row("{", "}", func(i llvm.Value) { nested(t.Elem, v.Elem(i)) })
	case types.Map:
		empty := f.B.CreateICmp(llvm.IntEQ, v.Len(), f.Int(0), "")
		f.If(empty, func() { e.put(f, "{:}") }, func() {
			row("{", "}", func(i llvm.Value) {
				nested(t.Key, v.Elem(i))
				e.put(f, ": ")
				nested(t.Elem, v.Val(i))
			})
		})
	case types.Option:
		f.If(f.B.CreateIsNotNull(v.Load(), ""), func() { nested(t.Elem, v) }, func() { e.put(f, "none") })
	case types.Tuple, types.Struct:
		if t.Boxed {
			v = v.Content()
		}
		e.put(f, t.Name+"(")
		for i, part := range t.Fields {
			if i > 0 {
				e.put(f, ", ")
			}
			if t.Kind == types.Struct {
				e.put(f, part.Name+": ")
			}
			nested(part.Type, v.Field(i))
		}
		e.put(f, ")")
	}
}
