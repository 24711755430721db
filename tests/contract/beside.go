package contract

import (
	"fmt"

	"libori.org/rt/abi"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"
)

// An Owner is one of those who hold something of a call's operands besides the caller.
type Owner int

const (
	OfBuffer  Owner = iota // another reference to operand 1
	OfSlice                // a slice of operand 1
	OfSlicing              // another reference to operand 1, which becomes a slice before it goes
	OfElement              // what the first element of operand 1 refers to
	OfSecond               // another reference to operand 2
	owners
)

func (o Owner) String() string {
	return []string{"the buffer", "a slice of it", "another that is sliced", "an element", "operand 2"}[o]
}

// A Beside is a call, ready to be made while others leave, each on a thread of its own:
// what the explorer of interleavings runs.
//
//	Call      makes the call
//	Leave     the others release what they hold; any order, any time
//	Finish    expects what the row says, recounts and releases everything; when all is over
type Beside struct {
	Call   func()
	Leave  []func()
	Finish func()
}

// A Company is a way to make a call beside others.
type Company struct {
	Setting
	Owners []Owner
}

// Companies returns the ways to make the row's call beside others: operand 1 unique, or a
// slice whose list is gone or not, and each kind of other owner alone or two at once, as far
// as they apply.
func (r *Row) Companies() (all []Company) {
	if len(r.A) == 0 && len(r.B) == 0 {
		return nil
	}
	for _, kinds := range r.kinds() {
		counted := kinds[0].IsCounted() || kinds[1] != nil && kinds[1].IsCounted()
		for _, hash := range r.hashes() {
			for _, owners := range r.companyOf(counted) {
				at := Setting{HowA: check.Unique, HowB: check.Unique, Keys: kinds[0], Vals: kinds[1], Hash: hash}
				all = append(all, Company{at, owners})
				if at.HowA = check.Roomy; r.canBe(check.Roomy) {
					all = append(all, Company{at, owners})
				}
				if at.HowA = check.LastSlice; r.canBe(check.LastSlice) {
					all = append(all, Company{at, owners})
				}
			}
		}
	}
	return all
}

// Calls returns every call of the tables beside others, with what it is.
func Calls() (all []Made) {
	rows, texts := Rows(), TextRows()
	for i := range rows {
		for _, company := range rows[i].Companies() {
			all = append(all, Made{rows[i].Name, describe(&rows[i], company), company.Owners, func(tb check.TB, m Machine) *Beside { return NewBeside(tb, m, &rows[i], company) }})
		}
	}
	for i := range texts {
		for _, company := range texts[i].Companies() {
			all = append(all, Made{texts[i].Name, describe(&texts[i], company), company.Owners, func(tb check.TB, m Machine) *Beside { return NewTextBeside(tb, m, &texts[i], company) }})
		}
	}
	return all
}

// A Made is a call beside others that can be made.
type Made struct {
	Name   string // the function's
	What   string
	Owners []Owner
	Make   func(tb check.TB, m Machine) *Beside
}

func describe(row fmt.Stringer, c Company) string {
	s := fmt.Sprintf("%v, %s", row, c.HowA)
	if c.Keys != nil {
		s += ", " + c.Keys.Name
	}
	if c.Hash {
		s += ", hashed"
	}
	return fmt.Sprintf("%s, beside %v", s, c.Owners)
}

// canBe reports whether operand 1 can be held so.
func (r *Row) canBe(how check.How) bool {
	for _, h := range r.hows() {
		if h == how {
			return true
		}
	}
	return false
}

// companyOf returns who may be there besides the caller.
func (r *Row) companyOf(counted bool) (all [][]Owner) {
	e := r.Export()
	one := func(owner Owner, applies bool) {
		if applies {
			all = append(all, []Owner{owner})
		}
	}
	isList := !r.isMap() && !r.isSet() && e.With(abi.Cap) != nil
	a, b := len(r.A) > 0, len(r.B) > 0
	resized := r.Name == "ori_rc_realloc" // requires the only reference
	one(OfBuffer, a && !resized)
	one(OfSlice, a && isList)
	one(OfSlicing, a && isList)
	one(OfElement, a && counted)
	one(OfSecond, b)
	if a && b {
		all = append(all, []Owner{OfBuffer, OfSecond})
	}
	if a && counted && !resized {
		all = append(all, []Owner{OfBuffer, OfElement})
	}
	return all
}

// NewBeside makes the operands of a call and what the others hold.
func NewBeside(tb check.TB, m Machine, r *Row, company Company) *Beside {
	c := newCall(tb, r, company.Setting)
	c.beside = true
	b := &Beside{}
	for _, owner := range company.Owners {
		b.Leave = append(b.Leave, c.another(owner))
	}
	var result Result
	b.Call = func() {
		var failure string
		if result, failure = m.Call(c.e, c.args); failure != "" {
			c.errorf("%s", failure)
		}
	}
	b.Finish = func() { c.finish(result, false) }
	return b
}

// another gives an owner what it holds, and returns what releases it.
func (c *call) another(owner Owner) (leave func()) {
	root := c.a.Root
	switch owner {
	case OfSecond:
		root = c.b.Root
	case OfSlice:
		rc.ListInc(root.Triple)
		root.Triple = root.Slice(0, 1, root.Keys.Size)
		return func() { c.release(root) }
	case OfSlicing:
		rc.ListInc(root.Triple)
		return func() {
			root.Triple = root.Slice(0, 1, root.Keys.Size)
			c.release(root)
		}
	case OfElement:
		k, region := root.Keys, root.Data
		if !k.IsCounted() {
			k, region = root.Vals, root.Elems(root.Keys.Size).At(root.Cap)
		}
		var held check.Slot
		rc.CopyElem(held.At(), region, k.Size)
		k.Inc.Call(held.At())
		return func() { k.Drop(held.At()) }
	}
	rc.ListInc(root.Triple)
	return func() { c.release(root) }
}
