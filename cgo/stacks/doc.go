// Package stacks takes stacks of a C program that calls Go, keeps each once, and says
// what functions, files and lines they are.
//
//	C program      exports.c                 Go
//	main ─▶ f ─▶ ori_list_push_cow ─▶ … ─▶ Walk(frame)
//	             frame{pc, sp, bp}         reads the thread's stack, which stands still meanwhile
//
// # Walking
//
// What is above a frame follows from its return address: the unwind tables (.eh_frame) tell
// how large the frame of the function is there and where it saved rbp. A rule is read once
// for an address and kept, so that a stack that was seen before costs a look into a
// table per frame:
//
//	pc ─▶ rule     cfa = sp + 48        the frame ends there; below it lies the return address
//	               bp saved at cfa - 16
//
// Without a table for the address, rbp is taken for a frame pointer. Go's own frames, between
// a callback and the call that called it, are passed over: the caller gives the frames
// of the calls further out, and the walk goes on there.
//
// # Keeping
//
// A stack is an [ID], a small number; two stacks of the same addresses are the same.
//
// # Naming
//
// Only what is printed is looked up, in the symbols and DWARF tables of the file that an address was
// loaded from: function, file and line, inlined functions too.
package stacks
