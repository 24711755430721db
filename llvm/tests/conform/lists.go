package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

var lists = []Program{
	{"list-push", table("ori_list_push_cow", func(e emitter, v irb.Var) { e.push(v, 6) })},
	{"list-pop", table("ori_list_pop_cow", plain("ori_list_pop_cow"))},
	{"list-set", table("ori_list_set_cow, index 2", func(e emitter, v irb.Var) {
		v.Do("ori_list_set_cow", irb.Args{"index": 2, "elem": e.slot(33)})
	})},
	{"list-insert", table("ori_list_insert_cow, index 1", func(e emitter, v irb.Var) {
		v.Do("ori_list_insert_cow", irb.Args{"index": 1, "elem": e.slot(99)})
	})},
	{"list-insert-end", table("ori_list_insert_cow, index 3", func(e emitter, v irb.Var) {
		v.Do("ori_list_insert_cow", irb.Args{"index": 3, "elem": e.slot(99)})
	})},
	{"list-remove", table("ori_list_remove_cow, index 0", func(e emitter, v irb.Var) {
		v.Do("ori_list_remove_cow", irb.Args{"index": 0})
	})},
	{"list-take", table("ori_list_take_cow, index 1", func(e emitter, v irb.Var) {
		taken := e.Var("taken", counted)
		v.Do("ori_list_take_cow", irb.Args{"index": 1, "elem_out": taken})
		e.say("  took", taken)
		taken.Release()
	})},
	{"list-extend", table("ori_list_extend_cow by 7, 8", func(e emitter, v irb.Var) {
		more := e.list("more", counted, 7, 8)
		v.Do("ori_list_extend_cow", irb.Args{"src": more.Data(), "n": 2})
		more.Release()
	})},
	{"list-extend-self", table("ori_list_extend_cow by its own first two", func(e emitter, v irb.Var) {
		v.Do("ori_list_extend_cow", irb.Args{"src": v.Data(), "n": 2})
	})},
	{"list-extend-nothing", table("ori_list_extend_cow by nothing", func(e emitter, v irb.Var) {
		v.Do("ori_list_extend_cow", irb.Args{"src": e.M.Null(), "n": 0})
	})},
	{"list-truncate", table("ori_list_truncate_cow to 1", func(e emitter, v irb.Var) {
		v.Do("ori_list_truncate_cow", irb.Args{"new_len": 1})
	})},
	{"list-truncate-longer", table("ori_list_truncate_cow to 9", func(e emitter, v irb.Var) {
		v.Do("ori_list_truncate_cow", irb.Args{"new_len": 9})
	})},
	{"list-reverse", table("ori_list_reverse_cow", plain("ori_list_reverse_cow"))},
	{"list-unshare", table("ori_list_unshare_cow", func(e emitter, v irb.Var) {
		v.Do("ori_list_unshare_cow", irb.Args{"min_cap": 0})
		e.Printf("  unique: %d\n", e.B.CreateZExt(e.Runtime("ori_rc_is_unique", v.Data()), e.M.I32, ""))
	})},
	{"list-take-last", table("ori_list_take_cow, the last", func(e emitter, v irb.Var) {
		taken := e.Var("taken", counted)
		v.Do("ori_list_take_cow", irb.Args{"index": e.B.CreateSub(v.Len(), e.Int(1), ""), "elem_out": taken})
		e.say("  took", taken)
		taken.Release()
	})},
	{"list-fill", table("ori_list_fill_cow with its own second", func(e emitter, v irb.Var) {
		v.Do("ori_list_fill_cow", irb.Args{"elem": v.Elem(e.Int(1))})
	})},
	{"list-repeat", listRepeat},
	{"list-plain-words", listPlainWords},
	{"list-empty", listEmpty},
	{"list-capacity", listCapacity},
	{"list-search", listSearch},
	{"list-elements-of-all-sizes", listSizes},
	{"list-aligned", listAligned},
}

func plain(function string) func(emitter, irb.Var) {
	return func(_ emitter, v irb.Var) { v.Do(function, nil) }
}

// table returns a program that performs op on a list in every state there is:
// the decision flow is slice? unique? room? and a program sees which way it
// went by the buffer and by the callbacks.
func table(title string, op func(e emitter, v irb.Var)) func(emitter) {
	return tableOf([]int{1, 2, 3, 4, 5}, title, op)
}

