package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

// emitter emits one program: irb.Func with the phrases that programs repeat.
type emitter struct{ *irb.Func }

// list makes a variable that holds a list of integers: plain or counted ones.
func (e emitter) list(name string, elem irb.Type, values ...int) irb.Var {
	v := e.Var(name, irb.List(elem))
	for _, x := range values {
		e.push(v, x)
	}
	return v
}

// push pushes an integer.
func (e emitter) push(v irb.Var, x int) { v.Do("ori_list_push_cow", irb.Args{"elem": e.slot(x)}) }

// slot returns the address of an integer.
func (e emitter) slot(x int) llvm.Value { return e.Slot(irb.Int, e.Int(int64(x))) }

// roomy makes a unique list with room for twice its elements, so that no
// operation needs to reallocate.
func (e emitter) roomy(name string, elem irb.Type, values ...int) irb.Var {
	v := e.list(name, elem, values...)
	v.Do("ori_list_unshare_cow", irb.Args{"min_cap": 2 * max(len(values), 1)})
	return v
}

// say prints a label and values, on one line.
func (e emitter) say(label string, values ...irb.Var) {
	e.Printf("%s", e.M.Text(label))
	for _, v := range values {
		e.Printf(" ")
		v.Print()
	}
	e.Printf("\n")
}

// sayInt prints a label and a number.
func (e emitter) sayInt(label string, n llvm.Value) {
	e.Printf("%s %ld\n", e.M.Text(label), e.B.CreateZExt(n, e.M.I64, ""))
}

// sayCounts prints a label and how often inc and dec of the counted types, all
// of them if none is named, ran since the last time.
func (e emitter) sayCounts(label string, types ...*countedInt) {
	e.Printf("%s:", e.M.Text(label))
	if types == nil {
		types = []*countedInt{counted}
	}
	for i, t := range types {
		if i > 0 {
			e.Printf(";")
		}
		e.Printf(" %s%ld inc, %ld dec", e.M.Text(t.label), e.take(t.incs()), e.take(t.decs()))
	}
	e.Printf("\n")
}

// startCounts forgets what was counted.
func (e emitter) startCounts(types ...*countedInt) {
	for _, t := range types {
		e.take(t.incs())
		e.take(t.decs())
	}
}

// choose returns the address of one of two texts.
func (e emitter) choose(cond llvm.Value, yes, no string) llvm.Value {
	return e.B.CreateSelect(cond, e.M.Text(yes), e.M.Text(no), "")
}

// same returns whether two addresses are equal.
func (e emitter) same(a, b llvm.Value) llvm.Value { return e.B.CreateICmp(llvm.IntEQ, a, b, "") }

// sayKept prints whether the buffer at data is still v's.
func (e emitter) sayKept(label string, v irb.Var, data llvm.Value) {
	e.Printf("%s: %s\n", e.M.Text(label), e.choose(e.same(v.Data(), data), "same buffer", "another buffer"))
}

// release releases variables.
func (e emitter) release(vars ...irb.Var) {
	for _, v := range vars {
		v.Release()
	}
}

// countedInt is an integer that pretends to hold a reference: retaining and
// releasing one is counted.
type countedInt struct {
	irb.Type
	name  string
	label string // what precedes the numbers
}

var (
	counted    = &countedInt{irb.Int, "counted", ""}
	countedKey = &countedInt{irb.Int, "counted key", "keys "}
	countedVal = &countedInt{irb.Int, "counted value", "values "}
)

func (t *countedInt) Name() string  { return t.name }
func (t *countedInt) Counted() bool { return true }
func (t *countedInt) incs() string  { return "incs of " + t.name }
func (t *countedInt) decs() string  { return "decs of " + t.name }

func (t *countedInt) Retain(f *irb.Func, at llvm.Value)  { emitter{f}.tick(t.incs()) }
func (t *countedInt) Release(f *irb.Func, at llvm.Value) { emitter{f}.tick(t.decs()) }

// tick adds one to a counter.
func (e emitter) tick(name string) {
	at := e.counter(name)
	e.B.CreateStore(e.B.CreateAdd(e.B.CreateLoad(e.M.I64, at, ""), e.Int(1), ""), at)
}

// take returns a counter and sets it to 0.
func (e emitter) take(name string) llvm.Value {
	at := e.counter(name)
	n := e.B.CreateLoad(e.M.I64, at, "")
	e.B.CreateStore(e.Int(0), at)
	return n
}

func (e emitter) counter(name string) llvm.Value { return e.global(name, e.M.I64) }

// global returns the address of a global variable, which starts as zero.
func (e emitter) global(name string, t llvm.Type) llvm.Value {
	at := e.M.LLVM.NamedGlobal(name)
	if at.IsNil() {
		at = llvm.AddGlobal(e.M.LLVM, t, name)
		at.SetInitializer(llvm.ConstNull(t))
		at.SetLinkage(llvm.InternalLinkage)
	}
	return at
}
