package account

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// Copied books that op is about to copy elements out of the buffer behind data, and
// why: it is a slice, immortal, or else shared. Where the budget is used up it fails.
func Copied(op string, data unsafe.Pointer, slice, immortal bool, elements, bytes int64) {
	switch {
	case slice:
		CopiedSlice(op, data, elements, bytes)
	case immortal:
		CopiedImmortal(op, data, elements, bytes)
	default:
		CopiedShared(op, data, elements, bytes)
	}
}

// CopiedShared is where an operation copies because others hold the buffer, too.
//
//go:noinline
func CopiedShared(op string, data unsafe.Pointer, elements, bytes int64) {
	spend(op, elements, bytes)
	add(&mine().shared, 1)
	book(op, runtime.Shared, data, elements, bytes)
}

// CopiedSlice is where an operation copies because it was given a slice.
//
//go:noinline
func CopiedSlice(op string, data unsafe.Pointer, elements, bytes int64) {
	spend(op, elements, bytes)
	add(&mine().slices, 1)
	book(op, runtime.Slice, data, elements, bytes)
}

// CopiedImmortal is where an operation copies because it was given a constant.
//
//go:noinline
func CopiedImmortal(op string, data unsafe.Pointer, elements, bytes int64) {
	spend(op, elements, bytes)
	add(&mine().immortals, 1)
	book(op, runtime.Immortal, data, elements, bytes)
}

// Grown is where the buffer of something unique is reallocated, from old bytes to
// bytes.
//
//go:noinline
func Grown(op string, data unsafe.Pointer, old, bytes int64) {
	add(&mine().grown, 1)
	runtime.ObserveCopy(op, runtime.Growth, data, 0, min(old, bytes))
}

func book(op string, why runtime.Reason, data unsafe.Pointer, elements, bytes int64) {
	c := mine()
	add(&c.elements, elements)
	add(&c.bytes, bytes)
	runtime.ObserveCopy(op, why, data, elements, bytes)
	if !hook.IsNil() {
		hook.Call(op, data, bytes, hookContext)
	}
}

var (
	hook        runtime.CopyFn
	hookContext unsafe.Pointer
)

// SetCopyHook has copy_hook called before every copy that an operation makes because
// its input is shared, a slice or immortal: with the operation's name, the data that is
// copied from, the bytes of its elements, and ctx. NULL: nothing is called. The hook
// must not call the library. Set it before other threads use the library.
//
//	borrows  ctx -- until another hook is set
//
//ori:export ori_rt_set_copy_hook(copy_hook, ctx)
func SetCopyHook(copyHook runtime.CopyFn, ctx unsafe.Pointer) { hook, hookContext = copyHook, ctx }

// budget is how many copies may still be made, plus one; 0: any number.
var budget int64

// CopyBudget allows that many copies from now on, of all threads together; the next one
// is a fatal error of the operation that would make it, before anything is consumed. A
// negative number, as at the start, allows all. It returns what was left of the former
// budget, negative without one. So a test asserts that what lies between two calls
// copies at most n times: ori_rt_copy_budget(n) before and ori_rt_copy_budget(-1) behind.
//
//ori:export ori_rt_copy_budget(copies)
func CopyBudget(copies int64) (left int64) {
	left = runtime.LoadRelaxed(&budget) - 1
	runtime.StoreRelaxed(&budget, max(copies, -1)+1)
	return left
}

// spend takes one copy off the budget.
func spend(op string, elements, bytes int64) {
	if runtime.LoadRelaxed(&budget) == 0 {
		return
	}
	if runtime.AddRelaxed(&budget, -1) > 1 {
		return
	}
	runtime.StoreRelaxed(&budget, 1)
	var m runtime.Message
	m.Begin(op)
	m.Text("a copy of ")
	m.Int(elements)
	m.Text(" elements, ")
	m.Int(bytes)
	m.Text(" bytes, beyond the budget of copies")
	m.Raise()
}
