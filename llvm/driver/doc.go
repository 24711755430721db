// Package driver compiles the Go packages of the runtime to LLVM bitcode and
// from there to native libraries. It uses TinyGo's loader and compiler as
// libraries and none of its runtime: what is left of a package is the code that
// stands in it, and calls of libc.
//
//	Go packages        load.go        overlay.go: the little Go runtime they see
//	     │             lint.go        what needs a Go runtime is an error with file and line; imports.go too
//	     ▼ SSA
//	     │             compile.go     one module per package, linked into one
//	     ▼ LLVM IR
//	     │             prepare.go     initialisers become constants
//	     │             stackslots.go  variables whose address is taken become stack slots
//	     │             seam.go        package runtime's declarations get their bodies, from ir/*.ll
//	     │             exports.go     a C function for each row of the export table
//	     │             optimize.go    simplified, helpers named and, for the machine code, optimised
//	     ▼
//	  Library          emit.go        objects, units.go, archive.go, bitcode
//	                   check.go       nothing exported but the table, nothing undefined but libc
//
// # What is in a library
//
//	libori_rt.a           machine code; position-independent, cut into units so that a program links
//	                      what it uses (units.go); one object with -g and for sanitizers
//	libori_rt.so.1        the same code behind a soname; exports the table, and for compilers that run
//	                      what they compile the slow paths, under a version of their own
//	libori_rt.bc          the whole library as bitcode
//	libori_rt_inline.bc   the same, every function available_externally: linked into a compiler's
//	                      module before it is optimised, it lets fast paths inline and specialise;
//	                      what is not inlined is dropped again and resolves to libori_rt.a
//
// Symbols in all of them make a linker refuse what does not fit together: identity.go.
// target.go lists the machines there is code for.
//
// The two bitcode files hold the code before loops are unrolled and vectorised,
// since it is optimised again where it is used. Helpers that are not exported
// are hidden symbols named ori_rt$package.Function; their signatures are what the
// optimiser made of them, so the files of one build belong together.
//
// # Directives in Go source
//
//	//go:inline        inlined always, in libori_rt_inline.bc into the user's code too
//	//go:noinline      a slow path: out of line and cold
//	//ori:hot          with //go:noinline: out of line because it is large, not cold
//	//ori:specialise   a private copy in libori_rt_inline.bc, which the user's optimiser may
//	                   inline or clone for the callbacks and sizes that are constants there;
//	                   its caller, the exported function, is best a short //go:inline
//
// # The traps
//
//   - Initialisers of package variables must fold to constants. One that does not
//     would need a constructor, without which the variable silently reads as zero.
//   - An allocation that becomes a stack slot may have its address passed by calls
//     marked `tail`, which lets LLVM delete the stores to it. The marks are stripped
//     first.
//   - Escapes are judged by //go:noescape on package runtime's declarations, since
//     behind a callback's pointer nothing can be known. So the seam's bodies are
//     linked afterwards, and the nocapture marks derived from the declarations are
//     dropped then: they are about Go's heap, and a callback may do what it likes.
//   - LLVM's attributor miscompiles the result; it is not among the passes.
//   - TinyGo's //export marks all pointer parameters nocapture, which is false for
//     most of ours. The exports are functions of the driver's own.
//   - target-cpu and target-features on a function block its inlining into functions
//     compiled for another processor. There are none.
package driver
