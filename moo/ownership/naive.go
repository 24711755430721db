package ownership

import "libori.org/rt/moo/syntax"

// Naive returns the facts of a backend that analyses nothing: what
// docs/naive-code.md describes. Nothing moves, every variable keeps its value to the
// end of its block, functions borrow their parameters, and a loop holds its
// collection.
func Naive(program *syntax.Program) *Facts {
	facts := newFacts()
	facts.Naive = true
	for _, fn := range program.Funcs {
		n := naive{Facts: facts, fn: fn}
		n.block(fn.Body, nil)
	}
	return facts
}

// naive finds where scopes end.
type naive struct {
	*Facts
	fn    *syntax.Func
	scope []*syntax.Var // the variables that hold something, outer ones first
	loops []int         // how many there were in front of a loop's body
}

// block drops what it declares and then what comes with it: at its end, or where
// a jump leaves it.
func (n *naive) block(b *syntax.Block, with []*syntax.Var) {
	outer := len(n.scope)
	n.scope = append(n.scope, with...)
	for _, s := range b.Stmts {
		n.stmt(s)
	}
	if len(b.Stmts) > 0 && len(n.scope) > outer {
		last := b.Stmts[len(b.Stmts)-1]
		if !jumps(last) {
			n.Ends[last] = reversed(n.scope[outer:])
		}
	}
	n.scope = n.scope[:outer]
}

func (n *naive) declare(v *syntax.Var) {
	if v.Type.Managed() {
		n.scope = append(n.scope, v)
	}
}

func (n *naive) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.VarStmt:
		n.declare(s.Var)
	case *syntax.Assign:
		n.Old[s] = true
	case *syntax.Return:
		n.Drops[s] = reversed(n.scope)
	case *syntax.Break, *syntax.Continue:
		n.Drops[s] = reversed(n.scope[n.loops[len(n.loops)-1]:])
	case *syntax.If:
		n.block(s.Then, nil)
		if s.Else != nil {
			n.block(s.Else, nil)
		}
	case *syntax.While:
		n.loop(s.Body)
	case *syntax.For:
		if s.X == nil {
			n.loop(s.Body)
			return
		}
		own := hidden(n.fn, s)
		n.Loops[s] = Loop{Own: own}
		for _, v := range s.Vars {
			n.owners[v] = own
		}
		outer := len(n.scope)
		n.declare(own)
		n.loop(s.Body)
		n.scope = n.scope[:outer]
		if own.Type.Managed() { // behind the loop, however it was left
			n.Drops[s] = []*syntax.Var{own}
		}
	}
}

func (n *naive) loop(body *syntax.Block) {
	n.loops = append(n.loops, len(n.scope))
	n.block(body, nil)
	n.loops = n.loops[:len(n.loops)-1]
}

func jumps(s syntax.Stmt) bool {
	switch s.(type) {
	case *syntax.Return, *syntax.Break, *syntax.Continue:
		return true
	}
	return false
}

func reversed(vars []*syntax.Var) []*syntax.Var {
	list := make([]*syntax.Var, 0, len(vars))
	for i := len(vars) - 1; i >= 0; i-- {
		list = append(list, vars[i])
	}
	return list
}
