package cowset

import (
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// The callbacks that the library brings for integers are known to the archive: an
// operation that is called tries its path in place for them alone (see paths.go).

// integers returns e and h as constants, and whether they are that: these callbacks,
// and nothing to release, so that the path in place makes no call.
//
//go:inline
func integers(e rc.Elem, h Member) (rc.Elem, Member, bool) {
	is := e.Size == 8 && h.Eq == runtime.Int64Eq() && h.Hash == runtime.Int64Hash() && e.Dec.IsNil()
	return rc.Elem{Size: 8, Align: e.Align}, Member{Eq: runtime.Int64Eq(), Hash: runtime.Int64Hash()}, is
}

// external returns h for callbacks that are not these: they are called without asking.
//
//go:inline
func external(h Member) Member {
	h.external = true
	return h
}
