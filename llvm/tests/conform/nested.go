package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

var nested = []Program{
	{"nested-lists", nestedLists},
	{"nested-own-element", nestedOwnElement},
	{"nested-constants", nestedConstants},
	{"boxes", boxes},
	{"callbacks", callbacks},
	{"rc", counts},
}

// Allocations by hand: NULL, unique, shared, grown, immortal.
func counts(e emitter) {
	e.Printf("ABI version %ld\n", e.Runtime("ori_rt_abi_version"))
	say := func(label string, data llvm.Value) {
		flag := func(function string) llvm.Value { return e.B.CreateZExt(e.Runtime(function, data), e.M.I32, "") }
		e.Printf("%s: count %ld, unique %d, unique or NULL %d, %ld bytes\n", e.M.Text(label), e.Runtime("ori_rc_count", data),
			flag("ori_rc_is_unique"), flag("ori_rc_is_unique_or_null"), e.Runtime("ori_rc_data_size", data))
	}
	say("NULL", e.M.Null())
	e.Runtime("ori_rc_inc", e.M.Null())
	e.Runtime("ori_rc_dec", e.M.Null(), e.M.Null())
	say("immortal", e.M.ConstBox(irb.Int, e.Int(1)))
	data := e.Runtime("ori_rc_alloc", e.Int(24), e.Int(8))
	say("new", data)
	e.B.CreateStore(e.Int(42), data)
	e.Runtime("ori_rc_inc", data)
	say("retained", data)
	e.Runtime("ori_rc_dec", data, e.M.Null())
	data = e.Runtime("ori_rc_realloc", data, e.Int(24), e.Int(4000), e.Int(8))
	say("grown", data)
	e.Printf("it still holds %ld\n", e.VarAt(irb.Int, data).Load())
	e.Runtime("ori_rc_dec", data, e.M.Null())
	e.Runtime("ori_rc_free", e.Runtime("ori_rc_alloc", e.Int(0), e.Int(64)), e.Int(0), e.Int(64))
}

// A list of lists: the outer copy shares the inner lists, which copy when they
// are changed themselves.
func nestedLists(e emitter) {
	rows := e.Var("rows", irb.List(irb.List(irb.Int)))
	for _, row := range [][]int{{1}, {2, 2}, {3, 3, 3}} {
		inner := e.list("row", irb.Int, row...)
		rows.Do("ori_list_push_cow", irb.Args{"elem": inner}) // moves the reference in
	}
	kept := rows.Share("kept")
	rows.Do("ori_list_reverse_cow", nil)
	e.say("rows", rows)
	e.say("kept", kept)
	e.Printf("references of a row that both hold: %ld\n", e.Runtime("ori_rc_count", kept.Elem(e.Int(1)).Data()))

	// rows[0].push(4): take the row out, change it, put it back.
	row := e.Var("row", irb.List(irb.Int))
	rows.Do("ori_list_take_cow", irb.Args{"index": 0, "elem_out": row})
	e.push(row, 4)
	rows.Do("ori_list_insert_cow", irb.Args{"index": 0, "elem": row})
	e.say("rows", rows)
	e.say("kept", kept)
	kept.Release()

	// rows is unique, but its row must be too before a store in place.
	place := rows.Elem(e.Int(0))
	before := place.Data()
	e.push(place, 5)
	e.sayKept("rows[0] pushed in place", place, before)
	e.say("rows", rows)
	rows.Do("ori_list_set_cow", irb.Args{"index": 1, "elem": e.list("new", irb.Int, 7)})
	e.say("rows", rows)
	rows.Release()
}

// An element that lies in the very list it goes into, which may move.
func nestedOwnElement(e emitter) {
	list := e.list("list", irb.Int, 10, 20, 30, 40) // full: the push reallocates
	list.Do("ori_list_push_cow", irb.Args{"elem": list.Elem(e.Int(1))})
	e.say("list[1] pushed", list)
	list.Do("ori_list_insert_cow", irb.Args{"index": 0, "elem": list.Elem(e.Int(3))})
	e.say("list[3] inserted in front", list)
	list.Do("ori_list_set_cow", irb.Args{"index": 2, "elem": list.Elem(e.Int(5))})
	e.say("list[5] stored at 2", list)
	list.Do("ori_list_extend_cow", irb.Args{"src": list.Elem(e.Int(2)).At, "n": 4})
	e.say("list[2:6] appended", list)
	other := list.Share("other")
	list.Do("ori_list_push_cow", irb.Args{"elem": list.Elem(e.Int(0))})
	e.say("list[0] pushed, shared", list)
	e.say("other", other)
	e.release(list, other)

	// A list of lists that contains one row twice.
	rows := e.Var("rows", irb.List(irb.List(irb.Int)))
	rows.Do("ori_list_push_cow", irb.Args{"elem": e.list("row", irb.Int, 1, 2)})
	rows.Elem(e.Int(0)).Retain()
	rows.Do("ori_list_push_cow", irb.Args{"elem": rows.Elem(e.Int(0))})
	e.say("rows", rows)
	rows.Release()
}

