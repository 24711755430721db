package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

var wholes = []Program{
	{"list-splice", table("ori_list_splice_cow, 1 to 3 by 7, 8, 9", func(e emitter, v irb.Var) {
		more := e.list("more", counted, 7, 8, 9)
		v.Do("ori_list_splice_cow", irb.Args{"from": 1, "to": 3, "src": more.Data(), "n": 3})
		more.Release()
	})},
	{"list-splice-self", table("ori_list_splice_cow, its own first two at 1", func(e emitter, v irb.Var) {
		v.Do("ori_list_splice_cow", irb.Args{"from": 1, "to": 1, "src": v.Data(), "n": 2})
	})},
	{"list-retain", table("ori_list_retain_cow, what is odd", func(e emitter, v irb.Var) {
		v.Do("ori_list_retain_cow", irb.Args{"keep": e.noMultiple(), "ctx": e.slot(2)})
	})},
	{"list-swap", table("ori_list_swap_cow, 0 and 2", func(e emitter, v irb.Var) {
		v.Do("ori_list_swap_cow", irb.Args{"i": 0, "j": 2})
	})},
	{"list-swap-remove", table("ori_list_swap_remove_cow, 0", func(e emitter, v irb.Var) {
		v.Do("ori_list_swap_remove_cow", irb.Args{"index": 0})
	})},
	{"list-clear", table("ori_list_clear_cow", plain("ori_list_clear_cow"))},
	{"list-shrink", listShrink},
	{"list-environment", listEnvironment},
	{"list-order", listOrder},
	{"map-whole", mapWhole},
	{"set-whole", setWhole},
	{"reuse", reuse},
	{"ready-callbacks", readyCallbacks},
}

// noMultiple returns a callback that wants integers that are no multiples of the one at ctx.
func (e emitter) noMultiple() llvm.Value {
	m := e.M
	if fn := m.LLVM.NamedFunction("no multiple"); !fn.IsNil() {
		return fn
	}
	f := m.Func("no multiple", m.I1, m.Ptr, m.Ptr)
	f.Fn.AddAttributeAtIndex(0, m.Ctx.CreateEnumAttribute(llvm.AttributeKindID("zeroext"), 0))
	rest := f.B.CreateSRem(f.VarAt(irb.Int, f.Param(0)).Load(), f.VarAt(irb.Int, f.Param(1)).Load(), "")
	f.End(f.B.CreateICmp(llvm.IntNE, rest, f.Int(0), ""))
	return f.Fn
}

// noMultipleKey is noMultiple for the keys of a map.
func (e emitter) noMultipleKey() llvm.Value {
	m := e.M
	f := m.Func("no multiple key", m.I1, m.Ptr, m.Ptr, m.Ptr)
	f.Fn.AddAttributeAtIndex(0, m.Ctx.CreateEnumAttribute(llvm.AttributeKindID("zeroext"), 0))
	rest := f.B.CreateSRem(f.VarAt(irb.Int, f.Param(0)).Load(), f.VarAt(irb.Int, f.Param(2)).Load(), "")
	f.End(f.B.CreateICmp(llvm.IntNE, rest, f.Int(0), ""))
	return f.Fn
}

