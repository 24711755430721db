package conform

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

// What is checked ends the program with one line on standard error, before
// anything is changed.
var fatals = []Program{
	{"fatal-index", func(e emitter) {
		v := e.list("v", irb.Int, 1, 2, 3)
		v.Do("ori_list_set_cow", irb.Args{"index": 7, "elem": e.slot(0)})
	}},
	{"fatal-index-insert", func(e emitter) {
		e.list("v", irb.Int, 1, 2, 3).Do("ori_list_insert_cow", irb.Args{"index": 4, "elem": e.slot(0)})
	}},
	{"fatal-index-remove-empty", func(e emitter) {
		e.list("v", irb.Int).Do("ori_list_remove_cow", irb.Args{"index": 0})
	}},
	{"fatal-index-negative", func(e emitter) {
		e.list("v", irb.Int, 1).Do("ori_list_take_cow", irb.Args{"index": -1, "elem_out": e.slot(0)})
	}},
	{"fatal-negative-count", func(e emitter) {
		v := e.list("v", irb.Int, 1)
		v.Do("ori_list_extend_cow", irb.Args{"src": v.Data(), "n": -1})
	}},
	{"fatal-negative-length", func(e emitter) {
		e.list("v", irb.Int, 1).Do("ori_list_push_cow", irb.Args{"len": -1, "elem": e.slot(0)})
	}},
	{"fatal-overflow", func(e emitter) {
		e.list("v", irb.Int, 1).Do("ori_list_unshare_cow", irb.Args{"min_cap": 1 << 62})
	}},
	{"fatal-null-elem", func(e emitter) {
		e.list("v", irb.Int, 1).Do("ori_list_push_cow", irb.Args{"elem": e.M.Null()})
	}},
	{"fatal-null-out", func(e emitter) {
		e.list("v", irb.Int, 1).Do("ori_list_pop_cow", irb.Args{"out": e.M.Null()})
	}},
	{"fatal-align", func(e emitter) { e.Runtime("ori_rc_alloc", e.Int(8), e.Int(3)) }},
	{"fatal-size", func(e emitter) { e.Runtime("ori_rc_alloc", e.Int(-8), e.Int(8)) }},
	{"fatal-realloc-shared", func(e emitter) {
		v := e.list("v", irb.Int, 1)
		v.Retain()
		e.Runtime("ori_rc_realloc", v.Data(), e.Int(32), e.Int(64), e.Int(8))
	}},
	{"fatal-handler", fatalHandler},
	{"fatal-recover", fatalRecover},
	{"fatal-own", func(e emitter) {
		message := "main.lang:7: index 3 is out of range"
		e.Runtime("ori_rt_fatal", e.M.Text(message), e.Int(int64(len(message))))
	}},
	{"drain", func(e emitter) { e.Runtime("ori_rt_drain") }},
}

// A handler gets the message and may leave instead of returning.
func fatalHandler(e emitter) {
	handler := e.M.Func("handler", e.M.Void, e.M.Ptr, e.M.I64)
	handler.Printf("handler: %.*s\n", handler.B.CreateTrunc(handler.Param(1), e.M.I32, ""), handler.Param(0))
	exit := e.M.Extern("exit", e.M.Void, false, e.M.I32)
	handler.Call(exit, llvm.ConstInt(e.M.I32, 3, false))
	handler.End()
	e.Runtime("ori_rt_set_fatal_handler", handler.Fn)
	e.list("v", irb.Int, 1).Do("ori_list_remove_cow", irb.Args{"index": 1})
}

// A handler may leave by longjmp, and whatever the error was, every argument is as
// before and the caller's: the program goes on with it.
func fatalRecover(e emitter) {
	m := e.M
	buffer := e.global("escape", llvm.ArrayType(m.I64, 25)) // jmp_buf
	longjmp := m.Extern("longjmp", m.Void, false, m.Ptr, m.I32)
	setjmp := m.Extern("_setjmp", m.I32, false, m.Ptr)
	setjmp.AddFunctionAttr(m.Ctx.CreateEnumAttribute(llvm.AttributeKindID("returns_twice"), 0))
	handler := m.Func("leaving handler", m.Void, m.Ptr, m.I64)
	handler.Printf("caught: %.*s\n", handler.B.CreateTrunc(handler.Param(1), m.I32, ""), handler.Param(0))
	handler.Call(longjmp, buffer, llvm.ConstInt(m.I32, 1, false))
	handler.B.CreateUnreachable()
	e.Runtime("ori_rt_set_fatal_handler", handler.Fn)

	v := e.roomy("v", counted, 1, 2, 3)
	words := e.Var("words", irb.Map(irb.Str, irb.Int))
	words.Do("ori_map_insert_cow", irb.Args{"key": e.constStr("key", long), "val": e.slot(1)})
	try := func(do func()) {
		first := e.B.CreateICmp(llvm.IntEQ, e.Call(setjmp, buffer), llvm.ConstNull(m.I32), "")
		e.If(first, func() {
			do()
			e.say("no error")
		}, nil)
	}
	try(func() { v.Do("ori_list_set_cow", irb.Args{"index": 3, "elem": e.slot(9)}) })
	try(func() { v.Do("ori_list_insert_cow", irb.Args{"index": -1, "elem": e.slot(9)}) })
	try(func() { v.Do("ori_list_unshare_cow", irb.Args{"min_cap": 1 << 62}) })
	try(func() { v.Do("ori_list_extend_cow", irb.Args{"src": m.Null(), "n": 2}) })
	try(func() { words.Do("ori_map_insert_cow", irb.Args{"key": m.Null(), "val": e.slot(2)}) })
	other := v.Share("other")
	try(func() { v.Do("ori_list_remove_cow", irb.Args{"index": 7}) })
	e.Printf("%ld references\n", e.Runtime("ori_rc_count", v.Data()))
	e.say("still", v, other, words)
	e.push(v, 4)
	e.say("and", v, other)
	e.release(v, other, words)
	e.Runtime("ori_rt_set_fatal_handler", m.Null())
}
