package keyed

import (
	"unsafe"

	"libori.org/rt/rc"
)

// Entries go from an index while those of the source, whose hashes say where they are,
// still stand at their old positions: the buffer itself, or what it is a copy of.

// takeOut takes the entry located at at out of x, and lowers the positions behind it:
// each in its slot, or, of many, all slots in passing, a fraction of a cycle for each.
func (x Index) takeOut(ty Type, from rc.Triple, at Place) {
	w := x.width()
	x.vacate(w, ty, from, x.slotAt(w, ty, from, at))
	if behind := from.Len - at.Pos - 1; 32*behind < x.mask() {
		for p := at.Pos + 1; p < from.Len; p++ {
			i := x.slotOf(w, ty.hashOf(from, p), p)
			x.store(w, i, x.load(w, i)-1)
		}
	} else {
		x.lower(at.Pos)
	}
}

// takeOutChosen takes the chosen entries out.
//
// Requires a list of few.
func (x Index) takeOutChosen(ty Type, from rc.Triple, s *Selection) {
	w := x.width()
	for i := int64(0); i < s.count; i++ {
		pos := int64(*s.word(i))
		x.vacate(w, ty, from, x.slotOf(w, ty.hashOf(from, pos), pos))
	}
	for i := s.count - 1; i >= 0; i-- {
		x.lower(int64(*s.word(i)))
	}
}

// replace takes the entry located at at out, and the last one takes its position.
//
//go:inline
func (x Index) replace(w Width, ty Type, from rc.Triple, at Place) {
	x.vacate(w, ty, from, x.slotAt(w, ty, from, at))
	if last := from.Len - 1; at.Pos != last {
		i := x.slotOf(w, ty.hashOf(from, last), last)
		x.store(w, i, x.load(w, i)&^x.mask()|at.Pos)
	}
}

// slotAt returns the slot of the entry located at at.
//
//go:inline
func (x Index) slotAt(w Width, ty Type, from rc.Triple, at Place) int64 {
	if at.indexed && at.slot != unknown {
		return at.slot
	}
	return x.slotOf(w, ty.hashOf(from, at.Pos), at.Pos)
}

// vacate empties slot i. A search goes on only past groups that are full: of such a
// group the place is taken again.
//
//go:inline
func (x Index) vacate(w Width, ty Type, from rc.Triple, i int64) {
	full := x.vacancies(w, i&^(w.group()-1)) == 0
	x.store(w, i, vacant)
	switch {
	case w == narrow:
		x.refill(w, ty, from, i)
	case full:
		x.refillFar(ty, from, i)
	}
}

//go:noinline
func (x Index) refillFar(ty Type, from rc.Triple, i int64) {
	if x.isWide() {
		x.refill(wide, ty, from, i)
	} else {
		x.refill(huge, ty, from, i)
	}
}

// refill moves an entry that is displaced from the groups behind to the vacant slot i,
// and another one to the slot that this leaves, and so on: entries whose search passed
// the group of the slot.
//
//	before   │ A · C D │ E F B G │ H   …     A is removed; the home of B is the first group
//	after    │ A B C D │ E F · G │ H   …     and of H the second? then H moves up, too
//
// Only entries that are marked as displaced are asked for their home, where slots have a
// bit for the mark.
//
//go:inline
func (x Index) refill(w Width, ty Type, from rc.Triple, i int64) {
	mask, group, mark := x.mask(), w.group(), w.displaced()
	for g := (i&^(group-1) + group) & mask; ; g = (g + group) & mask {
		full := x.vacancies(w, g) == 0
		for away := x.match(w, g, mark, mark|-1<<(8*w-1)); away != 0; away &= away - 1 {
			j := g + first(away)
			e := x.load(w, j)
			home, hole := x.home(w, ty.hashOf(from, e&mask)), i&^(group-1)
			if (g-home)&mask < (g-hole)&mask {
				continue // its search begins behind the hole
			}
			if home == hole {
				e &^= mark
			}
			x.store(w, i, e)
			x.store(w, j, vacant)
			i = j
			break
		}
		if !full {
			return // no search passes this group
		}
	}
}

// lower lowers every position above pos. A vacant slot stays: its sign is left on, so
// that it is below any position.
func (x Index) lower(pos int64) {
	mask := x.mask()
	switch x.width() {
	case narrow:
		lowered[int16](x.slots, mask+1, int16(mask)|-1<<15, int16(pos))
	case wide:
		lowered[int32](x.slots, mask+1, int32(mask)|-1<<31, int32(pos))
	default:
		lowered[int64](x.slots, mask+1, mask|-1<<63, pos)
	}
}

func lowered[T int16 | int32 | int64](slots rc.Elems, n int64, bare, pos T) {
	words := rc.ElemsAt(slots.At(0), int64(unsafe.Sizeof(pos))) // of a constant size: the loop becomes vectors
	for i := int64(0); i < n; i++ {
		slot := (*T)(words.At(i))
		e := *slot
		if e&bare > pos {
			e--
		}
		*slot = e
	}
}
