package check

import (
	"math"

	"libori.org/rt/moo/source"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// value checks an expression that must have type want.
func (c *checker) value(e syntax.Expr, want *types.Type) {
	t := c.expr(e, want)
	if !want.Accepts(t) && t.Kind != types.Invalid && want.Kind != types.Invalid {
		if t == types.TVoid {
			c.fail(e.Pos(), "expected %s, but this call has no result", want)
		} else {
			c.fail(e.Pos(), "expected %s, found %s", want, t)
		}
	}
}

// expr checks e and returns its type. want, which may be nil, is the type that
// the surroundings hope for: it gives empty literals their type.
func (c *checker) expr(e syntax.Expr, want *types.Type) *types.Type {
	t := c.typeOf(e, want)
	e.SetType(t)
	return t
}

func (c *checker) typeOf(e syntax.Expr, want *types.Type) *types.Type {
	switch e := e.(type) {
	case *syntax.IntLit:
		if e.Value == math.MinInt64 && !hexadecimal(c.program.File, e.At) {
			c.fail(e.At, "9223372036854775808 does not fit an int")
		}
		return types.TInt
	case *syntax.FloatLit:
		return types.TFloat
	case *syntax.BoolLit:
		return types.TBool
	case *syntax.StrLit:
		return types.TStr
	case *syntax.Interp:
		for _, p := range e.Parts {
			c.printable(p)
		}
		return types.TStr
	case *syntax.Ident:
		return c.ident(e, want)
	case *syntax.ListLit, *syntax.SetLit, *syntax.MapLit, *syntax.TupleLit:
		return c.literal(e, want)
	case *syntax.Unary:
		return c.unary(e)
	case *syntax.Binary:
		x := c.expr(e.X, want)
		return c.operands(e.At, e.Op, x, c.expr(e.Y, x))
	case *syntax.Index:
		return c.index(e)
	case *syntax.Slice:
		t := c.expr(e.X, nil)
		for _, bound := range []syntax.Expr{e.Low, e.High} {
			if bound != nil {
				c.value(bound, types.TInt)
			}
		}
		if t.Kind != types.List && t.Kind != types.Str && t.Kind != types.Invalid {
			c.fail(e.At, "only lists and strings have slices, not a %s", t)
			return types.TInvalid
		}
		return t
	case *syntax.Field:
		return c.field(e)
	case *syntax.Call:
		return c.call(e)
	case *syntax.Method:
		return c.method(e)
	}
	panic("unknown expression")
}

func hexadecimal(f *source.File, at source.Pos) bool {
	return int(at)+1 < len(f.Text) && f.Text[at+1] == 'x'
}

func (c *checker) ident(e *syntax.Ident, want *types.Type) *types.Type {
	e.Var = c.lookup(e.Name)
	if e.Var == nil && e.Name == "none" {
		return c.none(e, want)
	}
	if e.Var == nil {
		if c.funcs[e.Name] != nil {
			c.fail(e.At, "%s is a function, not a value", e.Name)
		} else {
			c.fail(e.At, "there is no variable %s", e.Name)
		}
		return types.TInvalid
	}
	return e.Var.Type
}

// none checks the name of what is absent, a constant of every type T?.
func (c *checker) none(e *syntax.Ident, want *types.Type) *types.Type {
	if want == nil || want.Kind != types.Option {
		if want == nil || want.Kind != types.Invalid {
			c.fail(e.At, "what is none here is not known; declare it, as in let x: T? = none")
		}
		return types.TInvalid
	}
	value := &syntax.NoneLit{Node: syntax.Node{At: e.At}}
	value.SetType(want)
	e.Var = &syntax.Var{Name: e.Name, Pos: e.At, Type: want, Kind: syntax.Const, ID: -1, Value: value}
	return want
}

// literal checks [..], {..}, {.. : ..} and (.., ..). The first part decides
// about the type where the surroundings do not.
func (c *checker) literal(e syntax.Expr, want *types.Type) *types.Type {
	hope := func(k types.Kind) *types.Type {
		if want != nil && want.Kind == k {
			return want
		}
		return &types.Type{}
	}
	switch e := e.(type) {
	case *syntax.ListLit:
		elem := c.parts(e.Elems, hope(types.List).Elem, e.At, "list")
		if elem == nil {
			return types.TInvalid
		}
		return c.universe.List(elem)
	case *syntax.SetLit:
		elem := c.parts(e.Elems, hope(types.Set).Elem, e.At, "set")
		if elem == nil {
			return types.TInvalid
		}
		c.hashable(elem, e.At, "a set element")
		return c.universe.Set(elem)
	case *syntax.MapLit:
		w := hope(types.Map)
		key := c.parts(e.Keys, w.Key, e.At, "map")
		if key == nil {
			return types.TInvalid
		}
		value := c.parts(e.Values, w.Elem, e.At, "map")
		if value == nil {
			return types.TInvalid
		}
		c.hashable(key, e.At, "a map key")
		return c.universe.Map(key, value)
	}
	l := e.(*syntax.TupleLit)
	w := hope(types.Tuple)
	parts := make([]*types.Type, len(l.Elems))
	for i, x := range l.Elems {
		var hoped *types.Type
		if i < len(w.Fields) {
			hoped = w.Fields[i].Type
		}
		parts[i] = c.expr(x, hoped)
		if parts[i].Kind == types.Void {
			c.fail(x.Pos(), "this call has no result")
		}
		if parts[i].Kind == types.Void || parts[i].Kind == types.Invalid {
			return types.TInvalid
		}
	}
	return c.universe.Tuple(parts)
}

// parts checks the parts of a literal, all of one type, and returns it; nil
// after a complaint.
func (c *checker) parts(list []syntax.Expr, want *types.Type, at source.Pos, what string) *types.Type {
	if want == nil {
		if len(list) == 0 {
			c.fail(at, "the type of this empty %s is not known here; declare it, as in let x: ... = ...", what)
			return nil
		}
		want = c.initial(list[0], nil)
		list = list[1:]
	}
	for _, e := range list {
		c.value(e, want)
	}
	if want.Kind == types.Invalid {
		return nil
	}
	return want
}

func (c *checker) unary(e *syntax.Unary) *types.Type {
	if lit, ok := e.X.(*syntax.IntLit); ok && e.Op == "-" {
		lit.SetType(types.TInt) // -9223372036854775808 is an int though its literal is none
		return types.TInt
	}
	t := c.expr(e.X, nil)
	switch {
	case t.Kind == types.Invalid:
	case e.Op == "-" && (t == types.TInt || t == types.TFloat):
	case e.Op == "!" && t == types.TBool:
	case e.Op == "~" && t == types.TInt:
	default:
		c.fail(e.At, "%s is not defined on %s", e.Op, t)
		return types.TInvalid
	}
	return t
}

var comparison = map[string]bool{"==": true, "!=": true, "<": true, "<=": true, ">": true, ">=": true}

// operands checks x op y and returns the type of the result.
func (c *checker) operands(at source.Pos, op string, x, y *types.Type) *types.Type {
	if x.Kind == types.Invalid || y.Kind == types.Invalid {
		if comparison[op] {
			return types.TBool
		}
		return types.TInvalid
	}
	if x != y && !(x.Present() == y.Present() && (op == "==" || op == "!=")) {
		c.fail(at, "%s needs two of the same type, not %s and %s", op, x, y)
		return types.TInvalid
	}
	fits := false
	switch op {
	case "&&", "||":
		fits = x == types.TBool
	case "==", "!=":
		fits = x != types.TVoid
	case "<", "<=", ">", ">=":
		fits = x.Ordered()
	case "+":
		fits = x == types.TInt || x == types.TFloat || x == types.TStr || x.Kind == types.List
	case "-", "*", "/":
		fits = x == types.TInt || x == types.TFloat
	default:
		fits = x == types.TInt
	}
	if !fits {
		c.fail(at, "%s is not defined on %s", op, x)
		return types.TInvalid
	}
	if comparison[op] {
		return types.TBool
	}
	return x
}

func (c *checker) index(e *syntax.Index) *types.Type {
	switch t := c.expr(e.X, nil); t.Kind {
	case types.List:
		c.value(e.I, types.TInt)
		return t.Elem
	case types.Map:
		c.value(e.I, t.Key)
		return t.Elem
	case types.Str:
		c.value(e.I, types.TInt)
		return types.TInt
	case types.Invalid:
		c.expr(e.I, nil)
	default:
		c.expr(e.I, nil)
		c.fail(e.At, "a %s has no elements", t)
	}
	return types.TInvalid
}

func (c *checker) field(e *syntax.Field) *types.Type {
	t := c.expr(e.X, nil)
	if t.Kind == types.Invalid {
		return t
	}
	t = t.Present()
	e.Index = t.Field(e.Name)
	if e.Index < 0 {
		if methods[t.Kind][e.Name] != nil {
			c.fail(e.At, "%s is a method: %s(...)", e.Name, e.Name)
		} else {
			c.fail(e.At, "%s has no field %s", t, e.Name)
		}
		return types.TInvalid
	}
	return t.Fields[e.Index].Type
}

// Root returns the variable that the place e is a part of, nil when e is none.
func Root(e syntax.Expr) *syntax.Ident {
	switch e := e.(type) {
	case *syntax.Ident:
		return e
	case *syntax.Field:
		return Root(e.X)
	case *syntax.Index:
		return Root(e.X)
	}
	return nil
}

// place complains when e cannot be changed.
func (c *checker) place(e syntax.Expr, what string) {
	if e.Type().Kind == types.Invalid {
		return
	}
	root := Root(e)
	if root == nil {
		c.fail(e.Pos(), "%s must be a variable or a part of one", what)
		return
	}
	for x := e; x != syntax.Expr(root); {
		switch y := x.(type) {
		case *syntax.Field:
			x = y.X
		case *syntax.Index:
			if y.X.Type().Kind == types.Str {
				c.fail(y.At, "the bytes of a str cannot be changed one by one")
				return
			}
			x = y.X
		}
	}
	if v := root.Var; v != nil && !v.Mutable() {
		switch v.Kind {
		case syntax.Value:
			c.fail(root.At, "%s is a parameter by value; copy it with var, or declare it inout", v.Name)
		case syntax.Loop:
			c.fail(root.At, "%s is set by the loop; copy it with var", v.Name)
		case syntax.Const:
			c.fail(root.At, "%s is a constant; copy it with var", v.Name)
		default:
			c.fail(root.At, "%s was declared with let; var makes it changeable", v.Name)
		}
	}
}
