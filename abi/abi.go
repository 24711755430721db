// Package abi is the C ABI of libori_rt as data: every exported function with
// its parameters, the LLVM attributes that are true of it, and its contract.
//
// Nothing here is written twice. An exported function is an ordinary Go
// function of a core package with a contract in its doc comment and a directive
// that names its C parameters in order:
//
//	// Push appends one element.
//	//
//	// Consumes: the list
//	// Moves in: elem
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
//	include/ori_rt.ll     for compilers that emit LLVM IR
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
// operation with two paths needs no stack frame, unique that its result is unique
// after both. LLVM attributes that follow the closing parenthesis are the
// function's, those before its name are the result's.
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

// Param is one C parameter.
type Param struct {
	Name  string
	Type  Type
	Owner Ownership
	// Attrs are the LLVM attributes that the function keeps to, whatever it is
	// given: they hold on its declaration and on its definition.
	Attrs []string
	// Promises are the LLVM attributes that a compiler may put on its
	// declaration because its pointers are good. The definition must not have
	// them, or its check for NULL would be folded away.
	Promises []string
}

// Result is what the C function returns.
type Result struct {
	Type  Type
	Attrs []string
}

// Contract holds what the doc comment promises, in its words. An empty string
// means nothing: it consumes nothing, never copies, cannot fail.
type Contract struct {
	Consumes   string // references taken from the caller
	Borrows    string // only read during the call
	MovesIn    string // taken over without inc
	Releases   string // elements that get dec
	CopiesWhen string
	Units      string
	FailsWhen  string
}

// Clause is one line of a contract.
type Clause struct {
	Label string // "Consumes"
	Text  string
}

// Clauses returns the lines of the contract that say something, in order.
func (c Contract) Clauses() []Clause {
	var said []Clause
	for _, clause := range []Clause{
		{"Consumes", c.Consumes},
		{"Borrows", c.Borrows},
		{"Moves in", c.MovesIn},
		{"Releases", c.Releases},
		{"Copies when", c.CopiesWhen},
		{"Units", c.Units},
		{"Fails when", c.FailsWhen},
	} {
		if clause.Text != "" {
			said = append(said, clause)
		}
	}
	return said
}

// Ownership says what happens to the reference behind a pointer parameter.
type Ownership uint8

const (
	Plain    Ownership = iota // no pointer to an object: a number or a callback
	Consumed                  // the reference is the function's from now on
	Borrowed                  // the reference stays the caller's
	MovedIn                   // the bytes are taken over with the reference they hold
	Filled                    // the function writes a result there, which is the caller's
)

func (o Ownership) String() string {
	return [...]string{"Plain", "Consumed", "Borrowed", "MovedIn", "Filled"}[o]
}
