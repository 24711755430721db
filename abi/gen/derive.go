package main

import (
	"fmt"
	"slices"
	"strings"

	"libori.org/rt/abi"
)

// What follows from the names, the types and the clauses.

// setRoles gives every parameter its role from the vocabulary.
func (e *export) setRoles() error {
	texts := 0
	for i := range e.Params {
		p := &e.Params[i]
		name, ok := abi.NameOf(p.Name)
		switch {
		case p.Type.IsOut():
			p.Role = abi.Out
		case p.Type == abi.Str:
			p.Role = abi.Text
		case !ok:
			return fmt.Errorf("parameter %s is not in the vocabulary: take a name that is, or add it to abi.Names with its role", p.Name)
		default:
			p.Role, p.Of, p.Unit = name.Role, name.Of, name.Unit
		}
		isText := strings.HasPrefix(e.Name, "ori_str_")
		if isText && p.Role == abi.Elem { // for functions on strings that are callbacks too
			p.Role, p.Of = abi.Text, abi.NoElems
		}
		switch p.Role {
		case abi.Text:
			texts++
			p.Operand = texts
		case abi.Data, abi.Len, abi.Cap:
			p.Operand = 1
			if strings.HasSuffix(p.Name, "2") {
				p.Operand = 2
			}
		}
		if p.Unit == "elements" {
			switch {
			case strings.HasPrefix(e.Name, "ori_map_"):
				p.Unit = "entries"
			case isText:
				p.Unit = "bytes"
			}
		}
	}
	return nil
}

// setOwners completes what the clauses say of pointers: where a result is stored is
// filled.
func (e *export) setOwners() error {
	for i := range e.Params {
		p := &e.Params[i]
		switch {
		case !p.Type.IsPointer() || p.Owner != abi.Plain:
		case p.Role == abi.Out || p.Role == abi.Place || p.Role == abi.Told || p.Role == abi.Receives:
			p.Owner = abi.Filled
		case p.Role == abi.Ctx:
			p.Owner = abi.Borrowed
		default:
			return fmt.Errorf("the contract does not say what becomes of %s: name it under consumes, borrows, moves or fills", p.Name)
		}
	}
	return nil
}

// setAliases says which pointers may lie in which operands: elements given by address
// in any operand, an operand in the buffer of another, and the result of a function on
// strings at the place of an operand. The clause apart denies it.
func (e *export) setAliases() error {
	for i := range e.Params {
		p := &e.Params[i]
		if slices.Contains(e.apart, p.Name) {
			continue
		}
		for _, q := range e.Params {
			operand := q.Role == abi.Data || q.Role == abi.Text
			switch {
			case !operand || q.Name == p.Name:
			case (p.Role == abi.Elem || p.Role == abi.Several) && p.Owner != abi.Filled:
				p.Within = append(p.Within, q.Name)
			case p.Role == abi.Data || p.Role == abi.Text || p.Type == abi.OutStr:
				p.Same = append(p.Same, q.Name)
			}
		}
	}
	return nil
}

// derive completes the contract.
func (e *export) derive() error {
	c := &e.Contract
	if c.Copies == abi.CopiesShared && !slices.ContainsFunc(e.Params, func(p abi.Param) bool { return p.Owner == abi.Consumed }) {
		return fmt.Errorf("copies shared: but nothing is consumed, of which it could be told whether it is shared")
	}
	for _, p := range e.Params {
		if p.Role == abi.Out && c.Result == abi.NoReference {
			return fmt.Errorf("the contract does not say what %s holds: result unique, or view PARAMETER", p.Name)
		}
	}
	e.deriveFailures()
	e.deriveRuns()
	e.deriveEffects()
	return nil
}

// deriveFailures adds what every function of a kind checks.
func (e *export) deriveFailures() {
	c := &e.Contract
	always, copied := abi.Condition{Test: abi.Always}, abi.Condition{Test: abi.Copied}
	moves := c.Copies != abi.CopiesNever || c.Grows != abi.GrowsNever
	for _, p := range e.Params {
		switch {
		case p.Role == abi.Out || p.Role == abi.Place || p.Role == abi.Told:
			c.Fails = append(c.Fails, abi.Failure{Kind: abi.NullArg, Params: []string{p.Name}, When: always})
		case p.Role == abi.Dec && moves:
			if inc := e.of(abi.Inc, p.Of); inc != nil {
				c.Fails = append(c.Fails, abi.Failure{Kind: abi.LoneDec, Params: []string{inc.Name, p.Name}, When: copied})
			}
		case p.Role == abi.Align && moves:
			c.Fails = append(c.Fails, abi.Failure{Kind: abi.BadAlign, Params: []string{p.Name}, When: copied})
		}
	}
	if moves || c.Effects.Allocates.Test != abi.Never {
		c.Fails = append(c.Fails, abi.Failure{Kind: abi.NoMemory, When: always})
	}
}

// of returns the parameter of a role for keys, values or elements.
func (e *export) of(role abi.Role, of abi.Of) *abi.Param {
	i := slices.IndexFunc(e.Params, func(p abi.Param) bool { return p.Role == role && p.Of == of })
	if i < 0 {
		return nil
	}
	return &e.Params[i]
}

