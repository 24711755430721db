package cowmap_test

import (
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowmap"
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// fixture is a map of n keys 0..n-1 to 100..100+n-1, and what it should hold.
type fixture struct {
	t    *testing.T
	h    *check.Heap
	k, v *check.Kind
	keys cowmap.Keys
	refs cowmap.Refs
	ty   keyed.Type
	m    rc.Triple
	want []int64 // values
}

func newFixture(t *testing.T, k, v *check.Kind, hash bool, n, slots int64) *fixture {
	f := &fixture{t: t, h: check.NewHeap(t), k: k, v: v}
	f.keys = cowmap.Keys{KeySize: k.Size, ValSize: v.Size, Eq: k.Eq}
	if hash {
		f.keys.Hash = k.Hash
	}
	f.refs = cowmap.Refs{KeyInc: k.Inc, KeyDec: k.Dec, ValInc: v.Inc, ValDec: v.Dec}
	f.ty = keyed.Type{Key: k.Elem, Val: v.Elem, Eq: f.keys.Eq, Hash: f.keys.Hash}
	f.m = cowmap.Unshare(f.m, slots, f.keys, f.refs)
	for i := range n {
		var key, val check.Slot
		k.Put(key.At(), i)
		v.Put(val.At(), 100+i)
		f.m = cowmap.Insert(f.m, key.At(), val.At(), f.keys, f.refs)
		f.want = append(f.want, 100+i)
	}
	return f
}

// own returns the address of value i, with a reference to move in.
func (f *fixture) own(i int64) unsafe.Pointer {
	at := f.ty.Vals(f.m).At(i)
	if f.v.IsCounted() {
		f.v.Inc.Call(at)
	}
	return at
}

func (f *fixture) end(others ...rc.Triple) {
	f.t.Helper()
	var got []int64
	for i := range f.m.Len {
		if key := f.k.Get(f.ty.Keys(f.m).At(i)); key != i {
			f.t.Errorf("key %d is %d", i, key)
		}
		got = append(got, f.v.Get(f.ty.Vals(f.m).At(i)))
	}
	if !slices.Equal(got, f.want) {
		f.t.Errorf("values %v, want %v", got, f.want)
	}
	if err := f.ty.Invariants(f.m); err != nil {
		f.t.Error(err)
	}
	roots := []check.Root{{Triple: f.m, Keys: f.k, Vals: f.v}}
	for _, m := range others {
		roots = append(roots, check.Root{Triple: m, Keys: f.k, Vals: f.v})
	}
	f.h.VerifyAll(roots, nil)
	for _, root := range roots {
		cowmap.BufferDec(root.Triple, f.keys, f.refs)
	}
	f.h.Close()
}

// TestKeyAndValueMayLieInTheirMap moves in values that lie in the map itself:
// into a new entry, which may make the map move, and into one that is there.
func TestKeyAndValueMayLieInTheirMap(t *testing.T) {
	kinds := [][2]*check.Kind{{check.I64, check.I64}, {check.Box, check.Box}, {check.I64, check.Counted[3]}, {check.Plain[0], check.Counted[5]}, {check.Counted[6], check.Plain[2]}}
	for _, kind := range kinds {
		for _, hash := range []bool{false, true} {
			for _, n := range []int64{3, 8, 16, 32} {
				for _, slots := range []int64{0, n, n + 5} {
					for _, shared := range []bool{false, true} {
						for from := int64(0); from < n; from += 1 + n/4 {
							aliased(t, kind[0], kind[1], hash, n, slots, shared, from)
						}
					}
				}
			}
		}
	}
}

func aliased(t *testing.T, k, v *check.Kind, hash bool, n, slots int64, shared bool, from int64) {
	t.Helper()
	for name, op := range map[string]func(f *fixture){
		"insert of a new key": func(f *fixture) {
			var key check.Slot
			f.k.Put(key.At(), n)
			f.m = cowmap.Insert(f.m, key.At(), f.own(from), f.keys, f.refs)
			f.want = append(f.want, 100+from)
		},
		"insert of a known key": func(f *fixture) {
			var key check.Slot
			f.k.Put(key.At(), 1)
			f.m = cowmap.Insert(f.m, key.At(), f.own(from), f.keys, f.refs)
			f.want[1] = 100 + from
		},
		"insert of the map's own key": func(f *fixture) {
			key := f.ty.Keys(f.m).At(2)
			if f.k.IsCounted() {
				f.k.Inc.Call(key)
			}
			f.m = cowmap.Insert(f.m, key, f.own(from), f.keys, f.refs)
			f.want[2] = 100 + from
		},
		"update": func(f *fixture) {
			f.m = cowmap.Update(f.m, f.ty.Keys(f.m).At(0), f.own(from), f.keys, f.refs)
			f.want[0] = 100 + from
		},
		"entry of a new key": func(f *fixture) {
			var key check.Slot
			var slot unsafe.Pointer
			f.k.Put(key.At(), n)
			f.m = cowmap.Entry(f.m, key.At(), f.own(from), f.keys, f.refs, &slot)
			f.want = append(f.want, 100+from)
		},
		"entry of a known key": func(f *fixture) {
			var key check.Slot
			var slot unsafe.Pointer
			f.k.Put(key.At(), 2)
			f.m = cowmap.Entry(f.m, key.At(), f.own(from), f.keys, f.refs, &slot)
		},
		"removal of the map's own key": func(f *fixture) {
			f.m = cowmap.Remove(f.m, f.ty.Keys(f.m).At(n-1), f.keys, f.refs)
			f.want = f.want[:n-1]
		},
	} {
		f := newFixture(t, k, v, hash, n, slots)
		var others []rc.Triple
		if shared {
			rc.ListInc(f.m)
			others = append(others, f.m)
		}
		op(f)
		f.end(others...)
		if t.Failed() {
			t.Fatalf("%s of %s -> %s, hash %v, %d entries in %d slots, shared %v, from %d", name, k.Name, v.Name, hash, n, f.m.Cap, shared, from)
		}
	}
}

// TestOperationsWithoutHashKeepTheMap mixes operations with and without a hash
// on one map, as two compilers that share it may.
func TestOperationsWithoutHashKeepTheMap(t *testing.T) {
	f := newFixture(t, check.Box, check.Box, true, 30, 0)
	plain := f.keys
	plain.Hash = runtime.HashFn{}
	for i := int64(30); i < 60; i++ {
		var key, val check.Slot
		f.k.Put(key.At(), i)
		f.v.Put(val.At(), 100+i)
		keys := f.keys
		if i%3 == 0 {
			keys = plain
		}
		f.m = cowmap.Insert(f.m, key.At(), val.At(), keys, f.refs)
		f.want = append(f.want, 100+i)
		if err := f.ty.Invariants(f.m); err != nil {
			t.Fatal(err)
		}
	}
	f.end()
}
