package codetest

import (
	"testing"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/llvm/irutil"
	"libori.org/rt/llvm/tests/measure"
)

// What is stored in an element changes no triple and no count, and a place that is
// handed over by address is nobody else's: in none of these loops is anything loaded
// that was loaded before it, and nothing goes through memory that fits a register.
func TestStoresReloadNothing(t *testing.T) {
	for _, test := range []struct {
		name  string
		of    irb.Type
		loads int // in all: what is loaded once
		emit  func(f *irb.Func, v irb.Var)
	}{
		{"stores through data", ints, 1, func(f *irb.Func, v irb.Var) {
			f.Range(f.Param(1), func(i llvm.Value) { v.Elem(i).Store(i) })
		}},
		{"stores in a row of a table", nested, 2, func(f *irb.Func, v irb.Var) {
			f.Range(f.Param(1), func(i llvm.Value) { v.Elem(f.Int(1)).Elem(i).Store(i) })
		}},
		{"floats in rows of a table", irb.List(irb.List(irb.Float)), 2, func(f *irb.Func, v irb.Var) {
			f.Range(f.Param(1), func(i llvm.Value) { v.Elem(f.Int(1)).Elem(i).Store(f.M.Float(1)) })
		}},
		{"set behind an unshare", ints, 4, func(f *irb.Func, v irb.Var) { // the triple and the count
			v.Do("ori_list_unshare_cow", irb.Args{"min_cap": 1})
			f.If(f.B.CreateICmp(llvm.IntULE, f.Param(1), v.Len(), ""), func() {
				f.Range(f.Param(1), func(i llvm.Value) {
					v.Do("ori_list_set_cow", irb.Args{"index": i, "elem": f.Slot(irb.Int, i)})
				})
			}, nil)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			fn := compile(t, caller{test.name, one(i64), nil, func(f *irb.Func) []llvm.Value {
				f.Address(0, test.of, irb.Exclusive)
				test.emit(f, f.VarAt(test.of, f.Param(0)))
				return nil
			}})
			loads, slots := 0, 0
			for b := range irutil.Blocks(fn) {
				for in := range irutil.Instructions(b) {
					switch in.InstructionOpcode() {
					case llvm.Load:
						if !measure.Assumed(in) {
							loads++
						}
					case llvm.Alloca:
						slots++
					}
				}
			}
			t.Logf("%d loads, %d stack slots", loads, slots)
			if loads > test.loads || slots > 0 {
				t.Errorf("%d loads and %d stack slots, want at most %d and none:\n%s", loads, slots, test.loads, fn)
			}
			if round, ok := measure.Around(fn); ok && len(round.Calls) > 0 {
				t.Errorf("a round calls %q:\n%s", round.Calls, fn)
			}
		})
	}
}

// A word that is taken, or pushed to a list that was emptied, never lies in memory, on
// no path, nor does the list.
func TestStacksStayInRegisters(t *testing.T) {
	fn := compile(t, caller{"a stack", one(i64), i64, func(f *irb.Func) []llvm.Value {
		v, taken := f.Var("v", ints), f.Var("taken", irb.Int)
		v.Store(f.B.CreateLoad(f.M.Triple, f.Param(0), ""))
		take := func() llvm.Value {
			v.Do("ori_list_take_cow", irb.Args{"index": f.B.CreateSub(v.Len(), f.Int(1), ""), "elem_out": taken})
			return taken.Load()
		}
		v.Do("ori_list_push_cow", irb.Args{"elem": f.Slot(irb.Int, f.Param(1))})
		v.Do("ori_list_push_cow", irb.Args{"elem": f.Slot(irb.Int, f.B.CreateAdd(take(), take(), ""))})
		f.B.CreateStore(v.Load(), f.Param(0))
		return []llvm.Value{taken.Load()}
	}})
	for b := range irutil.Blocks(fn) {
		for in := range irutil.Instructions(b) {
			if in.InstructionOpcode() == llvm.Alloca {
				t.Errorf("a stack slot is left:\n%s", fn)
				return
			}
		}
	}
	if fast := measure.Fastest(fn); len(fast.Calls) > 0 {
		t.Errorf("the fast way calls %q:\n%s", fast.Calls, fn)
	}
}
