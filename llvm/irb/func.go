package irb

import (
	"tinygo.org/x/go-llvm"
)

// Func is a function under construction. B stands where the next instruction
// goes.
type Func struct {
	M  *Module
	Fn llvm.Value
	B  llvm.Builder

	stack llvm.BasicBlock // holds the stack slots, and at last a branch to the body
	body  llvm.BasicBlock
}

// Func starts a function. Return ends it.
func (m *Module) Func(name string, result llvm.Type, params ...llvm.Type) *Func {
	fn := llvm.AddFunction(m.LLVM, name, llvm.FunctionType(result, params, false))
	m.attribute(fn, "nounwind")
	m.unwindable(fn)
	f := &Func{M: m, Fn: fn, B: m.Ctx.NewBuilder()}
	f.stack = m.Ctx.AddBasicBlock(fn, "stack")
	f.body = m.Ctx.AddBasicBlock(fn, "body")
	f.B.SetInsertPointAtEnd(f.stack)
	f.B.CreateBr(f.body)
	f.B.SetInsertPointAtEnd(f.body)
	return f
}

func (m *Module) attribute(fn llvm.Value, name string) {
	fn.AddFunctionAttr(m.Ctx.CreateEnumAttribute(llvm.AttributeKindID(name), 0))
}

// unwindable has the function's frame described in .eh_frame, as the platform's ABI
// wants it of all functions, also of those that never throw: debuggers, profilers and
// the checking build find the callers by it.
func (m *Module) unwindable(fn llvm.Value) {
	const sync = 1 // at calls; 2: at every instruction
	fn.AddFunctionAttr(m.Ctx.CreateEnumAttribute(llvm.AttributeKindID("uwtable"), sync))
}

// Param returns the i-th parameter.
func (f *Func) Param(i int) llvm.Value { return f.Fn.Param(i) }

// Return emits a return; without a value, of void. Code may follow only in
// another branch.
func (f *Func) Return(result ...llvm.Value) {
	if len(result) == 0 {
		f.B.CreateRetVoid()
	} else {
		f.B.CreateRet(result[0])
	}
}

// End completes the function: Return, then no more code.
func (f *Func) End(result ...llvm.Value) {
	f.Return(result...)
	f.B.Dispose()
}

// Call calls a function.
func (f *Func) Call(fn llvm.Value, args ...llvm.Value) llvm.Value {
	return f.B.CreateCall(fn.GlobalValueType(), fn, args, "")
}

// Alloca returns a stack slot that lives as long as the call of the function,
// wherever it is asked for.
func (f *Func) Alloca(t llvm.Type, name string) llvm.Value {
	b := f.M.Ctx.NewBuilder() // of its own: f.B keeps its place and its source line
	defer b.Dispose()
	b.SetInsertPointBefore(f.stack.LastInstruction())
	slot := b.CreateAlloca(t, name)
	return slot
}

// Slot stores v in a stack slot of its own and returns the slot's address:
// elements, keys and values are passed by address.
func (f *Func) Slot(t Type, v llvm.Value) llvm.Value {
	slot := f.Alloca(t.LLVM(f.M), "")
	f.Store(t, v, slot)
	return slot
}

// If runs then where cond holds, otherwise els, which may be nil.
func (f *Func) If(cond llvm.Value, then, els func()) {
	yes, done := f.block("then"), f.block("done")
	no := done
	if els != nil {
		no = f.block("else")
	}
	f.B.CreateCondBr(cond, yes, no)
	f.into(yes, then, done)
	if els != nil {
		f.into(no, els, done)
	}
	f.at(done)
}

// While runs body as long as cond holds.
func (f *Func) While(cond func() llvm.Value, body func()) {
	test, loop, done := f.block("test"), f.block("loop"), f.block("done")
	f.B.CreateBr(test)
	f.at(test)
	f.B.CreateCondBr(cond(), loop, done)
	f.into(loop, body, test)
	f.at(done)
}

// Range runs body for i from 0 to n-1.
func (f *Func) Range(n llvm.Value, body func(i llvm.Value)) {
	counter := f.Alloca(f.M.I64, "i")
	f.B.CreateStore(f.M.Int(0), counter)
	load := func() llvm.Value { return f.B.CreateLoad(f.M.I64, counter, "") }
	f.While(func() llvm.Value { return f.B.CreateICmp(llvm.IntSLT, load(), n, "") }, func() {
		body(load())
		f.B.CreateStore(f.B.CreateAdd(load(), f.M.Int(1), ""), counter)
	})
}

// block makes a basic block for later.
func (f *Func) block(name string) llvm.BasicBlock { return f.M.Ctx.AddBasicBlock(f.Fn, name) }

// at continues in block b, behind all blocks made so far.
func (f *Func) at(b llvm.BasicBlock) {
	if last := f.Fn.LastBasicBlock(); last != b {
		b.MoveAfter(last)
	}
	f.B.SetInsertPointAtEnd(b)
}

// into emits code into block b and lets it go on to next, unless it returned.
func (f *Func) into(b llvm.BasicBlock, code func(), next llvm.BasicBlock) {
	f.at(b)
	code()
	if !ended(f.B.GetInsertBlock()) {
		f.B.CreateBr(next)
	}
}

// ended reports whether the block has its last instruction.
func ended(b llvm.BasicBlock) bool {
	last := b.LastInstruction()
	if last.IsNil() {
		return false
	}
	switch last.InstructionOpcode() {
	case llvm.Ret, llvm.Br, llvm.Switch, llvm.Unreachable:
		return true
	}
	return false
}