// Constants lie in read-only data: shared, released and consumed for nothing.
func nestedConstants(e emitter) {
	pair := irb.List(irb.Int)
	table := e.Var("table", irb.List(pair))
	table.Store(e.M.ConstList(pair, e.constant(1, 2), e.constant(), e.constant(3)))
	e.Printf("count of a constant: %s\n", e.choose(e.B.CreateICmp(llvm.IntSLT, e.Runtime("ori_rc_count", table.Data()), e.Int(0), ""), "negative", "not negative"))
	again := table.Share("again")
	e.say("table", table)
	first := again.Elem(e.Int(0)).Share("first")
	e.push(first, 9)
	e.say("a copy of a row, 9 pushed", first)
	table.Do("ori_list_reverse_cow", nil)
	e.say("reversed", table)
	e.say("again", again)
	row := table.Elem(e.Int(0)) // the copy is unique, its rows are still constants
	e.push(row, 4)
	e.say("a row pushed", table)
	window := e.slice("window", again, 1, 3)
	e.say("a slice of the constant", window)
	e.release(table, again, window, first)
}

// Boxes with counted content, and a type that contains itself.
func boxes(e emitter) {
	node := irb.NewStruct("node", irb.Int)
	node.Fields = append(node.Fields, irb.List(irb.Box(node)))
	tree := irb.Box(node)
	leaf := func(n int64) irb.Var {
		v := e.Var("leaf", tree)
		v.Store(e.NewBox(tree, llvm.ConstNull(node.LLVM(e.M))))
		v.Content().Field(0).Store(e.Int(n))
		return v
	}
	root := leaf(1)
	for _, n := range []int64{2, 3} {
		root.Content().Field(1).Do("ori_list_push_cow", irb.Args{"elem": leaf(n)})
	}
	root.Content().Field(1).Elem(e.Int(0)).Content().Field(1).Do("ori_list_push_cow", irb.Args{"elem": leaf(4)})
	e.say("root", root)

	other := root.Share("other")
	other.Unshare().Field(0).Store(e.Int(100))
	children := other.Content().Field(1)
	children.Do("ori_list_pop_cow", nil)
	e.say("root", root)
	e.say("other, changed", other)
	child := "references of the child that both hold: %ld\n"
	e.Printf(child, e.Runtime("ori_rc_count", children.Elem(e.Int(0)).Load()))
	e.sayInt("equal:", e.Call(e.M.EqFn(tree), root.At, other.At))
	root.Release()
	e.Printf(child, e.Runtime("ori_rc_count", children.Elem(e.Int(0)).Load()))
	e.say("other", other)
	other.Release()
	e.Printf("live allocations: %ld\n", e.Runtime("ori_rc_live_count"))

	null := e.Var("null", tree)
	e.release(null.Share("null too"), null)
	constant := e.Var("constant", irb.Box(irb.Int))
	constant.Store(e.M.ConstBox(irb.Int, e.Int(42)))
	mine := constant.Share("mine")
	mine.Unshare().Store(e.Int(43))
	e.say("a constant and its copy:", constant, mine)
	e.release(constant, mine)
}

// The generated eq, hash and cmp of nested types agree with each other.
func callbacks(e emitter) {
	row := irb.List(irb.Int)
	a, b, c := e.list("a", irb.Int, 1, 2, 3), e.list("b", irb.Int, 1, 2, 3), e.list("c", irb.Int, 1, 3)
	d := e.slice("d", a, 0, 2)
	for _, p := range []struct {
		name string
		x, y irb.Var
	}{{"a b", a, b}, {"a c", a, c}, {"c a", c, a}, {"a d", a, d}, {"d a", d, a}, {"d d", d, d}} {
		hash := func(v irb.Var) llvm.Value { return e.Call(e.M.HashFn(row), v.At) }
		e.say(p.name, p.x, p.y)
		e.sayInt("  eq", e.Call(e.M.EqFn(row), p.x.At, p.y.At))
		e.sayInt("  same hash", e.same(hash(p.x), hash(p.y)))
		e.Printf("  cmp %d\n", e.Call(e.M.CmpFn(row), p.x.At, p.y.At))
	}
	e.release(a, b, c, d)
}
