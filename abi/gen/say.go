package main

import (
	"fmt"
	"slices"
	"strings"

	"libori.org/rt/abi"
)

// The clauses in English, for the header and the reference.

// sentence is one clause as people read it.
type sentence struct{ Label, Text string }

// Clauses returns the lines of the contract that say something, in order. What is
// true of all functions (out is not NULL, alignments are powers of two, dec comes
// with inc) is said once, at the head of the header.
func (e *export) Clauses() []sentence {
	var said []sentence
	for _, c := range clauses {
		text := c.say(e)
		if note := e.notes[c.word]; note != "" {
			if text != "" {
				text += "; "
			}
			text += note
		}
		if text != "" {
			said = append(said, sentence{c.label, text})
		}
	}
	return said
}

// nouns are what the sections call an operand.
var nouns = map[string]string{"ori_list_": "list", "ori_map_": "map", "ori_set_": "set"}

// noun returns "list" for a function on lists, "" for one on objects.
func (e *export) noun() string {
	for prefix, noun := range nouns {
		if strings.HasPrefix(e.Name, prefix) {
			return noun
		}
	}
	return ""
}

// called returns how people call a parameter: "the list", "set2", "elem".
func (e *export) called(name string) string {
	p := e.Param(name)
	if p == nil || p.Operand == 0 || e.noun() == "" || e.Param("len"+strings.TrimPrefix(name, "data")) == nil {
		return name
	}
	if digit := strings.TrimPrefix(name, "data"); digit != "" {
		return e.noun() + digit
	}
	return "the " + e.noun()
}

// listed joins names: "a", "a and b", "a, b and c".
func listed(names []string, and string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + and + " " + names[len(names)-1]
}

func ownedText(owner abi.Ownership) func(e *export) string {
	return func(e *export) string {
		var names []string
		for _, p := range e.Params {
			if p.Owner == owner {
				names = append(names, e.called(p.Name))
			}
		}
		if noun := e.noun(); len(names) > 1 && slices.Equal(names[:2], []string{noun + "1", noun + "2"}) {
			names = append([]string{"both " + noun + "s"}, names[2:]...)
		}
		return listed(names, "and")
	}
}

// fillsText does not name out, which every header says.
func (e *export) fillsText() string {
	var names []string
	for _, p := range e.Params {
		if p.Owner == abi.Filled && p.Role != abi.Out {
			names = append(names, p.Name)
		}
	}
	return listed(names, "and")
}

func (e *export) retainsText() string {
	var parts []string
	for _, r := range e.Contract.Retains {
		parts = append(parts, "the buffer of "+e.called(r.Param)+e.whenText(r.When))
	}
	return strings.Join(parts, "; ")
}

var storedText = map[abi.What]string{
	abi.Element: "element that goes", abi.Elements: "elements that go",
	abi.Value: "value that goes", abi.Values: "values that go",
	abi.Entry: "key and value that go", abi.Entries: "keys and values that go",
}

func (e *export) releasesText() string {
	var parts []string
	for _, r := range e.Contract.Releases {
		var text string
		switch r.What {
		case abi.Unstored:
			text = "the unstored " + r.Param
		case abi.All:
			text = "with the last reference, all that " + e.called(r.Param) + " holds"
		default:
			text = "the " + storedText[r.What] + ", if " + e.operandName() + " is unique"
			if when, ok := strings.CutPrefix(e.whenText(r.When), " when "); ok {
				parts = append(parts, text+" and "+when)
				continue
			}
		}
		parts = append(parts, text+e.whenText(r.When))
	}
	return strings.Join(parts, "; ")
}

// operandName returns how people call the first operand.
func (e *export) operandName() string {
	for _, p := range e.Params {
		if p.Owner == abi.Consumed {
			return e.called(p.Name)
		}
	}
	return "the operand"
}

func (e *export) copiesText() string {
	var text string
	switch e.Contract.Copies {
	case abi.CopiesAlways:
		text = "always"
	case abi.CopiesShared:
		text = "shared"
		if e.noun() == "list" || e.Section == "Strings" {
			text = "shared or a slice"
		}
	}
	operand := strings.Replace(e.operandName(), "the ", "", 1)
	switch e.Contract.Grows {
	case abi.GrowsToFit:
		text += "; a unique " + operand + " without room is reallocated"
	case abi.GrowsToSum:
		text += "; a unique " + operand + " without room for both is reallocated"
	case abi.Shrinks:
		text += "; a unique " + operand + " with room to spare is reallocated"
	}
	if e.Contract.Advances {
		text += "; a unique " + operand + " may begin further on in the same memory"
	}
	return strings.TrimPrefix(text, "; ")
}

