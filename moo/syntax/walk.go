package syntax

// Children calls visit for the direct parts of e, in the order in which they
// are evaluated.
func Children(e Expr, visit func(Expr)) {
	all := func(list []Expr) {
		for _, x := range list {
			visit(x)
		}
	}
	switch e := e.(type) {
	case *Interp:
		all(e.Parts)
	case *ListLit:
		all(e.Elems)
	case *SetLit:
		all(e.Elems)
	case *TupleLit:
		all(e.Elems)
	case *StructLit:
		all(e.Fields)
	case *MapLit:
		for i := range e.Keys {
			visit(e.Keys[i])
			visit(e.Values[i])
		}
	case *Unary:
		visit(e.X)
	case *Binary:
		visit(e.X)
		visit(e.Y)
	case *Index:
		visit(e.X)
		visit(e.I)
	case *Slice:
		visit(e.X)
		if e.Low != nil {
			visit(e.Low)
		}
		if e.High != nil {
			visit(e.High)
		}
	case *Field:
		visit(e.X)
	case *Call:
		for _, a := range e.Args {
			visit(a.X)
		}
	case *Method:
		visit(e.X)
		if e.Cmp == nil {
			all(e.Args)
		}
	}
}

// Mutated calls visit for the root variable of every place that evaluating e
// changes: arguments by reference and receivers of mutating methods.
func Mutated(e Expr, visit func(*Var)) {
	switch e := e.(type) {
	case *Call:
		for _, a := range e.Args {
			if a.Inout {
				visit(RootVar(a.X))
			}
		}
	case *Method:
		if e.Spec.Mutates {
			visit(RootVar(e.X))
		}
	}
	Children(e, func(x Expr) { Mutated(x, visit) })
}

// Pure reports whether evaluating e changes no variable.
func Pure(e Expr) bool {
	pure := true
	Mutated(e, func(*Var) { pure = false })
	return pure
}

// RootVar returns the variable that the place e is a part of; nil when e is no
// place.
func RootVar(e Expr) *Var {
	switch e := e.(type) {
	case *Ident:
		return e.Var
	case *Field:
		return RootVar(e.X)
	case *Index:
		return RootVar(e.X)
	}
	return nil
}

// Exprs calls visit for the expressions that stand directly in s, not for those
// in its blocks.
func Exprs(s Stmt, visit func(Expr)) {
	switch s := s.(type) {
	case *VarStmt:
		visit(s.Value)
	case *Assign:
		visit(s.Place)
		visit(s.Value)
	case *ExprStmt:
		visit(s.X)
	case *If:
		visit(s.Cond)
	case *While:
		visit(s.Cond)
	case *For:
		if s.X != nil {
			visit(s.X)
		} else {
			visit(s.Low)
			visit(s.High)
		}
	case *Return:
		if s.X != nil {
			visit(s.X)
		}
	}
}
