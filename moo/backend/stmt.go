package backend

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

func (f *function) block(b *syntax.Block) {
	for _, s := range b.Stmts {
		f.stmt(s)
	}
}

// stmt emits a statement. Behind it, what the statement read for the last time
// is released, and what it moved is not mentioned any more.
func (f *function) stmt(s syntax.Stmt) {
	f.position(s.Pos())
	switch s := s.(type) {
	case *syntax.VarStmt:
		slot := f.variable(s.Var)
		f.withTemporaries(func() { f.into(s.Value, slot) })
	case *syntax.Assign:
		f.withTemporaries(func() { f.assign(s) })
	case *syntax.ExprStmt:
		f.withTemporaries(func() { f.discard(s.X) })
	case *syntax.If:
		f.ifStmt(s)
	case *syntax.While:
		f.while(s)
	case *syntax.For:
		if s.X == nil {
			f.forRange(s)
		} else {
			f.forEach(s)
		}
	case *syntax.Break:
		f.drop(f.facts.Drops[s])
		f.jump(f.loops[len(f.loops)-1].onBreak)
	case *syntax.Continue:
		f.drop(f.facts.Drops[s])
		f.jump(f.loops[len(f.loops)-1].onContinue)
	case *syntax.Return:
		f.returnStmt(s)
		return
	}
	if !f.ended() {
		f.drop(f.facts.Drops[s])
		f.drop(f.facts.Ends[s])
	}
}

func (f *function) returnStmt(s *syntax.Return) {
	var value llvm.Value
	f.withTemporaries(func() {
		switch {
		case s.X == nil:
		case s.X.Type().Scalar():
			value = f.scalar(s.X)
		default:
			f.into(s.X, f.VarAt(f.irbType(s.X.Type()), f.result))
		}
	})
	f.drop(f.facts.Drops[s])
	if value.IsNil() {
		f.B.CreateRetVoid()
	} else {
		f.B.CreateRet(value)
	}
}

// condition evaluates e and branches; its temporaries do not outlive it.
func (f *function) condition(e syntax.Expr, yes, no llvm.BasicBlock) {
	var cond llvm.Value
	f.withTemporaries(func() { cond = f.scalar(e) })
	f.B.CreateCondBr(cond, yes, no)
}

func (f *function) ifStmt(s *syntax.If) {
	then, els, done := f.newBlock("then"), f.newBlock("else"), f.newBlock("done")
	f.condition(s.Cond, then, els)
	f.start(then)
	f.drop(f.facts.Entry[s.Then])
	f.block(s.Then)
	f.jump(done)
	f.start(els)
	if s.Else != nil {
		f.drop(f.facts.Entry[s.Else])
		f.block(s.Else)
	} else {
		f.drop(f.facts.Exit[s])
	}
	f.jump(done)
	f.start(done)
	f.unreached(done)
}

// unreached ends a block that nothing leads to.
func (f *function) unreached(b llvm.BasicBlock) {
	if b.AsValue().FirstUse().IsNil() {
		f.B.CreateUnreachable()
	}
}

// loop emits
//
//	head:      branch to body or exit
//	body:      drop what only the code behind the loop needed... ; the statements; next
//	exit:      drop what only the loop needed
//	done:
//
// with break going to done and continue to next.
func (f *function) loop(s syntax.Stmt, body *syntax.Block, head func(body, exit llvm.BasicBlock), enter, next func()) {
	test, inside, step := f.newBlock("test"), f.newBlock("loop"), f.newBlock("next")
	exit, done := f.newBlock("exit"), f.newBlock("done")
	f.jump(test)
	f.start(test)
	head(inside, exit)
	f.start(inside)
	enter()
	f.drop(f.facts.Entry[body])
	f.loops = append(f.loops, loopBlocks{done, step})
	f.block(body)
	f.loops = f.loops[:len(f.loops)-1]
	f.jump(step)
	f.start(step)
	next()
	f.jump(test)
	f.start(exit)
	f.drop(f.facts.Exit[s])
	f.jump(done)
	f.start(done)
}

func (f *function) while(s *syntax.While) {
	nothing := func() {}
	f.loop(s, s.Body, func(body, exit llvm.BasicBlock) { f.condition(s.Cond, body, exit) }, nothing, nothing)
}

