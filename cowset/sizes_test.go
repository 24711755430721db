package cowset_test

import (
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowset"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

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
