// Package irb is what a compiler backend puts between its own types and LLVM to
// use libori_rt: a thin layer over tinygo.org/x/go-llvm. It adds nothing that
// the optimiser would have to remove, and hides nothing: Module.LLVM, Func.B
// and every llvm.Value are the caller's to use.
//
// # What generated code owes the runtime
//
//	a collection is a triple {len, cap, data} of 24 bytes, kept in a place      Var
//	an operation consumes the triple and stores its result in a place, which
//	    may be the one it was loaded from                                       Var.Do, Var.Into
//	a second name for a value needs a second reference first                    Var.Share, Var.Retain
//	a name that ends gives its reference back                                   Var.Release
//	elements are passed by address, with their size and alignment               Func.Slot, Args
//	elements that hold references come with inc and dec, keys with eq and
//	    hash, sorted ones with cmp: one small function a type, a trampoline     Type, Module.IncFn
//	constant collections are immortal and lie in read-only data                 Module.ConstList
//
// # An example
//
//	f := m.Func("main", m.I32)
//	squares := f.Var("squares", irb.List(irb.Int))
//	f.Range(f.Int(10), func(i llvm.Value) {
//		square := f.Slot(irb.Int, f.B.CreateMul(i, i, ""))
//		squares.Do("ori_list_push_cow", irb.Args{"elem": square})
//	})
//	kept := squares.Share("kept")           // two references to one buffer
//	squares.Do("ori_list_reverse_cow", nil) // copies, since kept must not change
//	squares.Print()
//	kept.Release()
//	squares.Release()
//	f.End(llvm.ConstNull(m.I32))
//
// # How a call finds its arguments
//
// Runtime functions take up to twenty parameters, most of which follow from the
// type of the collection. Var.Do and Var.Into look each one up by the name it
// has in the header, which the table libori.org/rt/abi knows:
//
//	data len cap              the collection itself; data1 len1 cap1 likewise
//	data2 len2 cap2           Args["other"]
//	elem_size, elem_align,
//	inc, dec, eq ...          the type's size, alignment and callbacks
//	out                       the place of the result
//	anything else             Args, under that name
//
// A name that is missing or not wanted panics: it is a mistake in the backend.
package irb