// deriveRuns says where the elements lie that a callback is called with, unless the
// clause runs has said it:
//
//	inc            the copies, in the result
//	dec            what a consumed operand holds, and what is moved in and not stored
//	eq, hash, cmp  all operands, and the elements given by address
//	drop           the object
func (e *export) deriveRuns() {
	c := &e.Contract
	e.said = slices.Clone(c.Runs)
	result := "result"
	if e.out != "" {
		result = e.out
	}
	for _, p := range e.Params {
		if !p.Type.IsCallback() || slices.ContainsFunc(c.Runs, func(r abi.Run) bool { return r.Callback == p.Name }) {
			continue
		}
		var on []string
		for _, q := range e.Params {
			unstored := slices.ContainsFunc(c.Releases, func(r abi.Release) bool { return r.What == abi.Unstored && r.Param == q.Name })
			switch p.Role {
			case abi.Dec:
				if q.Role == abi.Data && q.Owner == abi.Consumed || unstored && q.Of == p.Of {
					on = append(on, q.Name)
				}
			case abi.Eq, abi.Hash, abi.Cmp:
				if q.Role == abi.Data || (q.Role == abi.Elem || q.Role == abi.Several) && q.Of == p.Of || q.Role == abi.Out {
					on = append(on, q.Name)
				}
			case abi.Drop:
				if q.Role == abi.Data {
					on = append(on, q.Name)
				}
			case abi.Wanted:
				if q.Role == abi.Data || q.Role == abi.Ctx {
					on = append(on, q.Name)
				}
			}
			if p.Role == abi.Cmp && q.Role == abi.Ctx {
				on = append(on, q.Name)
			}
		}
		if p.Role == abi.Inc {
			on = []string{result}
		}
		if on != nil {
			c.Runs = append(c.Runs, abi.Run{Callback: p.Name, On: on})
		}
	}
}

func (e *export) deriveEffects() {
	c := &e.Contract
	f := &c.Effects
	add := func(list *[]string, name string) {
		if !slices.Contains(*list, name) {
			*list = append(*list, name)
		}
	}
	for _, p := range e.Params {
		header := slices.Contains(e.header, p.Name)
		switch p.Owner {
		case abi.Consumed:
			add(&f.Tests, p.Name)
			add(&f.Counts, p.Name)
			add(&f.Writes, p.Name)
		case abi.Filled:
			add(&f.Writes, p.Name)
		}
		if !header && (p.Owner == abi.Consumed || p.Owner == abi.Borrowed || p.Owner == abi.MovedIn) {
			add(&f.Reads, p.Name)
		}
	}
	for _, r := range c.Retains {
		add(&f.Counts, r.Param)
	}
	if f.Allocates.Test == abi.Never {
		switch {
		case c.Copies == abi.CopiesAlways || c.Grows != abi.GrowsNever:
			f.Allocates.Test = abi.Always
		case c.Copies == abi.CopiesShared:
			f.Allocates.Test = abi.Copied
		}
	}
	f.Returns = len(c.Fails) == 0 && !f.Anything
}

// isUnique reports whether the result is unique after either path.
func (e *export) isUnique() bool {
	return e.Contract.Result == abi.Unique && e.Contract.Unchanged == nil && e.Contract.Buffer.Test != abi.Never
}

// setAttrs derives the LLVM attributes. They must be true whatever the callbacks
// do: one that is given an address may keep it.
//
//	out        written once, at the end; not read, not kept. For strings it may
//	           be where an input lies
//	ctx        kept for the callbacks
//	others     captured by the result that may be or hold them, and by a callback that
//	           is called with an address in them
//
// Comparing an address, with NULL or with that of the buffer, captures it as
// little as it does in C's free: no one can use it later.
func (e *export) setAttrs() {
	c := &e.Contract
	captured := func(p *abi.Param) bool {
		if p.Role == abi.Ctx {
			return true
		}
		if p.Name == "ctx" {
			return true
		}
		for _, r := range c.Runs {
			if slices.Contains(r.On, p.Name) {
				return true
			}
		}
		kept := p.Owner == abi.Consumed && c.Result != abi.NoReference && p.Type != abi.Str
		return kept || c.Of == p.Name && p.Type != abi.Str || e.Result.Type.IsPointer()
	}
	for i := range e.Params {
		p := &e.Params[i]
		switch {
		case p.Type == abi.Bool:
			p.Attrs = []string{"zeroext", "noundef"}
		case p.Type == abi.OutStr:
			p.Attrs = []string{"nocapture", "noundef", "writeonly"}
		case p.Type.IsOut():
			p.Attrs = []string{"noalias", "nocapture", "noundef", "writeonly"}
		case p.Type.IsSlot():
			p.Attrs = []string{"nocapture", "noundef", "writeonly"}
		case !p.Type.IsPointer() || p.Owner == abi.Filled || captured(p):
			p.Attrs = []string{"noundef"}
		case p.Role == abi.Data && p.Type != abi.ConstPointer:
			p.Attrs = []string{"nocapture", "noundef"} // its header is written
		default:
			p.Attrs = []string{"nocapture", "noundef", "readonly"}
		}
		switch {
		case p.Type.IsOut():
			p.Promises = []string{"writable", "dereferenceable(24)", "align 8"}
		case p.Type == abi.Str:
			p.Promises = []string{"dereferenceable(24)", "align 8"}
		case p.Type == abi.BoolSlot:
			p.Promises = []string{"dereferenceable(1)"}
		case p.Type.IsSlot():
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
	if c.Effects.Returns && c.Runs == nil {
		e.Attrs = append([]string{"willreturn"}, e.Attrs...)
	}
}
