// Package abi is the C ABI of libori_rt as data: every exported function with
// its parameters, the LLVM attributes that are true of it, and its contract.
//
// An exported function is an ordinary Go function of a core package with its contract
// in the doc comment and a directive that names its C parameters in order:
//
//	// Push appends one element.
//	//
//	//	consumes  data
//	//	moves     elem
//	//	copies    shared; grows
//	//	result    unique; buffer
//	//	fails     negative len elem_size; null elem
//	//
//	//ori:export ori_list_push_cow(data, len, cap, const elem, elem_size, elem_align, inc, dec, out)
//	func Push(t rc.Triple, elem unsafe.Pointer, e rc.Elem) rc.Triple
//
// go generate reads these and writes
//
//	abi/table.go          Exports, this package's only data
//	abi/thunk/thunk.go    the functions with their C parameters, in Go; both toolchains compile it
//	cgo/exports.go, .c    the exported C functions of the cgo build
//	include/ori_rt.h      for C and C++
//	include/ori_rt.ll     for compilers that emit LLVM IR; ori_rt_plain.ll for older LLVM
//	runtime/version.go    the library's version, from the file VERSION
//	docs/abi.md           for people
//
// The bitcode driver makes the release build's exported functions from Exports
// and the thunks.
//
// # A directive
//
// Each name in the parentheses is a C parameter and stands for
//
//	a scalar parameter of the Go function: old_size for oldSize;
//	a field of a struct parameter, by the field's tag: elem_size for Size int64 `c:"elem_size"`.
//	  A digit at the end of the Go parameter's name belongs to the names of its
//	  fields: len1 for Len of t1. Fields that are not named are zero;
//	out, where the function returns a collection (rc.Triple or cowstr.Str): the
//	  thunk stores the result there, after a check for NULL. It is an OriList,
//	  OriMap, OriSet or OriStr as the function's name says; "OriList out" says
//	  otherwise.
//
// const before a name makes the pointer const, before the function's name the
// result. frameless before the function's name says that the path in place of an
// operation with two paths needs no stack frame. LLVM attributes that follow the
// closing parenthesis are the function's, those before its name are the result's.
// What a name means is in [Names], the vocabulary.
//
// # A contract
//
// The contract is an indented block with a clause to a line. It is data ([Contract],
// [Param]): tests execute it, attributes and English are made from it. Behind two
// hyphens a clause may be explained, to people only. C is a condition.
//
//	consumes   data1, data2           the reference is the function's from now on
//	borrows    key                    only read during the call
//	moves      elem                   the bytes are taken over with the reference they hold
//	fills      elem_out               written; what it holds is the caller's. out is so without saying
//	retains    data when C            the buffer gains a reference: the result's, or the caller's without one
//	releases   unstored key when C    dec for what was moved in and is not stored
//	           element; value; entry  dec for what a unique operand held and no longer does; elements, values, entries
//	           all data               with the last reference, dec for all that the buffer holds
//	copies     shared                 to another buffer, if data is shared, a slice or immortal; or: always, never
//	           grows                  a unique operand without room moves; "grows to sum": without room for both operands
//	           shrinks                a unique operand with room to spare moves
//	           advances               a unique operand may give up slots in front, and begins behind them
//	unchanged  C; data2 when C        the result is the first (or that) consumed operand as it was, as shared as it was
//	result     unique                 nobody else holds it, unless unchanged
//	           buffer when C          it has a buffer
//	           view data              it shares the buffer of an operand
//	           inside data            an address in an operand's memory, or NULL
//	length     len1 + len2            of the result, unless unchanged; or: len + 1
//	runs       inc on out, elem_out   where the elements lie that a callback is called with, if not where they usually do
//	tests      data                   the count decides what happens, although nothing is copied
//	header     data                   of this pointer only the header is looked at
//	apart      elem                   it may not lie in an operand, although elements usually may
//	allocates  when C                 memory besides copies and growth; without C always
//	anything   -- what               objects that are no operand may be changed and freed
//	units      n bytes                a number's unit, if it is not the vocabulary's
//	fails      negative len n         below 0
//	           null elem eq           NULL
//	           outside index 0..len-1
//	           overflow n             so many elements that their bytes overflow
//	           align align            no power of two
//	           shared data; freed data; scalar code
//
// A failure may have a condition: "negative elem_size when copying". Nobody writes what
// follows: NULL for out, dec without inc, alignments, and that memory may be exhausted.
//
// A condition is a comparison of parameters and numbers (len <= new_len; result is the
// result's length), or one of
//
//	empty s2   present key   absent key   same data1 data2   sorted   copying   nothing new   nothing goes
package abi

//go:generate go run ./gen -root ..

// Version is what ori_rt_abi_version returns. It grows when a program built
// against the old header would no longer work.
const Version = 1

// Export is one function of the C ABI.
type Export struct {
	Name     string // "ori_list_push_cow"
	Section  string // "Lists", as in the header and the reference
	Package  string // import path of the Go function
	Func     string // the Go function
	Thunk    string // the function of libori.org/rt/abi/thunk that takes the C parameters
	Params   []Param
	Result   Result
	Attrs    []string // of the function, in LLVM's spelling, besides nounwind
	Inline   bool     // the Go function is marked //go:inline
	Doc      string   // what it does, paragraphs of prose
	Contract Contract
}

// Result is what the C function returns.
type Result struct {
	Type  Type
	Attrs []string
}
