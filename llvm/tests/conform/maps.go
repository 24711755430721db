package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

var maps = []Program{
	{"map-insert-new", mapTable("ori_map_insert_cow of a new key", insert(9, 90))},
	{"map-insert-existing", mapTable("ori_map_insert_cow of an existing key", insert(2, 99))},
	{"map-update-existing", mapTable("ori_map_update_cow of an existing key", func(e emitter, v irb.Var) {
		v.Do("ori_map_update_cow", irb.Args{"key": e.slot(2), "val": e.slot(99)})
	})},
	{"map-update-missing", mapTable("ori_map_update_cow of a missing key", func(e emitter, v irb.Var) {
		v.Do("ori_map_update_cow", irb.Args{"key": e.slot(9), "val": e.slot(90)})
	})},
	{"map-remove", mapTable("ori_map_remove_cow of the first key", func(e emitter, v irb.Var) {
		v.Do("ori_map_remove_cow", irb.Args{"key": e.slot(1)})
	})},
	{"map-swap-remove", mapTable("ori_map_swap_remove_cow of the first key", func(e emitter, v irb.Var) {
		v.Do("ori_map_swap_remove_cow", irb.Args{"key": e.slot(1)})
	})},
	{"map-remove-missing", mapTable("ori_map_remove_cow of a missing key", func(e emitter, v irb.Var) {
		v.Do("ori_map_remove_cow", irb.Args{"key": e.slot(9)})
	})},
	{"map-entry-existing", mapTable("ori_map_entry_cow of an existing key", entry(3, 0))},
	{"map-entry-new", mapTable("ori_map_entry_cow of a new key", entry(9, 0))},
	{"map-unshare", mapTable("ori_map_unshare_cow", func(e emitter, v irb.Var) {
		v.Do("ori_map_unshare_cow", irb.Args{"min_cap": 0})
	})},
	{"map-merge", mapTable("ori_map_merge_cow with {3: 33, 4: 44}", func(e emitter, v irb.Var) {
		other := e.dict("other", v.T, 3, 33, 4, 44)
		v.Do("ori_map_merge_cow", irb.Args{"other": other})
		other.Release()
	})},
	{"map-merge-nothing", mapTable("ori_map_merge_cow with {}", func(e emitter, v irb.Var) {
		v.Do("ori_map_merge_cow", irb.Args{"other": e.Var("nothing", v.T)})
	})},
	{"map-merge-itself", mapTable("ori_map_merge_cow with itself", func(e emitter, v irb.Var) {
		again := v.Share("again")
		v.Do("ori_map_merge_cow", irb.Args{"other": again})
		again.Release()
	})},
	{"map-last-entry", mapLastEntry},
	{"map-read", mapRead},
	{"map-sizes", mapSizes},
	{"map-nested", mapNested},
	{"map-index", mapIndex},
}

func insert(key, val int) func(emitter, irb.Var) {
	return func(e emitter, v irb.Var) {
		v.Do("ori_map_insert_cow", irb.Args{"key": e.slot(key), "val": e.slot(val)})
	}
}

// entry adds 1 to the value of a key, in place.
func entry(key, initial int) func(emitter, irb.Var) {
	return func(e emitter, v irb.Var) {
		slot := e.Alloca(e.M.Ptr, "slot")
		v.Do("ori_map_entry_cow", irb.Args{"key": e.slot(key), "default_val": e.slot(initial), "val_slot": slot})
		val := e.VarAt(irb.Int, e.B.CreateLoad(e.M.Ptr, slot, ""))
		val.Store(e.B.CreateAdd(val.Load(), e.Int(1), ""))
	}
}

// dict makes a variable that holds a map of integers; keys and values alternate.
func (e emitter) dict(name string, t irb.Type, entries ...int) irb.Var {
	v := e.Var(name, t)
	for i := 0; i < len(entries); i += 2 {
		insert(entries[i], entries[i+1])(e, v)
	}
	return v
}

