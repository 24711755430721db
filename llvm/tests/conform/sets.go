package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

var sets = []Program{
	{"set-insert-new", setTable("ori_set_insert_cow of a new element", func(e emitter, v irb.Var) { e.add(v, 9) })},
	{"set-insert-existing", setTable("ori_set_insert_cow of an existing element", func(e emitter, v irb.Var) { e.add(v, 2) })},
	{"set-remove", setTable("ori_set_remove_cow of the first element", func(e emitter, v irb.Var) {
		v.Do("ori_set_remove_cow", irb.Args{"elem": e.slot(1)})
	})},
	{"set-swap-remove", setTable("ori_set_swap_remove_cow of the first element", func(e emitter, v irb.Var) {
		v.Do("ori_set_swap_remove_cow", irb.Args{"elem": e.slot(1)})
	})},
	{"set-remove-missing", setTable("ori_set_remove_cow of a missing element", func(e emitter, v irb.Var) {
		v.Do("ori_set_remove_cow", irb.Args{"elem": e.slot(9)})
	})},
	{"set-union", setTable("ori_set_union_cow with {3, 4, 6, 7}", with("ori_set_union_cow", 3, 4, 6, 7))},
	{"set-union-nothing-new", setTable("ori_set_union_cow with {4, 2}", with("ori_set_union_cow", 4, 2))},
	{"set-intersection", setTable("ori_set_intersection_cow with {3, 4, 6, 7}", with("ori_set_intersection_cow", 3, 4, 6, 7))},
	{"set-intersection-disjoint", setTable("ori_set_intersection_cow with {6, 7}", with("ori_set_intersection_cow", 6, 7))},
	{"set-intersection-all", setTable("ori_set_intersection_cow with {5, 4, 3, 2, 1}", with("ori_set_intersection_cow", 5, 4, 3, 2, 1))},
	{"set-difference", setTable("ori_set_difference_cow with {3, 4, 6, 7}", with("ori_set_difference_cow", 3, 4, 6, 7))},
	{"set-difference-disjoint", setTable("ori_set_difference_cow with {6, 7}", with("ori_set_difference_cow", 6, 7))},
	{"set-symmetric-difference", setTable("ori_set_symmetric_difference_cow with {3, 4, 6}", with("ori_set_symmetric_difference_cow", 3, 4, 6))},
	{"set-with-itself", setWithItself},
	{"set-read", setRead},
	{"set-to-list", setToList},
	{"set-index", setIndex},
}

// add inserts an integer.
func (e emitter) add(v irb.Var, x int) { v.Do("ori_set_insert_cow", irb.Args{"elem": e.slot(x)}) }

// set makes a variable that holds a set of integers.
func (e emitter) set(name string, elem irb.Type, values ...int) irb.Var {
	v := e.Var(name, irb.Set(elem))
	for _, x := range values {
		e.add(v, x)
	}
	return v
}

// with returns an operation with a second set, which is borrowed.
func with(function string, values ...int) func(emitter, irb.Var) {
	return func(e emitter, v irb.Var) {
		other := e.Var("set2", v.T)
		other.Store(e.constant(values...))
		v.Do(function, irb.Args{"other": other})
	}
}

// setTable returns a program that performs op on a set in every state.
func setTable(title string, op func(e emitter, v irb.Var)) func(emitter) {
	return func(e emitter) {
		row := e.rows(title, op)
		// Five elements in eight slots: room for all that is added.
		row("unique", e.set("unique", counted, 1, 2, 3, 4, 5))
		shared := e.set("shared", counted, 1, 2, 3, 4, 5)
		row("shared", shared, shared.Share("other"))
		constant := e.Var("constant", irb.Set(counted))
		constant.Store(e.constant(1, 2, 3, 4, 5))
		row("immortal", constant)
	}
}

