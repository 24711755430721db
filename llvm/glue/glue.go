// Package glue makes the callbacks of a back end's types from a description of them, as
// LLVM IR: for back ends that are not written in Go. Command origlue is its front.
//
// # The description
//
//	struct point { int, int }                   a value of several fields, laid out as in C
//	union shape { point, float, none }          {i64 tag, payload}: tag 0, 1, 2
//	struct node { str, [shape], {str: box node} }
//
//	int  byte  float     plain values: i64, i8, double
//	str                  a string of the library
//	[T]  {T}  {K: V}     a list, a set, a map
//	box T                a counted reference to a T; NULL is legal where nothing looks inside
//	none                 a case of a union without payload
//
// What follows # on a line is a comment. Types may be used before they are described.
//
// # What comes out
//
// For every type NAME that is described, functions that take addresses of values, as the
// library's callbacks do:
//
//	NAME_inc   NAME_dec             void (void *)                       only where it holds references
//	NAME_eq                         bool (const void *, const void *)
//	NAME_hash                       uint64_t (const void *)
//	NAME_compare                    int32_t (const void *, const void *)  unless it holds a set or map
//	NAME_drop                       void (void *)                       for ori_rc_dec of a box NAME
package glue

import (
	"fmt"
	"regexp"
	"strings"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

// Types reads a description and returns its types in order.
func Types(description string) ([]irb.Type, error) {
	p := &parser{named: map[string]irb.Type{}}
	for i, line := range strings.Split(description, "\n") {
		line, _, _ = strings.Cut(line, "#")
		for _, word := range token.FindAllString(line, -1) {
			p.words = append(p.words, positioned{word, i + 1})
		}
		if rest := strings.TrimSpace(token.ReplaceAllString(line, "")); rest != "" {
			return nil, fmt.Errorf("line %d: %q is no part of a description", i+1, rest)
		}
	}
	if err := p.names(); err != nil {
		return nil, err
	}
	for p.at < len(p.words) {
		if err := p.declaration(); err != nil {
			return nil, err
		}
	}
	return p.order, p.finite()
}

var (
	token = regexp.MustCompile(`[A-Za-z_][A-Za-z_0-9]*|[][{}:,]`)
	word  = regexp.MustCompile(`^[A-Za-z_]`)
)

type positioned struct {
	text string
	line int
}

type parser struct {
	words []positioned
	at    int
	named map[string]irb.Type
	order []irb.Type
}

// names makes the types that are described, without their fields.
func (p *parser) names() error {
	for i := 0; i+1 < len(p.words); i++ {
		name := p.words[i+1].text
		var t irb.Type
		switch p.words[i].text {
		case "struct":
			t = irb.NewStruct(name)
		case "union":
			t = irb.NewUnion(name)
		default:
			continue
		}
		switch {
		case !word.MatchString(name):
			return fmt.Errorf("line %d: %q is no name", p.words[i+1].line, name)
		case plain(name) != nil || name == "box" || name == "none" || name == "struct" || name == "union":
			return fmt.Errorf("line %d: %s means something already", p.words[i+1].line, name)
		case p.named[name] != nil:
			return fmt.Errorf("line %d: %s is described twice", p.words[i+1].line, name)
		}
		p.named[name] = t
		p.order = append(p.order, t)
	}
	return nil
}

func plain(name string) irb.Type {
	return map[string]irb.Type{"int": irb.Int, "byte": irb.Byte, "float": irb.Float, "str": irb.Str}[name]
}

func (p *parser) next() positioned {
	if p.at == len(p.words) {
		last := 1
		if p.at > 0 {
			last = p.words[p.at-1].line
		}
		return positioned{"", last}
	}
	p.at++
	return p.words[p.at-1]
}

func (p *parser) expect(text string) error {
	if w := p.next(); w.text != text {
		return fmt.Errorf("line %d: want %q, have %q", w.line, text, w.text)
	}
	return nil
}

func (p *parser) declaration() error {
	kind, name := p.next(), p.next()
	if kind.text != "struct" && kind.text != "union" {
		return fmt.Errorf("line %d: want struct or union, have %q", kind.line, kind.text)
	}
	if err := p.expect("{"); err != nil {
		return err
	}
	var parts []irb.Type
	for {
		t, err := p.part(kind.text == "union")
		if err != nil {
			return err
		}
		parts = append(parts, t)
		w := p.next()
		if w.text == "}" {
			break
		}
		if w.text != "," {
			return fmt.Errorf("line %d: want \",\" or \"}\", have %q", w.line, w.text)
		}
	}
	switch t := p.named[name.text].(type) {
	case *irb.Struct:
		t.Fields = parts
	case *irb.Union:
		t.Cases = parts
	}
	return nil
}

// part reads a field, or a case of a union, of which none is one.
func (p *parser) part(union bool) (irb.Type, error) {
	if union && p.at < len(p.words) && p.words[p.at].text == "none" {
		p.at++
		return nil, nil
	}
	return p.typ()
}

func (p *parser) typ() (irb.Type, error) {
	w := p.next()
	switch {
	case plain(w.text) != nil:
		return plain(w.text), nil
	case w.text == "box":
		t, err := p.typ()
		if err != nil {
			return nil, err
		}
		return irb.Box(t), nil
	case w.text == "[":
		t, err := p.typ()
		if err != nil {
			return nil, err
		}
		return irb.List(t), p.expect("]")
	case w.text == "{":
		key, err := p.typ()
		if err != nil {
			return nil, err
		}
		if end := p.next(); end.text == "}" {
			return irb.Set(key), nil
		} else if end.text != ":" {
			return nil, fmt.Errorf("line %d: want \":\" or \"}\", have %q", end.line, end.text)
		}
		val, err := p.typ()
		if err != nil {
			return nil, err
		}
		return irb.Map(key, val), p.expect("}")
	case p.named[w.text] != nil:
		return p.named[w.text], nil
	}
	return nil, fmt.Errorf("line %d: there is no type %q", w.line, w.text)
}

// finite reports a type that contains itself other than behind a reference.
func (p *parser) finite() error {
	const open, done = 1, 2
	state := map[irb.Type]int{}
	var visit func(t irb.Type) error
	visit = func(t irb.Type) error {
		var parts []irb.Type
		switch t := t.(type) {
		case *irb.Struct:
			parts = t.Fields
		case *irb.Union:
			parts = t.Cases
		default:
			return nil
		}
		switch state[t] {
		case open:
			return fmt.Errorf("%s contains itself, and would be endless: put a box or a list in between", t.Name())
		case done:
			return nil
		}
		state[t] = open
		for _, part := range parts {
			if err := visit(part); err != nil {
				return err
			}
		}
		state[t] = done
		return nil
	}
	for _, t := range p.order {
		if err := visit(t); err != nil {
			return err
		}
	}
	return nil
}

// Emit adds the callbacks of types to a module.
func Emit(m *irb.Module, types []irb.Type) {
	for _, t := range types {
		void := func(what string, do func(f *irb.Func)) {
			f := m.Func(t.Name()+"_"+what, m.Void, m.Ptr)
			do(f)
			f.End()
		}
		if t.Counted() {
			void("inc", func(f *irb.Func) { t.Retain(f, f.Param(0)) })
			void("dec", func(f *irb.Func) { t.Release(f, f.Param(0)) })
		}
		void("drop", func(f *irb.Func) {
			f.Release(t, f.Param(0))
			f.Runtime("ori_rc_free", f.Param(0), m.Int(m.Size(t)), m.Int(m.Align(t)))
		})
		eq := m.Func(t.Name()+"_eq", m.I1, m.Ptr, m.Ptr)
		eq.Fn.AddAttributeAtIndex(0, m.Ctx.CreateEnumAttribute(llvm.AttributeKindID("zeroext"), 0))
		eq.End(t.Equal(eq, eq.Param(0), eq.Param(1)))
		hash := m.Func(t.Name()+"_hash", m.I64, m.Ptr)
		hash.End(t.Hash(hash, hash.Param(0)))
		if ordered(t, map[string]bool{}) {
			compare := m.Func(t.Name()+"_compare", m.I32, m.Ptr, m.Ptr)
			compare.End(t.Compare(compare, compare.Param(0), compare.Param(1)))
		}
	}
}

// ordered reports whether values of a type have an order: sets and maps have none.
func ordered(t irb.Type, seen map[string]bool) bool {
	if t == nil || seen[t.Name()] {
		return true
	}
	seen[t.Name()] = true
	switch t := t.(type) {
	case *irb.Struct:
		for _, field := range t.Fields {
			if !ordered(field, seen) {
				return false
			}
		}
	case *irb.Union:
		for _, c := range t.Cases {
			if !ordered(c, seen) {
				return false
			}
		}
	default:
		return !strings.Contains(t.Name(), "{") && (irb.ElementOf(t) == nil || ordered(irb.ElementOf(t), seen))
	}
	return true
}
