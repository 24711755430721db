package main

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"libori.org/rt/abi"
)

// A clause is a line of a contract: its word in the doc comment, how it is read,
// and how the header and the reference say it. This is the list of all there are.
type clause struct {
	word  string
	read  func(e *export, items []string) error
	label string
	say   func(e *export) string // "": nothing worth a line
}

var clauses = []clause{
	{"consumes", owned(abi.Consumed), "Consumes", ownedText(abi.Consumed)},
	{"borrows", owned(abi.Borrowed), "Borrows", ownedText(abi.Borrowed)},
	{"moves", owned(abi.MovedIn), "Moves in", ownedText(abi.MovedIn)},
	{"fills", owned(abi.Filled), "Fills", (*export).fillsText},
	{"retains", (*export).readRetains, "Retains", (*export).retainsText},
	{"releases", (*export).readReleases, "Releases", (*export).releasesText},
	{"copies", (*export).readCopies, "Copies when", (*export).copiesText},
	{"unchanged", (*export).readUnchanged, "Unchanged", (*export).unchangedText},
	{"result", (*export).readResult, "Result", (*export).resultText},
	{"length", (*export).readLength, "Length", func(*export) string { return "" }},
	{"runs", (*export).readRuns, "Calls", (*export).runsText},
	{"tests", (*export).readTests, "Tests", func(*export) string { return "" }},
	{"header", (*export).readHeader, "Looks at", func(*export) string { return "" }},
	{"apart", (*export).readApart, "Apart", (*export).apartText},
	{"allocates", (*export).readAllocates, "Allocates", (*export).allocatesText},
	{"anything", (*export).readAnything, "Besides", (*export).anythingText},
	{"units", (*export).readUnits, "Units", (*export).unitsText},
	{"fails", (*export).readFails, "Fails when", (*export).failsText},
}

func clauseOf(word string) *clause {
	if i := slices.IndexFunc(clauses, func(c clause) bool { return c.word == word }); i >= 0 {
		return &clauses[i]
	}
	return nil
}

var clauseLine = regexp.MustCompile(`^\t(\S+)(?:\s+(.*))?$`)

// readDoc splits a doc comment into prose and contract. The contract is an
// indented block, a clause to a line; a line that is indented further goes on with
// the one before.
//
//	//	consumes  data
//	//	copies    shared; grows -- the explanation follows two hyphens
func (e *export) readDoc(doc *ast.CommentGroup) error {
	var prose []string
	var block []string
	inBlock := false
	for line := range strings.Lines(doc.Text()) {
		line = strings.TrimRight(line, "\n")
		m := clauseLine.FindStringSubmatch(line)
		switch {
		case m != nil && (inBlock || clauseOf(m[1]) != nil):
			inBlock = true
			block = append(block, m[1]+" "+m[2])
		case inBlock && strings.HasPrefix(line, "\t"):
			block[len(block)-1] += " " + strings.TrimSpace(line)
		default:
			inBlock = false
			prose = append(prose, line)
		}
	}
	e.Doc = strings.TrimSpace(strings.Join(prose, "\n"))
	e.notes = map[string]string{}
	for _, line := range block {
		word, text, _ := strings.Cut(line, " ")
		c := clauseOf(word)
		if c == nil {
			return fmt.Errorf("unknown clause %q: want %s", word, clauseWords())
		}
		if _, twice := e.notes[word]; twice {
			return fmt.Errorf("clause %q is there twice", word)
		}
		text, e.notes[word], _ = strings.Cut(text, "--")
		e.notes[word] = strings.TrimSpace(e.notes[word])
		var items []string
		for _, item := range strings.Split(text, ";") {
			if item = strings.Join(strings.Fields(item), " "); item != "" {
				items = append(items, item)
			}
		}
		if len(items) == 0 && e.notes[word] == "" && word != "allocates" {
			return fmt.Errorf("clause %q says nothing", word)
		}
		if err := c.read(e, items); err != nil {
			return fmt.Errorf("%s: %w", word, err)
		}
	}
	return nil
}

func clauseWords() string {
	var words []string
	for _, c := range clauses {
		words = append(words, c.word)
	}
	return strings.Join(words, ", ")
}

// ---- reading ----

// param returns the parameter of a name that a clause gives.
func (e *export) param(name string) (*abi.Param, error) {
	if p := e.Param(name); p != nil {
		return p, nil
	}
	var names []string
	for _, p := range e.Params {
		names = append(names, p.Name)
	}
	return nil, fmt.Errorf("%s has no parameter %s; it has %s", e.Name, name, strings.Join(names, ", "))
}

func (e *export) pointer(name string) (*abi.Param, error) {
	p, err := e.param(name)
	if err == nil && !p.Type.IsPointer() {
		return nil, fmt.Errorf("%s is no pointer", name)
	}
	return p, err
}

// namesIn returns the names in "data1, data2" or "data1 data2".
func namesIn(item string) []string { return strings.Fields(strings.ReplaceAll(item, ",", " ")) }

