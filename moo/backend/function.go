package backend

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/moo/source"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// function emits one function.
//
// Every variable has a slot: an address where its value lies. For local
// variables that is memory of the function's own, which the optimiser turns
// into registers; for inout parameters the caller's place; for what is borrowed
// the place where the value happens to be.
type function struct {
	*emitter
	*irb.Func
	source *syntax.Func
	slots  map[*syntax.Var]llvm.Value
	result llvm.Value // where the result goes, if it goes by address
	temps  [][]irb.Var
	loops  []loopBlocks
}

type loopBlocks struct{ onBreak, onContinue llvm.BasicBlock }

func (f *function) emit() {
	if f.debug != nil {
		f.debug.enter(f)
	}
	f.position(f.source.Pos)
	next := 0
	param := func() llvm.Value {
		next++
		return f.Param(next - 1)
	}
	if f.register(f.source.ResultType) == f.m.Ptr {
		f.Address(next, f.irbType(f.source.ResultType), irb.Result)
		f.result = param()
	}
	for i, p := range f.source.Params {
		v := param()
		v.SetName(p.Name)
		if v.Type() != f.m.Ptr {
			slot := f.named(p.Var, i+1)
			f.storeScalar(slot, v, p.Var.Type)
			continue
		}
		f.Address(next-1, f.irbType(p.Var.Type), f.passing(p))
		f.slots[p.Var] = v
		f.describe(p.Var, v, i+1)
	}
	f.drop(f.facts.Entry[f.source.Body])
	f.block(f.source.Body)
	if !f.ended() {
		if f.source.ResultType == types.TVoid {
			f.B.CreateRetVoid()
		} else {
			f.B.CreateUnreachable() // the checker has seen that no path ends here
		}
	}
	f.B.Dispose()
}

// passing says how a parameter that comes by address is passed.
func (f *function) passing(p *syntax.Param) irb.Passing {
	switch {
	case p.Inout:
		return irb.Exclusive
	case f.facts.Owned[p.Var]:
		return irb.Owned
	}
	return irb.Borrowed
}

// position sets the line of the instructions to come.
func (f *function) position(at source.Pos) {
	if f.debug != nil {
		f.debug.position(f, at)
	}
}

// variable gives v a slot of this function's own.
func (f *function) variable(v *syntax.Var) irb.Var { return f.named(v, 0) }

// named is variable for a parameter, with its number.
func (f *function) named(v *syntax.Var, argument int) irb.Var {
	slot := f.VarAt(f.irbType(v.Type), f.Alloca(f.irbType(v.Type).LLVM(f.m), v.Name))
	f.slots[v] = slot.At
	f.describe(v, slot.At, argument)
	return slot
}

// alias makes the place of v the one where its value happens to be.
func (f *function) alias(v *syntax.Var, at llvm.Value) {
	f.slots[v] = at
	if f.debug != nil { // the address must outlive its register
		slot := f.Alloca(f.m.Ptr, "")
		f.B.CreateStore(at, slot)
		f.debug.variable(f, v, slot, 0, true)
	}
}

// describe tells debuggers where v lies.
func (f *function) describe(v *syntax.Var, at llvm.Value, argument int) {
	if f.debug != nil {
		f.debug.variable(f, v, at, argument, false)
	}
}

// slot returns the place of v.
func (f *function) slot(v *syntax.Var) irb.Var {
	return f.VarAt(f.irbType(v.Type), f.slots[v])
}

// temporary returns memory for a value of type t.
func (f *function) temporary(t *types.Type) irb.Var {
	return f.VarAt(f.irbType(t), f.Alloca(f.irbType(t).LLVM(f.m), ""))
}

// withTemporaries runs code and then releases the values that only the
// expressions in it needed.
func (f *function) withTemporaries(code func()) {
	f.temps = append(f.temps, nil)
	code()
	last := len(f.temps) - 1
	held := f.temps[last]
	f.temps = f.temps[:last]
	if !f.ended() {
		for _, v := range held {
			v.Release()
		}
	}
}

// releaseLater has v released when the surrounding withTemporaries ends.
func (f *function) releaseLater(v irb.Var) {
	if v.T.Counted() {
		last := len(f.temps) - 1
		f.temps[last] = append(f.temps[last], v)
	}
}

// drop releases variables.
func (f *function) drop(vars []*syntax.Var) {
	for _, v := range vars {
		f.slot(v).Release()
	}
}

// copy stores a copy of the value at from: its bits, and a reference more to
// all that they refer to.
func (f *function) copy(from, to irb.Var) {
	to.Store(from.Load())
	to.Retain()
}

// newBlock makes a basic block, start continues in it.
func (f *function) newBlock(name string) llvm.BasicBlock {
	return f.m.Ctx.AddBasicBlock(f.Fn, name)
}

func (f *function) start(b llvm.BasicBlock) {
	if last := f.Fn.LastBasicBlock(); last != b {
		b.MoveAfter(last)
	}
	f.B.SetInsertPointAtEnd(b)
}

// jump goes to b, unless the code so far does not get here.
func (f *function) jump(b llvm.BasicBlock) {
	if !f.ended() {
		f.B.CreateBr(b)
	}
}

// ended reports whether the current block has its last instruction.
func (f *function) ended() bool {
	last := f.B.GetInsertBlock().LastInstruction()
	if last.IsNil() {
		return false
	}
	switch last.InstructionOpcode() {
	case llvm.Ret, llvm.Br, llvm.Unreachable:
		return true
	}
	return false
}

// unless ends the program through the failure fn when ok does not hold.
func (f *function) unless(ok llvm.Value, fn llvm.Value, args func() []llvm.Value) {
	good, bad := f.newBlock("good"), f.newBlock("bad")
	f.BranchUnlikely(ok, good, bad)
	f.start(bad)
	f.Call(fn, args()...)
	f.B.CreateUnreachable()
	f.start(good)
}

// storeScalar stores a register in memory; a bool becomes a byte.
func (f *function) storeScalar(to irb.Var, v llvm.Value, t *types.Type) {
	if t.Kind == types.Bool {
		v = f.B.CreateZExt(v, f.m.I8, "")
	}
	to.Store(v)
}

// loadScalar is the opposite.
func (f *function) loadScalar(from irb.Var, t *types.Type) llvm.Value {
	v := from.Load()
	if t.Kind == types.Bool {
		v = f.B.CreateTrunc(v, f.m.I1, "")
	}
	return v
}
