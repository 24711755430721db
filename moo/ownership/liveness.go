package ownership

import (
	"slices"

	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// liveness goes through a function backwards, against the order of evaluation,
// and keeps the set of live variables.
type liveness struct {
	*Facts
	fn    *syntax.Func
	live  set
	moved set // what the statement at hand moves
	exits set // live where the function returns: its inout parameters
	loops []targets
	maybe int // inside what is perhaps not evaluated: the right of && and ||
}

// targets holds what is live where break and continue go to.
type targets struct{ onBreak, onContinue set }

func (f *Facts) function(fn *syntax.Func) {
	l := &liveness{Facts: f, fn: fn, exits: newSet(len(fn.Vars))}
	for _, p := range fn.Params {
		if p.Inout {
			l.exits.add(p.Var.ID)
		}
	}
	start := l.block(fn.Body, l.exits)
	// Parameters come with a value. One that is not read before it is set, or
	// at all, is released at once.
	unread := newSet(len(fn.Vars))
	for _, p := range fn.Params {
		if l.owns(p.Var) && !start.has(p.Var.ID) {
			unread.add(p.Var.ID)
		}
	}
	f.Entry[fn.Body] = unread.vars(fn)
}

// owns reports whether v can hold a reference of its own.
func (l *liveness) owns(v *syntax.Var) bool {
	return v != nil && l.Owner(v) == v && v.Type.Managed()
}

// use makes the owner of v live.
func (l *liveness) use(v *syntax.Var) {
	if owner := l.Owner(v); l.owns(owner) {
		l.live.add(owner.ID)
	}
}

// block returns what is live before b, given what is live after it.
func (l *liveness) block(b *syntax.Block, after set) set {
	for _, s := range slices.Backward(b.Stmts) {
		after = l.stmt(s, after)
	}
	return after
}

// drops lists what was live at some time before, is not live in next and was
// not moved.
func (l *liveness) drops(before, next set) []*syntax.Var {
	return before.minus(next).minus(l.moved).vars(l.fn)
}

func (l *liveness) stmt(s syntax.Stmt, after set) set {
	l.live, l.moved = after.clone(), newSet(len(l.fn.Vars))
	switch s := s.(type) {
	case *syntax.VarStmt:
		l.live.remove(s.Var.ID)
		l.expr(s.Value, true)
		l.Drops[s] = l.dropsOf(s.Var, after)
	case *syntax.Assign:
		l.assign(s, after)
	case *syntax.ExprStmt:
		l.expr(s.X, false)
		l.Drops[s] = l.drops(l.live, after)
	case *syntax.Return:
		l.live = l.exits.clone()
		if s.X != nil {
			l.expr(s.X, true)
		}
		l.Drops[s] = l.drops(l.live, l.exits)
	case *syntax.Break:
		return l.loops[len(l.loops)-1].onBreak
	case *syntax.Continue:
		return l.loops[len(l.loops)-1].onContinue
	case *syntax.If:
		return l.ifStmt(s, after)
	case *syntax.While:
		return l.while(s, after)
	case *syntax.For:
		return l.forStmt(s, after)
	}
	return l.live
}

// dropsOf is drops after a statement that sets v.
func (l *liveness) dropsOf(v *syntax.Var, after set) []*syntax.Var {
	before := l.live.clone()
	before.remove(v.ID)
	list := l.drops(before, after)
	if l.owns(v) && !after.has(v.ID) {
		list = append(list, v)
	}
	return list
}

func (l *liveness) assign(s *syntax.Assign, after set) {
	if id, whole := s.Place.(*syntax.Ident); whole && s.Op == "" {
		l.live.remove(id.Var.ID)
		l.expr(s.Value, true)
		l.Old[s] = l.live.has(id.Var.ID) && !l.moved.has(id.Var.ID)
		l.Drops[s] = l.dropsOf(id.Var, after)
		return
	}
	l.use(syntax.RootVar(s.Place))
	l.expr(s.Value, true)
	l.indices(s.Place)
	l.Drops[s] = l.drops(l.live, after)
}

func (l *liveness) ifStmt(s *syntax.If, after set) set {
	then := l.block(s.Then, after)
	els := after
	if s.Else != nil {
		els = l.block(s.Else, after)
	}
	before, either := l.condition(s.Cond, then.union(els))
	l.Entry[s.Then] = l.drops(either, then)
	if s.Else != nil {
		l.Entry[s.Else] = l.drops(either, els)
	} else {
		l.Exit[s] = l.drops(either, els)
	}
	return before
}

// condition returns what is live before cond, and all that is live before or
// after it.
func (l *liveness) condition(cond syntax.Expr, after set) (before, either set) {
	l.live, l.moved = after.clone(), newSet(len(l.fn.Vars))
	l.expr(cond, false)
	return l.live, l.live.union(after)
}

// while goes round until what is live at the head no longer grows.
func (l *liveness) while(s *syntax.While, after set) set {
	head := after
	for {
		body := l.body(s.Body, targets{after, head})
		before, either := l.condition(s.Cond, body.union(after))
		l.Entry[s.Body] = l.drops(either, body)
		l.Exit[s] = l.drops(either, after)
		grown := head.union(before)
		if grown.equal(head) {
			return before
		}
		head = grown
	}
}

func (l *liveness) body(b *syntax.Block, t targets) set {
	l.loops = append(l.loops, t)
	defer func() { l.loops = l.loops[:len(l.loops)-1] }()
	return l.block(b, t.onContinue)
}

func (l *liveness) forStmt(s *syntax.For, after set) set {
	loop := l.Loops[s]
	head := after.clone()
	if s.X != nil { // the loop looks at its collection in every round
		l.live = head
		l.use(s.Vars[0])
		if loop.Own != nil {
			l.use(loop.Own)
		}
	}
	for {
		body := l.body(s.Body, targets{after, head})
		l.moved = newSet(len(l.fn.Vars))
		l.Entry[s.Body] = l.drops(head, body)
		l.Exit[s] = l.drops(head, after)
		grown := head.union(body)
		if grown.equal(head) {
			break
		}
		head = grown
	}
	l.live, l.moved = head.clone(), newSet(len(l.fn.Vars))
	if s.X == nil {
		l.expr(s.High, false)
		l.expr(s.Low, false)
	} else {
		if loop.Own != nil {
			l.live.remove(loop.Own.ID)
		}
		l.expr(s.X, loop.Own != nil)
	}
	loop.Before = l.drops(l.live, head)
	l.Loops[s] = loop
	return l.live
}

// expr goes through e backwards. consumed says that its value is kept by
// whoever asked: stored, returned, or handed to an operation that takes it over.
func (l *liveness) expr(e syntax.Expr, consumed bool) {
	switch e := e.(type) {
	case *syntax.Ident:
		l.ident(e, consumed)
	case *syntax.Binary:
		switch {
		case e.Op == "&&" || e.Op == "||":
			skipped := l.live.clone()
			l.maybe++
			l.expr(e.Y, false)
			l.maybe--
			l.live = l.live.union(skipped)
			l.expr(e.X, false)
		default:
			takes := ConsumesOperands(e.Op)
			l.expr(e.Y, takes)
			l.expr(e.X, takes)
		}
	case *syntax.ListLit, *syntax.SetLit, *syntax.MapLit, *syntax.TupleLit, *syntax.StructLit:
		l.children(e, true)
	case *syntax.Call:
		l.call(e)
	case *syntax.Method:
		l.method(e)
	default:
		l.children(e, false)
	}
}

func (l *liveness) children(e syntax.Expr, consumed bool) {
	var parts []syntax.Expr
	syntax.Children(e, func(x syntax.Expr) { parts = append(parts, x) })
	for _, x := range slices.Backward(parts) {
		l.expr(x, consumed)
	}
}

func (l *liveness) ident(e *syntax.Ident, consumed bool) {
	move := consumed && l.maybe == 0 && l.owns(e.Var) && !l.live.has(e.Var.ID)
	l.Move[e] = move
	if move {
		l.moved.add(e.Var.ID)
	}
	l.use(e.Var)
}

// indices goes through the indices of a place. Keys of maps are taken over.
func (l *liveness) indices(place syntax.Expr) {
	switch e := place.(type) {
	case *syntax.Field:
		l.indices(e.X)
	case *syntax.Index:
		l.expr(e.I, e.X.Type().Kind == types.Map)
		l.indices(e.X)
	}
}

func (l *liveness) call(e *syntax.Call) {
	if e.Lit != nil {
		l.expr(e.Lit, true)
		return
	}
	for _, a := range e.Args {
		if a.Inout {
			l.use(syntax.RootVar(a.X))
		}
	}
	for i, a := range slices.Backward(e.Args) {
		if a.Inout {
			l.indices(a.X)
		} else {
			l.expr(a.X, e.Func != nil && l.Owned[e.Func.Params[i].Var])
		}
	}
}

func (l *liveness) method(e *syntax.Method) {
	if e.Spec.Mutates {
		l.use(syntax.RootVar(e.X))
	}
	if e.Cmp == nil {
		for i, a := range slices.Backward(e.Args) {
			l.expr(a, ConsumesArgument(e.Spec.Op, i))
		}
	}
	if e.Spec.Mutates {
		l.indices(e.X)
	} else {
		l.expr(e.X, ConsumesReceiver(e.Spec.Op))
	}
}

// ConsumesOperands reports whether the operator takes its operands over: the
// concatenation of lists and strings does. (Of numbers nobody asks.)
func ConsumesOperands(op string) bool { return op == "+" }

// ConsumesReceiver reports whether a method that does not mutate takes its
// receiver over: a fresh set or text is made out of the old one, in place if it can be.
func ConsumesReceiver(op string) bool {
	switch op {
	case "set.union", "set.intersection", "set.difference", "set.symmetric_difference", "str.lower", "str.upper":
		return true
	}
	return false
}

// ConsumesArgument reports whether a method takes its i-th argument over.
func ConsumesArgument(op string, i int) bool {
	switch op {
	case "list.push", "set.insert":
		return i == 0
	case "list.insert", "map.update", "map.get":
		return i == 1
	case "map.insert":
		return true
	}
	return false
}