// A closure sorts by the distance from a number that it captured.
func listEnvironment(e emitter) {
	m := e.M
	f := m.Func("by distance", m.I32, m.Ptr, m.Ptr, m.Ptr)
	distance := func(at llvm.Value) llvm.Value {
		d := f.B.CreateSub(f.VarAt(irb.Int, at).Load(), f.VarAt(irb.Int, f.Param(2)).Load(), "")
		return f.B.CreateSelect(f.B.CreateICmp(llvm.IntSLT, d, f.Int(0), ""), f.B.CreateNeg(d, ""), d, "")
	}
	f.End(f.B.CreateTrunc(f.B.CreateSub(distance(f.Param(0)), distance(f.Param(1)), ""), m.I32, ""))
	for _, sort := range []string{"ori_list_sort_by_cow", "ori_list_sort_stable_by_cow"} {
		v := e.list("v", irb.Int, 1, 5, 9, 14, 20)
		other := v.Share("other")
		for _, from := range []int{8, 0, 17} {
			v.Do(sort, irb.Args{"cmp": f.Fn, "ctx": e.slot(from)})
			e.Printf("by the distance from %ld:", e.Int(int64(from)))
			e.say("", v)
		}
		e.say("the other owner still has", other)
		e.sayInt("the first that is no multiple of 5:", v.Do("ori_list_find_by", irb.Args{"is": e.noMultiple(), "ctx": e.slot(5)}))
		e.release(v, other)
	}
}

func listOrder(e emitter) {
	v := e.list("v", irb.Int, 10, 20, 20, 40)
	for _, x := range []int{5, 10, 20, 30, 50} {
		e.Printf("%ld is at %ld\n", e.Int(int64(x)), v.Do("ori_list_binary_search", irb.Args{"needle": e.slot(x)}))
	}
	w := e.list("w", irb.Int, 10, 20, 30)
	compare := func(a, b irb.Var) {
		e.Printf("%d ", a.Do("ori_list_compare", irb.Args{"other": b}))
	}
	compare(v, w)
	compare(w, v)
	compare(v, v)
	shorter := e.Var("shorter", irb.List(irb.Int))
	v.Into(shorter, "ori_list_slice_take", irb.Args{"n": 2})
	compare(v, shorter)
	compare(shorter, v)
	e.Printf("\n")
	again := e.list("again", irb.Int, 10, 20, 20, 40)
	hash := func(v irb.Var) llvm.Value { return v.Do("ori_list_hash", nil) }
	e.sayInt("equal lists, equal hashes:", e.same(hash(v), hash(again)))
	e.sayInt("unequal lists, equal hashes:", e.same(hash(v), hash(w)))
	e.release(v, w, shorter, again)
}

func mapWhole(e emitter) {
	keys, vals := e.list("keys", irb.Int, 1, 2, 3, 2, 4, 5, 6, 7, 8), e.list("vals", irb.Int, 10, 20, 30, 21, 40, 50, 60, 70, 80)
	v := e.Var("v", irb.Map(irb.Int, irb.Int))
	v.Into(v, "ori_map_from_entries", irb.Args{"keys": keys.Data(), "vals": vals.Data(), "n": keys.Len()})
	e.say("from entries", v)
	other := v.Share("other")
	keep := e.noMultipleKey()
	v.Do("ori_map_retain_cow", irb.Args{"keep": keep, "ctx": e.slot(2)})
	e.say("odd keys", v)
	v.Do("ori_map_retain_cow", irb.Args{"keep": keep, "ctx": e.slot(3)})
	e.say("and no multiples of 3", v)
	e.say("the other owner still has", other)
	told, taken := e.Alloca(e.M.I8, "told"), e.Var("taken", irb.Int)
	say := func(what string) {
		e.Printf("%s %d\n", e.M.Text(what), e.B.CreateZExt(e.B.CreateLoad(e.M.I8, told, ""), e.M.I32, ""))
	}
	for _, key := range []int{5, 5} {
		v.Do("ori_map_take_cow", irb.Args{"key": e.slot(key), "val_out": taken, "found": told})
		say("took 5:")
	}
	e.say("it was", taken, v)
	for _, key := range []int{9, 9} {
		v.Do("ori_map_insert_was_new_cow", irb.Args{"key": e.slot(key), "val": e.slot(90), "was_new": told})
		say("9 was new:")
	}
	again := e.Var("again", irb.Map(irb.Int, irb.Int))
	for _, key := range []int{9, 7, 1} {
		again.Do("ori_map_insert_cow", irb.Args{"key": e.slot(key), "val": e.slot(10 * key)})
	}
	e.sayInt("equal maps, equal hashes:", e.same(v.Do("ori_map_hash", nil), again.Do("ori_map_hash", nil)))
	again.Do("ori_map_unshare_cow", irb.Args{"min_cap": 100})
	again.Do("ori_map_shrink_cow", nil)
	e.Printf("room for %ld, ", again.Cap())
	e.say("shrunk", again)
	again.Do("ori_map_clear_cow", nil)
	e.Printf("room for %ld, ", again.Cap())
	e.say("cleared", again)
	e.release(keys, vals, v, other, again)
}