func owned(owner abi.Ownership) func(e *export, items []string) error {
	return func(e *export, items []string) error {
		for _, name := range namesIn(strings.Join(items, " ")) {
			p, err := e.pointer(name)
			if err != nil {
				return err
			}
			if p.Owner != abi.Plain {
				return fmt.Errorf("%s is %s already", name, p.Owner)
			}
			p.Owner = owner
		}
		return nil
	}
}

// condition reads "len <= new_len", "present key", "nothing new"; nothing is always.
func (e *export) condition(text string) (abi.Condition, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return abi.Condition{Test: abi.Always}, nil
	}
	if len(words) == 3 && slices.Contains([]string{"==", "!=", "<", "<=", ">", ">="}, words[1]) {
		for _, operand := range []string{words[0], words[2]} {
			if isNumber := regexp.MustCompile(`^-?\d+$`).MatchString(operand); !isNumber && operand != "result" {
				if _, err := e.param(operand); err != nil {
					return abi.Condition{}, err
				}
			}
		}
		return abi.Condition{Test: abi.Compared, Left: words[0], Op: words[1], Right: words[2]}, nil
	}
	for test, word := range abi.TestWords {
		rest, ok := strings.CutPrefix(text, word)
		if !ok || rest != "" && rest[0] != ' ' {
			continue
		}
		names := strings.Fields(rest)
		want := map[abi.Test]int{abi.Empty: 1, abi.Present: 1, abi.Absent: 1, abi.SameBuffer: 2}[test]
		if len(names) != want {
			return abi.Condition{}, fmt.Errorf("condition %q: want %d names behind %q", text, want, word)
		}
		for _, name := range names {
			if _, err := e.param(name); err != nil {
				return abi.Condition{}, err
			}
		}
		names = append(names, "", "")
		return abi.Condition{Test: test, Left: names[0], Right: names[1]}, nil
	}
	return abi.Condition{}, fmt.Errorf("condition %q: want a comparison as in len <= new_len, or always, empty, present, absent, copying, sorted, same, "+
		"nothing new, nothing goes", text)
}

// when splits "elem when present elem".
func (e *export) when(item string) (what string, c abi.Condition, err error) {
	what, text, _ := strings.Cut(item, " when ")
	c, err = e.condition(text)
	return what, c, err
}

func (e *export) readRetains(items []string) error {
	for _, item := range items {
		what, when, err := e.when(item)
		if err != nil {
			return err
		}
		if _, err := e.pointer(what); err != nil {
			return err
		}
		e.Contract.Retains = append(e.Contract.Retains, abi.Retain{Param: what, When: when})
	}
	return nil
}

// storedWords are what an operand holds.
var storedWords = map[string]abi.What{
	"element": abi.Element, "elements": abi.Elements, "value": abi.Value, "values": abi.Values, "entry": abi.Entry, "entries": abi.Entries,
}

func (e *export) readReleases(items []string) error {
	for _, item := range items {
		what, when, err := e.when(item)
		if err != nil {
			return err
		}
		r := abi.Release{When: when}
		switch word, name, _ := strings.Cut(what, " "); {
		case storedWords[what] != 0:
			r.What = storedWords[what]
		case word == "all" || word == "unstored":
			if _, err := e.pointer(name); err != nil {
				return err
			}
			r.What, r.Param = abi.Unstored, name
			if word == "all" {
				r.What = abi.All
			}
		default:
			return fmt.Errorf("%q: want element, elements, value, values, entry, entries, all PARAMETER or unstored PARAMETER", what)
		}
		e.Contract.Releases = append(e.Contract.Releases, r)
	}
	return nil
}

func (e *export) readCopies(items []string) error {
	words := map[string]func(){
		"never":        func() { e.Contract.Copies = abi.CopiesNever },
		"shared":       func() { e.Contract.Copies = abi.CopiesShared },
		"always":       func() { e.Contract.Copies = abi.CopiesAlways },
		"grows":        func() { e.Contract.Grows = abi.GrowsToFit },
		"grows to sum": func() { e.Contract.Grows = abi.GrowsToSum },
		"shrinks":      func() { e.Contract.Grows = abi.Shrinks },
		"advances":     func() { e.Contract.Advances = true },
	}
	for _, item := range items {
		set, ok := words[item]
		if !ok {
			return fmt.Errorf("%q: want never, shared, always, grows, grows to sum, shrinks or advances", item)
		}
		set()
	}
	return nil
}

func (e *export) readUnchanged(items []string) error {
	for _, item := range items {
		u := abi.Unchanged{}
		name, text, ok := strings.Cut(item, " when ")
		if !ok {
			text = item
			for _, p := range e.Params {
				if p.Owner == abi.Consumed {
					name = p.Name
					break
				}
			}
		}
		p, err := e.pointer(name)
		if err != nil {
			return err
		}
		if p.Owner != abi.Consumed {
			return fmt.Errorf("%s is not consumed, so it cannot be the result", name)
		}
		u.Param = name
		if u.When, err = e.condition(text); err != nil {
			return err
		}
		e.Contract.Unchanged = append(e.Contract.Unchanged, u)
	}
	return nil
}

