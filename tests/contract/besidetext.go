package contract

import (
	"fmt"
	"unsafe"

	"libori.org/rt/cowstr"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"
)

func (r *TextRow) String() string { return fmt.Sprintf("%s %q %q %v", r.Name, r.A, r.B, r.Ints) }

// Companies: see Row. Strings that are short have no other owners.
func (r *TextRow) Companies() (all []Company) {
	for _, owners := range [][]Owner{{OfBuffer}, {OfSlice}, {OfSlicing}, {OfSecond}, {OfBuffer, OfSecond}} {
		applies := true
		for _, owner := range owners {
			text := r.A
			if owner == OfSecond {
				text = r.B
			}
			applies = applies && text != "" && len(text) < 1000 && (owner != OfSecond || r.operands() == 2) && r.operands() > 0
		}
		for _, how := range []check.How{check.Unique, check.Roomy, check.LastSlice} {
			if applies && (r.A != "" || how == check.Unique) {
				all = append(all, Company{Setting{HowA: how, HowB: check.Unique}, owners})
			}
		}
	}
	return all
}

// NewTextBeside: see NewBeside.
func NewTextBeside(tb check.TB, m Machine, r *TextRow, company Company) *Beside {
	c := newTextCall(tb, r, company.HowA, company.HowB)
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
	b.Finish = func() { c.succeeded(result) }
	return b
}

// another gives an owner what it holds, and returns what releases it.
func (c *textCall) another(owner Owner) (leave func()) {
	s := c.a
	if owner == OfSecond {
		s = c.b
	}
	root, _ := bufferOf(s)
	rc.ListInc(root.Triple)
	mine := *s
	drop := func() { cowstr.RcDec(unsafe.Pointer(&mine)) }
	slice := func() { *(*rc.Triple)(unsafe.Pointer(&mine)) = root.Slice(0, root.Len-1, 1) }
	switch owner {
	case OfSlice:
		slice()
	case OfSlicing:
		return func() { slice(); drop() }
	}
	return drop
}
