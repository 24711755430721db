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
	{"allocator", allocator},
	{"fatal-allocator", func(e emitter) {
		v := e.list("v", irb.Int, 1)
		setAllocator(e)
		v.Release()
	}},
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

// Memory comes from the program's own functions and goes back to them.
func allocator(e emitter) {
	calls := setAllocator(e)
	v := e.list("v", irb.Int)
	for i := range 100 {
		v.Do("ori_list_push_cow", irb.Args{"elem": e.slot(i)})
	}
	set := e.Var("set", irb.Set(irb.Int))
	for i := range 100 {
		set.Do("ori_set_insert_cow", irb.Args{"elem": e.slot(i)})
	}
	other := v.Share("other")
	v.Do("ori_list_reverse_cow", nil)
	v.Do("ori_list_remove_cow", irb.Args{"index": e.Int(0)})
	v.Do("ori_list_push_cow", irb.Args{"elem": e.slot(7)})
	e.say("lists:", v, other)
	out := e.B.CreateLoad(e.M.I64, calls, "")
	e.Printf("blocks are out: %d\n", e.B.CreateICmp(llvm.IntSGE, out, e.Int(3), ""))
	e.release(v, other, set)
}

// setAllocator has the library use functions of the program, which count in ctx the blocks
// that are out. It returns the address of that number.
func setAllocator(e emitter) (calls llvm.Value) {
	m := e.M
	count := func(f *irb.Func, ctx llvm.Value, n int) {
		f.B.CreateStore(f.B.CreateAdd(f.B.CreateLoad(m.I64, ctx, ""), m.Int(int64(n)), ""), ctx)
	}
	alloc := m.Func("alloc", m.Ptr, m.I64, m.I64, m.Ptr)
	count(alloc, alloc.Param(2), 1)
	alloc.End(alloc.Call(m.Extern("malloc", m.Ptr, false, m.I64), alloc.Param(0)))
	resize := m.Func("resize", m.Ptr, m.Ptr, m.I64, m.I64, m.Ptr)
	resize.End(resize.Call(m.Extern("realloc", m.Ptr, false, m.Ptr, m.I64), resize.Param(0), resize.Param(2)))
	free := m.Func("take back", m.Void, m.Ptr, m.Ptr)
	count(free, free.Param(1), -1)
	free.Call(m.Extern("free", m.Void, false, m.Ptr), free.Param(0))
	free.End()
	calls = e.slot(0)
	e.Runtime("ori_rt_set_allocator", alloc.Fn, resize.Fn, free.Fn, calls)
	return calls
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