func (e *export) readResult(items []string) error {
	for _, item := range items {
		what, when, err := e.when(item)
		if err != nil {
			return err
		}
		word, name, _ := strings.Cut(what, " ")
		switch {
		case what == "unique":
			e.Contract.Result = abi.Unique
		case what == "buffer":
			e.Contract.Buffer = when
		case word == "view" || word == "inside":
			if _, err := e.pointer(name); err != nil {
				return err
			}
			e.Contract.Result, e.Contract.Of = abi.View, name
			if word == "inside" {
				e.Contract.Result = abi.Inside
			}
		default:
			return fmt.Errorf("%q: want unique, buffer, view PARAMETER or inside PARAMETER", what)
		}
	}
	return nil
}

var lengthForm = regexp.MustCompile(`^(\w+)(?: \+ ([a-z]\w*))?(?: ([+-]) (\d+))?$`)

func (e *export) readLength(items []string) error {
	m := lengthForm.FindStringSubmatch(strings.Join(items, "; "))
	if m == nil {
		return fmt.Errorf("%q: want a parameter, or a sum as in len1 + len2 or len - 1", strings.Join(items, "; "))
	}
	for _, name := range m[1:3] {
		if name == "" {
			continue
		}
		if _, err := e.param(name); err != nil {
			return err
		}
		e.Contract.Length.Sum = append(e.Contract.Length.Sum, name)
	}
	e.Contract.Length.Plus, _ = strconv.ParseInt(m[3]+m[4], 10, 64)
	return nil
}

func (e *export) readRuns(items []string) error {
	for _, item := range items {
		callback, on, ok := strings.Cut(item, " on ")
		p, err := e.param(callback)
		if err != nil {
			return err
		}
		if !p.Type.IsCallback() || !ok {
			return fmt.Errorf("%q: want CALLBACK on PARAMETER, PARAMETER", item)
		}
		run := abi.Run{Callback: callback, On: namesIn(on)}
		for _, name := range run.On {
			if _, err := e.pointer(name); err != nil && name != "result" {
				return err
			}
		}
		e.Contract.Runs = append(e.Contract.Runs, run)
	}
	return nil
}

// readTests: the count of the parameters is tested, besides those of a copy.
func (e *export) readTests(items []string) error {
	for _, name := range namesIn(strings.Join(items, " ")) {
		if _, err := e.pointer(name); err != nil {
			return err
		}
		e.Contract.Effects.Tests = append(e.Contract.Effects.Tests, name)
	}
	return nil
}

func (e *export) readApart(items []string) error {
	for _, name := range namesIn(strings.Join(items, " ")) {
		if _, err := e.pointer(name); err != nil {
			return err
		}
		e.apart = append(e.apart, name)
	}
	return nil
}

// readHeader: nothing but the header of the parameters is looked at.
func (e *export) readHeader(items []string) error {
	for _, name := range namesIn(strings.Join(items, " ")) {
		if _, err := e.pointer(name); err != nil {
			return err
		}
		e.header = append(e.header, name)
	}
	return nil
}

func (e *export) readAllocates(items []string) (err error) {
	e.Contract.Effects.Allocates, err = e.condition(strings.TrimPrefix(strings.Join(items, " "), "when "))
	return err
}

// readAnything: what happens to memory does not follow from the parameters.
func (e *export) readAnything(items []string) error {
	if len(items) > 0 {
		return fmt.Errorf("%q: want an explanation behind two hyphens only", items[0])
	}
	e.Contract.Effects.Anything = true
	return nil
}

func (e *export) readUnits(items []string) error {
	for _, item := range items {
		name, unit, _ := strings.Cut(item, " ")
		p, err := e.param(name)
		if err != nil {
			return err
		}
		if unit == "" {
			return fmt.Errorf("%q: want PARAMETER UNIT", item)
		}
		p.Unit = unit
	}
	return nil
}

var failureWords = map[string]abi.Kind{
	"negative": abi.NegativeArg, "null": abi.NullArg, "align": abi.BadAlign, "overflow": abi.Overflow, "scalar": abi.NotScalar,
	"shared": abi.NotUnique, "freed": abi.WasFreed, "late": abi.TooLate, "outside": abi.OutsideRange,
}

func (e *export) readFails(items []string) error {
	for _, item := range items {
		what, when, err := e.when(item)
		if err != nil {
			return err
		}
		words := namesIn(what)
		kind, ok := failureWords[words[0]]
		if !ok || len(words) < 2 {
			return fmt.Errorf("%q: want negative, null, outside, align, overflow, scalar, shared, freed or late, and parameters", item)
		}
		f := abi.Failure{Kind: kind, Params: words[1:], When: when}
		if kind == abi.OutsideRange {
			lo, hi, ok := strings.Cut(words[len(words)-1], "..")
			if !ok || len(words) != 3 {
				return fmt.Errorf("%q: want outside PARAMETER LO..HI", item)
			}
			f.Params, f.Lo, f.Hi = words[1:2], lo, hi
		}
		for _, name := range f.Params {
			if _, err := e.param(name); err != nil {
				return err
			}
		}
		e.Contract.Fails = append(e.Contract.Fails, f)
	}
	return nil
}
