package backend

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/moo/ownership"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// method emits x.name(args). A scalar result is returned, any other stored in to.
func (f *function) method(e *syntax.Method, to irb.Var) (result llvm.Value) {
	f.withTemporaries(func() {
		if e.Spec.Mutates {
			result = f.mutate(e, to)
			return
		}
		switch e.X.Type().Kind {
		case types.List:
			result = f.queryList(e, to)
		case types.Map:
			result = f.queryMap(e, to)
		case types.Set:
			result = f.querySet(e, to)
		case types.Str:
			result = f.queryText(e, to)
		case types.Float:
			x := f.scalar(e.X)
			f.Call(f.m.Extern("moo_fixed", f.m.Void, false, f.m.F64, f.m.I64, f.m.Ptr), x, f.scalar(e.Args[0]), to.At)
		}
	})
	return result
}

// receiver borrows x while the arguments are evaluated.
func (f *function) receiver(e *syntax.Method) irb.Var { return f.borrowBefore(e.X, e.Args) }

func (f *function) queryList(e *syntax.Method, to irb.Var) llvm.Value {
	x := f.receiver(e)
	switch e.Spec.Op {
	case "list.len":
		return x.Len()
	case "list.find":
		return x.Do("ori_list_find", irb.Args{"needle": f.look(e.Args)[0]})
	case "list.contains":
		at := x.Do("ori_list_find", irb.Args{"needle": f.look(e.Args)[0]})
		return f.B.CreateICmp(llvm.IntSGE, at, f.Int(0), "")
	case "list.take":
		x.Into(to, "ori_list_slice_take", irb.Args{"n": f.scalar(e.Args[0])})
	case "list.drop":
		x.Into(to, "ori_list_slice_drop", irb.Args{"n": f.scalar(e.Args[0])})
	case "list.join":
		f.Runtime("ori_str_join", x.Data(), x.Len(), f.borrow(e.Args[0]).At, to.At)
	}
	return llvm.Value{}
}

func (f *function) queryMap(e *syntax.Method, to irb.Var) llvm.Value {
	x := f.receiver(e)
	switch e.Spec.Op {
	case "map.len":
		return x.Len()
	case "map.contains":
		return x.Do("ori_map_contains", irb.Args{"key": f.look(e.Args)[0]})
	case "map.keys":
		x.Keys(to)
	case "map.values":
		x.Values(to)
	case "map.get":
		return f.mapGet(e, x, to)
	}
	return llvm.Value{}
}

// mapGet copies the value that is there, else hands the default on.
func (f *function) mapGet(e *syntax.Method, x, to irb.Var) llvm.Value {
	var key irb.Var
	if e.Args[0].Type().Scalar() {
		key = f.own(e.Args[0])
	} else {
		key = f.borrowBefore(e.Args[0], e.Args[1:])
	}
	other := f.own(e.Args[1])
	if e.T.Scalar() {
		to = f.temporary(e.T)
	}
	at := x.Do("ori_map_get", irb.Args{"key": key})
	f.If(f.B.CreateIsNull(at, ""), func() { to.Store(other.Load()) }, func() {
		f.copy(f.VarAt(to.T, at), to)
		other.Release()
	})
	if e.T.Scalar() {
		return f.loadScalar(to, e.T)
	}
	return llvm.Value{}
}

func (f *function) querySet(e *syntax.Method, to irb.Var) llvm.Value {
	switch e.Spec.Op {
	case "set.len":
		return f.receiver(e).Len()
	case "set.contains":
		return f.receiver(e).Do("ori_set_contains", irb.Args{"elem": f.look(e.Args)[0]})
	case "set.is_subset", "set.is_disjoint":
		x := f.receiver(e)
		return x.Do("ori_"+prefixed(e.Spec.Op), irb.Args{"other": f.borrow(e.Args[0])})
	case "set.to_list":
		f.receiver(e).Into(to, "ori_set_to_list", nil)
	default: // union, intersection, ...: consume the receiver, borrow the other
		x := f.own(e.X)
		x.Into(to, "ori_"+prefixed(e.Spec.Op)+"_cow", irb.Args{"other": f.borrow(e.Args[0])})
	}
	return llvm.Value{}
}

