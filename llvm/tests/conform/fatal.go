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
