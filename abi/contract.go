package abi

import "strings"

// Contract says what a call does with references, memory and callbacks. Tests
// execute it, the header and the LLVM attributes are made from it, and an optimiser
// may rely on it. What becomes of each pointer parameter is its Owner; here is the
// rest. Prose explains it and adds nothing. The zero value: never copies, returns
// no reference, cannot fail.
type Contract struct {
	Copies    Copying
	Grows     Growth
	Advances  bool // a unique operand may give up slots in front: the result begins behind them, in the same memory
	Result    Outcome
	Of        string      // the parameter that a View shares the buffer of, or that Inside points into
	Buffer    Condition   // when the result surely has a buffer
	Length    Length      // of the result, unless unchanged
	Unchanged []Unchanged // when an operand comes back as it was, as shared as it was
	Retains   []Retain
	Releases  []Release
	Runs      []Run
	Fails     []Failure
	Effects   Effects
}

// Copying says when the elements are copied to another buffer. What is unchanged is
// not copied. Immortals and slices count as shared.
type Copying uint8

const (
	CopiesNever Copying = iota
	CopiesShared
	CopiesAlways
)

// Growth says when a unique operand is reallocated, so that its elements move.
type Growth uint8

const (
	GrowsNever Growth = iota
	GrowsToFit        // without room for the elements of the result, or for min_cap
	GrowsToSum        // without room for the elements of both operands
	Shrinks           // with room to spare: it is reallocated to what its elements take
)

// Outcome says who else may hold what comes back.
type Outcome uint8

const (
	NoReference Outcome = iota // it returns none
	Unique                     // nobody, unless an operand came back unchanged; a buffer is not promised
	View                       // it shares the buffer of an operand, which was retained
	Inside                     // an address in the memory of an operand, or NULL; no reference
)

// Length is a sum of parameters and a number; no parameters: it is not known.
type Length struct {
	Sum  []string
	Plus int64
}

// Unchanged: When it holds, the result is the operand Param.
type Unchanged struct {
	Param string
	When  Condition
}

// Retain: the buffer of Param gains a reference when When holds. It is the result's, or the
// caller's where nothing is returned.
type Retain struct {
	Param string
	When  Condition
}

// What says which elements are released.
type What uint8

const (
	Unstored What = iota + 1 // what Param points to, which was moved in and is not stored
	Element                  // a stored element that goes; this and the next five only where the operand is unique
	Elements                 // several
	Value                    // the value of a key
	Values                   // of several
	Entry                    // a key and its value
	Entries                  // several
	All                      // with the last reference, what the buffer of Param holds
)

// Release: dec is called for What when When holds. Whatever the list says, an
// operation that copies may turn out to be the last owner of the old buffer; it then
// releases all that this one holds.
type Release struct {
	What  What
	Param string // of Unstored and All
	When  Condition
}

// Run says on which elements a callback is called.
type Run struct {
	Callback string   // a parameter
	On       []string // the parameters in whose memory these elements lie
}

// Kind is a kind of wrong argument, or of failure.
type Kind uint8

const (
	NegativeArg  Kind = iota + 1 // each of Params may not be below 0
	NullArg                      // each of Params may not be NULL. For an element of no bytes it may
	LoneDec                      // Params are inc and dec: dec comes without inc
	OutsideRange                 // the parameter is not in Lo..Hi
	BadAlign                     // no power of two
	Overflow                     // so many elements that their bytes overflow
	NotScalar                    // no Unicode scalar value
	NotUnique                    // the object has other owners
	WasFreed                     // the object has count 0
	TooLate                      // what Params would settle has been used already
	NoMemory                     // an allocation fails
)

// Failure is a fatal error that the call may end with, before it has consumed or
// changed anything.
type Failure struct {
	Kind   Kind
	Params []string
	Lo, Hi string    // of OutsideRange: numbers, or "len" and "len-1"
	When   Condition // the check is promised only then
}

// Test is the kind of a condition.
type Test uint8

const (
	Never      Test = iota
	Always          // no condition
	Compared        // Left Op Right, parameters or numbers; "result" is the result's len
	Empty           // the string, list, map or set at Left has no elements
	Present         // an element equal to the one at Left is there
	Absent          // there is none
	Copied          // the call copies
	InOrder         // the elements are sorted already
	SameBuffer      // the operands Left and Right are one buffer
	NoneNew         // the second operand has no element that the first has not
	NoneGoes        // all elements of the first operand stay
)

// Condition is something about the arguments.
type Condition struct {
	Test            Test
	Left, Op, Right string
}

// Effects is what may happen to memory besides the result; it follows from the rest.
type Effects struct {
	Tests     []string // parameters whose reference count decides what happens
	Counts    []string // parameters whose reference count may change
	Reads     []string // pointers whose memory is read: elements, keys, texts. A header alone does not count
	Writes    []string // pointers whose memory may be written, or freed
	Allocates Condition
	Anything  bool // objects that are no operand may be changed and freed, callbacks may run that are no parameter
	Returns   bool // it always returns
}

// Changes reports whether a reference count may change or memory be written.
func (e Effects) Changes() bool { return e.Anything || len(e.Counts)+len(e.Writes) > 0 }

// Can reports whether the call may fail in a way.
func (c Contract) Can(kind Kind) bool {
	for _, f := range c.Fails {
		if f.Kind == kind {
			return true
		}
	}
	return false
}

// String returns the condition as the contract spells it.
func (c Condition) String() string {
	switch c.Test {
	case Never, Always:
		return ""
	case Compared:
		return c.Left + " " + c.Op + " " + c.Right
	case SameBuffer:
		return "same " + c.Left + " " + c.Right
	}
	return strings.TrimSpace(TestWords[c.Test] + " " + c.Left)
}

// TestWords are the words of the conditions that are no comparison.
var TestWords = map[Test]string{
	Always: "always", Empty: "empty", Present: "present", Absent: "absent", Copied: "copying", InOrder: "sorted", SameBuffer: "same",
	NoneNew: "nothing new", NoneGoes: "nothing goes",
}
