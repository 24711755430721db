package cowset_test

import (
	"math/rand/v2"
	"testing"
	"unsafe"

	"libori.org/rt/cowset"
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// Large sets have an index that is searched four slots at a time, and are guessed
// at first. These hashes make keys that stand where their hash says and keys that
// do not, and up to a hundred of equal hash, so that a search goes on past four.
var wideHashes = map[string]runtime.HashFn{
	"identity": check.Hashes["identity"],
	"pairs":    runtime.GoHash(func(p unsafe.Pointer) uint64 { return uint64(*(*int64)(p)) / 2 }),
	"hundreds": runtime.GoHash(func(p unsafe.Pointer) uint64 { return uint64(*(*int64)(p)) / 100 }),
	"spread":   runtime.GoHash(func(p unsafe.Pointer) uint64 { return uint64(*(*int64)(p)) * 0xD6E8FEB86659FD93 }),
}

func TestLargeSets(t *testing.T) {
	const n = 20000
	for name, hash := range wideHashes {
		t.Run(name, func(t *testing.T) {
			h := check.NewHeap(t)
			random := rand.New(rand.NewPCG(1, 2))
			member := cowset.Member{Eq: check.EqInt, Hash: hash}
			ty := keyed.Type{Key: check.IntElem, Eq: check.EqInt, Hash: hash}
			verify := func(s rc.Triple, has func(v int64) bool) {
				t.Helper()
				if err := ty.Invariants(s); err != nil {
					t.Fatal(err)
				}
				for v := int64(-10); v < n+10; v++ {
					if got := cowset.Contains(s, unsafe.Pointer(&v), check.IntElem, member); got != has(v) {
						t.Fatalf("contains %d: %v", v, got)
					}
				}
			}

			// The first half in order, the rest not.
			order := random.Perm(n / 2)
			var s rc.Triple
			for i := int64(0); i < n; i++ {
				v := i
				if i >= n/2 {
					v = n/2 + int64(order[i-n/2])
				}
				s = cowset.Insert(s, unsafe.Pointer(&v), check.IntElem, member)
				s = cowset.Insert(s, unsafe.Pointer(&v), check.IntElem, member) // is there
			}
			if s.Len != n {
				t.Fatalf("%d of %d elements", s.Len, n)
			}
			verify(s, func(v int64) bool { return 0 <= v && v < n })

			gone := make(map[int64]bool)
			for range 100 {
				v := random.Int64N(n)
				gone[v] = true
				s = cowset.Remove(s, unsafe.Pointer(&v), check.IntElem, member)
			}
			for range 2000 {
				v := random.Int64N(n)
				gone[v] = true
				s = cowset.SwapRemove(s, unsafe.Pointer(&v), check.IntElem, member)
			}
			verify(s, func(v int64) bool { return 0 <= v && v < n && !gone[v] })

			// The algebra of two large sets: what a shared one loses, a copy keeps.
			shared := s
			rc.ListInc(shared)
			var few rc.Triple
			for v := int64(-5); v < n; v += 3 {
				few = cowset.Insert(few, unsafe.Pointer(&v), check.IntElem, member)
			}
			s = cowset.Difference(s, few, check.IntElem, member)
			verify(s, func(v int64) bool { return 0 <= v && v < n && !gone[v] && (v+5)%3 != 0 })
			few = cowset.Union(few, s, check.IntElem, member)
			verify(few, func(v int64) bool {
				return (v+5)%3 == 0 && -5 <= v && v < n || 0 <= v && v < n && !gone[v]
			})
			verify(shared, func(v int64) bool { return 0 <= v && v < n && !gone[v] })
			for _, used := range []rc.Triple{shared, s, few} {
				rc.BufferDec(used, check.IntElem)
			}
			h.Close()
		})
	}
}