func (e *export) unchangedText() string {
	var parts []string
	for _, u := range e.Contract.Unchanged {
		parts = append(parts, strings.TrimPrefix(e.called(u.Param)+e.whenText(u.When), " "))
	}
	return strings.Join(parts, "; ")
}

func (e *export) resultText() string {
	var text string
	switch e.Contract.Result {
	case abi.Unique:
		text = "unique"
		if e.Contract.Unchanged != nil {
			text += " unless unchanged"
		}
	case abi.View:
		text = "shares the buffer of " + e.called(e.Contract.Of)
	case abi.Inside:
		text = "an address in the memory of " + e.called(e.Contract.Of)
	}
	if e.Contract.Buffer.Test == abi.Compared {
		text += "; has a buffer" + e.whenText(e.Contract.Buffer)
	}
	return text
}

func (e *export) runsText() string {
	var parts []string
	for _, r := range e.said {
		parts = append(parts, r.Callback+" for what lies in "+listed(r.On, "and"))
	}
	return strings.Join(parts, "; ")
}

func (e *export) apartText() string {
	if e.apart == nil {
		return ""
	}
	return listed(e.apart, "and") + " may not lie in an operand"
}

func (e *export) allocatesText() string {
	if e.Contract.Effects.Allocates.Test == abi.Compared {
		return strings.TrimSpace(e.whenText(e.Contract.Effects.Allocates))
	}
	return ""
}

// unitsText says the units of numbers. Sizes, alignments, len and cap have the same
// everywhere.
func (e *export) unitsText() string {
	var units []string
	of := map[string][]string{}
	for _, p := range e.Params {
		if p.Role != abi.Number || p.Unit == "" {
			continue
		}
		if of[p.Unit] == nil {
			units = append(units, p.Unit)
		}
		of[p.Unit] = append(of[p.Unit], p.Name)
	}
	for i, unit := range units {
		units[i] = listed(of[unit], "and") + " in " + unit
	}
	return strings.Join(units, ", ")
}

func (e *export) failsText() string {
	var parts []string
	for _, f := range e.Contract.Fails {
		var text string
		switch f.Kind {
		case abi.NegativeArg:
			text = listed(f.Params, "or") + " is negative"
		case abi.NullArg:
			params := slices.DeleteFunc(slices.Clone(f.Params), func(name string) bool { return e.Param(name).Role == abi.Out })
			if len(params) == 0 {
				continue
			}
			text = listed(params, "or") + " is NULL"
		case abi.LoneDec:
			continue
		case abi.BadAlign:
			if f.When.Test == abi.Copied {
				continue
			}
			text = f.Params[0] + " is no power of two"
		case abi.OutsideRange:
			text = fmt.Sprintf("%s is not in %s..%s", f.Params[0], f.Lo, f.Hi)
		case abi.Overflow:
			text = listed(f.Params, "or") + " is too large"
		case abi.NotScalar:
			text = f.Params[0] + " is no Unicode scalar value"
		case abi.NotUnique:
			text = f.Params[0] + " is not unique"
		case abi.WasFreed:
			text = f.Params[0] + " was freed already (count 0)"
		case abi.TooLate:
			text = f.Params[0] + " comes too late"
		case abi.NoMemory:
			text = "memory is exhausted"
		}
		if f.When.Test == abi.Compared {
			text += " and " + f.When.String()
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// whenText returns " when ..." for a condition, "" where there is none.
func (e *export) whenText(c abi.Condition) string {
	switch c.Test {
	case abi.Never, abi.Always:
		return ""
	case abi.Empty:
		return " when " + e.called(c.Left) + " is empty"
	case abi.Present:
		return " when " + c.Left + " is there"
	case abi.Absent:
		return " when " + c.Left + " is not there"
	case abi.InOrder:
		return " when the elements are in order"
	case abi.SameBuffer:
		return " when " + e.called(c.Left) + " and " + e.called(c.Right) + " are one buffer"
	case abi.NoneNew:
		return " when no element is new"
	case abi.NoneGoes:
		return " when no element goes"
	case abi.Copied:
		return " when it copies"
	}
	if c.Left == "result" {
		return fmt.Sprintf(" when the result has len %s %s", c.Op, c.Right)
	}
	return " when " + c.String()
}

func (e *export) anythingText() string {
	if e.Contract.Effects.Anything {
		return "other objects may change and go"
	}
	return ""
}
