// Package runtime is the seam between the collections and the machine.
//
// It is the only place where the two toolchains differ. Everything above it
// (rc, cowlist, cowmap, cowset, cowstr) is ordinary Go that both compile
// unchanged; everything the collections cannot say in ordinary Go is declared
// here once and has three bodies:
//
//	                     declared in   body for
//	memory               native.go     LLVM: LLVM IR supplied by the bitcode driver (malloc, realloc, free)
//	copying                            cgo:  memory_cgo.go, C's allocator; C callbacks
//	atomics                            Go:   memory_go.go, Go's allocator, so that -race and checkptr see every access
//	callbacks
//	fatal errors         raise_*.go
//	thread hint
//
//	build tags           body
//	ori_native           LLVM
//	(none), cgo on       cgo
//	ori_goheap           Go heap (also when cgo is off)
//	ori_sched            Go heap; a watcher is told of every access (see watch_on.go)
//
// # Terms
//
//	size, bytes    a number of bytes, int64, never negative
//	address        an unsafe.Pointer into memory that the Go garbage collector does not move
//	callback       a C function pointer handed in by generated code, wrapped in ElemFn, EqFn, ...
//
// The functions are small on purpose: the LLVM bodies are always inlined, and a
// callback that is a constant after inlining becomes a direct call.
//
// Nothing here checks its arguments. Sizes have been checked by package rc.
package runtime
