package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

// What the library tells about itself, and what it may be told.
var library = []Program{
	{"version", func(e emitter) {
		e.Printf("major version %ld, ABI %ld\n", e.B.CreateSDiv(e.Runtime("ori_rt_version"), e.Int(1000000), ""), e.Runtime("ori_rt_abi_version"))
	}},
	{"hash-seed", hashSeed},
	{"stats", stats},
	{"copy-hook", copyHook},
	{"copy-budget", copyBudget},
	{"fatal-hash-seed", func(e emitter) {
		v := e.Var("v", irb.Set(irb.Int))
		for i := range 100 { // enough for an index
			v.Do("ori_set_insert_cow", irb.Args{"elem": e.slot(i)})
		}
		e.Runtime("ori_rt_set_hash_seed", e.Int(1))
	}},
}

// With a seed, hashes are the same in every process and build.
func hashSeed(e emitter) {
	e.Runtime("ori_rt_set_hash_seed", e.Int(7))
	text := "a text of more than 23 bytes"
	for _, n := range []int64{0, 1, 8, int64(len(text))} {
		e.Printf("%ld bytes: %016lx\n", e.Int(n), e.Runtime("ori_hash_bytes", e.M.Text(text), e.Int(n), e.Int(0)))
	}
	e.sayInt("what was hashed before matters:", e.B.CreateICmp(llvm.IntNE,
		e.Runtime("ori_hash_bytes", e.M.Text(text), e.Int(8), e.Int(0)), e.Runtime("ori_hash_bytes", e.M.Text(text), e.Int(8), e.Int(1)), ""))
	for _, s := range []string{"", "short", text} {
		v := e.str("v", s)
		e.Printf("%ld bytes of a string: %016lx\n", e.Int(int64(len(s))), e.Runtime("ori_str_hash", v.At))
		v.Release()
	}
}

// The fields of OriStats.
var statFields = []string{"size", "version", "allocations", "frees", "reallocations",
	"copies of what is shared", "copies of slices", "copies of constants", "elements copied", "bytes copied"}

// Each kind of copy, once.
func stats(e emitter) {
	words := len(statFields)
	before, after := e.Alloca(llvm.ArrayType(e.M.I64, words), "before"), e.Alloca(llvm.ArrayType(e.M.I64, words), "after")
	field := func(at llvm.Value, i int) llvm.Value {
		return e.B.CreateInBoundsGEP(e.M.I64, at, []llvm.Value{e.Int(int64(i))}, "")
	}
	ask := func(at llvm.Value) {
		e.B.CreateStore(e.Int(int64(8*words)), field(at, 0))
		e.Runtime("ori_rt_stats", at)
	}
	ask(before)
	shared := e.list("shared", irb.Int, 1, 2, 3)
	other := shared.Share("other")
	shared.Do("ori_list_reverse_cow", nil)
	window := e.slice("window", other, 0, 2)
	window.Do("ori_list_reverse_cow", nil)
	constant := e.Var("constant", irb.List(irb.Int))
	constant.Store(e.M.ConstList(irb.Int, e.Int(1), e.Int(2), e.Int(3), e.Int(4)))
	constant.Do("ori_list_reverse_cow", nil)
	ask(after)
	for i, name := range statFields {
		n := e.B.CreateLoad(e.M.I64, field(after, i), "")
		if i >= 2 {
			n = e.B.CreateSub(n, e.B.CreateLoad(e.M.I64, field(before, i), ""), "")
		}
		e.Printf("%s: %ld\n", e.M.Text(name), n)
	}
	e.release(shared, other, window, constant)
}

// A hook hears of a copy before it is made, with what it copies.
func copyHook(e emitter) {
	m := e.M
	hook := m.Func("copy hook", m.Void, m.Ptr, m.Ptr, m.I64, m.Ptr)
	first := hook.B.CreateLoad(m.I64, hook.Param(1), "")
	hook.Printf("%ld: %s copies %ld bytes, the first number is %ld\n", hook.VarAt(irb.Int, hook.Param(3)).Load(), hook.Param(0), hook.Param(2), first)
	hook.End()
	e.Runtime("ori_rt_set_copy_hook", hook.Fn, e.slot(5))
	v := e.list("v", irb.Int, 10, 20, 30)
	other := v.Share("other")
	v.Do("ori_list_reverse_cow", nil)
	v.Do("ori_list_reverse_cow", nil)
	e.Runtime("ori_rt_set_copy_hook", e.M.Null(), e.M.Null())
	third := other.Share("third")
	other.Do("ori_list_reverse_cow", nil)
	e.say("without the hook:", other)
	e.release(v, other, third)
}

// One copy is allowed, the next one ends the program before anything is consumed.
func copyBudget(e emitter) {
	v := e.list("v", irb.Int, 1, 2, 3)
	e.Printf("%ld left at first\n", e.Runtime("ori_rt_copy_budget", e.Int(2)))
	other := v.Share("other")
	v.Do("ori_list_reverse_cow", nil)
	v.Do("ori_list_reverse_cow", nil)
	e.Printf("%ld left behind a copy\n", e.Runtime("ori_rt_copy_budget", e.Int(0)))
	third := v.Share("third")
	e.say("before the copy that is one too many:", v, other, third)
	e.Call(e.M.Extern("fflush", e.M.I32, false, e.M.Ptr), e.M.Null())
	v.Do("ori_list_reverse_cow", nil)
}