// rows begins a table: it returns what performs op on v and says what became of v, of its
// buffer and of other owners, and what was called.
func (e emitter) rows(title string, op func(e emitter, v irb.Var)) func(state string, v irb.Var, others ...irb.Var) {
	e.say(title)
	return func(state string, v irb.Var, others ...irb.Var) {
		e.startCounts(counted)
		e.say(state+":", v)
		before := v.Data()
		op(e, v)
		e.Printf("  -> ")
		v.Print()
		e.Printf(", %s, ", e.choose(e.same(v.Data(), before), "same buffer", "another buffer"))
		e.sayCounts("callbacks")
		for _, other := range others {
			e.say("  the other owner still has", other)
		}
		e.release(append(others, v)...)
		e.sayCounts("  all released")
	}
}

// tableOf is table with other elements than 1 to 5.
func tableOf(values []int, title string, op func(e emitter, v irb.Var)) func(emitter) {
	return func(e emitter) {
		row := e.rows(title, op)
		row("unique", e.roomy("unique", counted, values...))

		shared := e.roomy("shared", counted, values...)
		row("shared", shared, shared.Share("other"))

		list := e.roomy("list", counted, values...)
		window := e.slice("window", list, 1, 4)
		row("slice", window, list)

		list = e.roomy("gone", counted, values...)
		window = e.slice("last", list, 1, 4)
		list.Release()
		row("slice, last owner", window)

		constant := e.Var("constant", irb.List(counted))
		constant.Store(e.constant(values...))
		row("immortal", constant)
	}
}

// constant returns an immortal list.
func (e emitter) constant(values ...int) llvm.Value {
	var elems []llvm.Value
	for _, v := range values {
		elems = append(elems, e.Int(int64(v)))
	}
	return e.M.ConstList(irb.Int, elems...)
}

// slice makes a variable that holds a slice of a list.
func (e emitter) slice(name string, of irb.Var, start, end int) irb.Var {
	v := e.Var(name, of.T)
	of.Into(v, "ori_list_slice", irb.Args{"start": start, "end": end})
	return v
}

// The empty list: no allocation, and nothing to do for most operations.
func listEmpty(e emitter) {
	v := e.Var("v", irb.List(counted))
	for _, function := range []string{"ori_list_pop_cow", "ori_list_reverse_cow", "ori_list_materialize_slice"} {
		v.Do(function, nil)
		e.Printf("%s: len %ld, cap %ld, data %s\n", e.M.Text(function), v.Len(), v.Cap(), e.choose(e.same(v.Data(), e.M.Null()), "NULL", "not NULL"))
	}
	window := e.slice("window", v, 0, 10)
	e.say("a slice of it:", window)
	w := v.Share("w")
	v.Do("ori_list_concat_cow", irb.Args{"other": w})
	e.say("joined with itself:", v)
	e.Printf("live allocations: %ld\n", e.Runtime("ori_rc_live_count"))
	e.push(v, 1)
	e.say("pushed 1:", v)
	v.Do("ori_list_pop_cow", nil)
	e.Printf("popped: len %ld, cap %ld, data %s\n", v.Len(), v.Cap(), e.choose(e.same(v.Data(), e.M.Null()), "NULL", "not NULL"))
	e.release(v, w, window)
	e.sayCounts("callbacks")
}

// Lists of n equal elements, of a type that is counted and of sizes that are
// filled in different ways.
func listRepeat(e emitter) {
	for _, n := range []int{0, 1, 3} {
		v := e.Var("v", irb.List(counted))
		v.Do("ori_list_repeat", irb.Args{"elem": e.slot(7), "n": n})
		e.say("repeated", v)
		e.Printf("room for %ld\n", v.Cap())
		v.Release()
		e.sayCounts("callbacks")
	}
	long := e.Var("long", irb.List(irb.Int))
	long.Do("ori_list_repeat", irb.Args{"elem": e.slot(5), "n": 2000})
	bytes := e.Var("bytes", irb.List(irb.Byte))
	bytes.Do("ori_list_repeat", irb.Args{"elem": e.Slot(irb.Byte, llvm.ConstInt(e.M.I8, 9, false)), "n": 300})
	sum := e.Var("sum", irb.Int)
	e.Range(long.Len(), func(i llvm.Value) { sum.Store(e.B.CreateAdd(sum.Load(), long.Elem(i).Load(), "")) })
	e.Range(bytes.Len(), func(i llvm.Value) {
		sum.Store(e.B.CreateAdd(sum.Load(), e.B.CreateZExt(bytes.Elem(i).Load(), e.M.I64, ""), ""))
	})
	e.Printf("2000 fives and 300 nines: %ld\n", sum.Load())
	e.release(long, bytes)
}

