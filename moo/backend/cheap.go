package backend

import (
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// cheap reports whether evaluating e costs a few instructions, cannot fail and
// changes nothing, so that it may be evaluated where its value is not needed. It
// consists of at most budget parts.
func cheap(e syntax.Expr, budget int) bool { return parts(e, budget) <= budget }

// parts counts the parts of a cheap expression; others have more than budget.
func parts(e syntax.Expr, budget int) int {
	switch e := e.(type) {
	case *syntax.IntLit, *syntax.FloatLit, *syntax.BoolLit:
		return 0
	case *syntax.Ident:
		if e.T.Scalar() {
			return 1
		}
	case *syntax.Field:
		if e.T.Scalar() && inPlace(e.X) {
			return 1
		}
	case *syntax.Unary:
		return 1 + parts(e.X, budget)
	case *syntax.Binary:
		if e.X.Type().Scalar() && e.Op != "/" && e.Op != "%" {
			return 1 + parts(e.X, budget) + parts(e.Y, budget)
		}
	}
	return budget + 1
}

// inPlace reports whether e is a variable or fields of one, whose place is known
// without a load.
func inPlace(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Ident:
		return e.Var.Kind != syntax.Const && !e.T.Present().Boxed
	case *syntax.Field:
		return e.T.Kind != types.Invalid && !e.T.Present().Boxed && inPlace(e.X)
	}
	return false
}
