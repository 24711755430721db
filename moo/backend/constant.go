package backend

import (
	"fmt"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// Literals made of literals are immortal: their buffers lie in read-only data,
// with a count that is never written. A constant costs nothing to copy or drop,
// and whoever changes it gets a copy, like with any shared value.

// maxConstEntries bounds constant maps and sets: a constant carries no hash
// index, so lookups in a large one would be linear.
const maxConstEntries = 16

// constant returns e as an LLVM constant; nil where it has to be built at run
// time: large maps and sets, and keys that cannot be told apart here.
func (f *function) constant(e syntax.Expr) llvm.Value {
	if known, ok := f.consts[e]; ok {
		return known
	}
	c := f.makeConstant(e)
	f.consts[e] = c
	return c
}

func (f *function) makeConstant(e syntax.Expr) llvm.Value {
	none := llvm.Value{}
	switch e := e.(type) {
	case *syntax.IntLit:
		return f.Int(e.Value)
	case *syntax.FloatLit:
		return f.constFloat(e.Value)
	case *syntax.BoolLit:
		if e.Value {
			return llvm.ConstInt(f.m.I8, 1, false)
		}
		return llvm.ConstNull(f.m.I8)
	case *syntax.NoneLit:
		return f.m.Null()
	case *syntax.StrLit:
		return f.constText(e.Value)
	case *syntax.Unary:
		switch x := e.X.(type) {
		case *syntax.IntLit:
			return f.Int(-x.Value)
		case *syntax.FloatLit:
			return f.constFloat(-x.Value)
		}
		return none
	case *syntax.Ident:
		return f.constant(e.Var.Value)
	case *syntax.Call:
		return f.constant(e.Lit)
	case *syntax.ListLit:
		if elems, ok := f.constants(e.Elems); ok {
			return f.m.ConstList(f.irbType(e.T.Elem), elems...)
		}
	case *syntax.SetLit:
		if elems, ok := f.constants(e.Elems); ok && distinct(e.Elems) {
			return f.m.ConstSet(f.irbType(e.T.Elem), elems...)
		}
	case *syntax.MapLit:
		keys, ok := f.constants(e.Keys)
		values, ok2 := f.constants(e.Values)
		if ok && ok2 && distinct(e.Keys) {
			return f.m.ConstMap(f.irbType(e.T.Key), f.irbType(e.T.Elem), keys, values)
		}
	case *syntax.TupleLit:
		return f.constFields(e.T, e.Elems)
	case *syntax.StructLit:
		return f.constFields(e.T, e.Fields)
	}
	return none
}

func (f *function) constants(list []syntax.Expr) ([]llvm.Value, bool) {
	values := make([]llvm.Value, len(list))
	for i, e := range list {
		if values[i] = f.constant(e); values[i].IsNil() {
			return nil, false
		}
	}
	return values, true
}

func (f *function) constFields(t *types.Type, list []syntax.Expr) llvm.Value {
	parts, ok := f.constants(list)
	if !ok {
		return llvm.Value{}
	}
	value := f.m.Ctx.ConstStruct(parts, false)
	if t.Boxed {
		return f.m.ConstBox(f.content[f.known(t)], value)
	}
	return value
}

// known makes sure that the struct behind t has been made.
func (f *function) known(t *types.Type) *types.Type {
	f.irbType(t)
	return t
}

// distinct reports whether the keys are few and literals that all differ.
func distinct(keys []syntax.Expr) bool {
	seen := map[string]bool{}
	for _, k := range keys {
		text := ""
		switch k := k.(type) {
		case *syntax.IntLit:
			text = fmt.Sprint(k.Value)
		case *syntax.StrLit:
			text = k.Value
		default:
			return false
		}
		if seen[text] {
			return false
		}
		seen[text] = true
	}
	return len(keys) <= maxConstEntries
}

// global gives the address of a constant.
func (f *function) global(e syntax.Expr, c llvm.Value) llvm.Value {
	name := fmt.Sprintf("const.%d", f.unit.Program.File.Line(e.Pos()))
	g := llvm.AddGlobal(f.m.LLVM, c.Type(), name)
	g.SetInitializer(c)
	g.SetGlobalConstant(true)
	g.SetLinkage(llvm.PrivateLinkage)
	return g
}
