// Package types holds the types of Moo. Identical types are the same pointer.
package types

import (
	"fmt"
	"strings"
)

// Kind tells the types apart.
type Kind uint8

// The kinds. Invalid is the type of an expression that was complained about:
// it fits everywhere, so that one mistake gives one message.
const (
	Invalid Kind = iota
	Void
	Int
	Float
	Bool
	Str
	List
	Map
	Set
	Tuple
	Struct
	Option
)

// Type is a type. Which fields are set depends on Kind.
type Type struct {
	Kind   Kind
	Key    *Type   // Map
	Elem   *Type   // List, Set; Map: the value; Option: the box struct
	Fields []Field // Tuple (names "0", "1", ...), Struct
	Name   string  // Struct
	Boxed  bool    // Struct: on the heap, behind one reference
}

// Field is a part of a tuple or struct.
type Field struct {
	Name string
	Type *Type
}

// The types without parts.
var (
	TInvalid = &Type{Kind: Invalid}
	TVoid    = &Type{Kind: Void}
	TInt     = &Type{Kind: Int}
	TFloat   = &Type{Kind: Float}
	TBool    = &Type{Kind: Bool}
	TStr     = &Type{Kind: Str}
)

// String gives the type as it is written in a program.
func (t *Type) String() string {
	switch t.Kind {
	case Invalid:
		return "invalid"
	case Void:
		return "nothing"
	case Int:
		return "int"
	case Float:
		return "float"
	case Bool:
		return "bool"
	case Str:
		return "str"
	case List:
		return "[" + t.Elem.String() + "]"
	case Map:
		return "{" + t.Key.String() + ": " + t.Elem.String() + "}"
	case Set:
		return "{" + t.Elem.String() + "}"
	case Option:
		return t.Elem.String() + "?"
	case Tuple:
		parts := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			parts[i] = f.Type.String()
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	return t.Name
}

// Field returns the index of the part called name, or -1.
func (t *Type) Field(name string) int {
	for i, f := range t.Fields {
		if f.Name == name {
			return i
		}
	}
	return -1
}

// Scalar reports whether values of t are numbers or truth values: held in a
// register, without parts.
func (t *Type) Scalar() bool { return t.Kind == Int || t.Kind == Float || t.Kind == Bool }

// Ordered reports whether < is defined on t.
func (t *Type) Ordered() bool { return t.Kind == Int || t.Kind == Float || t.Kind == Str }

// Managed reports whether a value of t holds references that must be counted.
func (t *Type) Managed() bool {
	switch t.Kind {
	case Str, List, Map, Set, Option:
		return true
	case Tuple, Struct:
		if t.Boxed {
			return true
		}
		for _, f := range t.Fields {
			if f.Type.Managed() {
				return true
			}
		}
	}
	return false
}

// Hashable reports whether t can be a map key or a set element: no float
// inside, whose NaN is not equal to itself.
func (t *Type) Hashable() bool { return t.hashable(map[*Type]bool{}) }

func (t *Type) hashable(seen map[*Type]bool) bool {
	if seen[t] {
		return true
	}
	seen[t] = true
	switch t.Kind {
	case Float:
		return false
	case List, Set, Option:
		return t.Elem.hashable(seen)
	case Map:
		return t.Key.hashable(seen) && t.Elem.hashable(seen)
	}
	for _, f := range t.Fields {
		if !f.Type.hashable(seen) {
			return false
		}
	}
	return true
}

// Universe makes the composite types of one program, each once.
type Universe struct {
	made map[string]*Type
}

// NewUniverse returns a universe without types.
func NewUniverse() *Universe { return &Universe{made: map[string]*Type{}} }

func (u *Universe) intern(t *Type) *Type {
	key := t.String()
	if old := u.made[key]; old != nil {
		return old
	}
	u.made[key] = t
	return t
}

// List returns [elem].
func (u *Universe) List(elem *Type) *Type { return u.intern(&Type{Kind: List, Elem: elem}) }

// Map returns {key: value}.
func (u *Universe) Map(key, value *Type) *Type {
	return u.intern(&Type{Kind: Map, Key: key, Elem: value})
}

// Set returns {elem}.
func (u *Universe) Set(elem *Type) *Type { return u.intern(&Type{Kind: Set, Elem: elem}) }

// Option returns elem?: a box struct that may be absent.
func (u *Universe) Option(elem *Type) *Type { return u.intern(&Type{Kind: Option, Elem: elem}) }

// Accepts reports whether a value of type u can stand where t is wanted: a box
// where it may be absent.
func (t *Type) Accepts(u *Type) bool { return t == u || t.Kind == Option && t.Elem == u }

// Present returns the type of what an Option holds when it holds something; other
// types are their own.
func (t *Type) Present() *Type {
	if t.Kind == Option {
		return t.Elem
	}
	return t
}

// Tuple returns (parts...).
func (u *Universe) Tuple(parts []*Type) *Type {
	t := &Type{Kind: Tuple}
	for i, p := range parts {
		t.Fields = append(t.Fields, Field{fmt.Sprint(i), p})
	}
	return u.intern(t)
}

// Struct returns the struct called name; its fields are filled in later, so
// that they can mention it.
func (u *Universe) Struct(name string, boxed bool) *Type {
	return u.intern(&Type{Kind: Struct, Name: name, Boxed: boxed})
}
