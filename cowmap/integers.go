package cowmap

import "libori.org/rt/runtime"

// The callbacks that the library brings for integers are known to the archive: an
// operation that is called tries its path in place for them alone (see paths.go).

// integers returns k and r as constants, and whether they are that: these callbacks,
// and nothing to release, so that the path in place makes no call.
//
//go:inline
func integers(k Keys, r Refs) (Keys, Refs, bool) {
	is := k.KeySize == 8 && k.Eq == runtime.Int64Eq() && k.Hash == runtime.Int64Hash() && r.KeyDec.IsNil() && r.ValDec.IsNil()
	return Keys{KeySize: 8, ValSize: k.ValSize, Eq: runtime.Int64Eq(), Hash: runtime.Int64Hash()}, Refs{}, is
}

// external returns k for callbacks that are not these: they are called without asking.
//
//go:inline
func external(k Keys) Keys {
	k.external = true
	return k
}
