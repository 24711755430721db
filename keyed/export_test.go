package keyed

import "libori.org/rt/rc"

// SetWidths lowers the numbers of slots, to base 2, up to which slots are narrow and wide.
func SetWidths(narrow, wide uint32) (restore func()) {
	n, w := narrowMax, wideMax
	narrowMax, wideMax = narrow, wide
	return func() { narrowMax, wideMax = n, w }
}

// Probes returns how many groups of slots searches for all the keys of t look at in all:
// slots of a narrow index.
func (ty Type) Probes(t rc.Triple) (n int64) {
	x := ty.index(t)
	w := x.width()
	for pos := int64(0); pos < t.Len; pos++ {
		hash := ty.hashOf(t, pos)
		n += ((x.slotOf(w, hash, pos)&^(w.group()-1)-x.home(w, hash))&x.mask())/w.group() + 1
	}
	return n
}
