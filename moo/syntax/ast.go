// Package syntax reads Moo: lexer, parser and the tree they make.
//
// The checker (package check) fills in the fields that the parser cannot know:
// types, what a name stands for, which method is meant.
package syntax

import (
	"libori.org/rt/moo/source"
	"libori.org/rt/moo/types"
)

// Program is a parsed file.
type Program struct {
	File    *source.File
	Structs []*StructDecl
	Consts  []*ConstDecl
	Funcs   []*Func
}

// TypeExpr is a type as written.
type TypeExpr struct {
	Pos   source.Pos
	Kind  types.Kind // Struct: any name
	Name  string
	Parts []*TypeExpr // of the list, map (key, value), set or tuple
}

// StructDecl is "struct Name { field: type, ... }", with "box" in front when
// its values live on the heap.
type StructDecl struct {
	Pos    source.Pos
	Name   string
	Boxed  bool
	Fields []FieldDecl
	Type   *types.Type // by the checker
}

// FieldDecl is a field of a struct.
type FieldDecl struct {
	Pos  source.Pos
	Name string
	Type *TypeExpr
}

// ConstDecl is "const NAME = literal" at top level.
type ConstDecl struct {
	Pos      source.Pos
	Name     string
	Declared *TypeExpr // nil: the type of Value
	Value    Expr
}

// Func is a function.
type Func struct {
	Pos    source.Pos
	Name   string
	Params []*Param
	Result *TypeExpr // nil: none
	Body   *Block

	ResultType *types.Type // by the checker; types.TVoid: none
	Vars       []*Var      // by the checker: parameters and local variables, by ID
}

// Param is a parameter.
type Param struct {
	Pos   source.Pos
	Name  string
	Inout bool
	Type  *TypeExpr
	Var   *Var // by the checker
}

// VarKind tells how a variable came to be.
type VarKind uint8

// The kinds of variables.
const (
	Let   VarKind = iota // set once
	Mut                  // declared with var
	Value                // parameter by value
	Inout                // parameter by reference
	Loop                 // set by for
	Const                // top-level constant
)

// Var is a variable, made by the checker.
type Var struct {
	Name  string
	Pos   source.Pos
	Type  *types.Type
	Kind  VarKind
	ID    int  // index in Func.Vars; -1 for Const
	Value Expr // of Const
}

// Mutable reports whether v may be assigned to.
func (v *Var) Mutable() bool { return v.Kind == Mut || v.Kind == Inout }

// Expr is an expression.
type Expr interface {
	Pos() source.Pos
	Type() *types.Type
	SetType(*types.Type)
}

// Node is what all expressions have.
type Node struct {
	At source.Pos
	T  *types.Type // by the checker
}

// Pos returns where the expression is complained about.
func (n *Node) Pos() source.Pos { return n.At }

// Type returns the type that the checker found.
func (n *Node) Type() *types.Type { return n.T }

// SetType records the type.
func (n *Node) SetType(t *types.Type) { n.T = t }

type (
	// IntLit is an integer.
	IntLit struct {
		Node
		Value int64
	}
	// FloatLit is a number with a dot or exponent.
	FloatLit struct {
		Node
		Value float64
	}
	// NoneLit is a box that is absent: what the name none stands for where no
	// variable has that name.
	NoneLit struct{ Node }
	// BoolLit is true or false.
	BoolLit struct {
		Node
		Value bool
	}
	// StrLit is a string without interpolation.
	StrLit struct {
		Node
		Value string
	}
	// Interp is a string with interpolations: its parts one after the other, as text.
	Interp struct {
		Node
		Parts []Expr
	}
	// Ident is a variable or constant.
	Ident struct {
		Node
		Name string
		Var  *Var // by the checker
	}
	// ListLit is [a, b].
	ListLit struct {
		Node
		Elems []Expr
	}
	// SetLit is {a, b}, or {} for the empty set.
	SetLit struct {
		Node
		Elems []Expr
	}
	// MapLit is {k: v}, or {:} for the empty map.
	MapLit struct {
		Node
		Keys, Values []Expr
	}
	// TupleLit is (a, b).
	TupleLit struct {
		Node
		Elems []Expr
	}
	// StructLit is Name(field: value, ...), made by the checker out of a Call.
	StructLit struct {
		Node
		Fields []Expr // in the order of the declaration
	}
	// Unary is -x, !x or ~x.
	Unary struct {
		Node
		Op string
		X  Expr
	}
	// Binary is x op y.
	Binary struct {
		Node
		Op   string
		X, Y Expr
	}
	// Index is x[i].
	Index struct {
		Node
		X, I Expr
	}
	// Slice is x[low..high]; either bound may be nil.
	Slice struct {
		Node
		X, Low, High Expr
	}
	// Field is x.name or x.0.
	Field struct {
		Node
		X     Expr
		Name  string
		Index int // by the checker
	}
	// Call is f(args), of a function, a builtin or a struct's name.
	Call struct {
		Node
		Name string
		Args []*Arg
		Func *Func // by the checker; nil: a builtin
		Lit  Expr  // by the checker: the struct value that the call stands for
	}
	// Method is x.name(args).
	Method struct {
		Node
		X    Expr
		Name string
		Args []Expr
		Spec *MethodSpec // by the checker
		Cmp  *Func       // by the checker: the comparator of a sort
		Used bool        // by the checker: the result is used
	}
)

// Arg is an argument of a call.
type Arg struct {
	Pos   source.Pos
	Label string // of a struct's field; "" otherwise
	Inout bool   // &x
	X     Expr
}

// MethodSpec says what a method takes and gives; the list is in package check.
type MethodSpec struct {
	Op      string   // "list.push"
	Params  []string // codes of types, see package check
	Result  string
	Mutates bool // the receiver is a place that is changed
}

// Stmt is a statement.
type Stmt interface{ Pos() source.Pos }

// Block is { statements }.
type Block struct {
	At    source.Pos
	End   source.Pos // of the closing brace
	Stmts []Stmt
}

type stmt struct{ At source.Pos }

// Pos returns where the statement starts.
func (s stmt) Pos() source.Pos { return s.At }

type (
	// VarStmt is "let x = value" or "var x: T = value".
	VarStmt struct {
		stmt
		Mutable  bool
		Name     string
		Declared *TypeExpr // nil: the type of Value
		Value    Expr
		Var      *Var // by the checker
	}
	// Assign is "place = value", or "place += value" with Op "+".
	Assign struct {
		stmt
		Place Expr
		Op    string
		Value Expr
	}
	// ExprStmt is a call whose result, if any, is dropped.
	ExprStmt struct {
		stmt
		X Expr
	}
	// If is "if cond { } else { }"; "else if" is an If alone in Else.
	If struct {
		stmt
		Cond Expr
		Then *Block
		Else *Block // nil: none
	}
	// While is "while cond { }".
	While struct {
		stmt
		Cond Expr
		Body *Block
	}
	// For is "for a, b in x { }" over a collection, or "for a in low..high { }".
	For struct {
		stmt
		Names     []string
		NamesAt   []source.Pos
		X         Expr // nil: a range
		Low, High Expr
		Body      *Block
		Vars      []*Var // by the checker
	}
	// Break is "break".
	Break struct{ stmt }
	// Continue is "continue".
	Continue struct{ stmt }
	// Return is "return x".
	Return struct {
		stmt
		X Expr // nil: none
	}
)
