package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

var traps = []Program{
	{"trap-owner-leaves-list", ownerLeavesList},
	{"trap-owner-leaves-map", ownerLeavesMap},
	{"trap-owner-leaves-set", ownerLeavesSet},
	{"trap-own-entry", ownEntry},
}

// leaving is an integer like counted, but while one is retained, the other
// owner of the collection being copied may leave: another thread would do so,
// here inc itself does. The operation then holds the last reference.
type leaving struct{ *countedInt }

func (t leaving) Name() string { return "leaving " + t.name }

func (t leaving) Retain(f *irb.Func, at llvm.Value) {
	t.countedInt.Retain(f, at)
	e := emitter{f}
	armed := e.counter("the other owner is about to leave")
	is := e.B.CreateICmp(llvm.IntNE, e.B.CreateLoad(e.M.I64, armed, ""), e.Int(0), "")
	e.If(is, func() {
		e.B.CreateStore(e.Int(0), armed)
		leave := e.B.CreateLoad(e.M.Ptr, e.global("how the other owner leaves", e.M.Ptr), "")
		e.B.CreateCall(llvm.FunctionType(e.M.Void, []llvm.Type{e.M.Ptr}, false), leave, []llvm.Value{e.global("the other owner", e.M.Triple)}, "")
	}, nil)
}

// whileOwnerLeaves runs op on v, whose other owner leaves at the first inc.
func (e emitter) whileOwnerLeaves(title string, v irb.Var, op func(), types ...*countedInt) {
	other := e.VarAt(v.T, e.global("the other owner", e.M.Triple))
	v.Retain()
	other.Store(v.Load())
	e.B.CreateStore(e.M.DecFn(v.T), e.global("how the other owner leaves", e.M.Ptr))
	e.B.CreateStore(e.Int(1), e.counter("the other owner is about to leave"))
	e.startCounts(types...)
	op()
	e.say(title+":", v)
	e.sayCounts("  callbacks", types...)
	v.Release()
	e.sayCounts("  released", types...)
}

func ownerLeavesList(e emitter) {
	elem := leaving{counted}
	for _, op := range []struct {
		name string
		do   func(v irb.Var)
	}{
		{"push", func(v irb.Var) { e.push(v, 4) }},
		{"pop", func(v irb.Var) { v.Do("ori_list_pop_cow", nil) }},
		{"set", func(v irb.Var) { v.Do("ori_list_set_cow", irb.Args{"index": 1, "elem": e.slot(9)}) }},
		{"insert", func(v irb.Var) { v.Do("ori_list_insert_cow", irb.Args{"index": 1, "elem": e.slot(9)}) }},
		{"remove", func(v irb.Var) { v.Do("ori_list_remove_cow", irb.Args{"index": 1}) }},
		{"take", func(v irb.Var) { v.Do("ori_list_take_cow", irb.Args{"index": 1, "elem_out": e.slot(0)}) }},
		{"extend", func(v irb.Var) { v.Do("ori_list_extend_cow", irb.Args{"src": v.Data(), "n": 2}) }},
		{"truncate", func(v irb.Var) { v.Do("ori_list_truncate_cow", irb.Args{"new_len": 2}) }},
		{"reverse", func(v irb.Var) { v.Do("ori_list_reverse_cow", nil) }},
		{"sort", func(v irb.Var) { v.Do("ori_list_sort_cow", nil) }},
		{"stable sort", func(v irb.Var) { v.Do("ori_list_sort_stable_cow", nil) }},
		{"unshare", func(v irb.Var) { v.Do("ori_list_unshare_cow", irb.Args{"min_cap": 0}) }},
		{"concat", func(v irb.Var) {
			v.Do("ori_list_concat_cow", irb.Args{"other": e.list("list2", elem, 4)})
		}},
	} {
		v := e.list("v", elem, 3, 1, 2)
		e.whileOwnerLeaves(op.name, v, func() { op.do(v) }, counted)
	}
}

