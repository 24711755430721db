package keyed_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowmap"
	"libori.org/rt/cowset"
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// TestSetsOfAllSizesAgreeWithSlices runs the operations on two sets of very different
// sizes, and of equal ones: few elements of a large set are noted otherwise than many.
func TestSetsOfAllSizesAgreeWithSlices(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	member := cowset.Member{Eq: eqInt, Hash: hashes["identity"]}
	ty := keyed.Type{Key: intElem, Eq: member.Eq, Hash: member.Hash}
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
					got, want := op.run(s1, s2, intElem, member), op.want(a, b)
					what := fmt.Sprintf("%s of %d and %d, shared %v", name, n1, n2, shared)
					if !slices.Equal(int64s(got), want) {
						t.Fatalf("%s: %d elements, want %d", what, got.Len, len(want))
					}
					if err := ty.Invariants(got); err != nil {
						t.Fatalf("%s: %v", what, err)
					}
					if !slices.Equal(int64s(s2), b) || shared && !slices.Equal(int64s(other), a) {
						t.Fatalf("%s: an operand changed", what)
					}
					if shared {
						rc.BufferDec(other, intElem)
					}
					rc.BufferDec(got, intElem)
					rc.BufferDec(s2, intElem)
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
		s = cowset.Insert(s, unsafe.Pointer(&v), intElem, h)
	}
	return s
}

// TestValuesAreAlignedOnEveryWayToACapacity makes maps of every pair of small sizes, in
// every way in which a map gets its capacity, and looks where the values lie.
func TestValuesAreAlignedOnEveryWayToACapacity(t *testing.T) {
	eq := runtime.GoEq(func(a, b unsafe.Pointer) bool { return *(*byte)(a) == *(*byte)(b) })
	hash := runtime.GoHash(func(p unsafe.Pointer) uint64 { return uint64(*(*byte)(p)) })
	var key, val [64]byte
	live := rc.LiveCount()
	for ks := int64(1); ks <= 32; ks++ {
		for _, vs := range []int64{1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 32, 40, 48} {
			for _, h := range []runtime.HashFn{{}, hash} {
				k := cowmap.Keys{KeySize: ks, ValSize: vs, Eq: eq, Hash: h}
				var r cowmap.Refs
				check := func(way string, m rc.Triple) {
					vals := runtime.At(m.Data, m.Cap*ks)
					if m.Data != nil && uintptr(vals)%uintptr(min(16, vs&-vs)) != 0 {
						t.Fatalf("%s: keys of %d bytes, values of %d, cap %d: the values lie at data + %d", way, ks, vs, m.Cap, m.Cap*ks)
					}
				}
				fill := func(m rc.Triple, n int) rc.Triple {
					for i := range n {
						key[0] = byte(i)
						m = cowmap.Insert(m, unsafe.Pointer(&key), unsafe.Pointer(&val), k, r)
						check("insert", m)
					}
					return m
				}
				drop := func(m rc.Triple) { cowmap.BufferDec(m, k, r) }
				for n := range 20 {
					m := fill(rc.Triple{}, n)
					shared := func() rc.Triple { rc.Inc(m.Data); return m }
					made := cowmap.Unshare(rc.Triple{}, int64(n), k, r)
					check("unshare", made)
					drop(fill(made, n))
					for more := range int64(4) {
						c := cowmap.Unshare(shared(), int64(n)+more, k, r)
						check("copy", c)
						drop(c)
					}
					for i := range min(n, 3) {
						key[0] = byte(i * 5 % max(n, 1))
						c := cowmap.Remove(shared(), unsafe.Pointer(&key), k, r)
						check("remove", c)
						drop(c)
						c = cowmap.Update(shared(), unsafe.Pointer(&key), unsafe.Pointer(&val), k, r)
						check("update", c)
						drop(c)
					}
					other := fill(rc.Triple{}, 3)
					key[0] = 77
					other = cowmap.Insert(other, unsafe.Pointer(&key), unsafe.Pointer(&val), k, r)
					c := cowmap.Merge(shared(), other, k, r)
					check("merge", c)
					drop(c)
					drop(other)
					m = cowmap.Unshare(m, m.Cap+1, k, r)
					check("grow", m)
					drop(m)
				}
			}
		}
	}
	if n := rc.LiveCount(); n != live {
		t.Errorf("%d buffers are alive", n-live)
	}
}