func (f *function) forRange(s *syntax.For) {
	var low, high llvm.Value
	f.withTemporaries(func() { low, high = f.scalar(s.Low), f.scalar(s.High) })
	f.drop(f.facts.Loops[s].Before)
	f.counted(s, low, high, func(i llvm.Value) { f.variable(s.Vars[0]).Store(i) })
}

// counted runs the body for i from low to high-1.
func (f *function) counted(s *syntax.For, low, high llvm.Value, enter func(i llvm.Value)) {
	counter := f.temporary(types.TInt)
	counter.Store(low)
	var i llvm.Value
	f.loop(s, s.Body, func(body, exit llvm.BasicBlock) {
		i = counter.Load()
		f.B.CreateCondBr(f.B.CreateICmp(llvm.IntSLT, i, high, ""), body, exit)
	}, func() { enter(i) }, func() {
		counter.Store(f.B.CreateAdd(counter.Load(), f.Int(1), ""))
	})
}

// forEach goes over a collection. The loop variables are not copied: their
// slots are the elements' places. Either the collection is a variable that the
// body leaves alone, or the loop has a reference of its own, so that the body
// changes a copy.
func (f *function) forEach(s *syntax.For) {
	if m, ok := s.X.(*syntax.Method); ok && (m.Spec.Op == "str.words" || m.Spec.Op == "str.split") {
		f.forEachPart(s, m)
		return
	}
	t := s.X.Type()
	var of irb.Var
	f.withTemporaries(func() {
		if own := f.facts.Loops[s].Own; own != nil {
			of = f.variable(own)
			f.into(s.X, of)
		} else {
			of = f.borrow(s.X)
		}
	})
	f.drop(f.facts.Loops[s].Before)
	first := s.Vars[0]
	number := func(v *syntax.Var, i llvm.Value) { f.variable(v).Store(i) }
	elem := first
	if len(s.Vars) == 2 {
		elem = s.Vars[1]
	}
	if t.Kind == types.Str {
		data := f.Runtime("ori_str_data", of.At)
		f.counted(s, f.Int(0), f.Runtime("ori_str_len", of.At), func(i llvm.Value) {
			if elem != first {
				number(first, i)
			}
			number(elem, f.byteAt(data, i))
		})
		return
	}
	f.counted(s, f.Int(0), of.Len(), func(i llvm.Value) {
		switch {
		case t.Kind == types.Map:
			f.alias(first, of.Elem(i).At)
			if elem != first {
				f.alias(elem, of.Val(i).At)
			}
		default:
			if elem != first {
				number(first, i)
			}
			f.alias(elem, of.Elem(i).At)
		}
	})
}

// byteAt loads a byte as an int.
func (f *function) byteAt(data, i llvm.Value) llvm.Value {
	at := f.B.CreateInBoundsGEP(f.m.I8, data, []llvm.Value{i}, "")
	return f.B.CreateZExt(f.B.CreateLoad(f.m.I8, at, ""), f.m.I64, "")
}

// assign evaluates the indices of the place, then the value, and looks at the
// place last.
func (f *function) assign(s *syntax.Assign) {
	t := s.Place.Type()
	if id, whole := s.Place.(*syntax.Ident); whole && s.Op == "" {
		slot := f.slot(id.Var)
		if t.Scalar() {
			f.storeScalar(slot, f.scalar(s.Value), t)
			return
		}
		value := f.own(s.Value)
		if f.facts.Old[s] {
			slot.Release()
		}
		slot.Store(value.Load())
		return
	}
	p := f.place(s.Place)
	if s.Op == "" {
		f.store(p, f.own(s.Value))
		return
	}
	if t.Scalar() {
		y := f.scalar(s.Value)
		at := f.reach(p)
		f.storeScalar(at, f.arithmetic(s.Op, t, f.loadScalar(at, t), y, s.At), t)
		return
	}
	if lit, ok := s.Value.(*syntax.StrLit); ok { // a known text needs no string of its own
		at := f.reach(p)
		bytes, n := f.m.Text(lit.Value), f.Int(int64(len(lit.Value)))
		f.Runtime("ori_str_push_bytes_cow", at.At, bytes, n, at.At)
		return
	}
	if elems := pushed(s.Value); elems != nil {
		values := f.ownAll(elems)
		at := f.reach(p)
		f.pushAll(at, values, at)
		return
	}
	y := f.own(s.Value)
	at := f.reach(p)
	f.concat(t, at, y, at)
}