// prefixed turns "set.union" into "set_union".
func prefixed(op string) string {
	b := []byte(op)
	for i := range b {
		if b[i] == '.' {
			b[i] = '_'
		}
	}
	return string(b)
}

func (f *function) queryText(e *syntax.Method, to irb.Var) llvm.Value {
	if ownership.ConsumesReceiver(e.Spec.Op) { // lower, upper
		f.Runtime("ori_"+prefixed(e.Spec.Op)+"_cow", f.own(e.X).At, to.At)
		return llvm.Value{}
	}
	x := f.receiver(e)
	extern := func(result llvm.Type, args ...llvm.Value) llvm.Value {
		params := make([]llvm.Type, len(args))
		for i, a := range args {
			params[i] = a.Type()
		}
		return f.Call(f.m.Extern("moo_"+prefixed(e.Spec.Op), result, false, params...), args...)
	}
	switch e.Spec.Op {
	case "str.len":
		return f.Runtime("ori_str_len", x.At)
	case "str.take", "str.drop":
		f.Runtime("ori_str_slice_"+e.Name, x.At, f.scalar(e.Args[0]), to.At)
	case "str.find":
		return f.Runtime("ori_str_find", x.At, f.borrow(e.Args[0]).At, f.Int(0))
	case "str.starts_with", "str.ends_with":
		return f.Runtime("ori_"+prefixed(e.Spec.Op), x.At, f.borrow(e.Args[0]).At)
	case "str.trim":
		f.Runtime("ori_str_trim", x.At, to.At)
	case "str.repeat":
		n := f.scalar(e.Args[0])
		none := f.B.CreateICmp(llvm.IntSLT, n, f.Int(0), "")
		f.Runtime("ori_str_repeat", x.At, f.B.CreateSelect(none, f.Int(0), n, ""), to.At)
	case "str.is_int":
		return f.B.CreateICmp(llvm.IntNE, extern(f.m.I32, x.At), llvm.ConstNull(f.m.I32), "")
	case "str.to_int":
		return extern(f.m.I64, f.at(e.At), x.At)
	case "str.split":
		extern(f.m.Void, f.at(e.At), x.At, f.borrow(e.Args[0]).At, to.At)
	case "str.pad_left", "str.pad_right":
		extern(f.m.Void, x.At, f.scalar(e.Args[0]), to.At)
	default: // words
		extern(f.m.Void, x.At, to.At)
	}
	return llvm.Value{}
}

