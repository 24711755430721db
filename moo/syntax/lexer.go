package syntax

import (
	"fmt"
	"strings"

	"libori.org/rt/moo/source"
)

// lexer turns a text into tokens.
type lexer struct {
	file   *source.File
	text   string
	at     int
	tokens []Token
	errors source.Errors
	// open holds, for each interpolation we are inside of, how many round
	// brackets are open in it: the one that closes at zero ends it.
	open []int
}

// Lex returns the tokens of f. The last one is EOF.
func Lex(f *source.File) ([]Token, source.Errors) {
	l := &lexer{file: f, text: f.Text}
	for l.next() {
	}
	l.newline()
	l.add(EOF, l.at, "")
	return l.tokens, l.errors
}

func (l *lexer) fail(at int, format string, args ...any) {
	l.errors = append(l.errors, source.Diagnostic{File: l.file, Pos: source.Pos(at), Message: fmt.Sprintf(format, args...)})
}

func (l *lexer) add(k Kind, at int, text string) {
	l.tokens = append(l.tokens, Token{Kind: k, Pos: source.Pos(at), Text: text})
}

// newline ends the statement, if the last token may end one.
func (l *lexer) newline() {
	if n := len(l.tokens); n > 0 && l.tokens[n-1].endsStatement() {
		l.add(Newline, l.at, "")
	}
}

// next reads one token, or skips one stretch of blank; false at the end.
func (l *lexer) next() bool {
	if l.at >= len(l.text) {
		if len(l.open) > 0 {
			l.fail(l.at, "the interpolation is not closed")
		}
		return false
	}
	start, c := l.at, l.text[l.at]
	switch {
	case c == '\n':
		l.newline()
		l.at++
	case c == ' ' || c == '\t' || c == '\r':
		l.at++
	case strings.HasPrefix(l.text[l.at:], "//"):
		for l.at < len(l.text) && l.text[l.at] != '\n' {
			l.at++
		}
	case isLetter(c):
		word := l.take(func(c byte) bool { return isLetter(c) || isDigit(c) })
		if keywords[word] {
			l.add(Keyword, start, word)
		} else {
			l.add(Name, start, word)
		}
	case isDigit(c):
		l.number()
	case c == '"':
		l.at++
		l.str(start)
	case c == '\'':
		l.byteLiteral()
	default:
		l.symbol()
	}
	return true
}

func (l *lexer) take(ok func(byte) bool) string {
	start := l.at
	for l.at < len(l.text) && ok(l.text[l.at]) {
		l.at++
	}
	return l.text[start:l.at]
}

func (l *lexer) symbol() {
	for _, s := range symbols {
		if !strings.HasPrefix(l.text[l.at:], s) {
			continue
		}
		if n := len(l.open) - 1; n >= 0 {
			switch s {
			case "(":
				l.open[n]++
			case ")":
				if l.open[n] == 0 { // the end of the interpolation: on with the string
					l.open = l.open[:n]
					l.at++
					l.str(l.at)
					return
				}
				l.open[n]--
			}
		}
		l.add(Symbol, l.at, s)
		l.at += len(s)
		return
	}
	l.fail(l.at, "unexpected character %q", l.text[l.at])
	l.at++
}

// number reads 12, 0x1f, 1_000, 1.5 or 2e10. A dot counts only before a digit:
// 0..n is a range and pair.0 a part.
func (l *lexer) number() {
	start, kind := l.at, Int
	if strings.HasPrefix(l.text[l.at:], "0x") {
		l.at += 2
		l.take(func(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == '_' })
	} else {
		digits := func(c byte) bool { return isDigit(c) || c == '_' }
		l.take(digits)
		afterDot := len(l.tokens) > 0 && l.tokens[len(l.tokens)-1].Text == "." // pair.0.1
		if !afterDot && l.peek(0) == '.' && isDigit(l.peek(1)) {
			kind = Float
			l.at++
			l.take(digits)
		}
		if c := l.peek(0); !afterDot && (c == 'e' || c == 'E') {
			skip := 1
			if s := l.peek(1); s == '+' || s == '-' {
				skip = 2
			}
			if isDigit(l.peek(skip)) {
				kind = Float
				l.at += skip
				l.take(digits)
			}
		}
	}
	if isLetter(l.peek(0)) {
		l.fail(l.at, "unexpected %q after a number", l.text[l.at])
	}
	l.add(kind, start, l.text[start:l.at])
}

func (l *lexer) peek(n int) byte {
	if l.at+n < len(l.text) {
		return l.text[l.at+n]
	}
	return 0
}

// str reads a piece of a string literal, up to the closing quote or to the
// start of an interpolation.
func (l *lexer) str(start int) {
	var b strings.Builder
	for {
		switch c := l.peek(0); {
		case l.at >= len(l.text) || c == '\n':
			l.fail(start, "the string is not closed")
			l.open = nil
			l.add(String, start, b.String())
			return
		case c == '"':
			l.at++
			l.add(String, start, b.String())
			return
		case c == '\\' && l.peek(1) == '(':
			l.at += 2
			l.add(String, start, b.String())
			l.tokens[len(l.tokens)-1].More = true
			l.open = append(l.open, 0)
			return
		case c == '\\':
			b.WriteByte(l.escape())
		default:
			b.WriteByte(c)
			l.at++
		}
	}
}

// escape reads \n, \t, \r, \0, \\, \", \' or \x7f.
func (l *lexer) escape() byte {
	start := l.at
	c := l.peek(1)
	l.at += 2
	switch c {
	case 'n':
		return '\n'
	case 't':
		return '\t'
	case 'r':
		return '\r'
	case '0':
		return 0
	case '\\', '"', '\'':
		return c
	case 'x':
		high, low := hexDigit(l.peek(0)), hexDigit(l.peek(1))
		if high >= 0 && low >= 0 {
			l.at += 2
			return byte(high<<4 | low)
		}
	}
	l.fail(start, "unknown escape; there are \\n \\t \\r \\0 \\\\ \\\" \\' \\x7f and \\(expression)")
	return c
}

// byteLiteral reads 'a', an int.
func (l *lexer) byteLiteral() {
	start := l.at
	l.at++
	var value byte
	if l.peek(0) == '\\' {
		value = l.escape()
	} else {
		value = l.peek(0)
		l.at++
	}
	if l.peek(0) != '\'' {
		l.fail(start, "a byte literal holds exactly one byte")
	} else {
		l.at++
	}
	l.add(Int, start, fmt.Sprint(value))
}

func isLetter(c byte) bool { return c == '_' || c|32 >= 'a' && c|32 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

func hexDigit(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c|32 >= 'a' && c|32 <= 'f':
		return int(c|32-'a') + 10
	}
	return -1
}
