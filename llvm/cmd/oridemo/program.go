package main

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

// The generated program, as its author would have written it in a language with
// value semantics:
//
//	numbers = []
//	while read n from standard input { numbers.push(n) }
//	kept = numbers                      both names, one buffer
//	numbers.sort()                      copies: kept must not change
//	largest = numbers[len-10:].reverse()
//	middle = numbers[len/2-2 : len/2+3] a view into numbers
//	print ...

const (
	readFunction = "read numbers"
	topCount     = 10
	middleCount  = 5
	firstCount   = 8
)

// emit returns the module of the program.
func emit() (*irb.Module, error) {
	m := irb.New("demo")
	read := emitRead(m)
	f := m.Func("main", m.I32)
	list := irb.List(irb.Int)

	numbers := f.Var("numbers", list)
	f.Call(read, numbers.At)
	f.Printf("read %ld numbers into one buffer of %ld slots\n", numbers.Len(), numbers.Cap())

	kept := numbers.Share("kept")
	sayState(f, "kept = numbers", numbers, kept)
	numbers.Do("ori_list_sort_cow", nil)
	sayState(f, "numbers.sort()", numbers, kept)

	slice := func(name string, start, end llvm.Value) irb.Var {
		v := f.Var(name, list)
		numbers.Into(v, "ori_list_slice", irb.Args{"start": start, "end": end})
		return v
	}
	plus := func(a llvm.Value, n int64) llvm.Value { return f.B.CreateAdd(a, f.Int(n), "") }
	half := f.B.CreateSDiv(numbers.Len(), f.Int(2), "")
	largest := slice("largest", plus(numbers.Len(), -topCount), numbers.Len())
	middle := slice("middle", plus(half, -middleCount/2), plus(half, middleCount-middleCount/2))
	sayState(f, "two slices of numbers", numbers, kept)
	largest.Do("ori_list_reverse_cow", nil)
	sayState(f, "largest.reverse()", numbers, kept)

	first := f.Var("first", list)
	kept.Into(first, "ori_list_slice_take", irb.Args{"n": firstCount})
	smallest := f.Var("smallest", list)
	numbers.Into(smallest, "ori_list_slice_take", irb.Args{"n": firstCount})
	for _, line := range []struct {
		label string
		v     irb.Var
	}{
		{"kept begins as it was read", first},
		{"numbers begin in order", smallest},
		{"largest", largest},
		{"middle", middle},
	} {
		f.Printf("%s: ", m.Text(line.label))
		line.v.Print()
		f.Printf("\n")
	}
	for _, v := range []irb.Var{numbers, kept, first, smallest, largest, middle} {
		v.Release()
	}
	f.Printf("all names released; live allocations: %ld\n", f.Runtime("ori_rc_live_count"))
	f.End(llvm.ConstNull(m.I32))
	return m, m.Finish()
}

// emitRead emits a function that pushes the numbers on standard input to the
// list at an address. The list is consumed and stored in place, each time.
func emitRead(m *irb.Module) llvm.Value {
	f := m.Func(readFunction, m.Void, m.Ptr)
	f.Fn.SetLinkage(llvm.InternalLinkage)
	numbers := f.VarAt(irb.List(irb.Int), f.Param(0))
	scanf := m.Extern("scanf", m.I32, true, m.Ptr)
	number := f.Var("number", irb.Int)
	f.While(func() llvm.Value {
		items := f.Call(scanf, m.Text("%ld"), number.At)
		return f.B.CreateICmp(llvm.IntEQ, items, llvm.ConstInt(m.I32, 1, false), "")
	}, func() {
		numbers.Do("ori_list_push_cow", irb.Args{"elem": number})
	})
	f.End()
	return f.Fn
}

// sayState prints who shares what after a step.
func sayState(f *irb.Func, step string, numbers, kept irb.Var) {
	count := func(v irb.Var) llvm.Value { return f.Runtime("ori_rc_count", v.Data()) }
	shared := f.B.CreateICmp(llvm.IntEQ, numbers.Data(), kept.Data(), "")
	buffers := f.B.CreateSelect(shared, f.M.Text("one buffer"), f.M.Text("two buffers"), "")
	f.Printf("%s: %s, references %ld and %ld; live allocations: %ld\n", f.M.Text(step), buffers,
		count(numbers), count(kept), f.Runtime("ori_rc_live_count"))
}