// mutate emits a method that changes its receiver: the place's indices, the
// arguments, then the place is reached and handed to a consuming operation, whose
// out is that same place.
func (f *function) mutate(e *syntax.Method, to irb.Var) llvm.Value {
	p := f.place(e.X)
	var args []irb.Var
	if e.Cmp == nil {
		args = f.taken(e, p.root)
	}
	x := f.reach(p)
	f.position(e.At)
	number := func(i int) llvm.Value { return args[i].Load() }
	switch e.Spec.Op {
	case "list.push":
		x.Do("ori_list_push_cow", irb.Args{"elem": args[0]})
	case "list.pop":
		f.unless(f.B.CreateICmp(llvm.IntNE, x.Len(), f.Int(0), ""), f.failure("moo_fail_pop"), func() []llvm.Value {
			return []llvm.Value{f.at(e.At)}
		})
		if !e.Used {
			x.Do("ori_list_pop_cow", nil)
			break
		}
		return f.takeOut(e, x, f.B.CreateSub(x.Len(), f.Int(1), ""), to)
	case "list.remove":
		i := number(0)
		f.bounds(i, x.Len(), e.At)
		if !e.Used {
			x.Do("ori_list_remove_cow", irb.Args{"index": i})
			break
		}
		return f.takeOut(e, x, i, to)
	case "list.insert":
		i := number(0)
		f.unless(f.B.CreateICmp(llvm.IntULE, i, x.Len(), ""), f.failure("moo_fail_index", f.m.I64, f.m.I64), func() []llvm.Value {
			return []llvm.Value{f.at(e.At), i, x.Len()}
		})
		x.Do("ori_list_insert_cow", irb.Args{"index": i, "elem": args[1]})
	case "list.extend":
		x.Do("ori_list_extend_cow", irb.Args{"src": args[0].Data(), "n": args[0].Len()})
	case "list.truncate":
		n := number(0)
		f.length(e.At, n)
		x.Do("ori_list_truncate_cow", irb.Args{"new_len": n})
	case "list.reverse":
		x.Do("ori_list_reverse_cow", nil)
	case "list.sort", "list.sort_stable":
		order := irb.Args{} // the elements' own
		if e.Cmp != nil {
			order["cmp"] = f.order(e.Cmp, e.X.Type().Elem)
		}
		x.Do("ori_"+prefixed(e.Spec.Op)+"_cow", order)
	case "list.swap":
		i, j := number(0), number(1)
		f.bounds(i, x.Len(), e.At)
		f.bounds(j, x.Len(), e.At)
		x.Do("ori_list_swap_cow", irb.Args{"i": i, "j": j})
	case "list.clear", "map.clear", "set.clear":
		x.Do("ori_"+prefixed(e.Spec.Op)+"_cow", nil)
	case "list.fill":
		x.Do("ori_list_fill_cow", irb.Args{"elem": args[0]})
	case "list.reserve":
		x.Do("ori_list_unshare_cow", irb.Args{"min_cap": number(0)})
	case "list.compact":
		x.Do("ori_list_materialize_slice", nil)
	case "map.insert", "map.update":
		x.Do("ori_"+prefixed(e.Spec.Op)+"_cow", irb.Args{"key": args[0], "val": args[1]})
	case "map.remove":
		x.Do("ori_map_remove_cow", irb.Args{"key": args[0]})
	case "map.merge":
		x.Do("ori_map_merge_cow", irb.Args{"other": args[0]})
	case "map.reserve":
		x.Do("ori_map_unshare_cow", irb.Args{"min_cap": number(0)})
	case "set.insert", "set.remove":
		x.Do("ori_"+prefixed(e.Spec.Op)+"_cow", irb.Args{"elem": args[0]})
	case "str.push":
		b := f.byteValue(e.At, number(0))
		f.Runtime("ori_str_push_byte_cow", x.At, b, x.At)
	case "str.push_char":
		f.Runtime("ori_str_push_char_cow", x.At, f.character(e.At, number(0)), x.At)
	case "str.reserve":
		f.Runtime("ori_str_unshare_cow", x.At, number(0), x.At)
	}
	return llvm.Value{}
}

// taken evaluates the arguments: owned where the operation takes them over,
// borrowed otherwise; in memory in any case, since elements go by address.
func (f *function) taken(e *syntax.Method, root *syntax.Var) []irb.Var {
	args := make([]irb.Var, len(e.Args))
	for i, a := range e.Args {
		if a.Type().Scalar() || ownership.ConsumesArgument(e.Spec.Op, i) {
			args[i] = f.own(a)
		} else {
			args[i] = f.borrowBefore(a, e.Args[i+1:], root)
		}
	}
	return args
}

// takeOut moves element i out of the list.
func (f *function) takeOut(e *syntax.Method, x irb.Var, i llvm.Value, to irb.Var) llvm.Value {
	if e.T.Scalar() {
		to = f.temporary(e.T)
	}
	x.Do("ori_list_take_cow", irb.Args{"index": i, "elem_out": to})
	if e.T.Scalar() {
		return f.loadScalar(to, e.T)
	}
	return llvm.Value{}
}
