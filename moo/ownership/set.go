package ownership

import "libori.org/rt/moo/syntax"

// set is a set of variables of one function, by syntax.Var.ID.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

func (s set) has(id int) bool { return s[id/64]&(1<<(id%64)) != 0 }
func (s set) add(id int)      { s[id/64] |= 1 << (id % 64) }
func (s set) remove(id int)   { s[id/64] &^= 1 << (id % 64) }

func (s set) clone() set { return append(set(nil), s...) }

func (s set) union(t set) set {
	u := s.clone()
	for i := range t {
		u[i] |= t[i]
	}
	return u
}

func (s set) minus(t set) set {
	d := s.clone()
	for i := range t {
		d[i] &^= t[i]
	}
	return d
}

func (s set) equal(t set) bool {
	for i := range s {
		if s[i] != t[i] {
			return false
		}
	}
	return true
}

// vars returns the members in the order of their declaration.
func (s set) vars(f *syntax.Func) []*syntax.Var {
	var list []*syntax.Var
	for _, v := range f.Vars {
		if s.has(v.ID) {
			list = append(list, v)
		}
	}
	return list
}
