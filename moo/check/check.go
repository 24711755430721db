// Package check finds out what a parsed program means: the type of every
// expression, the variable behind every name, and everything that is wrong.
package check

import (
	"fmt"

	"libori.org/rt/moo/source"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// Info is what a checked program has beyond its tree.
type Info struct {
	Universe *types.Universe
	Main     *syntax.Func
	// ObservesMemory: the program asks for addresses or counts, so its output
	// tells more than its values.
	ObservesMemory bool
}

type checker struct {
	program  *syntax.Program
	universe *types.Universe
	info     *Info
	structs  map[string]*types.Type
	consts   map[string]*syntax.Var
	funcs    map[string]*syntax.Func
	errors   source.Errors

	fn     *syntax.Func // the function at hand
	scopes []map[string]*syntax.Var
	loops  int // how many loops we are inside of
}

// Check checks program and completes its tree.
func Check(program *syntax.Program) (*Info, error) {
	c := &checker{
		program:  program,
		universe: types.NewUniverse(),
		structs:  map[string]*types.Type{},
		consts:   map[string]*syntax.Var{},
		funcs:    map[string]*syntax.Func{},
	}
	c.info = &Info{Universe: c.universe}
	c.declareStructs()
	if len(c.errors) > 0 {
		return nil, c.errors.Err() // types may have no end: nothing below could cope
	}
	c.declareFuncs()
	c.declareConsts()
	for _, f := range program.Funcs {
		c.body(f)
	}
	c.main()
	return c.info, c.errors.Err()
}

func (c *checker) fail(at source.Pos, format string, args ...any) {
	c.errors = append(c.errors, source.Diagnostic{File: c.program.File, Pos: at, Message: fmt.Sprintf(format, args...)})
}

// taken complains when a top-level name is used twice.
func (c *checker) taken(name string, at source.Pos) {
	_, isConst := c.consts[name]
	if c.structs[name] != nil || c.funcs[name] != nil || isConst {
		c.fail(at, "%s is declared twice", name)
	} else if builtins[name] != nil || basic[name] != nil {
		c.fail(at, "%s is built in", name)
	}
}

func (c *checker) declareStructs() {
	for _, d := range c.program.Structs {
		c.taken(d.Name, d.Pos)
		d.Type = c.universe.Struct(d.Name, d.Boxed)
		c.structs[d.Name] = d.Type
	}
	for _, d := range c.program.Structs {
		if len(d.Type.Fields) > 0 {
			continue // declared twice
		}
		for _, f := range d.Fields {
			if d.Type.Field(f.Name) >= 0 {
				c.fail(f.Pos, "%s has two fields %s", d.Name, f.Name)
			}
			d.Type.Fields = append(d.Type.Fields, types.Field{Name: f.Name, Type: c.resolve(f.Type)})
		}
		if len(d.Fields) == 0 {
			c.fail(d.Pos, "a struct has at least one field")
		}
	}
	for _, d := range c.program.Structs {
		if c.endless(d.Type, d.Type, map[*types.Type]bool{}) {
			c.fail(d.Pos, "%s holds itself, which has no end; a list of it may be empty, a box absent", d.Name)
		}
	}
}

// endless reports whether t holds a value of target in itself.
func (c *checker) endless(t, target *types.Type, seen map[*types.Type]bool) bool {
	for _, f := range t.Fields {
		if f.Type == target {
			return true
		}
		if !seen[f.Type] {
			seen[f.Type] = true
			if c.endless(f.Type, target, seen) {
				return true
			}
		}
	}
	return false
}

func (c *checker) declareFuncs() {
	for _, f := range c.program.Funcs {
		c.taken(f.Name, f.Pos)
		c.funcs[f.Name] = f
		for _, p := range f.Params {
			kind := syntax.Value
			if p.Inout {
				kind = syntax.Inout
			}
			p.Var = &syntax.Var{Name: p.Name, Pos: p.Pos, Type: c.resolve(p.Type), Kind: kind, ID: len(f.Vars)}
			f.Vars = append(f.Vars, p.Var)
		}
		f.ResultType = types.TVoid
		if f.Result != nil {
			f.ResultType = c.resolve(f.Result)
		}
	}
}

func (c *checker) declareConsts() {
	for _, d := range c.program.Consts {
		c.taken(d.Name, d.Pos)
		var want *types.Type
		if d.Declared != nil {
			want = c.resolve(d.Declared)
		}
		t := c.initial(d.Value, want)
		if t.Kind != types.Invalid && !Constant(d.Value) {
			c.fail(d.Value.Pos(), "a constant is made of literals and constants")
		}
		c.consts[d.Name] = &syntax.Var{Name: d.Name, Pos: d.Pos, Type: t, Kind: syntax.Const, ID: -1, Value: d.Value}
	}
}

// Constant reports whether e is made of literals and constants alone.
func Constant(e syntax.Expr) bool {
	all := func(parts []syntax.Expr) bool {
		for _, p := range parts {
			if !Constant(p) {
				return false
			}
		}
		return true
	}
	switch e := e.(type) {
	case *syntax.IntLit, *syntax.FloatLit, *syntax.BoolLit, *syntax.StrLit:
		return true
	case *syntax.Unary:
		return e.Op == "-" && Constant(e.X)
	case *syntax.Ident:
		return e.Var != nil && e.Var.Kind == syntax.Const
	case *syntax.ListLit:
		return all(e.Elems)
	case *syntax.SetLit:
		return all(e.Elems)
	case *syntax.TupleLit:
		return all(e.Elems)
	case *syntax.StructLit:
		return all(e.Fields)
	case *syntax.MapLit:
		return all(e.Keys) && all(e.Values)
	case *syntax.Call:
		return e.Lit != nil && Constant(e.Lit)
	}
	return false
}

func (c *checker) main() {
	f := c.funcs["main"]
	if f == nil {
		c.fail(0, "the program has no function main")
		return
	}
	fits := len(f.Params) == 0 ||
		len(f.Params) == 1 && !f.Params[0].Inout && f.Params[0].Var.Type == c.universe.List(types.TStr)
	if !fits || f.Result != nil {
		c.fail(f.Pos, "main is declared as fn main() or fn main(args: [str])")
	}
	c.info.Main = f
}

var basic = map[string]*types.Type{
	"int": types.TInt, "float": types.TFloat, "bool": types.TBool, "str": types.TStr,
}

// resolve gives the type that e names.
func (c *checker) resolve(e *syntax.TypeExpr) *types.Type {
	if e.Kind == types.Struct {
		if t := basic[e.Name]; t != nil {
			return t
		}
		if t := c.structs[e.Name]; t != nil {
			return t
		}
		c.fail(e.Pos, "there is no type %s", e.Name)
		return types.TInvalid
	}
	parts := make([]*types.Type, len(e.Parts))
	for i, p := range e.Parts {
		parts[i] = c.resolve(p)
		if parts[i].Kind == types.Invalid {
			return types.TInvalid
		}
	}
	switch e.Kind {
	case types.Option:
		if !parts[0].Boxed {
			c.fail(e.Pos, "only a box struct can be absent, not a %s", parts[0])
			return types.TInvalid
		}
		return c.universe.Option(parts[0])
	case types.List:
		return c.universe.List(parts[0])
	case types.Map:
		c.hashable(parts[0], e.Parts[0].Pos, "a map key")
		return c.universe.Map(parts[0], parts[1])
	case types.Set:
		c.hashable(parts[0], e.Parts[0].Pos, "a set element")
		return c.universe.Set(parts[0])
	}
	return c.universe.Tuple(parts)
}

func (c *checker) hashable(t *types.Type, at source.Pos, what string) {
	if !t.Hashable() {
		c.fail(at, "%s cannot be %s: a float may not be equal to itself", t, what)
	}
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
