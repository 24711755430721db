package rc_test

import (
	"testing"

	"libori.org/rt/rc"
)

// A header that moves up, once and again, keeps the alignment, and its memory is found when
// it is reallocated and freed.
func TestAdvancedKeepsTheAlignment(t *testing.T) {
	defer expectNothingAlive(t, rc.LiveCount())
	for _, align := range alignments {
		e := rc.Elem{Size: max(align, 8), Align: align}
		l := rc.Triple{Len: 40, Cap: 40, Data: rc.Alloc(40*e.Size, align)}
		at := func(i int64) *int64 { return (*int64)(l.Elems(e.Size).At(i)) }
		for i := range l.Len {
			*at(i) = i
		}
		for _, n := range []int64{1, 3} {
			if !l.CanAdvance(n, n, e) {
				t.Fatalf("aligned to %d: cannot advance", align)
			}
			before := l
			l = l.Advanced(n, e.Size)
			if l.Data != before.Elems(e.Size).At(n) || l.Len != before.Len-n || l.Cap != before.Cap-n || !l.IsUnique() {
				t.Errorf("aligned to %d: %v became %v", align, before, l)
			}
		}
		if l.GivenUp(e.Size) != 4 || rc.DataSize(l.Data) != 36*e.Size || uintptr(l.Data)%uintptr(align) != 0 {
			t.Errorf("aligned to %d: %d slots given up, size %d, at %p", align, l.GivenUp(e.Size), rc.DataSize(l.Data), l.Data)
		}
		l = l.Regrown("test", 100, e)
		if uintptr(l.Data)%uintptr(max(align, 16)) != 0 || l.GivenUp(e.Size) != 0 || rc.DataSize(l.Data) != 100*e.Size {
			t.Errorf("aligned to %d: regrown to %v, size %d", align, l, rc.DataSize(l.Data))
		}
		l = l.Advanced(30, e.Size)
		l = l.Regrown("test", 100, e)
		if l.Cap != 100 || uintptr(l.Data)%uintptr(align) != 0 || *at(0) != 34 || *at(5) != 39 {
			t.Errorf("aligned to %d: %v, the first is %d", align, l, *at(0))
		}
		l = l.Advanced(2, e.Size)
		rc.Free(l.Data, 98*e.Size, align)
	}
}

// A token whose header has moved is no memory for what needs an alignment, even where the
// bytes in front of it are as many.
func TestMovedTokenIsNotReused(t *testing.T) {
	defer expectNothingAlive(t, rc.LiveCount())
	e := rc.Elem{Size: 16, Align: 16}
	l := rc.Triple{Len: 40, Cap: 40, Data: rc.Alloc(40*16, 16)}.Advanced(1, e.Size)
	box := rc.AllocReuse(l.Data, 39*16, 32)
	if box == l.Data || uintptr(box)%32 != 0 {
		t.Errorf("a box aligned to 32 at %p, the token was %p", box, l.Data)
	}
	rc.Free(box, 39*16, 32)
}
