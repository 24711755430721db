// Package runtime is the seam between the collections and the machine.
//
// It is the only place where the two toolchains differ. Everything above it
// (rc, account, plain, ints, sorting, keyed, cowlist, cowmap, cowset, cowstr) is ordinary
// Go that both compile unchanged. What the collections cannot say in ordinary Go has
// a body for each build:
//
//	                       LLVM                      cgo              Go heap
//	memory                 native.go                 memory_cgo.go    memory_go.go
//	callbacks              native.go                 memory_cgo.go    gocallback.go
//	copying, atomics       native.go                 hosted.go        hosted.go
//	fatal errors           fatal_native.go           fatal_hosted.go  fatal_hosted.go
//	the hash's secret      seed_native.go            seed_cgo.go      seed_go.go
//
// native.go only declares: the bitcode driver supplies the bodies in LLVM IR (malloc,
// realloc and free among them). The cgo build uses C's allocator. The Go heap is Go's, so
// that -race and checkptr see every access.
//
//	build tags           body
//	ori_native           LLVM
//	(none), cgo on       cgo
//	ori_goheap           Go heap (also when cgo is off, then without a watcher)
//	ori_sched            Go heap; as with ori_goheap, a watcher is told of every access (see watch_on.go)
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