// mapTable returns a program that performs op on a map in every state.
func mapTable(title string, op func(e emitter, v irb.Var)) func(emitter) {
	return func(e emitter) {
		t := irb.Map(countedKey, countedVal)
		e.say(title)
		row := func(state string, v irb.Var, others ...irb.Var) {
			e.startCounts(countedKey, countedVal)
			e.say(state+":", v)
			before := v.Data()
			op(e, v)
			e.Printf("  -> ")
			v.Print()
			e.Printf(", %s\n", e.choose(e.same(v.Data(), before), "same buffer", "another buffer"))
			e.sayCounts("  callbacks", countedKey, countedVal)
			for _, other := range others {
				e.say("  the other owner still has", other)
			}
			e.release(append(others, v)...)
			e.sayCounts("  all released", countedKey, countedVal)
		}
		fresh := func(name string) irb.Var {
			v := e.dict(name, t, 1, 10, 2, 20, 3, 30)
			v.Do("ori_map_unshare_cow", irb.Args{"min_cap": 16})
			return v
		}
		row("unique", fresh("unique"))
		shared := fresh("shared")
		row("shared", shared, shared.Share("other"))
		constant := e.Var("constant", t)
		constant.Store(e.M.ConstMap(irb.Int, irb.Int,
			[]llvm.Value{e.Int(1), e.Int(2), e.Int(3)}, []llvm.Value{e.Int(10), e.Int(20), e.Int(30)}))
		row("immortal", constant)
	}
}

// With its last entry a unique map gives its buffer back.
func mapLastEntry(e emitter) {
	v := e.dict("v", irb.Map(countedKey, countedVal), 1, 10)
	v.Do("ori_map_remove_cow", irb.Args{"key": e.slot(1)})
	e.sayCounts("removed", countedKey, countedVal)
	e.Printf("len %ld, cap %ld, data %s\n", v.Len(), v.Cap(), e.choose(e.same(v.Data(), e.M.Null()), "NULL", "not NULL"))
	v.Do("ori_map_remove_cow", irb.Args{"key": e.slot(1)})
	e.say("removed once more:", v)
	v.Release()
}

func mapRead(e emitter) {
	v := e.dict("v", irb.Map(countedKey, countedVal), 5, 50, 3, 30, 4, 40)
	for _, key := range []int{3, 4, 6} {
		e.sayInt("contains:", v.Do("ori_map_contains", irb.Args{"key": e.slot(key)}))
		found := v.Do("ori_map_get", irb.Args{"key": e.slot(key)})
		e.If(e.same(found, e.M.Null()), func() { e.Printf("get: NULL\n") },
			func() { e.say("get:", e.VarAt(irb.Int, found)) })
	}
	e.sayCounts("reading", countedKey, countedVal)
	keys, values := e.Var("keys", irb.List(countedKey)), e.Var("values", irb.List(countedVal))
	v.Keys(keys)
	v.Values(values)
	e.say("keys and values:", keys, values)
	e.sayCounts("keys and values", countedKey, countedVal)

	backwards := e.dict("backwards", v.T, 4, 40, 3, 30, 5, 50)
	e.sayInt("equal in another order:", v.Do("ori_map_eq", irb.Args{"other": backwards}))
	insert(3, 31)(e, backwards)
	e.sayInt("equal with another value:", v.Do("ori_map_eq", irb.Args{"other": backwards}))
	empty := e.Var("empty", v.T)
	e.sayInt("equal to the empty map:", v.Do("ori_map_eq", irb.Args{"other": empty}))
	none := e.Var("none", irb.List(countedKey))
	empty.Keys(none)
	e.say("keys of the empty map:", none)
	e.release(v, keys, values, backwards)
}

// Keys and values of all sizes: the values move when the buffer grows, and stay
// aligned.
func mapSizes(e emitter) {
	pair := irb.NewStruct("two ints", irb.Int, irb.Int)
	row := irb.List(irb.Int)
	for _, t := range []struct{ key, val irb.Type }{
		{irb.Byte, irb.Byte}, {irb.Byte, irb.Int}, {irb.Byte, pair}, {irb.Byte, row},
		{irb.Int, irb.Byte}, {irb.Int, row}, {pair, irb.Byte}, {pair, pair}, {row, irb.Byte}, {row, row},
	} {
		dict := irb.Map(t.key, t.val)
		v := e.Var("v", dict)
		key, val := e.Var("key", t.key), e.Var("val", t.val)
		for i := range 7 {
			key.Store(numbered(e, t.key, i))
			val.Store(numbered(e, t.val, i+1))
			v.Do("ori_map_insert_cow", irb.Args{"key": key, "val": val})
		}
		other := v.Share("other")
		key.Store(numbered(e, t.key, 3))
		v.Do("ori_map_remove_cow", irb.Args{"key": key})
		e.say(dict.Name(), v)
		found := v.F.VarAt(t.val, other.Do("ori_map_get", irb.Args{"key": key}))
		e.say("  in the other map the value of", key, found)
		e.release(v, other)
	}
}

