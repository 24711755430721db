package abi

import (
	"slices"
	"strings"
)

// Param is one C parameter.
type Param struct {
	Name    string
	Type    Type
	Role    Role
	Of      Of     // the elements that it describes, points to or is called with
	Operand int    // Data, Len and Cap of one collection have one number, from 1
	Unit    string // of a number: "bytes", "elements", "entries"
	Owner   Ownership
	// Within are the operands in whose memory what the pointer points to may lie; it
	// is read before anything moves. Same are those that may be the same buffer, or for
	// out of a string the same place. Two pointers that name each other in neither
	// must not overlap.
	Within, Same []string
	// Attrs are the LLVM attributes that the function keeps to, whatever it is
	// given: they hold on its declaration and on its definition.
	Attrs []string
	// Promises are the LLVM attributes that a compiler may put on its
	// declaration because its pointers are good. The definition must not have
	// them, or its check for NULL would be folded away.
	Promises []string
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

// Role says what a parameter is for.
type Role uint8

const (
	Other    Role = iota
	Data          // a collection's elements, or an object
	Len           // of a collection
	Cap           // of a collection
	Text          // a string
	Elem          // the address of an element
	Several       // the address of n elements, or bytes
	Receives      // where an element is stored
	Place         // where the address of an element is stored
	Out           // where the resulting collection is stored
	Number        // an index, a number of elements, a code
	Size          // of an element
	Align         // of an element, or of memory
	Inc
	Dec
	Eq
	Hash
	Cmp
	Drop
	Wanted // asks whether an element or entry is wanted
	Ctx    // what a callback gets besides
	Told   // where a number or truth value is stored
)

// Of says which elements.
type Of uint8

const (
	NoElems Of = iota
	Elems
	Keys
	Vals
)

// A Name is a word of the vocabulary: what a parameter of that name is, in every
// function. Digits at the end tell two operands apart.
type Name struct {
	Name string
	Role Role
	Of   Of
	Unit string // "elements" are entries for maps and bytes for strings
	Doc  string
}

// Names is the vocabulary: no parameter has another name. The generator takes role
// and unit of a parameter from here, and everybody else from the parameter.
var Names = []Name{
	{"data", Data, NoElems, "", "the elements of a collection, or an object; before it lies the header"},
	{"len", Len, NoElems, "elements", "elements in use"},
	{"cap", Cap, NoElems, "elements", "room; negative: a slice"},
	{"out", Out, NoElems, "", "where the result is stored"},
	{"s", Text, NoElems, "", "a string"},
	{"elem", Elem, Elems, "", "the address of an element"},
	{"needle", Elem, Elems, "", "the address of what is looked for"},
	{"stored", Elem, Elems, "", "the address of an element"},
	{"a", Elem, Elems, "", "the address of an element"},
	{"b", Elem, Elems, "", "the address of another element"},
	{"key", Elem, Keys, "", "the address of a key"},
	{"val", Elem, Vals, "", "the address of a value"},
	{"default_val", Elem, Vals, "", "the address of a value"},
	{"src", Several, Elems, "", "the address of n elements"},
	{"bytes", Several, Elems, "", "the address of n bytes"},
	{"elem_out", Receives, Elems, "", "where an element is stored"},
	{"val_slot", Place, Vals, "", "where the address of a value is stored"},
	{"size", Size, Elems, "bytes", "of an object"},
	{"old_size", Size, NoElems, "bytes", "of an object so far"},
	{"new_size", Size, NoElems, "bytes", "of an object from now on"},
	{"align", Align, Elems, "bytes", "of memory; a power of two"},
	{"elem_size", Size, Elems, "bytes", "of an element"},
	{"elem_align", Align, Elems, "bytes", "of an element; a power of two"},
	{"key_size", Size, Keys, "bytes", "of a key"},
	{"val_size", Size, Vals, "bytes", "of a value"},
	{"inc", Inc, Elems, "", "adds the references of an element; NULL: plain data"},
	{"dec", Dec, Elems, "", "drops the references of an element"},
	{"key_inc", Inc, Keys, "", "inc for keys"},
	{"key_dec", Dec, Keys, "", "dec for keys"},
	{"val_inc", Inc, Vals, "", "inc for values"},
	{"val_dec", Dec, Vals, "", "dec for values"},
	{"eq", Eq, Elems, "", "whether two elements are equal"},
	{"key_eq", Eq, Keys, "", "whether two keys are equal"},
	{"val_eq", Eq, Vals, "", "whether two values are equal"},
	{"hash", Hash, Elems, "", "of an element; NULL: lookups compare with each element"},
	{"key_hash", Hash, Keys, "", "of a key; NULL: lookups compare with each key"},
	{"val_hash", Hash, Vals, "", "of a value"},
	{"cmp", Cmp, Elems, "", "orders two elements"},
	{"release", Drop, NoElems, "", "releases what an object owns, and not the object"},
	{"token", Other, NoElems, "", "memory to use again, or NULL"},
	{"drop", Drop, NoElems, "", "releases what an object owns, and the object"},
	{"handler", Other, NoElems, "", "of fatal errors"},
	{"copy_hook", Other, NoElems, "", "called before copies"},
	{"alloc", Other, NoElems, "", "where memory comes from"},
	{"realloc", Other, NoElems, "", "how memory is resized"},
	{"free", Other, NoElems, "", "where memory goes back to"},
	{"ctx", Ctx, NoElems, "", "what a callback gets besides; only passed on"},
	{"keep", Wanted, Elems, "", "whether an element or entry stays"},
	{"is", Wanted, Elems, "", "whether an element is the one that is looked for"},
	{"was_new", Told, NoElems, "", "where it is said whether the key or element was new"},
	{"found", Told, NoElems, "", "where it is said whether there was one"},
	{"val_out", Receives, Vals, "", "where a value is stored"},
	{"keys", Several, Keys, "", "the address of n keys"},
	{"vals", Several, Vals, "", "the address of n values"},
	{"i", Number, NoElems, "elements", "a position"},
	{"j", Number, NoElems, "elements", "another position"},
	{"to", Number, NoElems, "elements", "the position behind the last"},
	{"stats", Other, NoElems, "", "where statistics are stored"},
	{"copies", Number, NoElems, "", "a number of copies"},
	{"message", Other, NoElems, "", "the address of a text"},
	{"index", Number, NoElems, "elements", "a position, from 0"},
	{"n", Number, NoElems, "elements", "a number of elements"},
	{"new_len", Number, NoElems, "elements", "the length from now on"},
	{"min_cap", Number, NoElems, "elements", "room that is wanted; below 0 counts as 0"},
	{"start", Number, NoElems, "elements", "the first position"},
	{"end", Number, NoElems, "elements", "the position behind the last"},
	{"from", Number, NoElems, "elements", "the first position; below 0 counts as 0"},
	{"seed", Number, NoElems, "", "what the keys of the hash tables are made of"},
	{"h", Number, NoElems, "", "the hash of what came before; 0 at first"},
	{"v", Number, NoElems, "", "a number"},
	{"h", Number, NoElems, "", "a hash"},
	{"value", Number, NoElems, "", "a byte"},
	{"value_out", Told, NoElems, "", "where a number is stored"},
	{"code_out", Told, NoElems, "", "where a Unicode scalar value is stored, or -1"},
	{"at", Number, NoElems, "elements", "a position"},
	{"base", Number, NoElems, "", "of a number, 2 to 36"},
	{"bits", Number, NoElems, "", "of a 64-bit floating-point number"},
	{"width", Number, NoElems, "", "the least number of characters"},
	{"code", Number, NoElems, "", "a Unicode scalar value"},
}

// NameOf returns the word of the vocabulary for a parameter's name.
func NameOf(param string) (Name, bool) {
	base := strings.TrimRight(param, "0123456789")
	i := slices.IndexFunc(Names, func(n Name) bool { return n.Name == base })
	if i < 0 {
		return Name{}, false
	}
	return Names[i], true
}

// Param returns the parameter of a name, or nil.
func (e *Export) Param(name string) *Param {
	return e.find(func(p Param) bool { return p.Name == name })
}

// With returns the first parameter that has a role, or nil.
func (e *Export) With(role Role) *Param {
	return e.find(func(p Param) bool { return p.Role == role })
}

func (e *Export) find(is func(Param) bool) *Param {
	if i := slices.IndexFunc(e.Params, is); i >= 0 {
		return &e.Params[i]
	}
	return nil
}
