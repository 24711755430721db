package keyed

import "libori.org/rt/rc"

// few reports whether so few elements go that the index is corrected, not made anew.
func (s *Selection) few(in bool) bool { return s.list && s.count <= 16 && !in }

// Kept returns the set or map t, which it consumes and which is held as held says, with only
// the elements that are chosen, or only those that are not. Their order stays.
func (ty Type) Kept(op string, t rc.Triple, held rc.Ownership, s *Selection, in bool) rc.Triple {
	n := s.kept(in)
	switch {
	case n == t.Len:
		return t
	case held == rc.Sole && !(in && s.list && ty.Key.Dec.IsNil() && ty.Val.Dec.IsNil()):
		return ty.sieved(t, s, in)
	}
	// Shared; or a small rest of a large set, of which the others need not be looked at.
	if held == rc.Shared {
		t.BookCopy(op, n, n*(ty.Key.Size+ty.Val.Size))
	}
	c := ty.Chosen(op, t, s, in, 0)
	ty.Release(t)
	return c
}

// Chosen returns a new set of the elements of t that are chosen, or of those that are
// not, counted, with room for more.
func (ty Type) Chosen(op string, t rc.Triple, s *Selection, in bool, more int64) rc.Triple {
	n := s.kept(in)
	if n+more == 0 {
		return rc.Triple{}
	}
	c := ty.fresh(op, n+more)
	c.Len = n
	s.gather(ty.Keys(c), 0, ty.Keys(t), in)
	ty.Keys(c).Inc(ty.Key.Inc, 0, n)
	if ty.Val.Size > 0 {
		s.gather(ty.Vals(c), 0, ty.Vals(t), in)
	}
	ty.Vals(c).Inc(ty.Val.Inc, 0, n)
	if !Indexed(c) {
		return c
	}
	if ty.canKeepFrom(t, c) {
		s.gather(ty.index(c).hashes, 0, ty.index(t).hashes, in)
	} else {
		ty.hashAll(c)
	}
	if Indexed(t) && s.few(in) && logSlots(c.Cap) == logSlots(t.Cap) {
		index := ty.index(c)
		index.copySlots(ty.index(t))
		index.takeOutChosen(ty, t, s)
	} else {
		ty.rebuild(c)
	}
	return c
}

// dropChosen releases the entries of t that are chosen, or those that are not.
func (ty Type) dropChosen(t rc.Triple, s *Selection, in bool) {
	s.drop(ty.Keys(t), ty.Key.Dec, in)
	s.drop(ty.Vals(t), ty.Val.Dec, in)
}

// sieved returns the unique t with only the elements that are chosen, or that are not.
func (ty Type) sieved(t rc.Triple, s *Selection, in bool) rc.Triple {
	keys, n := ty.Keys(t), s.kept(in)
	if n == 0 {
		ty.dropChosen(t, s, !in)
		t.FreeEmptied()
		return rc.Triple{}
	}
	indexed := ty.indexed(t)
	few := s.few(in)
	switch {
	case !indexed:
		ty.forgetIndex(t)
	case few:
		ty.index(t).takeOutChosen(ty, t, s) // may hash those that go
	}
	ty.dropChosen(t, s, !in)
	s.gather(keys, 0, keys, in)
	if ty.Val.Size > 0 {
		s.gather(ty.Vals(t), 0, ty.Vals(t), in)
	}
	t.Len = n
	if !indexed {
		return t
	}
	if index := ty.index(t); index.keeps {
		s.gather(index.hashes, 0, index.hashes, in)
	}
	if !few {
		ty.rebuild(t)
	}
	return t
}

// With adds to t, which it consumes and which is held as held says, the elements of
// other that are chosen and not in it.
func (ty Type) With(op string, t rc.Triple, held rc.Ownership, other rc.Triple, s *Selection) rc.Triple {
	if s.count == 0 {
		return t
	}
	need := rc.Sum(op, t.Len, s.count, ty.Key.Size)
	if held == rc.Shared {
		c := ty.CopiedRoomy(op, t, need)
		c = ty.AppendChosen(c, other, s)
		ty.Release(t)
		return c
	}
	return ty.AppendChosen(ty.Ready(op, t, need), other, s)
}

// AppendChosen adds to the unique t the elements of other that are chosen and not in it.
//
// Requires room for them, and no index where the type has no hash.
func (ty Type) AppendChosen(t, other rc.Triple, s *Selection) rc.Triple {
	s.gather(ty.Keys(t), t.Len, ty.Keys(other), true)
	ty.Keys(t).Inc(ty.Key.Inc, t.Len, s.count)
	if Indexed(t) {
		switch widthFor(t.Cap) {
		case narrow:
			ty.enterChosen(narrow, t, other, s)
		case wide:
			ty.enterChosen(wide, t, other, s)
		default:
			ty.enterChosen(huge, t, other, s)
		}
	}
	t.Len += s.count
	return t
}

// enterChosen enters in the index of t the chosen elements of other, which stand behind
// those of t.
//
//go:inline
func (ty Type) enterChosen(w Width, t, other rc.Triple, s *Selection) {
	index, at := ty.index(t), t.Len
	walk := s.walk(true)
	for from, to := walk.run(0); from < s.n; from, to = walk.run(to) {
		for ; from < to; from++ {
			index.enter(w, ty.hashFor(t, other, from), at)
			at++
		}
	}
}

// Exchanged returns t, which it consumes and which is held as held says, without the
// elements that go, and with those of other that come.
func (ty Type) Exchanged(op string, t rc.Triple, held rc.Ownership, gone *Selection, other rc.Triple, come *Selection) rc.Triple {
	n := t.Len - gone.count
	need := rc.Sum(op, n, come.count, ty.Key.Size)
	switch {
	case gone.count == 0:
		return ty.With(op, t, held, other, come)
	case held != rc.Shared:
		// First those that come, while other is sure to be there: who releases the
		// elements that go may release it.
		t = ty.With(op, t, held, other, come)
		gone.n = t.Len // none of them goes: there was room for their bits
		return ty.Kept(op, t, rc.Sole, gone, false)
	}
	t.BookCopy(op, n, n*ty.Key.Size)
	c := ty.Chosen(op, t, gone, false, come.count)
	if need > 0 {
		c = ty.AppendChosen(c, other, come)
	}
	ty.Release(t)
	return c
}
