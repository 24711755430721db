package backend

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// forEachPart goes over the words or parts of a text without a list of them all.
// The loop's own reference is a short list instead: the part at hand, the text,
// and the separator. Whichever way the loop ends, it is released like any other.
//
//	own    │ part │ text │ separator │
//
//	loop:  moo_next_word(own, &at): the next part moves into the first place
func (f *function) forEachPart(s *syntax.For, m *syntax.Method) {
	own := f.variable(f.facts.Loops[s].Own)
	next := "moo_next_word"
	f.withTemporaries(func() {
		values := f.ownAll(append([]syntax.Expr{m.X}, m.Args...))
		if len(m.Args) > 0 {
			next = "moo_next_part"
			f.position(m.At)
			check := f.m.Extern("moo_check_separator", f.m.Void, false, f.m.Ptr, f.m.Ptr)
			f.Call(check, f.at(m.At), values[1].At)
		}
		own.Store(llvm.ConstNull(f.m.Triple))
		empty := f.temporary(types.TStr)
		empty.Store(f.constText(""))
		f.pushAll(own, append([]irb.Var{empty}, values...), own)
	})
	f.drop(f.facts.Loops[s].Before)
	at, count := f.temporary(types.TInt), f.temporary(types.TInt)
	at.Store(f.Int(0))
	count.Store(f.Int(0))
	first, elem := s.Vars[0], s.Vars[len(s.Vars)-1]
	f.loop(s, s.Body, func(body, exit llvm.BasicBlock) {
		more := f.Call(f.m.Extern(next, f.m.I32, false, f.m.Ptr, f.m.Ptr), own.At, at.At)
		f.B.CreateCondBr(f.B.CreateIsNull(more, ""), exit, body)
	}, func() {
		if elem != first {
			f.variable(first).Store(count.Load())
		}
		f.alias(elem, own.Elem(f.Int(0)).At)
	}, func() { count.Store(f.B.CreateAdd(count.Load(), f.Int(1), "")) })
}