func setWhole(e emitter) {
	elems := e.list("elems", counted, 1, 2, 3, 2, 4, 5, 6, 7, 8)
	v := e.Var("v", irb.Set(counted))
	e.startCounts(counted)
	v.Into(v, "ori_set_from_elems", irb.Args{"src": elems.Data(), "n": elems.Len()})
	e.say("from elements", v)
	e.sayCounts("callbacks")
	other := v.Share("other")
	v.Do("ori_set_retain_cow", irb.Args{"keep": e.noMultiple(), "ctx": e.slot(3)})
	e.say("no multiples of 3", v)
	e.sayCounts("callbacks")
	v.Do("ori_set_retain_cow", irb.Args{"keep": e.noMultiple(), "ctx": e.slot(2)})
	e.say("and odd", v)
	e.sayCounts("callbacks")
	e.say("the other owner still has", other)
	e.Printf("disjoint: %d\n", e.B.CreateZExt(v.Do("ori_set_is_disjoint", irb.Args{"other": other}), e.M.I32, ""))
	told := e.Alloca(e.M.I8, "told")
	for range 2 {
		v.Do("ori_set_insert_was_new_cow", irb.Args{"elem": e.slot(9), "was_new": told})
		e.Printf("9 was new: %d\n", e.B.CreateZExt(e.B.CreateLoad(e.M.I8, told, ""), e.M.I32, ""))
	}
	v.Do("ori_set_unshare_cow", irb.Args{"min_cap": 100})
	stored := v.Do("ori_set_get", irb.Args{"elem": e.slot(9)})
	e.sayInt("9 is stored where the set says:", e.same(stored, v.Elem(e.Int(3)).At))
	e.sayInt("11 is stored nowhere:", e.same(v.Do("ori_set_get", irb.Args{"elem": e.slot(11)}), e.M.Null()))
	v.Do("ori_set_shrink_cow", nil)
	again := e.Var("again", irb.Set(counted))
	for _, x := range []int{9, 7, 5, 1} {
		again.Do("ori_set_insert_cow", irb.Args{"elem": e.slot(x)})
	}
	e.sayInt("equal sets, equal hashes:", e.same(v.Do("ori_set_hash", nil), again.Do("ori_set_hash", nil)))
	again.Do("ori_set_clear_cow", nil)
	e.say("cleared", again)
	e.release(elems, v, other, again)
}

// A box whose memory becomes the next one's, unless somebody else looks at it.
func reuse(e emitter) {
	text := irb.NewStruct("text", irb.Str, irb.Int)
	t := irb.Box(text)
	make := func(s string, n int) llvm.Value {
		content := llvm.Undef(text.LLVM(e.M))
		content = e.B.CreateInsertValue(content, e.str("s", s).Load(), 0, "")
		return e.B.CreateInsertValue(content, e.Int(int64(n)), 1, "")
	}
	v := e.Var("v", t)
	v.Store(e.NewBox(t, make(long, 1)))
	e.say("v", v)
	before := v.Load()
	v.Store(e.Rebox(t, v.Reuse(), make(long, 2)))
	e.sayInt("the same memory:", e.same(before, v.Load()))
	e.say("v", v)
	e.live()
	other := v.Share("other")
	v.Store(e.Rebox(t, v.Reuse(), make("new", 3)))
	e.sayInt("the same memory:", e.same(other.Load(), v.Load()))
	e.say("v and the other", v, other)
	e.Runtime("ori_rc_inc_n", v.Load(), e.Int(2))
	for range 2 {
		e.sayInt("last:", e.Runtime("ori_rc_dec_is_last", v.Load()))
	}
	e.release(v, other)
	frozen := e.Var("frozen", irb.Box(irb.Int))
	frozen.Store(e.NewBox(frozen.T, e.Int(7)))
	e.Runtime("ori_rc_make_immortal", frozen.Load())
	frozen.Release()
	frozen.Release()
	e.say("frozen", frozen)
	e.live()
}

