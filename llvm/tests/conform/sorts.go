package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

var sorts = []Program{
	{"sort-table", tableOf([]int{4, 1, 5, 2, 3}, "ori_list_sort_cow", plain("ori_list_sort_cow"))},
	{"sort-stable-table", tableOf([]int{4, 1, 5, 2, 3}, "ori_list_sort_stable_cow", plain("ori_list_sort_stable_cow"))},
	{"sort-types", sortTypes},
	{"sort-patterns", sortPatterns},
	{"sort-stable-order", sortStableOrder},
	{"sort-contradictory", sortContradictory},
}

var sortFunctions = []string{"ori_list_sort_cow", "ori_list_sort_stable_cow"}

// Elements of many sizes, ordered by their generated cmp.
func sortTypes(e emitter) {
	wide := irb.NewStruct("five ints", irb.Int, irb.Int, irb.Int, irb.Int, irb.Int)
	pair := irb.NewStruct("two ints", irb.Int, irb.Int)
	for _, t := range []irb.Type{irb.Byte, irb.Int, irb.Float, pair, irb.List(irb.Int), wide} {
		for _, function := range sortFunctions {
			v := e.Var("v", irb.List(t))
			elem := e.Var("elem", t)
			for _, i := range []int{3, 1, 4, 1, 5, 9, 2, 6} {
				elem.Store(numbered(e, t, i))
				v.Do("ori_list_push_cow", irb.Args{"elem": elem})
			}
			kept := v.Share("kept")
			v.Do(function, nil)
			e.say("["+t.Name()+"]:", v)
			kept.Do(function, nil) // unique by now
			e.sayInt("  the same in place:", v.Do("ori_list_eq", irb.Args{"other": kept}))
			e.release(v, kept)
		}
	}
	words := e.Var("words", irb.List(irb.Str))
	for _, word := range []string{"the quick brown fox jumps", "over", "the lazy dog", "", "and then sleeps a long while"} {
		words.Do("ori_list_push_cow", irb.Args{"elem": e.str("word", word)})
	}
	words.Do("ori_list_sort_cow", nil)
	e.say("[str]:", words)
	words.Release()
}

// Lengths around every threshold that an algorithm may have, in the orders that
// break careless ones. A sum tells whether an element was lost.
func sortPatterns(e emitter) {
	multiply := func(i llvm.Value, by int64) llvm.Value { return e.B.CreateMul(i, e.Int(by), "") }
	modulo := func(i llvm.Value, n int64) llvm.Value { return e.B.CreateURem(i, e.Int(n), "") }
	patterns := []struct {
		name string
		at   func(i llvm.Value) llvm.Value
	}{
		{"ascending", func(i llvm.Value) llvm.Value { return i }},
		{"descending", func(i llvm.Value) llvm.Value { return e.B.CreateNeg(i, "") }},
		{"all equal", func(llvm.Value) llvm.Value { return e.Int(7) }},
		{"two values", func(i llvm.Value) llvm.Value { return modulo(i, 2) }},
		{"sawtooth", func(i llvm.Value) llvm.Value { return modulo(i, 13) }},
		{"scattered", func(i llvm.Value) llvm.Value { return modulo(multiply(i, 7919), 10007) }},
		{"organ pipe", func(i llvm.Value) llvm.Value {
			down := e.B.CreateSub(e.Int(500), i, "")
			return e.B.CreateSelect(e.B.CreateICmp(llvm.IntSLT, i, e.Int(250), ""), i, down, "")
		}},
	}
	lengths := e.Var("lengths", irb.List(irb.Int))
	lengths.Store(e.constant(0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 129, 500, 1000, 3000))
	for _, function := range sortFunctions {
		for _, p := range patterns {
			right := e.Var("right", irb.Int)
			e.Range(lengths.Len(), func(n llvm.Value) {
				v := e.Var("v", irb.List(irb.Int))
				v.Store(llvm.ConstNull(e.M.Triple))
				e.Range(lengths.Elem(n).Load(), func(i llvm.Value) {
					v.Do("ori_list_push_cow", irb.Args{"elem": e.Slot(irb.Int, p.at(i))})
				})
				before := e.sum(v)
				v.Do(function, nil)
				ok := e.B.CreateAnd(e.same(before, e.sum(v)), e.ascending(v), "")
				right.Store(e.B.CreateAdd(right.Load(), e.B.CreateZExt(ok, e.M.I64, ""), ""))
				v.Release()
			})
			e.Printf("%s, %s: %ld of %ld lengths right\n", e.M.Text(function), e.M.Text(p.name), right.Load(), lengths.Len())
		}
	}
}

// sum adds up a list of integers.
func (e emitter) sum(v irb.Var) llvm.Value {
	sum := e.Var("sum", irb.Int)
	sum.Store(e.Int(0))
	e.Range(v.Len(), func(i llvm.Value) { sum.Store(e.B.CreateAdd(sum.Load(), v.Elem(i).Load(), "")) })
	return sum.Load()
}