// Elements that are words without references have slow paths of their own: shared,
// sliced, immortal, emptied and full lists.
func listPlainWords(e emitter) {
	v := e.list("v", irb.Int, 1, 2, 3)
	taken := e.Var("taken", irb.Int)
	take := func(l irb.Var) {
		l.Do("ori_list_take_cow", irb.Args{"index": e.B.CreateSub(l.Len(), e.Int(1), ""), "elem_out": taken})
		e.Printf("took %ld\n", taken.Load())
	}
	for _, how := range []string{"shared", "a slice", "immortal"} {
		held := func() irb.Var {
			switch how {
			case "shared":
				return v.Share("w")
			case "a slice":
				return e.slice("w", v, 1, 3)
			}
			w := e.Var("w", irb.List(irb.Int))
			w.Store(e.M.ConstList(irb.Int, e.Int(7), e.Int(8)))
			return w
		}
		for _, change := range []func(w irb.Var){
			func(w irb.Var) { e.push(w, 9) },
			func(w irb.Var) { w.Do("ori_list_set_cow", irb.Args{"index": 0, "elem": e.slot(6)}) },
			take,
			func(w irb.Var) { w.Do("ori_list_unshare_cow", irb.Args{"min_cap": 5}) },
		} {
			w := held()
			change(w)
			e.say(how, w)
			e.say("kept", v)
			w.Release()
		}
	}
	data := v.Data()
	for range 3 {
		take(v)
	}
	e.push(v, 4) // emptied, with room
	e.sayKept("emptied and pushed", v, data)
	e.say("v", v)
	v.Release()
}

// Growth: at least 4, then twice as many; never back.
func listCapacity(e emitter) {
	v := e.Var("v", irb.List(irb.Int))
	e.Printf("pushing:")
	e.Range(e.Int(20), func(i llvm.Value) {
		before := v.Cap()
		v.Do("ori_list_push_cow", irb.Args{"elem": e.Slot(irb.Int, i)})
		e.If(e.B.CreateICmp(llvm.IntNE, before, v.Cap(), ""), func() {
			e.Printf(" %ld slots for %ld", v.Cap(), v.Len())
		}, nil)
	})
	e.Printf("\n")
	v.Do("ori_list_truncate_cow", irb.Args{"new_len": 1})
	e.Printf("truncated to %ld: %ld slots\n", v.Len(), v.Cap())
	v.Do("ori_list_remove_cow", irb.Args{"index": 0})
	e.Printf("removed the last: %ld elements, %ld slots\n", v.Len(), v.Cap())
	v.Release()

	// Room for exactly what was asked for: a mutation window.
	w := e.Var("w", irb.List(irb.Int))
	w.Do("ori_list_unshare_cow", irb.Args{"min_cap": 100})
	enough := e.B.CreateICmp(llvm.IntSGE, w.Cap(), e.Int(100), "")
	e.Printf("unshared for 100: %s\n", e.choose(enough, "enough", "too few"))
	before := w.Data()
	e.Range(e.Int(100), func(i llvm.Value) {
		w.Do("ori_list_push_cow", irb.Args{"elem": e.Slot(irb.Int, i)})
	})
	e.sayKept("pushed 100", w, before)
	w.Release()
}

// Equality and search, through eq.
func listSearch(e emitter) {
	a := e.list("a", irb.Int, 3, 1, 4, 1, 5)
	b := e.list("b", irb.Int, 3, 1, 4, 1, 5)
	shorter := e.slice("shorter", b, 0, 4)
	for _, x := range []int{3, 1, 5, 9} {
		e.Printf("%ld is at %ld\n", e.Int(int64(x)), a.Do("ori_list_find", irb.Args{"needle": e.slot(x)}))
	}
	e.sayInt("equal to an equal list:", a.Do("ori_list_eq", irb.Args{"other": b}))
	e.sayInt("equal to itself:", a.Do("ori_list_eq", irb.Args{"other": a}))
	e.sayInt("equal to a shorter one:", a.Do("ori_list_eq", irb.Args{"other": shorter}))
	b.Do("ori_list_set_cow", irb.Args{"index": 4, "elem": e.slot(6)})
	e.sayInt("equal to one that differs:", a.Do("ori_list_eq", irb.Args{"other": b}))
	e.release(a, b, shorter)
}

