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
	if t.Cap < minIndexed || t.Cap != ty.capacity(t.Cap) && !ty.Hash.IsNil() {
		return fmt.Errorf("an index with cap %d", t.Cap)
	}
	index, seen := ty.index(t), make(map[int64]bool)
	w, mask := index.width(), index.mask()
	for i := int64(0); i <= mask; i++ {
		e := index.load(w, i)
		if e < 0 {
			continue
		}
		pos := e & mask
		if pos >= t.Len || seen[pos] {
			return fmt.Errorf("index slot %d holds position %d of %d, seen before: %v", i, pos, t.Len, seen[pos])
		}
		seen[pos] = true
		if ty.Hash.IsNil() {
			continue
		}
		hash := Mix(ty.hash(ty.Keys(t).At(pos)))
		if w != huge && index.keeps {
			hash = hash >> 32 << 32
		}
		if index.keeps && hash != index.keptHash(pos) {
			return fmt.Errorf("another hash is kept of position %d", pos)
		}
		if want := index.entry(w, i, hash, pos); e != want {
			return fmt.Errorf("index slot %d of position %d holds %x, not %x", i, pos, e, want)
		}
		for g := index.home(w, hash); g != i&^(w.group()-1); g = (g + w.group()) & mask {
			if index.vacancies(w, g) != 0 {
				return fmt.Errorf("index slot %d is cut off from home %d by a vacancy at %d", i, index.home(w, hash), g)
			}
		}
	}
	if int64(len(seen)) != t.Len {
		return fmt.Errorf("the index holds %d of %d positions", len(seen), t.Len)
	}
	return nil
}
