package keyed_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowset"
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"
)

// TestSetsOfAllSizesAgreeWithSlices runs the operations on two sets of very different
// sizes, and of equal ones: few elements of a large set are noted otherwise than many.
func TestSetsOfAllSizesAgreeWithSlices(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	member := cowset.Member{Eq: check.EqInt, Hash: check.Hashes["identity"]}
	ty := keyed.Type{Key: check.IntElem, Eq: member.Eq, Hash: member.Hash}
	in := func(values []int64) func(int64) bool {
		have := map[int64]bool{}
		for _, v := range values {
			have[v] = true
		}
		return func(v int64) bool { return have[v] }
	}
	filter := func(values []int64, keep func(int64) bool) []int64 {
		return slices.DeleteFunc(slices.Clone(values), func(v int64) bool { return !keep(v) })
	}
	not := func(f func(int64) bool) func(int64) bool { return func(v int64) bool { return !f(v) } }
	ops := map[string]struct {
		run  func(s1, s2 rc.Triple, e rc.Elem, h cowset.Member) rc.Triple
		want func(a, b []int64) []int64
	}{
		"union":        {cowset.Union, func(a, b []int64) []int64 { return append(slices.Clone(a), filter(b, not(in(a)))...) }},
		"intersection": {cowset.Intersection, func(a, b []int64) []int64 { return filter(a, in(b)) }},
		"difference":   {cowset.Difference, func(a, b []int64) []int64 { return filter(a, not(in(b))) }},
		"symmetric difference": {cowset.SymmetricDifference, func(a, b []int64) []int64 {
			return append(filter(a, not(in(b))), filter(b, not(in(a)))...)
		}},
	}
	distinct := func(n int64) []int64 {
		v := make([]int64, n)
		for i, at := range random.Perm(int(2*n + 3))[:n] {
			v[i] = int64(at)
		}
		return v
	}
	live := rc.LiveCount()
	sizes := []int64{0, 1, 3, 7, 20, 90, 700, 3000}
	for name, op := range ops {
		for _, n1 := range sizes {
			for _, n2 := range sizes {
				a, b := distinct(n1), distinct(n2)
				for _, shared := range []bool{false, true} {
					s1, s2 := setOf(a, member), setOf(b, member)
					other := s1
					if shared {
						rc.ListInc(other)
					}
					got, want := op.run(s1, s2, check.IntElem, member), op.want(a, b)
					what := fmt.Sprintf("%s of %d and %d, shared %v", name, n1, n2, shared)
					if !slices.Equal(check.Int64s(got), want) {
						t.Fatalf("%s: %d elements, want %d", what, got.Len, len(want))
					}
					if err := ty.Invariants(got); err != nil {
						t.Fatalf("%s: %v", what, err)
					}
					if !slices.Equal(check.Int64s(s2), b) || shared && !slices.Equal(check.Int64s(other), a) {
						t.Fatalf("%s: an operand changed", what)
					}
					if shared {
						rc.BufferDec(other, check.IntElem)
					}
					rc.BufferDec(got, check.IntElem)
					rc.BufferDec(s2, check.IntElem)
				}
			}
		}
	}
	if n := rc.LiveCount(); n != live {
		t.Errorf("%d buffers are alive", n-live)
	}
}

func setOf(values []int64, h cowset.Member) (s rc.Triple) {
	for _, v := range values {
		s = cowset.Insert(s, unsafe.Pointer(&v), check.IntElem, h)
	}
	return s
}