// Elements of 1, 8, 16, 24 and 40 bytes: the same operations on each.
func listSizes(e emitter) {
	wide := irb.NewStruct("five ints", irb.Int, irb.Int, irb.Int, irb.Int, irb.Int)
	pair := irb.NewStruct("two ints", irb.Int, irb.Int)
	for _, t := range []irb.Type{irb.Byte, irb.Int, irb.Float, pair, irb.List(irb.Int), wide} {
		elem := e.Var("elem", t)
		v := e.Var("v", irb.List(t))
		for i := range 5 {
			elem.Store(numbered(e, t, i))
			v.Do("ori_list_push_cow", irb.Args{"elem": elem})
		}
		w := v.Share("w")
		elem.Store(numbered(e, t, 9))
		v.Do("ori_list_insert_cow", irb.Args{"index": 2, "elem": elem})
		v.Do("ori_list_remove_cow", irb.Args{"index": 0})
		v.Do("ori_list_reverse_cow", nil)
		e.say("["+t.Name()+"]:", v, w)
		e.release(v, w)
	}
}

// numbered returns a constant of type t made of i.
func numbered(e emitter, t irb.Type, i int) llvm.Value {
	switch t := t.LLVM(e.M); t.TypeKind() {
	case llvm.IntegerTypeKind:
		return llvm.ConstInt(t, uint64(i), false)
	case llvm.DoubleTypeKind:
		return llvm.ConstFloat(t, float64(i)+0.5)
	case llvm.StructTypeKind:
		if t == e.M.Triple {
			return e.constant(i, i)
		}
		fields := make([]llvm.Value, t.StructElementTypesCount())
		for f := range fields {
			fields[f] = e.Int(int64(i*10 + f))
		}
		return e.M.Ctx.ConstStruct(fields, false)
	}
	panic("no constant of type " + t.Name())
}

// vector is eight integers, aligned to their 64 bytes. Its first one stands for
// it where it is compared or printed.
type vector struct{ irb.Type }

func (vector) Name() string                 { return "vector" }
func (vector) LLVM(m *irb.Module) llvm.Type { return llvm.VectorType(m.I64, 8) }

// Elements whose alignment malloc does not know: every buffer honours it.
func listAligned(e emitter) {
	elem := vector{irb.Int}
	value := func(i int64) llvm.Value {
		lanes := make([]llvm.Value, 8)
		for lane := range lanes {
			lanes[lane] = e.Int(i + int64(lane))
		}
		return llvm.ConstVector(lanes, false)
	}
	say := func(label string, v irb.Var) {
		e.say(label, v)
		e.sayInt("  address modulo 64:", e.B.CreateURem(e.B.CreatePtrToInt(v.Data(), e.M.I64, ""), e.Int(64), ""))
	}
	v := e.Var("v", irb.List(elem))
	for i := range int64(9) {
		v.Do("ori_list_push_cow", irb.Args{"elem": e.Slot(elem, value(i))})
	}
	say("grown", v)
	other := v.Share("other")
	v.Do("ori_list_reverse_cow", nil)
	say("copied", v)
	window := e.slice("window", v, 2, 5)
	say("a slice", window)
	v.Release()
	window.Do("ori_list_materialize_slice", nil)
	say("materialized", window)
	constant := e.Var("constant", irb.List(elem))
	constant.Store(e.M.ConstList(elem, value(7), value(8)))
	say("constant", constant)
	constant.Do("ori_list_push_cow", irb.Args{"elem": constant.Elem(e.Int(0))})
	say("pushed", constant)
	box := e.Var("box", irb.Box(elem))
	box.Store(e.NewBox(box.T, value(3)))
	shared := box.Share("shared box")
	at := e.B.CreatePtrToInt(shared.Unshare().At, e.M.I64, "")
	e.sayInt("a copied box modulo 64:", e.B.CreateURem(at, e.Int(64), ""))
	e.release(other, window, constant, box, shared)
}
