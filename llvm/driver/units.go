package driver

import (
	"regexp"
	"slices"
	"strings"

	"libori.org/rt/llvm/irutil"
	"tinygo.org/x/go-llvm"
)

// A linker takes whole members of an archive. So that a program links what it
// uses and no more, the machine code is cut into units, each an object of its
// own: functions and variables are together if the same exports need them.
//
//	            ori_list_push_cow   ori_list_sort_cow   ori_rc_alloc
//	                    │      ╲        ╱      │           │
//	unit push           ●       ╲      ╱       │           │       pushSlow
//	unit sort                    ╲    ╱        ●           │       quicksort, heapsort …
//	unit push, sort, alloc        ● ◀──────────────────────┘       rc.New, live
//
// What is private to a unit (texts of messages, tables of switches) is copied
// into each unit that names it. Cutting is done on LLVM assembly: a unit is
// itself a module, with declarations of what lies in others.
type unit struct {
	name string // of its first export or, without one, its first function
	text string
}

// object compiles the unit to machine code.
func (u unit) object(p *program, ctx llvm.Context) ([]byte, error) {
	m, err := irutil.ParseText(ctx, u.text)
	if err != nil {
		return nil, err
	}
	defer m.Dispose()
	return p.object(m)
}

// entity is a function or variable of a module.
type entity struct {
	name     string
	text     string // definition
	declared string // declaration; empty if it is private
	uses     []string
	defined  bool // here, rather than declared
	place    int  // in the text
}

var (
	symbolName   = regexp.MustCompile(`@(?:"[^"]*"|[-a-zA-Z$._][-a-zA-Z$._0-9]*)`)
	metadataLink = regexp.MustCompile(` ![a-z_.]+ ![0-9]+`)
	globalForm   = regexp.MustCompile(`^(@"[^"]*"|@\S+) = (.*?)\b(global|constant) (.*)$`)
	initializer  = regexp.MustCompile(`^(\[[^=]*?\]|\{[^=]*?\}|%"[^"]*"|%\S+|\S+) `)
)

// cut divides a module's text into units for the exports, in the order of the
// exports. What no export reaches is left out.
func cut(text string, exports []string) []unit {
	head, tail, entities := parse(text)
	bindConstructor(entities)
	reach := map[string][]bool{} // name → exports
	var walk func(name string, export int)
	walk = func(name string, export int) {
		e := entities[name]
		if e == nil {
			return
		}
		if reach[name] == nil {
			reach[name] = make([]bool, len(exports))
		}
		if reach[name][export] {
			return
		}
		reach[name][export] = true
		for _, used := range e.uses {
			walk(used, export)
		}
	}
	for i, name := range exports {
		walk(name, i)
	}

	members := map[string][]*entity{}
	var keys []string
	for _, e := range inOrder(entities) {
		if reach[e.name] == nil || !e.defined || e.declared == "" {
			continue
		}
		var key strings.Builder
		for _, r := range reach[e.name] {
			key.WriteByte("01"[btoi(r)])
		}
		if members[key.String()] == nil {
			keys = append(keys, key.String())
		}
		members[key.String()] = append(members[key.String()], e)
	}
	var units []unit
	for _, key := range keys {
		units = append(units, assemble(head, tail, members[key], entities, exports))
	}
	slices.SortStableFunc(units, func(a, b unit) int {
		return position(exports, a.name) - position(exports, b.name)
	})
	return units
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// position is the index of name, or behind all.
func position(exports []string, name string) int {
	if i := slices.Index(exports, name); i >= 0 {
		return i
	}
	return len(exports)
}

// assemble writes the module of some entities.
func assemble(head, tail string, members []*entity, all map[string]*entity, exports []string) unit {
	u := unit{name: members[0].name}
	for _, e := range members {
		if position(exports, e.name) < position(exports, u.name) {
			u.name = e.name
		}
	}
	var text strings.Builder
	text.WriteString(head)
	written := map[string]bool{}
	var define func(e *entity)
	define = func(e *entity) {
		written[e.name] = true
		text.WriteString(e.text)
		for _, used := range e.uses {
			if other := all[used]; other != nil && !written[used] {
				if other.declared == "" {
					define(other)
				}
			}
		}
	}
	for _, e := range members {
		define(e)
	}
	var declarations []string
	for name := range written {
		for _, used := range all[name].uses {
			if other := all[used]; other != nil && !written[used] {
				declarations = append(declarations, other.declared)
			}
		}
	}
	slices.Sort(declarations)
	text.WriteString(strings.Join(slices.Compact(declarations), ""))
	text.WriteString(tail)
	u.text = text.String()
	return u
}

// inOrder returns entities in the order of the text.
func inOrder(entities map[string]*entity) []*entity {
	var list []*entity
	for _, e := range entities {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b *entity) int { return a.place - b.place })
	return list
}

// parse takes a module's text apart: head (target, types), tail (attributes,
// metadata), and between them the functions and variables.
func parse(text string) (head, tail string, entities map[string]*entity) {
	entities = map[string]*entity{}
	var heads, tails strings.Builder
	add := func(e entity) {
		e.place = len(entities)
		for _, used := range symbolName.FindAllString(e.text, -1) {
			if used = plain(used); used != e.name && !slices.Contains(e.uses, used) {
				e.uses = append(e.uses, used)
			}
		}
		entities[e.name] = &e
	}
	var body *strings.Builder // of the function that is being read
	for line := range strings.Lines(text) {
		switch {
		case body != nil:
			body.WriteString(line)
			if line == "}\n" {
				whole := body.String()
				first, _, _ := strings.Cut(whole, "\n")
				e := entity{name: nameIn(first), text: whole, defined: true}
				e.declared = "declare" + strings.TrimPrefix(metadataLink.ReplaceAllString(strings.TrimSuffix(first, " {"), ""), "define") + "\n"
				add(e)
				body = nil
			}
		case strings.HasPrefix(line, "define "):
			body = &strings.Builder{}
			body.WriteString(line)
		case strings.HasPrefix(line, "declare "):
			add(entity{name: nameIn(line), text: line, declared: line})
		case strings.HasPrefix(line, "@"):
			add(variable(line))
		case strings.HasPrefix(line, "attributes ") || strings.HasPrefix(line, "!"):
			tails.WriteString(line)
		default:
			heads.WriteString(line)
		}
	}
	return heads.String(), tails.String(), entities
}

// nameIn returns the name that a definition or declaration is about.
func nameIn(line string) string { return plain(symbolName.FindString(line)) }

// plain returns a name without its @ and quotes.
func plain(name string) string { return strings.Trim(name, `@"`) }

// variable reads the line of a global variable.
func variable(line string) entity {
	e := entity{name: nameIn(line), text: line, defined: true}
	form := globalForm.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
	linkage, kind, rest := form[2], form[3], form[4]
	switch {
	case strings.Contains(linkage, "private") || strings.Contains(linkage, "internal"):
		return e
	case strings.Contains(linkage, "extern"):
		e.declared, e.defined = line, false
		return e
	}
	typ := strings.TrimSuffix(initializer.FindString(rest), " ")
	e.declared = form[1] + " = external " + linkage + kind + " " + typ + "\n"
	return e
}
