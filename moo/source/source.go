// Package source holds the text of a program, positions in it, and diagnostics
// that show the offending line with a caret.
package source

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// File is one source text.
type File struct {
	Name  string
	Text  string
	lines []int // offset of the start of each line
}

// New returns the file called name with the given text.
func New(name, text string) *File {
	f := &File{Name: name, Text: text, lines: []int{0}}
	for i := range len(text) {
		if text[i] == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	return f
}

// Pos is an offset in bytes from the start of a file.
type Pos int

// Line returns the line of p, counted from 1.
func (f *File) Line(p Pos) int {
	return sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > int(p) })
}

// Column returns the column of p in bytes, counted from 1.
func (f *File) Column(p Pos) int { return int(p) - f.lines[f.Line(p)-1] + 1 }

// At returns "name:line:column" for p.
func (f *File) At(p Pos) string {
	return fmt.Sprintf("%s:%d:%d", f.Name, f.Line(p), f.Column(p))
}

// LineText returns the text of the line that p lies in, without its newline.
func (f *File) LineText(p Pos) string {
	text := f.Text[f.lines[f.Line(p)-1]:]
	if end := strings.IndexByte(text, '\n'); end >= 0 {
		text = text[:end]
	}
	return strings.TrimSuffix(text, "\r")
}

// Diagnostic is one complaint about a place in a file.
type Diagnostic struct {
	File    *File
	Pos     Pos
	Message string
}

// Error gives the complaint in the form
//
//	name.moo:3:9: error: undefined: total
//	    print(total)
//	          ^
func (d Diagnostic) Error() string {
	line := d.File.LineText(d.Pos)
	before := line[:min(d.File.Column(d.Pos)-1, len(line))]
	return fmt.Sprintf("%s: error: %s\n    %s\n    %s^",
		d.File.At(d.Pos), d.Message, line, blank(before))
}

// blank replaces every character by a space, but keeps tabs, so that what
// follows lines up with the text above it.
func blank(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
		s = s[size:]
	}
	return b.String()
}

// Errors collects the diagnostics of one file in the order they were found.
type Errors []Diagnostic

// Error gives all diagnostics, one below the other.
func (e Errors) Error() string {
	parts := make([]string, len(e))
	for i, d := range e {
		parts[i] = d.Error()
	}
	return strings.Join(parts, "\n")
}

// Err returns e as an error, nil when there are none.
func (e Errors) Err() error {
	if len(e) == 0 {
		return nil
	}
	return e
}
