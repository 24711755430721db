package cowset

import (
	"unsafe"

	"libori.org/rt/keyed"
	"libori.org/rt/rc"
)

// Insert adds elem; with an equal element the set stays as it is.
//
//	consumes   data
//	moves      elem
//	releases   unstored elem when present elem
//	copies     shared; grows
//	unchanged  present elem
//	result     unique
//	fails      negative len elem_size; null elem eq
//
//ori:export frameless integers ori_set_insert_cow(data, len, cap, const elem, elem_size, elem_align, eq, hash, inc, dec, out)
//go:inline
func Insert(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member) (out rc.Triple) {
	InsertTo(s, elem, e, h, &out)
	return out
}

// insertInPlace is Insert into a unique set that has the element or room for it.
//
//go:inline
func insertInPlace(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member) (rc.Triple, keyed.Place, bool) {
	ty := typ(e, h)
	if !(ty.Key.Size > 0 && elem != nil && !ty.Eq.IsNil() && keyed.Writable(s)) {
		return s, keyed.Place{}, false
	}
	at := ty.LocateIn(s, elem)
	if at.Pos < 0 {
		if !ty.HasRoom(s, at) {
			if ty.External {
				return insertSlow(s, elem, e, h, at), at, true
			}
			return s, at, false
		}
		return ty.Append(s, at, elem, nil), at, true
	}
	rc.Drop(ty.Key.Dec, elem)
	return s, at, true
}

// insertSlow is Insert into any set.
//
//go:noinline
func insertSlow(s rc.Triple, elem unsafe.Pointer, e rc.Elem, h Member, found keyed.Place) rc.Triple {
	return inserted("ori_set_insert_cow", s, elem, typ(e, h), found)
}

func inserted(op string, s rc.Triple, elem unsafe.Pointer, ty keyed.Type, found keyed.Place) rc.Triple {
	ty.Check(op, s)
	rc.CheckPointer(op, "elem", elem, ty.Key.Size)
	at := ty.Located(s, elem, found)
	if at.Pos >= 0 {
		rc.Drop(ty.Key.Dec, elem)
		return s
	}
	return ty.Added(op, s, at, elem, nil)
}