// The callbacks of plain types, on values in their order.
func readyCallbacks(e emitter) {
	m := e.M
	slot := func(v llvm.Value) llvm.Value {
		at := e.Alloca(v.Type(), "")
		e.B.CreateStore(v, at)
		return at
	}
	nan, zero := llvm.ConstFloat(m.F64, 0), m.Float(0)
	nan = e.B.CreateFDiv(slotLoad(e, slot(zero), m.F64), slotLoad(e, slot(zero), m.F64), "")
	for _, t := range []struct {
		name   string
		values []llvm.Value
	}{
		{"u8", []llvm.Value{slot(llvm.ConstInt(m.I8, 1, false)), slot(llvm.ConstInt(m.I8, 200, false))}},
		{"i32", []llvm.Value{slot(llvm.ConstInt(m.I32, 1<<32-5, false)), slot(llvm.ConstInt(m.I32, 5, false))}},
		{"bool", []llvm.Value{slot(llvm.ConstInt(m.I8, 0, false)), slot(llvm.ConstInt(m.I8, 1, false))}},
		{"f64", []llvm.Value{slot(m.Float(-1.5)), slot(e.B.CreateFNeg(slotLoad(e, slot(zero), m.F64), "")), slot(zero), slot(m.Float(2)), slot(nan)}},
	} {
		for _, a := range t.values {
			e.Printf("%s", m.Text(t.name))
			for _, b := range t.values {
				equal := e.Runtime("ori_"+t.name+"_eq", a, b)
				agree := e.B.CreateOr(e.B.CreateNot(equal, ""), e.same(e.Runtime("ori_"+t.name+"_hash", a), e.Runtime("ori_"+t.name+"_hash", b)), "")
				e.Printf(" %d%d%d", e.Runtime("ori_"+t.name+"_compare", a, b), e.B.CreateZExt(equal, m.I32, ""), e.B.CreateZExt(agree, m.I32, ""))
			}
			e.Printf("\n")
		}
	}
	one, two := e.Runtime("ori_hash_combine", e.Int(1), e.Int(2)), e.Runtime("ori_hash_combine", e.Int(2), e.Int(1))
	e.sayInt("the order of what is combined does not matter:", e.same(one, two))
}

func slotLoad(e emitter, at llvm.Value, t llvm.Type) llvm.Value { return e.B.CreateLoad(t, at, "") }

// What is unique gives its spare room back, what is not gets a buffer of its own.
func listShrink(e emitter) {
	row := func(state string, v irb.Var, others ...irb.Var) {
		v.Do("ori_list_shrink_cow", nil)
		e.Printf("%s: room for %ld, ", e.M.Text(state), v.Cap())
		e.say("", append([]irb.Var{v}, others...)...)
		e.release(append(others, v)...)
	}
	row("unique", e.roomy("unique", counted, 1, 2, 3))
	shared := e.roomy("shared", counted, 1, 2, 3)
	row("shared", shared, shared.Share("other"))
	list := e.roomy("list", counted, 1, 2, 3, 4, 5)
	row("slice", e.slice("window", list, 1, 4), list)
	emptied := e.roomy("emptied", counted, 1)
	emptied.Do("ori_list_pop_cow", nil)
	row("empty", emptied)
}