func ownerLeavesMap(e emitter) {
	t := irb.Map(leaving{countedKey}, countedVal)
	for _, op := range []struct {
		name string
		do   func(v irb.Var)
	}{
		{"insert of a new key", func(v irb.Var) { insert(9, 90)(e, v) }},
		{"insert of an existing key", func(v irb.Var) { insert(2, 99)(e, v) }},
		{"update", func(v irb.Var) { v.Do("ori_map_update_cow", irb.Args{"key": e.slot(2), "val": e.slot(99)}) }},
		{"remove", func(v irb.Var) { v.Do("ori_map_remove_cow", irb.Args{"key": e.slot(2)}) }},
		{"entry", func(v irb.Var) { entry(2, 0)(e, v) }},
		{"merge", func(v irb.Var) {
			other := e.Var("map2", t)
			other.Store(e.M.ConstMap(irb.Int, irb.Int, []llvm.Value{e.Int(2), e.Int(7)}, []llvm.Value{e.Int(22), e.Int(77)}))
			v.Do("ori_map_merge_cow", irb.Args{"other": other})
		}},
		{"unshare", func(v irb.Var) { v.Do("ori_map_unshare_cow", irb.Args{"min_cap": 0}) }},
	} {
		v := e.dict("v", t, 1, 10, 2, 20, 3, 30)
		e.whileOwnerLeaves(op.name, v, func() { op.do(v) }, countedKey, countedVal)
	}
}

func ownerLeavesSet(e emitter) {
	elem := leaving{counted}
	for _, op := range []struct {
		name string
		do   func(e emitter, v irb.Var)
	}{
		{"insert", func(e emitter, v irb.Var) { e.add(v, 9) }},
		{"remove", func(e emitter, v irb.Var) { v.Do("ori_set_remove_cow", irb.Args{"elem": e.slot(2)}) }},
		{"union", with("ori_set_union_cow", 3, 4)},
		{"intersection", with("ori_set_intersection_cow", 2, 3, 4)},
		{"difference", with("ori_set_difference_cow", 3, 4)},
		{"symmetric difference", with("ori_set_symmetric_difference_cow", 3, 4)},
	} {
		v := e.set("v", elem, 1, 2, 3)
		e.whileOwnerLeaves(op.name, v, func() { op.do(e, v) }, counted)
	}
}

// Keys, values and elements passed by their address in the collection itself,
// which may move or be released meanwhile.
func ownEntry(e emitter) {
	row := irb.List(irb.Int)
	v := e.Var("v", irb.Map(row, row))
	key, val := e.Var("key", row), e.Var("val", row)
	for i := range 4 { // full
		key.Store(e.list("new key", irb.Int, i).Load())
		val.Store(e.list("new value", irb.Int, i, i).Load())
		v.Do("ori_map_insert_cow", irb.Args{"key": key, "val": val})
	}
	place := func(p irb.Var) irb.Var { p.Retain(); return p } // insert moves a reference in
	v.Do("ori_map_insert_cow", irb.Args{"key": place(v.Val(e.Int(1))), "val": place(v.Elem(e.Int(2)))})
	e.say("v[v's value 1] = v's key 2:", v)
	v.Do("ori_map_insert_cow", irb.Args{"key": place(v.Elem(e.Int(3))), "val": place(v.Val(e.Int(3)))})
	e.say("v[v's key 3] = v's value 3:", v)
	v.Do("ori_map_remove_cow", irb.Args{"key": v.Elem(e.Int(0))})
	e.say("v's key 0 removed:", v)
	shared := v.Share("shared")
	v.Do("ori_map_remove_cow", irb.Args{"key": v.Elem(e.Int(0))})
	e.say("v's key 0 removed, shared:", v)
	e.say("shared:", shared)
	e.release(v, shared)

	s := e.Var("s", irb.Set(row))
	for i := range 4 {
		key.Store(e.list("new element", irb.Int, i).Load())
		s.Do("ori_set_insert_cow", irb.Args{"elem": key})
	}
	s.Do("ori_set_insert_cow", irb.Args{"elem": place(s.Elem(e.Int(2)))})
	e.say("s's element 2 inserted:", s)
	s.Do("ori_set_remove_cow", irb.Args{"elem": s.Elem(e.Int(1))})
	e.say("s's element 1 removed:", s)
	s.Release()

	list := e.Var("list", irb.List(row))
	for i := range 4 {
		key.Store(e.list("new element", irb.Int, i).Load())
		list.Do("ori_list_push_cow", irb.Args{"elem": key})
	}
	list.Do("ori_list_set_cow", irb.Args{"index": 1, "elem": place(list.Elem(e.Int(2)))})
	e.say("list[1] = list[2]:", list)
	list.Do("ori_list_set_cow", irb.Args{"index": 3, "elem": place(list.Elem(e.Int(3)))})
	e.say("list[3] = list[3]:", list)
	list.Release()
}
