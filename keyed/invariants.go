//go:build !ori_native

package keyed

import (
	"fmt"

	"libori.org/rt/rc"
)

const scannable = 1000

// Invariants recomputes everything derived of a map or set and says what is
// wrong: every key is found where it is, none twice, and the index holds each
// position once, with its hash, in an unbroken run from its home. Tests call it
// after each operation.
func (ty Type) Invariants(t rc.Triple) error {
	if t.Data == nil {
		if t != (rc.Triple{}) {
			return fmt.Errorf("no buffer, but len %d, cap %d", t.Len, t.Cap)
		}
		return nil
	}
	if t.Len > t.Cap && !t.IsSlice() {
		return fmt.Errorf("len %d above cap %d", t.Len, t.Cap)
	}
	if ty.Val.Size > 0 {
		if align := min(16, ty.Val.Size&-ty.Val.Size); t.Cap*ty.Key.Size%align != 0 {
			return fmt.Errorf("values of %d bytes start at offset %d", ty.Val.Size, t.Cap*ty.Key.Size)
		}
	}
	keys := ty.Keys(t)
	for i := int64(0); i < t.Len; i++ {
		if pos := ty.Find(t, keys.At(i)); pos != i {
			return fmt.Errorf("key %d of %d is found at %d", i, t.Len, pos)
		}
		if t.Len > scannable {
			continue // two of a kind would be found at one place
		}
		if pos := ty.scanFrom(0, keys, t.Len, keys.At(i)); pos != i {
			return fmt.Errorf("key %d stands also at %d", i, pos)
		}
	}
	if Indexed(t) {
		return ty.indexInvariants(t)
	}
	return nil
}

func (ty Type) indexInvariants(t rc.Triple) error {
	if t.Cap < minIndexed || t.Cap&(t.Cap-1) != 0 {
		return fmt.Errorf("an index with cap %d", t.Cap)
	}
	index, seen := ty.index(t), make(map[int64]bool)
	for n := 0; n <= int(index.mask); n++ {
		i := uint32(n)
		e := *index.slot(i)
		if e == vacant {
			continue
		}
		pos := index.pos(e)
		if pos < 0 || pos >= t.Len || seen[pos] {
			return fmt.Errorf("index slot %d holds position %d of %d, seen before: %v", i, pos, t.Len, seen[pos])
		}
		seen[pos] = true
		hash := *index.hash(pos)
		if e != index.entry(hash, pos) || !ty.Hash.IsNil() && hash != Mix(ty.hash(ty.Keys(t).At(pos))) {
			return fmt.Errorf("index slot %d of position %d holds another hash", i, pos)
		}
		last := i
		if index.wide() {
			last &^= 3 // in a group of four the order does not matter
		}
		for j := index.home(hash); j != last; j = (j + 1) & index.mask {
			if *index.slot(j) == vacant {
				return fmt.Errorf("index slot %d is cut off from home %d by the empty %d", i, index.home(hash), j)
			}
		}
	}
	if int64(len(seen)) != t.Len {
		return fmt.Errorf("the index holds %d of %d positions", len(seen), t.Len)
	}
	return nil
}