// Set 2 may be set 1's buffer when the caller holds a second reference.
func setWithItself(e emitter) {
	for _, function := range []string{"union", "intersection", "difference", "symmetric_difference"} {
		v := e.set("v", counted, 1, 2, 3)
		again := v.Share("again")
		v.Do("ori_set_"+function+"_cow", irb.Args{"other": again})
		e.say(function, v, again)
		e.sayCounts("  callbacks")
		e.release(v, again)
		e.sayCounts("  all released")
	}
}

func setRead(e emitter) {
	v := e.set("v", counted, 5, 3, 4)
	for _, x := range []int{3, 4, 6} {
		e.sayInt("contains:", v.Do("ori_set_contains", irb.Args{"elem": e.slot(x)}))
	}
	empty := e.Var("empty", v.T)
	others := []irb.Var{e.set("same", counted, 3, 4, 5), e.set("less", counted, 4), e.set("more", counted, 3, 4, 5, 6), e.set("else", counted, 3, 4, 7), empty}
	for _, other := range others {
		e.say("and", other)
		e.sayInt("  equal:", v.Do("ori_set_eq", irb.Args{"other": other}))
		e.sayInt("  subset of it:", v.Do("ori_set_is_subset", irb.Args{"other": other}))
		e.sayInt("  superset of it:", other.Do("ori_set_is_subset", irb.Args{"other": v}))
	}
	e.release(append(others, v)...)
}

// A set becomes a list in O(1): they share the buffer until one changes.
func setToList(e emitter) {
	v := e.set("v", counted, 5, 3, 4)
	list := e.Var("list", irb.List(counted))
	v.Into(list, "ori_set_to_list", nil)
	e.sayKept("to list", list, v.Data())
	e.say("list", list)
	e.add(v, 6)
	e.sayCounts("inserted into the set")
	e.push(list, 5)
	e.sayCounts("pushed to the list")
	e.say("set", v)
	e.say("list", list)
	e.release(list, v)
	v = e.set("last", counted, 1, 2)
	v.Into(list, "ori_set_to_list", nil)
	v.Release()
	e.startCounts(counted)
	list.Release()
	e.sayCounts("the list was the last owner")
}

// Two large sets, with a hash index.
func setIndex(e emitter) {
	const n = 1000
	fill := func(name string, from, step int64) irb.Var {
		v := e.Var(name, irb.Set(irb.Int))
		e.Range(e.Int(n), func(i llvm.Value) {
			x := e.B.CreateAdd(e.B.CreateMul(i, e.Int(step), ""), e.Int(from), "")
			v.Do("ori_set_insert_cow", irb.Args{"elem": e.Slot(irb.Int, x)})
		})
		return v
	}
	v, other := fill("v", 0, 2), fill("other", 0, 3)
	for _, function := range []string{"union", "intersection", "difference", "symmetric_difference"} {
		result := v.Share("result")
		result.Do("ori_set_"+function+"_cow", irb.Args{"other": other})
		last := e.B.CreateSub(result.Len(), e.Int(1), "")
		e.Printf("%s: %ld elements, the first %ld, the last %ld\n", e.M.Text(function), result.Len(), result.Elem(e.Int(0)).Load(), result.Elem(last).Load())
		e.sayInt("  the set is part of it:", v.Do("ori_set_is_subset", irb.Args{"other": result}))
		e.sayInt("  it is part of the set:", result.Do("ori_set_is_subset", irb.Args{"other": v}))
		result.Release()
	}
	e.sayInt("contains 1998:", v.Do("ori_set_contains", irb.Args{"elem": e.slot(1998)}))
	e.sayInt("contains 1997:", v.Do("ori_set_contains", irb.Args{"elem": e.slot(1997)}))
	e.Range(e.Int(n), func(i llvm.Value) {
		v.Do("ori_set_remove_cow", irb.Args{"elem": e.Slot(irb.Int, e.B.CreateMul(i, e.Int(2), ""))})
	})
	e.say("all removed:", v)
	e.release(v, other)
}
