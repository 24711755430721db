// Package ownership decides where references are taken, handed on and dropped.
//
// One rule holds at every point of a function:
//
//	a variable owns its value exactly while it is live,
//
// where live means that some path from here reads it before it is set again.
// From the rule follows everything that the backend emits:
//
//	the last read of a variable hands its reference on: a move, no count changes
//	any other read that keeps the value adds a reference
//	where a variable stops being live without a move, its reference is dropped
//
// So a mutation meets a count of 1 unless the program really reads the old
// value later. No flags and no clearing of moved-from variables are needed:
// what is live is known at compile time, on every path.
//
// Some variables own nothing: they borrow what somebody else keeps alive.
//
//	a parameter by value that the function only looks at (see Facts.Owned)
//	a loop variable: it is an element of what the loop goes over
//
// A read of a loop variable counts as a read of the loop's collection, which
// thereby stays live as long as its elements are looked at.
package ownership

import (
	"libori.org/rt/moo/syntax"
)

// Facts are what the backend needs to know about a program.
type Facts struct {
	// Owned holds the parameters by value whose reference is handed over to the
	// function. The others are borrowed: the caller keeps them alive.
	Owned map[*syntax.Var]bool
	// Move holds the reads that hand the variable's reference on.
	Move map[*syntax.Ident]bool
	// Drops holds the variables to release right after a statement.
	Drops map[syntax.Stmt][]*syntax.Var
	// Entry holds the variables to release on the edge into a block: they are
	// live before the branch but not in it.
	Entry map[*syntax.Block][]*syntax.Var
	// Exit holds those to release on the edge that skips the block: out of a
	// loop, or past an if without else.
	Exit map[syntax.Stmt][]*syntax.Var
	// Old holds the assignments to a variable whose old value is still there
	// and must be released.
	Old map[*syntax.Assign]bool
	// Loops tells how a loop holds its collection.
	Loops map[*syntax.For]Loop
	// Naive says that nothing was analysed: every read of a collection retains it,
	// and Ends holds the variables to release behind the last statement of a block.
	Naive bool
	Ends  map[syntax.Stmt][]*syntax.Var
	// owners maps the loop variables to what keeps their value alive.
	owners map[*syntax.Var]*syntax.Var
}

// Loop tells how a loop over a collection holds it.
type Loop struct {
	// Own is the hidden variable with the loop's own reference. It is nil when the
	// loop borrows: what it goes over is a variable, or part of one, that the
	// body does not change.
	Own *syntax.Var
	// Before holds the variables to release before the first round.
	Before []*syntax.Var
}

// Owner returns the variable that keeps the value of v alive: v itself, or what
// a loop variable's loop goes over; nil if nobody in this function has to.
func (f *Facts) Owner(v *syntax.Var) *syntax.Var {
	for v.Kind == syntax.Loop {
		owner, ok := f.owners[v]
		if !ok {
			return v // a number of a range
		}
		v = owner
	}
	if v.Kind == syntax.Const || v.Kind == syntax.Value && !f.Owned[v] {
		return nil
	}
	return v
}

// Analyse computes the facts of a checked program. It adds the hidden variables
// of loops to the functions.
func Analyse(program *syntax.Program) *Facts {
	facts := newFacts()
	for _, f := range program.Funcs {
		facts.holdLoops(f)
	}
	facts.inferOwned(program)
	for _, f := range program.Funcs {
		facts.function(f)
	}
	return facts
}

func newFacts() *Facts {
	return &Facts{
		Owned:  map[*syntax.Var]bool{},
		Move:   map[*syntax.Ident]bool{},
		Drops:  map[syntax.Stmt][]*syntax.Var{},
		Entry:  map[*syntax.Block][]*syntax.Var{},
		Exit:   map[syntax.Stmt][]*syntax.Var{},
		Old:    map[*syntax.Assign]bool{},
		Loops:  map[*syntax.For]Loop{},
		Ends:   map[syntax.Stmt][]*syntax.Var{},
		owners: map[*syntax.Var]*syntax.Var{},
	}
}

// inferOwned finds the parameters worth owning: those that the function itself
// would move on. Handing to an owning parameter is moving on, so this goes
// round until nothing changes; it only ever adds.
func (f *Facts) inferOwned(program *syntax.Program) {
	for changed := true; changed; {
		changed = false
		for _, fn := range program.Funcs {
			// As if all its parameters were owned: which ones are moved?
			tried := map[*syntax.Var]bool{}
			for _, p := range fn.Params {
				if !p.Inout && p.Var.Type.Managed() && !f.Owned[p.Var] {
					f.Owned[p.Var] = true
					tried[p.Var] = true
				}
			}
			f.function(fn)
			for id, moved := range f.Move {
				if moved && tried[id.Var] {
					delete(tried, id.Var)
					changed = true
				}
			}
			for v := range tried {
				delete(f.Owned, v)
			}
		}
	}
}

// holdLoops decides for every loop of fn whether it borrows its collection.
func (f *Facts) holdLoops(fn *syntax.Func) {
	eachStmt(fn.Body, func(s syntax.Stmt) {
		loop, ok := s.(*syntax.For)
		if !ok || loop.X == nil {
			return
		}
		root := syntax.RootVar(loop.X)
		variable := root != nil && root.Kind != syntax.Const // a constant may be made on the spot
		if variable && syntax.Pure(loop.X) && !changes(loop.Body, root) {
			for _, v := range loop.Vars {
				f.owners[v] = root
			}
			f.Loops[loop] = Loop{}
			return
		}
		own := hidden(fn, loop)
		for _, v := range loop.Vars {
			f.owners[v] = own
		}
		f.Loops[loop] = Loop{Own: own}
	})
}

// hidden adds the variable that holds what a loop goes over.
func hidden(fn *syntax.Func, loop *syntax.For) *syntax.Var {
	own := &syntax.Var{Name: "each", Pos: loop.At, Type: loop.X.Type(), Kind: syntax.Let, ID: len(fn.Vars)}
	fn.Vars = append(fn.Vars, own)
	return own
}

// eachStmt visits the statements of b and all that they contain.
func eachStmt(b *syntax.Block, visit func(syntax.Stmt)) {
	if b == nil {
		return
	}
	for _, s := range b.Stmts {
		visit(s)
		switch s := s.(type) {
		case *syntax.If:
			eachStmt(s.Then, visit)
			eachStmt(s.Else, visit)
		case *syntax.While:
			eachStmt(s.Body, visit)
		case *syntax.For:
			eachStmt(s.Body, visit)
		}
	}
}

// changes reports whether b assigns to v, or to a part of it, or has it changed.
func changes(b *syntax.Block, v *syntax.Var) bool {
	found := false
	seek := func(e syntax.Expr) {
		if e != nil {
			syntax.Mutated(e, func(u *syntax.Var) { found = found || u == v })
		}
	}
	eachStmt(b, func(s syntax.Stmt) {
		if a, ok := s.(*syntax.Assign); ok && syntax.RootVar(a.Place) == v {
			found = true
		}
		syntax.Exprs(s, seek)
	})
	return found
}
