package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"libori.org/rt/abi"
)

// resolveOwners reads from the contract what becomes of every pointer. Consumes,
// Borrows and Moves in each begin with names, joined by "and" or commas:
// parameters, or collections ("the list" for data, "set2" for data2, "both lists"
// for data1 and data2). Prose may follow after a comma or semicolon.
func (e *export) resolveOwners() error {
	for _, clause := range []struct {
		label, text string
		owner       abi.Ownership
	}{
		{"Consumes", e.Contract.Consumes, abi.Consumed},
		{"Borrows", e.Contract.Borrows, abi.Borrowed},
		{"Moves in", e.Contract.MovesIn, abi.MovedIn},
	} {
		if clause.text == "" {
			continue
		}
		params := e.namedFirst(clause.text)
		if len(params) == 0 {
			return fmt.Errorf("%s: %q begins with no pointer parameter: have %s", clause.label, clause.text, strings.Join(e.pointerNames(), ", "))
		}
		for _, p := range params {
			if p.Owner != abi.Plain {
				return fmt.Errorf("%s: %s is %s already", clause.label, p.Name, p.Owner)
			}
			p.Owner = clause.owner
		}
	}
	for i := range e.Params {
		p := &e.Params[i]
		if !p.Type.IsPointer() || p.Owner != abi.Plain {
			continue
		}
		if p.Type == abi.PointerSlot || strings.HasSuffix(p.Name, "_out") {
			p.Owner = abi.Filled
			continue
		}
		return fmt.Errorf("the contract does not say what becomes of %s: name it under Consumes, Borrows or Moves in", p.Name)
	}
	return nil
}

var (
	separator  = regexp.MustCompile(`(?:, and |, | and )`)
	collection = regexp.MustCompile(`^(?:the )?(?:list|slice|map|set|string)(\d?)$`)
	both       = regexp.MustCompile(`^both (?:lists|maps|sets|strings)$`)
)

// namedFirst returns the parameters that a clause begins with.
func (e *export) namedFirst(text string) []*abi.Param {
	text, _, _ = strings.Cut(text, ";")
	var named []*abi.Param
	for _, item := range separator.Split(text, -1) {
		names := []string{item}
		if m := collection.FindStringSubmatch(item); m != nil {
			names = []string{"data" + m[1]}
		} else if both.MatchString(item) {
			names = []string{"data1", "data2"}
		}
		for _, name := range names {
			i := slices.IndexFunc(e.Params, func(p abi.Param) bool { return p.Name == name && p.Type.IsPointer() })
			if i < 0 {
				return named
			}
			named = append(named, &e.Params[i])
		}
	}
	return named
}

func (e *export) pointerNames() []string {
	var names []string
	for _, p := range e.Params {
		if p.Type.IsPointer() {
			names = append(names, p.Name)
		}
	}
	return names
}

// setAttrs derives the LLVM attributes of parameters and result. They must be
// true whatever the callbacks do: one that is given an address may keep it.
//
//	out        written once, at the end; not read, not kept. For strings it may
//	           be where an input lies
//	data       kept in the result, or its elements go to callbacks: only where
//	           there is neither is it not captured
//	elem, ...  copied, but eq, hash and cmp are given their address, and a pointer
//	           that is returned may point into them
//
// Comparing an address, with NULL or with that of the buffer, captures it as
// little as it does in C's free: no one can use it later.
func (e *export) setAttrs() {
	var anyCallback, takesAddress bool
	for _, p := range e.Params {
		anyCallback = anyCallback || p.Type.IsCallback()
		takesAddress = takesAddress || p.Type == abi.EqFn || p.Type == abi.HashFn || p.Type == abi.CmpFn
	}
	returnsPointer := e.Result.Type.IsPointer()
	for i := range e.Params {
		p := &e.Params[i]
		isData := strings.TrimRight(p.Name, "0123456789") == "data"
		captured := isData && (anyCallback || e.out != "") || !isData && takesAddress || returnsPointer
		switch {
		case p.Type == abi.Bool:
			p.Attrs = []string{"zeroext", "noundef"}
		case p.Type == abi.OutStr:
			p.Attrs = []string{"nocapture", "noundef", "writeonly"}
		case p.Type.IsOut():
			p.Attrs = []string{"noalias", "nocapture", "noundef", "writeonly"}
		case p.Type == abi.PointerSlot:
			p.Attrs = []string{"nocapture", "noundef", "writeonly"}
		case !p.Type.IsPointer() || p.Owner == abi.Filled || captured:
			p.Attrs = []string{"noundef"}
		case isData && p.Type != abi.ConstPointer:
			p.Attrs = []string{"nocapture", "noundef"} // its header is written
		default:
			p.Attrs = []string{"nocapture", "noundef", "readonly"}
		}
		switch {
		case p.Type.IsOut():
			p.Promises = []string{"writable", "dereferenceable(24)", "align 8"}
		case p.Type == abi.Str:
			p.Promises = []string{"dereferenceable(24)", "align 8"}
		case p.Type == abi.PointerSlot:
			p.Promises = []string{"dereferenceable(8)", "align 8"}
		}
	}
	switch e.Result.Type {
	case abi.Void:
	case abi.Bool:
		e.Result.Attrs = append(e.Result.Attrs, "zeroext", "noundef")
	default:
		e.Result.Attrs = append(e.Result.Attrs, "noundef")
	}
}
