package syntax

import "libori.org/rt/moo/source"

// Kind tells tokens apart.
type Kind uint8

// The kinds of tokens. Operators, brackets and keywords are all Symbol or
// Keyword, told apart by their text.
const (
	EOF Kind = iota
	Newline
	Name
	Int
	Float
	String // one piece of a string literal; see Token
	Symbol
	Keyword
)

// Token is a word of a program.
//
// A string literal with interpolations "a\(x)b\(y)c" is the pieces String "a",
// the tokens of x, String "b", the tokens of y, String "c"; all but the last
// piece have More set.
type Token struct {
	Kind Kind
	Pos  source.Pos
	Text string // as written; of String: the bytes it stands for
	More bool   // of String: an interpolation follows
}

var keywords = map[string]bool{
	"box": true, "break": true, "const": true, "continue": true, "else": true,
	"false": true, "fn": true, "for": true, "if": true, "in": true, "inout": true,
	"let": true, "return": true, "struct": true, "true": true, "var": true,
	"while": true,
}

// symbols, longest first, so that the first match is the right one.
var symbols = []string{
	"<<=", ">>=",
	"->", "..", "==", "!=", "<=", ">=", "&&", "||", "<<", ">>",
	"+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
	"+", "-", "*", "/", "%", "<", ">", "!", "=", "&", "|", "^", "~",
	"(", ")", "[", "]", "{", "}", ",", ":", ".", "?",
}

// endsStatement reports whether a newline after t ends a statement: after an
// operand or a closing bracket it does, after an operator the line goes on.
func (t Token) endsStatement() bool {
	switch t.Kind {
	case Name, Int, Float, String:
		return !t.More
	case Symbol:
		return t.Text == ")" || t.Text == "]" || t.Text == "}" || t.Text == "?"
	case Keyword:
		switch t.Text {
		case "break", "continue", "return", "true", "false":
			return true
		}
	}
	return false
}

// describe names t in a message.
func (t Token) describe() string {
	switch t.Kind {
	case EOF:
		return "the end of the file"
	case Newline:
		return "the end of the line"
	case String:
		return "a string"
	}
	return "'" + t.Text + "'"
}
