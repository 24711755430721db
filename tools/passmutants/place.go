package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"libori.org/rt/tools/internal/mutation"
)

// A token is a word, number, text or sign of C++ and where it stands, in bytes.
type token struct {
	text     string
	from, to int
}

// lexeme matches white space and comments, which are no tokens, or (group 1) a token. A sign
// is a single character: that "==" are two of them changes nothing about what is equal.
var lexeme = regexp.MustCompile(`(?s)\s+|//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\w+|.)`)

// tokensOf takes a text of C++ apart.
func tokensOf(text string) (tokens []token) {
	for _, at := range lexeme.FindAllStringSubmatchIndex(text, -1) {
		if at[2] >= 0 {
			tokens = append(tokens, token{text[at[2]:at[3]], at[2], at[3]})
		}
	}
	return tokens
}

// bodyOf returns the tokens of a function's body: the name, parameters in brackets, and what
// stands in braces, with no statement's end before them. It is nil where there is no such function.
func bodyOf(tokens []token, name string) []token {
	for i, t := range tokens {
		if t.text != name || i+1 == len(tokens) || tokens[i+1].text != "(" {
			continue
		}
		end := closing(tokens, i+1, "(", ")")
		for end < len(tokens) && !slices.Contains([]string{"{", ";", "}", ","}, tokens[end].text) {
			end++
		}
		if end < len(tokens) && tokens[end].text == "{" && !called(tokens[:i]) {
			return tokens[end:closing(tokens, end, "{", "}")]
		}
	}
	return nil
}

// called reports whether a name behind these tokens is called there, not defined: a
// definition has its type in front.
func called(before []token) bool {
	if len(before) == 0 {
		return true
	}
	last := before[len(before)-1].text
	return last == "return" || !regexp.MustCompile(`^[\w>*&:]+$`).MatchString(last)
}

// closing returns the place behind the bracket that closes the one at place i.
func closing(tokens []token, i int, open, close string) int {
	for depth := 0; i < len(tokens); i++ {
		switch tokens[i].text {
		case open:
			depth++
		case close:
			depth--
		}
		if depth == 0 {
			return i + 1
		}
	}
	return i
}

// A place is the part of a file that a mutant changes.
type place struct {
	file     string // path
	from, to int    // bytes
}

// find finds a mutant's place in the folder of oriopt.
func (m mutant) find(dir string) (place, error) {
	file, function, _ := strings.Cut(m.in, ".")
	path := filepath.Join(dir, file+".hpp")
	text, err := os.ReadFile(path)
	if err != nil {
		return place{}, err
	}
	body := bodyOf(tokensOf(string(text)), function)
	if body == nil {
		return place{}, fmt.Errorf("%s: there is no such function", m.in)
	}
	old := tokensOf(m.old)
	var found []place
	for i := range body {
		if len(old) > 0 && len(old) <= len(body)-i && slices.EqualFunc(old, body[i:i+len(old)], sameText) {
			found = append(found, place{path, body[i].from, body[i+len(old)-1].to})
		}
	}
	if len(found) != 1 {
		return place{}, fmt.Errorf("%s has %q %d times", m.in, m.old, len(found))
	}
	return found[0], nil
}

func sameText(a, b token) bool { return a.text == b.text }

// plant puts the mutant's text in the place, and returns what takes it out again. In the new
// text $0 is the old one.
func (p place) plant(text string) (restore func() error, err error) {
	return mutation.Rewrite(p.file, func(old string) (string, error) {
		return old[:p.from] + strings.ReplaceAll(text, "$0", old[p.from:p.to]) + old[p.to:], nil
	})
}
