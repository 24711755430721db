package keyed

import "libori.org/rt/rc"

// A Sieve makes a set's result out of the elements of set 1 that stay, and
// elements of set 2, in one pass.
//
// On a unique set 1 it writes with a cursor to the front of the same buffer:
//
//	            at      i
//	│ a   c   e   ·   ·   f   g   h │     b and d are gone and released
//
// Otherwise to a new buffer, counting what it writes.
type Sieve struct {
	ty      Type
	from    rc.Triple // set 1
	to      rc.Triple // the result
	at      int64     // elements written
	fresh   bool      // to is a new buffer
	indexed bool      // to has an index
	index   Index
}

// NewSieve prepares a result of at most most elements, beginning with the first
// kept elements of set 1. It allocates all that is needed.
func (ty Type) NewSieve(op string, s1 rc.Triple, kept, most int64) (v Sieve) {
	v = Sieve{ty: ty, from: s1, at: kept}
	most = max(most, kept)
	switch {
	case s1.IsUnique():
		v.to = ty.Ready(op, s1, most)
		v.from = v.to
	case most > 0:
		v.fresh = true
		v.to = ty.fresh(op, most)
		keys := ty.Keys(v.to)
		keys.CopyFrom(0, ty.Keys(s1), 0, kept)
		keys.Inc(ty.Key.Inc, 0, kept)
	default:
		v.fresh = true // and empty
	}
	if v.indexed = Indexed(v.to); v.indexed {
		v.index = ty.index(v.to)
		for i := int64(0); i < kept; i++ {
			*v.index.hash(i) = ty.hashOf(v.from, i)
		}
		v.index.rebuild(kept)
	}
	return v
}

// Keep writes element i of set 1. Elements are kept in order. When the result is
// full the element is left out: an eq that is not transitive may find more elements
// in a set than it has.
//
//go:inline
func (v *Sieve) Keep(i int64) {
	if v.at < v.to.Cap {
		v.put(v.from, i, v.fresh)
	} else {
		v.Drop(i)
	}
}

// Drop leaves out element i of set 1.
//
//go:inline
func (v *Sieve) Drop(i int64) {
	if !v.fresh {
		v.ty.Keys(v.from).Drop(v.ty.Key.Dec, i)
	}
}

// Take writes element i of set 2.
//
//go:inline
func (v *Sieve) Take(s2 rc.Triple, i int64) { v.put(s2, i, true) }

// Locate finds element i of set 1, until it is kept or dropped, in set 2.
//
//go:inline
func (v *Sieve) Locate(s2 rc.Triple, i int64) Place { return v.ty.LocateOf(s2, v.from, i) }

//go:inline
func (v *Sieve) put(s rc.Triple, i int64, count bool) {
	if v.indexed {
		hash := v.ty.hashOf(s, i)
		v.index.put(v.index.free(hash), hash, v.at)
	}
	keys := v.ty.Keys(v.to)
	keys.Put(v.at, v.ty.Keys(s).At(i))
	if count {
		keys.Inc(v.ty.Key.Inc, v.at, 1)
	}
	v.at++
}

// Done returns the result; set 1 is consumed.
func (v *Sieve) Done() rc.Triple {
	v.to.Len = v.at
	if v.fresh {
		v.ty.Release(v.from)
	}
	if v.at == 0 && v.to.Data != nil {
		v.to.FreeEmptied()
		return rc.Triple{}
	}
	return v.to
}
