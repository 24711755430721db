package cowset_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowset"
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
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

// TestEmptyResultsHoldNoMemory takes everything out of a unique set at once.
func TestEmptyResultsHoldNoMemory(t *testing.T) {
	member := cowset.Member{Eq: check.EqInt, Hash: check.Hashes["identity"]}
	for _, n := range []int64{3, 100} {
		var values []int64
		for v := range n {
			values = append(values, v)
		}
		s := setOf(values, member)
		if s = cowset.Difference(s, s, check.IntElem, member); s != (rc.Triple{}) {
			t.Errorf("%d elements less themselves: %v", n, s)
		}
	}
}

// TestElementsFoundTwiceAreTakenOnce hands in an eq for which two elements of the second
// set equal one of a large first.
func TestElementsFoundTwiceAreTakenOnce(t *testing.T) {
	var tens []int64
	for v := range int64(100) {
		tens = append(tens, 10*v)
	}
	exact := cowset.Member{Eq: check.EqInt}
	rough := cowset.Member{Eq: runtime.GoEq(func(a, b unsafe.Pointer) bool { return *(*int64)(a)/10 == *(*int64)(b)/10 })}
	for _, test := range []struct {
		name string
		op   func(s1, s2 rc.Triple, e rc.Elem, h cowset.Member) rc.Triple
		want []int64
	}{
		{"intersection", cowset.Intersection, []int64{50}},
		{"difference", cowset.Difference, slices.Concat(tens[:5], tens[6:])},
	} {
		s, other := setOf(tens, exact), setOf([]int64{50, 51}, exact)
		s = test.op(s, other, check.IntElem, rough)
		if got := check.Int64s(s); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
		rc.BufferDec(s, check.IntElem)
		rc.BufferDec(other, check.IntElem)
	}
}

// TestASetOfWhatEqualsNothingIsItsOwnOperand unites a set with itself, by its only
// reference, although none of its elements is found in it: it grows while it is read.
func TestASetOfWhatEqualsNothingIsItsOwnOperand(t *testing.T) {
	never := cowset.Member{Eq: runtime.GoEq(func(a, b unsafe.Pointer) bool { return false })}
	for name, op := range map[string]func(s1, s2 rc.Triple, e rc.Elem, h cowset.Member) rc.Triple{
		"union": cowset.Union, "symmetric difference": cowset.SymmetricDifference,
	} {
		var values []int64
		for v := range int64(16) {
			values = append(values, v)
		}
		s := setOf(values, cowset.Member{Eq: check.EqInt})
		s = op(s, s, check.IntElem, never)
		if got, want := check.Int64s(s), append(values, values...); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
		rc.BufferDec(s, check.IntElem)
	}
}