// m[k].push(x) in place, with the entry operation.
func mapNested(e emitter) {
	row := irb.List(irb.Int)
	v := e.Var("v", irb.Map(irb.Int, row))
	slot := e.Alloca(e.M.Ptr, "slot")
	add := func(key, x int) {
		v.Do("ori_map_entry_cow", irb.Args{"key": e.slot(key), "default_val": e.Var("nothing", row), "val_slot": slot})
		e.push(e.VarAt(row, e.B.CreateLoad(e.M.Ptr, slot, "")), x)
	}
	for x := range 6 {
		add(x%2, x)
	}
	e.say("v", v)
	other := v.Share("other")
	add(1, 7)
	add(2, 8)
	e.say("v", v)
	e.say("other", other)
	e.Printf("references of a row that both hold: %ld\n", e.Runtime("ori_rc_count", other.Val(e.Int(0)).Data()))
	v.Do("ori_map_merge_cow", irb.Args{"other": other})
	e.say("merged", v)
	e.release(v, other)
}

// Enough entries for a hash index: every key is found, order is kept, and
// operations with and without hash get on with each other.
func mapIndex(e emitter) {
	const n = 1000
	t := irb.Map(irb.Int, irb.Int)
	v := e.Var("v", t)
	e.Range(e.Int(n), func(i llvm.Value) {
		key := e.B.CreateMul(i, e.Int(7919), "")
		v.Do("ori_map_insert_cow", irb.Args{"key": e.Slot(irb.Int, key), "val": e.Slot(irb.Int, i)})
	})
	// check prints how many of the n keys are found with their value.
	check := func(label string, v irb.Var, args irb.Args) {
		found := e.Var("found", irb.Int)
		e.Range(e.Int(n), func(i llvm.Value) {
			with := irb.Args{"key": e.Slot(irb.Int, e.B.CreateMul(i, e.Int(7919), ""))}
			for name, arg := range args {
				with[name] = arg
			}
			val := v.Do("ori_map_get", with)
			e.If(e.same(val, e.M.Null()), func() {}, func() {
				right := e.same(e.VarAt(irb.Int, val).Load(), i)
				found.Store(e.B.CreateAdd(found.Load(), e.B.CreateZExt(right, e.M.I64, ""), ""))
			})
		})
		e.Printf("%s: %ld entries, %ld found, the first key %ld, the last %ld\n", e.M.Text(label), v.Len(), found.Load(),
			v.Elem(e.Int(0)).Load(), v.Elem(e.B.CreateSub(v.Len(), e.Int(1), "")).Load())
	}
	unhashed := irb.Args{"key_hash": e.M.Null()}
	check("with hash", v, nil)
	check("without", v, unhashed)
	other := v.Share("other")
	remove := func(v irb.Var, i int, args irb.Args) {
		with := irb.Args{"key": e.slot(i * 7919)}
		for name, arg := range args {
			with[name] = arg
		}
		v.Do("ori_map_remove_cow", with)
	}
	remove(v, 0, nil)
	check("the first removed", v, nil)
	remove(v, 500, unhashed)
	check("the middle removed without hash", v, nil)
	remove(v, 999, nil)
	check("the last removed", v, nil)
	check("the other map", other, nil)
	v.Do("ori_map_insert_cow", irb.Args{"key": e.slot(0), "val": e.slot(0), "key_hash": e.M.Null()})
	check("0 inserted again without hash", v, nil)
	sameKeys := v.Do("ori_map_eq", irb.Args{"other": other})
	e.sayInt("equal:", sameKeys)
	v.Do("ori_map_merge_cow", irb.Args{"other": other})
	check("merged with the other", v, nil)
	e.sayInt("equal:", v.Do("ori_map_eq", irb.Args{"other": other}))
	e.release(v, other)
}
