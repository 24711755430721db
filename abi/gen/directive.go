package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"libori.org/rt/abi"
)

const exportPrefix = "//ori:export "

// driverDirectives are the bitcode driver's: see llvm/driver/doc.go.
var driverDirectives = []string{"//ori:specialise", "//ori:hot"}

// directive is a parsed //ori:export line.
type directive struct {
	name        string
	constResult bool
	integers    bool // the archive has its path in place for ori_i64_eq and ori_i64_hash
	frameless   bool // its path in place needs no stack frame
	resultAttrs []string
	funcAttrs   []string
	params      []paramWord
}

// paramWord is one parameter of a directive: "const data", "OriList out", "len".
type paramWord struct {
	name    string
	isConst bool
	out     abi.Type // for "out": its type if the directive gives one
}

var (
	directiveForm = regexp.MustCompile(`^([^()]*?)\s*\b(\w+)\(([^()]*)\)\s*(.*)$`)
	cName         = regexp.MustCompile(`^ori(_[a-z][a-z0-9]*)+$`)
	paramName     = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

	outTypes = map[string]abi.Type{"OriList": abi.OutList, "OriMap": abi.OutMap, "OriSet": abi.OutSet, "OriStr": abi.OutStr}

	// What a directive may say about a function beyond what follows from its
	// types and its contract.
	knownResultAttrs = []string{"noalias", "nonnull"}
	knownFuncAttrs   = []string{"memory(none)", "noreturn", "cold"}
	funcAttr         = regexp.MustCompile(`\w+(\([^)]*\))?`)
)

// parseDirective parses what follows "//ori:export ".
func parseDirective(text string) (*directive, error) {
	m := directiveForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return nil, fmt.Errorf("want %sname(param, param, ...), have %q", exportPrefix, text)
	}
	d := &directive{name: m[2]}
	if !cName.MatchString(d.name) {
		return nil, fmt.Errorf("%s is no name of the C ABI: they look like ori_list_push_cow", d.name)
	}
	for _, word := range strings.Fields(m[1]) {
		switch {
		case word == "const":
			d.constResult = true
		case word == "integers":
			d.integers = true
		case word == "frameless":
			d.frameless = true
		case slices.Contains(knownResultAttrs, word):
			d.resultAttrs = append(d.resultAttrs, word)
		default:
			return nil, fmt.Errorf("%q before %s: want const, frameless, integers or one of %s", word, d.name, strings.Join(knownResultAttrs, ", "))
		}
	}
	if rest := strings.TrimSpace(funcAttr.ReplaceAllString(m[4], "")); rest != "" {
		return nil, fmt.Errorf("%q after %s(...) is no attribute", rest, d.name)
	}
	for _, attr := range funcAttr.FindAllString(m[4], -1) {
		if !slices.Contains(knownFuncAttrs, attr) {
			return nil, fmt.Errorf("%q after %s(...): want one of %s", attr, d.name, strings.Join(knownFuncAttrs, ", "))
		}
		d.funcAttrs = append(d.funcAttrs, attr)
	}
	if strings.TrimSpace(m[3]) == "" {
		return d, nil
	}
	for _, words := range strings.Split(m[3], ",") {
		p, err := parseParam(strings.Fields(words))
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(d.params, func(q paramWord) bool { return q.name == p.name }) {
			return nil, fmt.Errorf("parameter %s is there twice", p.name)
		}
		d.params = append(d.params, p)
	}
	return d, nil
}

func parseParam(words []string) (p paramWord, err error) {
	if len(words) == 0 {
		return p, fmt.Errorf("a parameter without a name (a comma too many?)")
	}
	p.name = words[len(words)-1]
	if !paramName.MatchString(p.name) {
		return p, fmt.Errorf("%q is no name of a C parameter: they look like new_len", p.name)
	}
	for _, word := range words[:len(words)-1] {
		out, isOut := outTypes[word]
		switch {
		case word == "const":
			p.isConst = true
		case isOut && p.name == "out":
			p.out = out
		default:
			return p, fmt.Errorf("%q before parameter %s: want const, or OriList, OriMap, OriSet or OriStr before out", word, p.name)
		}
	}
	return p, nil
}
