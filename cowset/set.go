package cowset

import (
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Member is how elements are found.
type Member struct {
	Eq   runtime.EqFn   `c:"eq"`
	Hash runtime.HashFn `c:"hash"` // nil: linear scan

	external bool // see external
}

//go:inline
func typ(e rc.Elem, h Member) keyed.Type {
	return keyed.Type{Key: e, Eq: h.Eq, Hash: h.Hash, External: h.external}
}
