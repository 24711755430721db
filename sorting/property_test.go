//go:build !race

package sorting

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"libori.org/rt/rc"
)

func TestAnyInputIsSortedAsGoSortsIt(t *testing.T) {
	a := newArena(t)
	rapid.Check(t, func(t *rapid.T) {
		a.t = t
		s := rapid.SampledFrom(sorters).Draw(t, "sort")
		size := rapid.Int64Range(1, 2*maxDirect).Draw(t, "size")
		n := rapid.IntRange(0, 700).Draw(t, "n")
		different := rapid.IntRange(1, 1000).Draw(t, "different")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		ks := make([]int, n)
		for i := range ks {
			ks[i] = r.IntN(different)
		}
		for range rapid.IntRange(0, 3).Draw(t, "stretches") { // in order, up or down
			from := r.IntN(n + 1)
			to := from + r.IntN(n-from+1)
			up := r.IntN(2)*2 - 1
			for i := from; i < to; i++ {
				ks[i] = max(0, i*up&0xffff)
			}
		}
		elems := elements(ks, size)
		lies := rapid.IntRange(0, 3).Draw(t, "lies") == 0
		a.compare = byKey
		if lies {
			every := 1 + r.IntN(100)
			a.compare = func(x, y []byte) int {
				if r.IntN(every) == 0 {
					return r.IntN(3) - 1
				}
				return byKey(x, y)
			}
		}
		sorted := a.sort(s, elems, size)
		if lies {
			a.checkPermutation(s, elems, sorted, size)
		} else {
			a.checkOrder(s, elems, sorted, size)
		}
	})
}

// Offsets in any order are followed.
func TestPermute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 200).Draw(t, "n")
		size := rapid.Int64Range(1, 40).Draw(t, "size")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		for range rapid.IntRange(0, n).Draw(t, "exchanges") {
			i, j := r.IntN(n), r.IntN(n)
			order[i], order[j] = order[j], order[i]
		}
		elems := elements(order, size)
		offsets := make([]int64, n+1)
		for i, from := range order {
			offsets[i] = int64(from) * size
		}
		moved, want := append([]byte{}, elems...), []byte{}
		for _, from := range order {
			want = append(want, elems[int64(from)*size:][:size]...)
		}
		permute(cursor(moved), int64(n), size, rc.CursorAt(at64(offsets)), cursor(make([]byte, size)))
		if string(moved) != string(want) {
			t.Fatalf("offsets %v: elements are not where they belong", offsets)
		}
		for i := range n {
			if offsets[i] != int64(i)*size {
				t.Fatalf("offset %d is still %d", i, offsets[i])
			}
		}
	})
}
