package conform

import "libori.org/rt/llvm/irb"

var concats = []Program{
	{"concat-strategies", concatStrategies},
	{"concat-empty", concatEmpty},
	{"concat-self", concatSelf},
	{"concat-slices", concatSlices},
}

// join joins two lists and says which buffer the result has and what it took.
func (e emitter) join(title string, list1, list2 irb.Var, others ...irb.Var) {
	e.startCounts(counted)
	data1, data2 := list1.Data(), list2.Data()
	list1.Do("ori_list_concat_cow", irb.Args{"other": list2})
	kept, took := e.same(list1.Data(), data1), e.same(list1.Data(), data2)
	whose := e.B.CreateSelect(kept, e.M.Text("list1's"), e.choose(took, "list2's", "a new one"), "")
	e.Printf("%s\n  -> ", e.M.Text(title))
	list1.Print()
	e.Printf(", buffer: %s, ", whose)
	e.sayCounts("callbacks")
	for _, other := range others {
		e.say("  the other owner still has", other)
	}
	e.release(append(others, list1)...)
	e.sayCounts("  all released")
}

// The table of strategies: who is unique decides whose buffer is reused and
// which elements are counted.
func concatStrategies(e emitter) {
	list1 := func() irb.Var { return e.roomy("list1", counted, 1, 2, 3) }
	list2 := func() irb.Var { return e.roomy("list2", counted, 4, 5) }
	{
		e.join("unique + unique", list1(), list2())
	}
	{
		b := list2()
		e.join("unique + shared", list1(), b, b.Share("other2"))
	}
	{
		a := list1()
		e.join("shared + unique", a, list2(), a.Share("other1"))
	}
	{
		a, b := list1(), list2()
		e.join("shared + shared", a, b, a.Share("other1"), b.Share("other2"))
	}
	{
		a := e.Var("constant", irb.List(counted))
		a.Store(e.constant(1, 2, 3))
		e.join("immortal + unique", a, list2())
	}
	{
		b := e.Var("constant", irb.List(counted))
		b.Store(e.constant(4, 5))
		e.join("unique + immortal", list1(), b)
	}
}

// An empty list on either side: the other comes back as it is.
func concatEmpty(e emitter) {
	empty := func() irb.Var { return e.Var("empty", irb.List(counted)) }
	emptied := func() irb.Var {
		v := e.roomy("emptied", counted, 0)
		v.Do("ori_list_truncate_cow", irb.Args{"new_len": 0})
		return v
	}
	list := func() irb.Var { return e.roomy("list", counted, 4, 5) }
	e.join("empty + unique", empty(), list())
	shared := list()
	e.join("empty + shared", empty(), shared, shared.Share("other"))
	e.join("empty with a buffer + unique", emptied(), list())
	e.join("unique + empty", list(), empty())
	shared = list()
	e.join("shared + empty", shared, empty(), shared.Share("other"))
	e.join("unique + empty with a buffer", list(), emptied())
}

// x + x: one buffer comes in twice. After the first half is copied, list2's
// reference may be the last one.
func concatSelf(e emitter) {
	x := e.roomy("x", counted, 1, 2, 3)
	e.join("x + x, the only two references", x, x.Share("again"))
	x = e.roomy("x", counted, 1, 2, 3)
	again, kept := x.Share("again"), x.Share("kept")
	e.join("x + x, with a third reference", x, again, kept)
}

func concatSlices(e emitter) {
	base := e.roomy("base", counted, 1, 2, 3, 4, 5)
	e.join("slice + slice of one list", e.slice("front", base, 0, 2), e.slice("back", base, 3, 5), base)
	base = e.roomy("base", counted, 1, 2, 3, 4, 5)
	e.join("list + its own slice", base, e.slice("window", base, 1, 3))
	base = e.roomy("base", counted, 1, 2, 3, 4, 5)
	window := e.slice("window", base, 1, 3)
	base.Release()
	e.join("unique + slice that is the last owner", e.roomy("list", counted, 8, 9), window)
}
