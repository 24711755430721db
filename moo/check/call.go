package check

import (
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// A builtin checks its arguments and returns the type of its result.
type builtin func(c *checker, e *syntax.Call) *types.Type

var builtins map[string]builtin

func init() {
	builtins = map[string]builtin{
		"print": (*checker).printing,
		"write": (*checker).printing,
		"str": func(c *checker, e *syntax.Call) *types.Type {
			if c.count(e, 1) {
				c.printable(e.Args[0].X)
			}
			return types.TStr
		},
		"int": func(c *checker, e *syntax.Call) *types.Type {
			return c.convert(e, types.TFloat, types.TInt)
		},
		"float": func(c *checker, e *syntax.Call) *types.Type {
			return c.convert(e, types.TInt, types.TFloat)
		},
		"chr": func(c *checker, e *syntax.Call) *types.Type {
			return c.convert(e, types.TInt, types.TStr)
		},
		"fail": func(c *checker, e *syntax.Call) *types.Type {
			return c.convert(e, types.TStr, types.TVoid)
		},
		"list_of": func(c *checker, e *syntax.Call) *types.Type {
			if !c.count(e, 2) {
				return types.TInvalid
			}
			c.value(e.Args[0].X, types.TInt)
			t := c.expr(e.Args[1].X, nil)
			if t == types.TVoid {
				c.fail(e.Args[1].Pos, "this call has no result")
				return types.TInvalid
			}
			return c.universe.List(t)
		},
		"read_lines": func(c *checker, e *syntax.Call) *types.Type {
			c.count(e, 0)
			return c.universe.List(types.TStr)
		},
		"read_all": func(c *checker, e *syntax.Call) *types.Type {
			c.count(e, 0)
			return types.TStr
		},
		"addr": (*checker).observing,
		"refs": (*checker).observing,
	}
}

func (c *checker) count(e *syntax.Call, n int) bool {
	if len(e.Args) != n {
		c.fail(e.At, "%s takes %s, not %d", e.Name, plural(n, "argument"), len(e.Args))
		return false
	}
	return true
}

// printable checks an expression that may have any type but none.
func (c *checker) printable(e syntax.Expr) {
	if c.expr(e, nil) == types.TVoid {
		c.fail(e.Pos(), "this call has no result")
	}
}

func (c *checker) printing(e *syntax.Call) *types.Type {
	for _, a := range e.Args {
		c.printable(a.X)
	}
	return types.TVoid
}

func (c *checker) convert(e *syntax.Call, from, to *types.Type) *types.Type {
	if c.count(e, 1) {
		c.value(e.Args[0].X, from)
	}
	return to
}

// observing checks addr and refs, which look at how a value is held.
func (c *checker) observing(e *syntax.Call) *types.Type {
	c.info.ObservesMemory = true
	if c.count(e, 1) {
		t := c.expr(e.Args[0].X, nil)
		switch {
		case t.Kind == types.Invalid || t.Boxed:
		case t.Kind == types.List || t.Kind == types.Map || t.Kind == types.Set || t.Kind == types.Str:
		default:
			c.fail(e.Args[0].Pos, "a %s has no memory of its own", t)
		}
	}
	return types.TInt
}

// call checks f(args): a struct, a builtin or a function.
func (c *checker) call(e *syntax.Call) *types.Type {
	if t := c.structs[e.Name]; t != nil {
		return c.structLit(e, t)
	}
	for _, a := range e.Args {
		if a.Label != "" {
			c.fail(a.Pos, "only the fields of a struct are named")
		}
	}
	if b := builtins[e.Name]; b != nil {
		for _, a := range e.Args {
			if a.Inout {
				c.fail(a.Pos, "%s takes no argument by reference", e.Name)
			}
		}
		return b(c, e)
	}
	e.Func = c.funcs[e.Name]
	if e.Func == nil {
		c.fail(e.At, "there is no function %s", e.Name)
		for _, a := range e.Args {
			c.expr(a.X, nil)
		}
		return types.TInvalid
	}
	if len(e.Args) != len(e.Func.Params) {
		c.fail(e.At, "%s takes %s, not %d", e.Name, plural(len(e.Func.Params), "argument"), len(e.Args))
		return e.Func.ResultType
	}
	roots := map[*syntax.Var]bool{}
	for i, a := range e.Args {
		p := e.Func.Params[i]
		c.value(a.X, p.Var.Type)
		switch {
		case p.Inout && !a.Inout:
			c.fail(a.Pos, "%s may change this argument; write & before it", e.Name)
		case !p.Inout && a.Inout:
			c.fail(a.Pos, "%s takes this argument by value", e.Name)
		case a.Inout:
			c.place(a.X, "an argument by reference")
			if root := Root(a.X); root != nil && root.Var != nil {
				if roots[root.Var] {
					c.fail(a.Pos, "%s is already given by reference in this call", root.Name)
				}
				roots[root.Var] = true
			}
		}
	}
	return e.Func.ResultType
}

func (c *checker) structLit(e *syntax.Call, t *types.Type) *types.Type {
	lit := &syntax.StructLit{Node: syntax.Node{At: e.At, T: t}}
	if len(e.Args) != len(t.Fields) {
		c.fail(e.At, "%s has %s, not %d", t, plural(len(t.Fields), "field"), len(e.Args))
		return t
	}
	for i, a := range e.Args {
		if f := t.Fields[i]; a.Inout || a.Label != f.Name {
			c.fail(a.Pos, "expected the field '%s: ...' here; the order is that of the declaration", f.Name)
		}
		c.value(a.X, t.Fields[i].Type)
		lit.Fields = append(lit.Fields, a.X)
	}
	e.Lit = lit
	return t
}
