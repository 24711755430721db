package cowlist_test

import (
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowlist"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"
)

// Splice agrees with Go's slices for every range and every way to hold the list, also
// where the new elements are the list's own.
func TestSplice(t *testing.T) {
	check.Each(t, []*check.Kind{check.I64, check.Box, check.Counted[3], check.Counted[5]}, func(t *testing.T, k *check.Kind, how check.How) {
		values := []int64{10, 20, 30, 40, 50}
		for from := int64(0); from <= 5; from++ {
			for to := from; to <= 5; to++ {
				for n := int64(0); n <= 4; n++ {
					for _, own := range []bool{false, true} {
						h := check.NewHeap(t)
						c := check.NewCase(h, k, how, values...)
						var slots [8]check.Slot
						src, loose := rc.ElemsAt(unsafe.Pointer(&slots), k.Size), []unsafe.Pointer(nil)
						more := []int64{1, 2, 3, 4}[:n]
						if own {
							src = rc.ElemsAt(c.L.Elems(k.Size).At(1), k.Size)
							more = values[1 : 1+n]
						} else {
							for i, v := range more {
								k.Put(src.At(int64(i)), v)
								loose = append(loose, src.At(int64(i)))
							}
						}
						var result rc.Triple
						op := func() { result = cowlist.Splice(c.L, from, to, src.At(0), n, k.Elem) }
						if how == check.Leaving { // the other owner leaves only where an inc is called
							for _, l := range c.Others {
								check.Release(k, l)
							}
							c.Others = nil
						}
						h.Cost(op)
						want := slices.Concat(values[:from], more, values[to:])
						if got := check.Values(k, result); !slices.Equal(got, want) {
							t.Fatalf("[%d, %d) replaced by %v (own %t): %v, want %v", from, to, more, own, got, want)
						}
						c.Verify([]rc.Triple{result}, loose...)
						for _, elem := range loose {
							k.Drop(elem)
						}
						c.End(result)
					}
				}
			}
		}
	})
}
