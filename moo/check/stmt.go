package check

import (
	"libori.org/rt/moo/source"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

func (c *checker) body(f *syntax.Func) {
	c.fn, c.loops = f, 0
	c.scopes = []map[string]*syntax.Var{{}}
	for _, p := range f.Params {
		if c.scopes[0][p.Name] != nil {
			c.fail(p.Pos, "%s is declared twice", p.Name)
		}
		c.scopes[0][p.Name] = p.Var
	}
	c.block(f.Body)
	if f.ResultType != types.TVoid && !leaves(f.Body) {
		c.fail(f.Body.End, "%s can end without returning its %s", f.Name, f.ResultType)
	}
}

// declare makes a variable in the innermost scope.
func (c *checker) declare(name string, at source.Pos, t *types.Type, kind syntax.VarKind) *syntax.Var {
	scope := c.scopes[len(c.scopes)-1]
	if scope[name] != nil {
		c.fail(at, "%s is declared twice", name)
	}
	v := &syntax.Var{Name: name, Pos: at, Type: t, Kind: kind, ID: len(c.fn.Vars)}
	c.fn.Vars = append(c.fn.Vars, v)
	scope[name] = v
	return v
}

func (c *checker) lookup(name string) *syntax.Var {
	for i := len(c.scopes) - 1; i >= 0; i-- {
		if v := c.scopes[i][name]; v != nil {
			return v
		}
	}
	return c.consts[name]
}

func (c *checker) block(b *syntax.Block) {
	c.scopes = append(c.scopes, map[string]*syntax.Var{})
	for i, s := range b.Stmts {
		if i > 0 && stmtLeaves(b.Stmts[i-1]) {
			c.fail(s.Pos(), "this statement is never reached")
		}
		c.stmt(s)
	}
	c.scopes = c.scopes[:len(c.scopes)-1]
}

func (c *checker) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.VarStmt:
		var want *types.Type
		if s.Declared != nil {
			want = c.resolve(s.Declared)
		}
		kind := syntax.Let
		if s.Mutable {
			kind = syntax.Mut
		}
		t := c.initial(s.Value, want)
		s.Var = c.declare(s.Name, s.At, t, kind)
	case *syntax.Assign:
		c.assign(s)
	case *syntax.ExprStmt:
		c.exprStmt(s)
	case *syntax.If:
		c.value(s.Cond, types.TBool)
		c.block(s.Then)
		if s.Else != nil {
			c.block(s.Else)
		}
	case *syntax.While:
		c.value(s.Cond, types.TBool)
		c.loops++
		c.block(s.Body)
		c.loops--
	case *syntax.For:
		c.forStmt(s)
	case *syntax.Break:
		c.inLoop(s.At, "break")
	case *syntax.Continue:
		c.inLoop(s.At, "continue")
	case *syntax.Return:
		c.returnStmt(s)
	}
}

// initial checks the value that a declaration starts with.
func (c *checker) initial(value syntax.Expr, want *types.Type) *types.Type {
	if want != nil {
		c.value(value, want)
		return want
	}
	t := c.expr(value, nil)
	if t == types.TVoid {
		c.fail(value.Pos(), "this call has no result")
		return types.TInvalid
	}
	return t
}

func (c *checker) assign(s *syntax.Assign) {
	t := c.expr(s.Place, nil)
	c.place(s.Place, "what is assigned to")
	if s.Op == "" {
		c.value(s.Value, t)
		return
	}
	c.operands(s.At, s.Op, t, c.expr(s.Value, t))
}

func (c *checker) exprStmt(s *syntax.ExprStmt) {
	t := c.expr(s.X, nil)
	switch x := s.X.(type) {
	case *syntax.Method:
		x.Used = false
		if x.Spec != nil && !x.Spec.Mutates {
			c.fail(x.At, "the result of %s is not used, and it changes nothing", x.Name)
		}
	case *syntax.Call:
		if x.Lit != nil {
			c.fail(x.At, "this value is not used")
		} else if x.Func == nil && t.Kind != types.Invalid && t != types.TVoid {
			c.fail(x.At, "the result of %s is not used", x.Name)
		}
	}
}

func (c *checker) forStmt(s *syntax.For) {
	var first, second *types.Type
	if s.X == nil {
		c.value(s.Low, types.TInt)
		c.value(s.High, types.TInt)
		first = types.TInt
	} else {
		switch t := c.expr(s.X, nil); t.Kind {
		case types.List:
			first = t.Elem
			if len(s.Names) == 2 {
				first, second = types.TInt, t.Elem
			}
		case types.Map:
			first, second = t.Key, t.Elem
		case types.Set:
			first = t.Elem
		case types.Str:
			first = types.TInt
			if len(s.Names) == 2 {
				second = types.TInt
			}
		case types.Invalid:
			first, second = t, t
		default:
			c.fail(s.X.Pos(), "for goes over a list, map, set, str or range, not over %s", t)
			first, second = types.TInvalid, types.TInvalid
		}
	}
	c.scopes = append(c.scopes, map[string]*syntax.Var{})
	s.Vars = append(s.Vars, c.declare(s.Names[0], s.NamesAt[0], first, syntax.Loop))
	if len(s.Names) == 2 {
		if second == nil {
			c.fail(s.NamesAt[1], "going over a %s gives one variable", s.X.Type())
			second = types.TInvalid
		}
		s.Vars = append(s.Vars, c.declare(s.Names[1], s.NamesAt[1], second, syntax.Loop))
	}
	c.loops++
	c.block(s.Body)
	c.loops--
	c.scopes = c.scopes[:len(c.scopes)-1]
}

func (c *checker) inLoop(at source.Pos, what string) {
	if c.loops == 0 {
		c.fail(at, "%s outside a loop", what)
	}
}

func (c *checker) returnStmt(s *syntax.Return) {
	switch {
	case s.X == nil && c.fn.ResultType != types.TVoid:
		c.fail(s.At, "%s returns a %s", c.fn.Name, c.fn.ResultType)
	case s.X != nil && c.fn.ResultType == types.TVoid:
		c.expr(s.X, nil)
		c.fail(s.X.Pos(), "%s has no result", c.fn.Name)
	case s.X != nil:
		c.value(s.X, c.fn.ResultType)
	}
}

// leaves reports whether the end of b is never reached.
func leaves(b *syntax.Block) bool {
	return len(b.Stmts) > 0 && stmtLeaves(b.Stmts[len(b.Stmts)-1])
}

func stmtLeaves(s syntax.Stmt) bool {
	switch s := s.(type) {
	case *syntax.Return, *syntax.Break, *syntax.Continue:
		return true
	case *syntax.If:
		return s.Else != nil && leaves(s.Then) && leaves(s.Else)
	case *syntax.While:
		lit, ok := s.Cond.(*syntax.BoolLit)
		return ok && lit.Value && !hasBreak(s.Body)
	case *syntax.ExprStmt:
		call, ok := s.X.(*syntax.Call)
		return ok && call.Name == "fail" && call.Func == nil
	}
	return false
}

// hasBreak reports whether b breaks out of the loop whose body it is.
func hasBreak(b *syntax.Block) bool {
	for _, s := range b.Stmts {
		switch s := s.(type) {
		case *syntax.Break:
			return true
		case *syntax.If:
			if hasBreak(s.Then) || s.Else != nil && hasBreak(s.Else) {
				return true
			}
		}
	}
	return false
}
