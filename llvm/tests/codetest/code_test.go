// Package codetest holds tests of machine-near facts: what the optimiser leaves
// of runtime calls in small callers when it has the runtime's bitcode. A change
// that makes a fast path slower than it must be fails here, without a clock.
package codetest

import (
	"flag"
	"strings"
	"testing"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/llvm/link"
	"libori.org/rt/llvm/tests/measure"
)

var libraries = flag.String("lib", "../../../build/lib", "directory of the library's builds")

// caller is a function as a compiler emits it. Its first parameter is the
// address of a collection.
type caller struct {
	name   string
	params func(m *irb.Module) []llvm.Type // after the address
	result func(m *irb.Module) llvm.Type   // nil: void
	emit   func(f *irb.Func) []llvm.Value  // returns the result, if there is one
}

// compile returns the caller as the optimiser leaves it.
func compile(t *testing.T, c caller) llvm.Value {
	t.Helper()
	m := irb.New(c.name)
	t.Cleanup(m.Dispose)
	params := []llvm.Type{m.Ptr}
	if c.params != nil {
		params = append(params, c.params(m)...)
	}
	result := m.Void
	if c.result != nil {
		result = c.result(m)
	}
	f := m.Func(c.name, result, params...)
	f.End(c.emit(f)...)
	if err := m.Finish(); err != nil {
		t.Fatal(err)
	}
	inline, err := link.Find(*libraries, "inline")
	if err != nil {
		t.Fatal(err)
	}
	ctx := llvm.NewContext()
	optimised, err := link.Optimise(ctx, m.LLVM, inline, link.Options{Dir: t.TempDir(), Name: "caller", Level: "O2"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { optimised.Dispose(); ctx.Dispose() })
	return optimised.NamedFunction(c.name)
}

func one(t func(m *irb.Module) llvm.Type) func(m *irb.Module) []llvm.Type {
	return func(m *irb.Module) []llvm.Type { return []llvm.Type{t(m)} }
}

func i64(m *irb.Module) llvm.Type     { return m.I64 }
func i1(m *irb.Module) llvm.Type      { return m.I1 }
func pointer(m *irb.Module) llvm.Type { return m.Ptr }

var (
	ints    = irb.List(irb.Int)
	intSet  = irb.Set(irb.Int)
	intMap  = irb.Map(irb.Int, irb.Int)
	nested  = irb.List(ints)
	intPair = irb.NewStruct("pair", irb.Int, irb.Int)
)

// The fast way through each caller makes no call at all, and nowhere does one
// go through a pointer. The bounds on the instructions are what the code is now
// and a little more: a fast path that grows past them is worth a look.
func TestFastPaths(t *testing.T) {
	push := func(elem irb.Type) func(f *irb.Func) []llvm.Value {
		return func(f *irb.Func) []llvm.Value {
			f.VarAt(irb.List(elem), f.Param(0)).Do("ori_list_push_cow", irb.Args{"elem": f.Slot(elem, f.Param(1))})
			return nil
		}
	}
	at := func(function string, t irb.Type, args func(f *irb.Func) irb.Args) func(f *irb.Func) []llvm.Value {
		return func(f *irb.Func) []llvm.Value {
			var with irb.Args
			if args != nil {
				with = args(f)
			}
			f.VarAt(t, f.Param(0)).Do(function, with)
			return nil
		}
	}
	for _, test := range []struct {
		caller
		fast, whole int // bounds on instructions: the fast way, all
	}{
		{caller{"push an int", one(i64), nil, push(irb.Int)}, 22, 36}, // two ways in place: an emptied list has its own
		{caller{"push a byte", one(func(m *irb.Module) llvm.Type { return m.I8 }), nil, push(irb.Byte)}, 22, 36},
		{caller{"push a float", one(func(m *irb.Module) llvm.Type { return m.F64 }), nil, push(irb.Float)}, 22, 36},
		{caller{"push a list", one(func(m *irb.Module) llvm.Type { return m.Triple }), nil, push(ints)}, 24, 28},
		{caller{"pop an int", nil, nil, at("ori_list_pop_cow", ints, nil)}, 18, 22},
		{caller{"take the last int", nil, i64, func(f *irb.Func) []llvm.Value {
			v, taken := f.VarAt(ints, f.Param(0)), f.Var("taken", irb.Int)
			v.Do("ori_list_take_cow", irb.Args{"index": f.B.CreateSub(v.Len(), f.Int(1), ""), "elem_out": taken})
			return []llvm.Value{taken.Load()}
		}}, 20, 28},
		{caller{"set an int", one(i64), nil, at("ori_list_set_cow", ints, func(f *irb.Func) irb.Args {
			return irb.Args{"index": f.Param(1), "elem": f.Slot(irb.Int, f.Param(1))}
		})}, 22, 26},
		{caller{"unshare a list", nil, nil, at("ori_list_unshare_cow", ints, func(f *irb.Func) irb.Args {
			return irb.Args{"min_cap": 0}
		})}, 17, 21},
		{caller{"retain a list", nil, nil, func(f *irb.Func) []llvm.Value { f.Retain(ints, f.Param(0)); return nil }}, 10, 28},
		{caller{"release a list", nil, nil, func(f *irb.Func) []llvm.Value { f.Release(ints, f.Param(0)); return nil }}, 11, 36},
		{caller{"is unique", nil, i1, func(f *irb.Func) []llvm.Value {
			return []llvm.Value{f.Runtime("ori_rc_is_unique", f.Param(0))}
		}}, 4, 8},
		{caller{"unshare a box", nil, pointer, func(f *irb.Func) []llvm.Value {
			return []llvm.Value{f.VarAt(irb.Box(intPair), f.Param(0)).Unshare().At}
		}}, 10, 14},
	} {
		t.Run(test.name, func(t *testing.T) {
			fn := compile(t, test.caller)
			fast, whole := measure.Fastest(fn), measure.Whole(fn)
			t.Logf("%d instructions on the fast way, %d in all; calls: %q", fast.Instructions, whole.Instructions, whole.Calls)
			if len(fast.Calls) > 0 {
				t.Errorf("the fast way calls %q:\n%s", fast.Calls, fn)
			}
			if whole.CallsIndirect() {
				t.Errorf("a call through a pointer is left:\n%s", fn)
			}
			if fast.Instructions > test.fast || whole.Instructions > test.whole {
				t.Errorf("%d instructions on the fast way and %d in all; at most %d and %d:\n%s",
					fast.Instructions, whole.Instructions, test.fast, test.whole, fn)
			}
		})
	}
}

// A list literal is an allocation, stores and the header: nothing of what an operation on
// any list would look at is left.
func TestListLiterals(t *testing.T) {
	fn := compile(t, caller{"a list of two", one(i64), nil, func(f *irb.Func) []llvm.Value {
		v := f.Var("v", ints)
		v.Do("ori_list_unshare_cow", irb.Args{"min_cap": 2})
		v.Elem(f.Int(0)).Store(f.Param(1))
		v.Elem(f.Int(1)).Store(f.Param(1))
		v.SetLen(f.Int(2))
		f.B.CreateStore(v.Load(), f.Param(0))
		return nil
	}})
	whole := measure.Whole(fn)
	t.Logf("%d instructions in all; calls: %q", whole.Instructions, whole.Calls)
	for _, call := range whole.Calls {
		if strings.Contains(call, "unshare") {
			t.Errorf("the literal goes through %s:\n%s", call, fn)
		}
	}
	if whole.Instructions > 40 {
		t.Errorf("%d instructions, at most 40:\n%s", whole.Instructions, fn)
	}
}

// A loop that builds a list, or writes to one that was unshared in front of it, does not
// test in every round that the list is unique: what is left is one comparison with the
// capacity or length, the store, and the counting.
func TestLoopsTestOnce(t *testing.T) {
	unshared := func(f *irb.Func) irb.Var {
		v := f.Var("v", ints)
		v.Store(f.B.CreateLoad(f.M.Triple, f.Param(0), ""))
		v.Do("ori_list_unshare_cow", irb.Args{"min_cap": 1})
		return v
	}
	push := func(f *irb.Func, v irb.Var, i llvm.Value) {
		v.Do("ori_list_push_cow", irb.Args{"elem": f.Slot(irb.Int, i)})
	}
	set := func(f *irb.Func, v irb.Var, i llvm.Value) {
		v.Do("ori_list_set_cow", irb.Args{"index": i, "elem": f.Slot(irb.Int, i)})
	}
	for _, test := range []struct {
		name string
		list func(f *irb.Func) irb.Var
		do   func(f *irb.Func, v irb.Var, i llvm.Value)
		most int // instructions in a round
	}{
		{"push to a new list", func(f *irb.Func) irb.Var { return f.Var("v", ints) }, push, 9},
		{"push to an unshared list", unshared, push, 11}, // it may be empty
		{"set in an unshared list", unshared, set, 9},
	} {
		t.Run(test.name, func(t *testing.T) {
			fn := compile(t, caller{test.name, one(i64), nil, func(f *irb.Func) []llvm.Value {
				v := test.list(f)
				f.Range(f.Param(1), func(i llvm.Value) { test.do(f, v, i) })
				f.B.CreateStore(v.Load(), f.Param(0))
				return nil
			}})
			round, ok := measure.Around(fn)
			t.Logf("%d instructions in a round; calls: %q", round.Instructions, round.Calls)
			if !ok || len(round.Calls) > 0 || round.Instructions > test.most {
				t.Errorf("%d instructions in a round, calls %q; want at most %d, no call:\n%s", round.Instructions, round.Calls, test.most, fn)
			}
		})
	}
}

// Searches and sorts with a callback that the optimiser sees call it nowhere
// through a pointer.
func TestCallbacksAreCalledDirectly(t *testing.T) {
	search := func(t irb.Type, function, arg string) func(f *irb.Func) []llvm.Value {
		return func(f *irb.Func) []llvm.Value {
			return []llvm.Value{f.VarAt(t, f.Param(0)).Do(function, irb.Args{arg: f.Slot(irb.Int, f.Param(1))})}
		}
	}
	for _, c := range []caller{
		{"find an int", one(i64), i64, search(ints, "ori_list_find", "needle")},
		{"set contains an int", one(i64), i1, search(intSet, "ori_set_contains", "elem")},
		{"map contains an int", one(i64), i1, search(intMap, "ori_map_contains", "key")},
		{"map get an int", one(i64), pointer, search(intMap, "ori_map_get", "key")},
		{"find a list", one(pointer), i64, func(f *irb.Func) []llvm.Value {
			return []llvm.Value{f.VarAt(nested, f.Param(0)).Do("ori_list_find", irb.Args{"needle": f.Param(1)})}
		}},
		{"lists are equal", one(pointer), i1, func(f *irb.Func) []llvm.Value {
			return []llvm.Value{f.VarAt(ints, f.Param(0)).Do("ori_list_eq", irb.Args{"other": f.VarAt(ints, f.Param(1))})}
		}},
		{"sort ints", nil, nil, func(f *irb.Func) []llvm.Value {
			f.VarAt(ints, f.Param(0)).Do("ori_list_sort_cow", nil)
			return nil
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			fn := compile(t, c)
			whole := measure.Whole(fn)
			t.Logf("%d instructions; calls: %q", whole.Instructions, whole.Calls)
			if whole.CallsIndirect() {
				t.Errorf("a call through a pointer is left:\n%s", fn)
			}
		})
	}
}

// What is known to be NULL or immortal costs nothing, and what turns out to be
// so costs no atomic instruction.
func TestCountsWithoutAtomics(t *testing.T) {
	both := func(data func(f *irb.Func) llvm.Value) func(f *irb.Func) []llvm.Value {
		return func(f *irb.Func) []llvm.Value {
			f.Runtime("ori_rc_inc", data(f))
			f.Runtime("ori_rc_dec", data(f), f.M.Null())
			return nil
		}
	}
	null := compile(t, caller{"count NULL", nil, nil, both(func(f *irb.Func) llvm.Value { return f.M.Null() })})
	if whole := measure.Whole(null); whole.Instructions > 1 {
		t.Errorf("retain and release of NULL are %d instructions:\n%s", whole.Instructions, null)
	}
	constant := compile(t, caller{"count a constant", nil, nil, func(f *irb.Func) []llvm.Value {
		v := f.Var("v", ints)
		v.Store(f.M.ConstList(irb.Int, f.Int(1), f.Int(2)))
		v.Retain()
		v.Release()
		return nil
	}})
	// The return, and the two loads of the count, whose results are known: LLVM
	// removes no atomic load.
	if whole := measure.Whole(constant); whole.Atomics > 0 || whole.Instructions > 3 {
		t.Errorf("retain and release of a constant list are %d instructions, %d atomic:\n%s", whole.Instructions, whole.Atomics, constant)
	}
	any := compile(t, caller{"count", nil, nil, both(func(f *irb.Func) llvm.Value { return f.Param(0) })})
	if fast := measure.Fastest(any); fast.Atomics > 0 || len(fast.Calls) > 0 {
		t.Errorf("the way for NULL and immortals has %d atomic instructions and calls %q:\n%s", fast.Atomics, fast.Calls, any)
	}
}
