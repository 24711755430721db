package keyed_test

import (
	"math"
	"testing"
	"unsafe"

	"libori.org/rt/cowmap"
	"libori.org/rt/cowset"
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// Sizes and capacities that no number holds are reported, whatever they would be
// modulo 2⁶⁴.
func TestSizesThatOverflowAreReported(t *testing.T) {
	eq := runtime.GoEq(func(a, b unsafe.Pointer) bool { return false })
	hash := runtime.GoHash(func(unsafe.Pointer) uint64 { return 0 })
	live := rc.LiveCount()
	for _, test := range []struct {
		keySize, valSize, minCap int64
		want                     string
	}{
		{4, 8, math.MaxInt64, "9223372036854775807 elements of 12 bytes"},
		{8, 8, math.MaxInt64, "9223372036854775807 elements of 16 bytes"},
		{1, 16, math.MaxInt64 - 7, "9223372036854775800 elements of 17 bytes"},
		{0, 8, math.MaxInt64, "9223372036854775807 elements of 8 bytes"},
		{1 << 62, 1 << 62, 1, "4611686018427387904 and 4611686018427387904 elements of 1 bytes"},
		{math.MaxInt64, 1, 1, "9223372036854775807 and 1 elements of 1 bytes"},
		{1 << 54, 1 << 54, 2, "2 elements of 36028797018963968 bytes"},
	} {
		for _, h := range []runtime.HashFn{{}, hash} {
			keys := cowmap.Keys{KeySize: test.keySize, ValSize: test.valSize, Eq: eq, Hash: h}
			got := check.Fatal(func() { cowmap.Unshare(rc.Triple{}, test.minCap, keys, cowmap.Refs{}) })
			if want := "ori: ori_map_unshare_cow: " + test.want + " overflow the size of an allocation"; got != want {
				t.Errorf("key_size %d, val_size %d, min_cap %d: %q, want %q", test.keySize, test.valSize, test.minCap, got, want)
			}
		}
	}
	if n := rc.LiveCount() - live; n != 0 {
		t.Errorf("%d allocations left", n)
	}
}

// The values begin at a multiple of what their size may need, and no room is
// given away for it where keys have no bytes.
func TestCapacityAlignsTheValues(t *testing.T) {
	eq := runtime.GoEq(func(a, b unsafe.Pointer) bool { return false })
	for _, test := range []struct{ keySize, valSize, minCap, want int64 }{
		{0, 8, 1, 1}, {0, 16, 5, 5}, {8, 0, 3, 3}, {0, 0, 7, 7},
		{8, 8, 3, 3}, {4, 8, 3, 4}, {1, 8, 5, 8}, {1, 16, 5, 16}, {2, 48, 5, 8}, {24, 16, 3, 4}, {3, 4, 5, 8}, {5, 6, 5, 6}, {16, 16, 5, 5},
	} {
		keys := cowmap.Keys{KeySize: test.keySize, ValSize: test.valSize, Eq: eq}
		m := cowmap.Unshare(rc.Triple{}, test.minCap, keys, cowmap.Refs{})
		if m.Cap != test.want {
			t.Errorf("key_size %d, val_size %d: cap %d for %d entries, want %d", test.keySize, test.valSize, m.Cap, test.minCap, test.want)
		}
		cowmap.BufferDec(m, keys, cowmap.Refs{})
	}
}

// Values without bytes are counted as others are.
func TestValuesWithoutBytesAreCounted(t *testing.T) {
	owned := 0
	refs := cowmap.Refs{
		ValInc: runtime.GoElem(func(unsafe.Pointer) { owned++ }),
		ValDec: runtime.GoElem(func(unsafe.Pointer) { owned-- }),
	}
	for _, hash := range []runtime.HashFn{{}, check.I64.Hash} {
		keys := cowmap.Keys{KeySize: 8, Eq: check.I64.Eq, Hash: hash}
		insert := func(m rc.Triple, key int64) rc.Triple {
			var k check.Slot
			check.I64.Put(k.At(), key)
			owned++ // moved in
			return cowmap.Insert(m, k.At(), nil, keys, refs)
		}
		expect := func(what string, maps ...rc.Triple) {
			t.Helper()
			want := 0
			for _, m := range maps {
				want += int(m.Len)
			}
			if owned != want {
				t.Errorf("%s: %d values are counted, want %d", what, owned, want)
			}
		}
		var m, other rc.Triple
		for key := range int64(20) {
			m = insert(m, key)
			other = insert(other, key+10)
		}
		m = insert(m, 3)
		expect("insert", m, other)
		rc.ListInc(m)
		before := m
		m = insert(m, 20)
		expect("insert, shared", before, m, other)
		m = cowmap.Remove(m, before.Elems(8).At(5), keys, refs)
		expect("remove", before, m, other)
		m = cowmap.Merge(m, other, keys, refs)
		expect("merge", before, m, other)
		rc.ListInc(m)
		shared := m
		m = cowmap.Remove(m, before.Elems(8).At(6), keys, refs)
		expect("remove, shared", before, shared, m, other)
		for _, m := range []rc.Triple{m, before, shared, other} {
			cowmap.BufferDec(m, keys, refs)
		}
		expect("release")
	}
}

// An eq that is not transitive gives a set of any elements, but writes nothing
// beyond it.
func TestIntersectionWithAnEqThatIsNotTransitive(t *testing.T) {
	near := runtime.GoEq(func(a, b unsafe.Pointer) bool {
		d := *(*int64)(a) - *(*int64)(b)
		return -2 < d && d < 2
	})
	e, member := rc.Elem{Size: 8, Align: 8}, cowset.Member{Eq: near}
	of := func(values ...int64) (s rc.Triple) {
		for _, v := range values {
			s = cowset.Insert(s, unsafe.Pointer(&v), e, member)
		}
		return s
	}
	for _, s1 := range []rc.Triple{of(0, 2, 4, 6, 100), of(100, 0, 2, 4, 6), of(0, 2, 100, 4, 6, 200)} {
		s2 := of(1, 5)
		rc.ListInc(s1)
		both := cowset.Intersection(s1, s2, e, member)
		if both.Len > both.Cap {
			t.Errorf("%d elements in %d slots", both.Len, both.Cap)
		}
		if message := (keyed.Type{Key: e, Eq: near}).Invariants(both); message != nil {
			t.Error(message)
		}
		for _, s := range []rc.Triple{s1, s2, both} {
			rc.BufferDec(s, e)
		}
	}
}