// ascending tells whether no element is less than the one before.
func (e emitter) ascending(v irb.Var) llvm.Value {
	falls := e.Var("falls", irb.Int)
	falls.Store(e.Int(0))
	e.Range(e.B.CreateSub(v.Len(), e.Int(1), ""), func(i llvm.Value) {
		less := e.B.CreateICmp(llvm.IntSLT, v.Elem(e.B.CreateAdd(i, e.Int(1), "")).Load(), v.Elem(i).Load(), "")
		falls.Store(e.B.CreateAdd(falls.Load(), e.B.CreateZExt(less, e.M.I64, ""), ""))
	})
	return e.same(falls.Load(), e.Int(0))
}

// byFirst is a pair of which only the first number counts.
type byFirst struct{ *irb.Struct }

func (byFirst) Name() string { return "pair by first" }

func (t byFirst) Compare(f *irb.Func, a, b llvm.Value) llvm.Value {
	return irb.Int.Compare(f, f.VarAt(t.Struct, a).Field(0).At, f.VarAt(t.Struct, b).Field(0).At)
}

// A stable sort leaves equal elements in their order.
func sortStableOrder(e emitter) {
	pair := byFirst{irb.NewStruct("pair", irb.Int, irb.Int)}
	v := e.Var("v", irb.List(pair))
	elem := e.VarAt(pair.Struct, e.Alloca(pair.LLVM(e.M), "elem"))
	e.Range(e.Int(2000), func(i llvm.Value) {
		elem.Field(0).Store(e.B.CreateURem(e.B.CreateMul(i, e.Int(7919), ""), e.Int(17), ""))
		elem.Field(1).Store(i)
		v.Do("ori_list_push_cow", irb.Args{"elem": elem})
	})
	kept := v.Share("kept")
	for _, path := range []struct {
		name string
		v    irb.Var
	}{{"copied", v}, {"in place", kept}} {
		path.v.Do("ori_list_sort_stable_cow", nil)
		wrong := e.Var("wrong", irb.Int)
		e.Range(e.Int(1999), func(i llvm.Value) {
			field := func(n int64, k int) llvm.Value {
				at := path.v.Elem(e.B.CreateAdd(i, e.Int(n), ""))
				return e.VarAt(pair.Struct, at.At).Field(k).Load()
			}
			above := e.B.CreateICmp(llvm.IntSGT, field(0, 0), field(1, 0), "")
			tied := e.same(field(0, 0), field(1, 0))
			swapped := e.B.CreateAnd(tied, e.B.CreateICmp(llvm.IntSGT, field(0, 1), field(1, 1), ""), "")
			wrong.Store(e.B.CreateAdd(wrong.Load(), e.B.CreateZExt(e.B.CreateOr(above, swapped, ""), e.M.I64, ""), ""))
		})
		e.Printf("%s: %ld pairs out of order\n", e.M.Text(path.name), wrong.Load())
	}
	e.release(v, kept)
}

// contradictory is an integer whose order makes no sense: every answer of cmp
// is the next of a fixed pattern.
type contradictory struct{ irb.Type }

func (contradictory) Name() string { return "contradictory" }

func (contradictory) Compare(f *irb.Func, _, _ llvm.Value) llvm.Value {
	e := emitter{f}
	at := e.counter("comparisons")
	n := e.B.CreateLoad(e.M.I64, at, "")
	e.B.CreateStore(e.B.CreateAdd(e.B.CreateMul(n, e.Int(6364136223846793005), ""), e.Int(1442695040888963407), ""), at)
	third := e.B.CreateURem(e.B.CreateLShr(n, e.Int(33), ""), e.Int(3), "")
	return e.B.CreateTrunc(e.B.CreateSub(third, e.Int(1), ""), e.M.I32, "")
}

// A comparator that contradicts itself may give any order, but every element
// is still there.
func sortContradictory(e emitter) {
	elem := contradictory{irb.Int}
	for _, function := range sortFunctions {
		for _, n := range []int64{2, 5, 20, 100, 5000} {
			v := e.Var("v", irb.List(elem))
			e.Range(e.Int(n), func(i llvm.Value) {
				v.Do("ori_list_push_cow", irb.Args{"elem": e.Slot(irb.Int, e.B.CreateMul(i, i, ""))})
			})
			before := e.sum(v)
			v.Do(function, nil)
			seen := e.Var("seen", irb.Set(irb.Int))
			e.Range(v.Len(), func(i llvm.Value) {
				seen.Do("ori_set_insert_cow", irb.Args{"elem": e.Slot(irb.Int, v.Elem(i).Load())})
			})
			e.Printf("%s of %ld: %ld distinct elements, %s\n", e.M.Text(function), v.Len(), seen.Len(),
				e.choose(e.same(before, e.sum(v)), "the same sum", "another sum"))
			e.release(v, seen)
		}
	}
}
