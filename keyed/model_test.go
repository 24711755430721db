package keyed_test

import (
	"maps"
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowmap"
	"libori.org/rt/cowset"
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"

	"pgregory.net/rapid"
)

// The hashes that a user may hand in, good and bad. The type stays right with
// any of them, also when operations disagree about having one at all.
var hashes = map[string]runtime.HashFn{
	"identity": runtime.GoHash(func(p unsafe.Pointer) uint64 { return uint64(*(*int64)(p)) }),
	"zero":     runtime.GoHash(func(unsafe.Pointer) uint64 { return 0 }),
	"ones":     runtime.GoHash(func(unsafe.Pointer) uint64 { return 1<<64 - 1 }),
	"few":      runtime.GoHash(func(p unsafe.Pointer) uint64 { return uint64(*(*int64)(p)) % 3 }),
	"high":     runtime.GoHash(func(p unsafe.Pointer) uint64 { return uint64(*(*int64)(p)) << 56 }),
	"none":     {},
}

var eqInt = runtime.GoEq(func(a, b unsafe.Pointer) bool { return *(*int64)(a) == *(*int64)(b) })

type ints struct {
	*rapid.T
	hash string
}

// member draws how the next operation finds elements: with the hash, or
// sometimes without one.
func (m ints) member() cowset.Member {
	if rapid.IntRange(0, 9).Draw(m.T, "drop hash") == 0 {
		return cowset.Member{Eq: eqInt}
	}
	return cowset.Member{Eq: eqInt, Hash: hashes[m.hash]}
}

func (m ints) key() int64 { return rapid.Int64Range(0, 60).Draw(m.T, "key") }

func (m ints) pick(n int) int { return rapid.IntRange(0, n-1).Draw(m.T, "which") }

// swapRemoved returns v with its last element in the place of x.
func swapRemoved(v []int64, x int64) []int64 {
	i := slices.Index(v, x)
	if i < 0 {
		return v
	}
	v = slices.Clone(v)
	v[i] = v[len(v)-1]
	return v[:len(v)-1]
}

var intElem = rc.Elem{Size: 8, Align: 8}

// TestSetsOfIntsAgreeWithSlices runs random operations on sets that share
// buffers against slices of distinct values, with every kind of hash.
func TestSetsOfIntsAgreeWithSlices(t *testing.T) {
	for hash := range hashes {
		t.Run(hash, func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { setModel(ints{t, hash}) }) })
	}
}

func setModel(m ints) {
	h := check.NewHeap(m.T)
	sets, want := make([]rc.Triple, 3), make([][]int64, 3)
	defer func() {
		for _, s := range sets {
			rc.BufferDec(s, intElem)
		}
		h.Close()
	}()
	ty := keyed.Type{Key: intElem, Eq: eqInt, Hash: hashes[m.hash]}
	algebra := func(op func(s1, s2 rc.Triple, e rc.Elem, h cowset.Member) rc.Triple, model func(a, b []int64) []int64) func(*rapid.T) {
		return func(*rapid.T) {
			x, y := m.pick(3), m.pick(3)
			switch {
			case x == y && rapid.Bool().Draw(m.T, "one reference"):
				sets[x] = op(sets[x], sets[x], intElem, m.member())
			case x == y:
				rc.ListInc(sets[x]) // the caller holds a second reference
				got := op(sets[x], sets[x], intElem, m.member())
				rc.BufferDec(sets[x], intElem)
				sets[x] = got
			default:
				sets[x] = op(sets[x], sets[y], intElem, m.member())
			}
			want[x] = model(want[x], want[y])
		}
	}
	m.Repeat(map[string]func(*rapid.T){
		"": func(*rapid.T) {
			for x, s := range sets {
				if got := int64s(s); !slices.Equal(got, want[x]) {
					m.Fatalf("set %d holds %v, want %v", x, got, want[x])
				}
				if err := ty.Invariants(s); err != nil {
					m.Fatalf("set %d: %v", x, err)
				}
			}
		},
		"insert": func(*rapid.T) {
			x, v := m.pick(3), m.key()
			sets[x] = cowset.Insert(sets[x], unsafe.Pointer(&v), intElem, m.member())
			if !slices.Contains(want[x], v) {
				want[x] = append(slices.Clone(want[x]), v)
			}
		},
		"insert many": func(*rapid.T) {
			x, v := m.pick(3), m.key()
			for end := v + 25; v < end; v++ {
				sets[x] = cowset.Insert(sets[x], unsafe.Pointer(&v), intElem, m.member())
				if !slices.Contains(want[x], v) {
					want[x] = append(slices.Clone(want[x]), v)
				}
			}
		},
		"remove": func(*rapid.T) {
			x, v := m.pick(3), m.key()
			sets[x] = cowset.Remove(sets[x], unsafe.Pointer(&v), intElem, m.member())
			want[x] = slices.DeleteFunc(slices.Clone(want[x]), func(w int64) bool { return w == v })
		},
		"swap remove": func(*rapid.T) {
			x, v := m.pick(3), m.key()
			sets[x] = cowset.SwapRemove(sets[x], unsafe.Pointer(&v), intElem, m.member())
			want[x] = swapRemoved(want[x], v)
		},
		"copy": func(*rapid.T) {
			x, y := m.pick(3), m.pick(3)
			rc.ListInc(sets[y])
			rc.BufferDec(sets[x], intElem)
			sets[x], want[x] = sets[y], want[y]
		},
		"ask": func(*rapid.T) {
			x, v := m.pick(3), m.key()
			if got := cowset.Contains(sets[x], unsafe.Pointer(&v), intElem, m.member()); got != slices.Contains(want[x], v) {
				m.Fatalf("contains %d: %v", v, got)
			}
			y := m.pick(3)
			sub := !slices.ContainsFunc(want[x], func(v int64) bool { return !slices.Contains(want[y], v) })
			if got := cowset.IsSubset(sets[x], sets[y], intElem, m.member()); got != sub {
				m.Fatalf("subset: %v", got)
			}
			if got := cowset.Eq(sets[x], sets[y], intElem, m.member()); got != (sub && len(want[x]) == len(want[y])) {
				m.Fatalf("eq: %v", got)
			}
		},
		"union": algebra(cowset.Union, func(a, b []int64) []int64 {
			return append(slices.Clone(a), slices.DeleteFunc(slices.Clone(b), func(v int64) bool { return slices.Contains(a, v) })...)
		}),
		"intersection": algebra(cowset.Intersection, func(a, b []int64) []int64 {
			return slices.DeleteFunc(slices.Clone(a), func(v int64) bool { return !slices.Contains(b, v) })
		}),
		"difference": algebra(cowset.Difference, func(a, b []int64) []int64 {
			return slices.DeleteFunc(slices.Clone(a), func(v int64) bool { return slices.Contains(b, v) })
		}),
		"symmetric difference": algebra(cowset.SymmetricDifference, func(a, b []int64) []int64 {
			return append(slices.DeleteFunc(slices.Clone(a), func(v int64) bool { return slices.Contains(b, v) }),
				slices.DeleteFunc(slices.Clone(b), func(v int64) bool { return slices.Contains(a, v) })...)
		}),
	})
}

func int64s(s rc.Triple) (values []int64) {
	for i := int64(0); i < s.Len; i++ {
		values = append(values, *(*int64)(s.Elems(8).At(i)))
	}
	return values
}

// TestMapsOfIntsAgreeWithGoMaps does the same for maps, order included.
func TestMapsOfIntsAgreeWithGoMaps(t *testing.T) {
	for hash := range hashes {
		t.Run(hash, func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { mapModel(ints{t, hash}) }) })
	}
}

type ordered struct {
	keys []int64
	vals map[int64]int64
}

func (o ordered) clone() ordered { return ordered{slices.Clone(o.keys), maps.Clone(o.vals)} }

func (o *ordered) put(k, v int64) {
	*o = o.clone()
	if o.vals == nil {
		o.vals = map[int64]int64{}
	}
	if _, ok := o.vals[k]; !ok {
		o.keys = append(o.keys, k)
	}
	o.vals[k] = v
}

func mapModel(m ints) {
	h := check.NewHeap(m.T)
	var refs cowmap.Refs
	all, want := make([]rc.Triple, 3), make([]ordered, 3)
	keys := func() cowmap.Keys {
		by := m.member()
		return cowmap.Keys{KeySize: 8, ValSize: 8, Eq: by.Eq, Hash: by.Hash}
	}
	defer func() {
		for _, t := range all {
			cowmap.BufferDec(t, keys(), refs)
		}
		h.Close()
	}()
	ty := keyed.Type{Key: intElem, Val: intElem, Eq: eqInt, Hash: hashes[m.hash]}
	m.Repeat(map[string]func(*rapid.T){
		"": func(*rapid.T) {
			for x, t := range all {
				if got := int64s(t); !slices.Equal(got, want[x].keys) {
					m.Fatalf("map %d has keys %v, want %v", x, got, want[x].keys)
				}
				if err := ty.Invariants(t); err != nil {
					m.Fatalf("map %d: %v", x, err)
				}
				for i, k := range want[x].keys {
					v := *(*int64)(ty.Vals(t).At(int64(i)))
					if v != want[x].vals[k] {
						m.Fatalf("map %d holds %d at %d, want %d", x, v, k, want[x].vals[k])
					}
				}
			}
		},
		"insert": func(*rapid.T) {
			x, k, v := m.pick(3), m.key(), m.key()
			all[x] = cowmap.Insert(all[x], unsafe.Pointer(&k), unsafe.Pointer(&v), keys(), refs)
			want[x].put(k, v)
		},
		"insert many": func(*rapid.T) {
			x, k := m.pick(3), m.key()
			for end := k + 25; k < end; k++ {
				all[x] = cowmap.Insert(all[x], unsafe.Pointer(&k), unsafe.Pointer(&k), keys(), refs)
				want[x].put(k, k)
			}
		},
		"update": func(*rapid.T) {
			x, k, v := m.pick(3), m.key(), m.key()
			all[x] = cowmap.Update(all[x], unsafe.Pointer(&k), unsafe.Pointer(&v), keys(), refs)
			if _, ok := want[x].vals[k]; ok {
				want[x].put(k, v)
			}
		},
		"remove": func(*rapid.T) {
			x, k := m.pick(3), m.key()
			all[x] = cowmap.Remove(all[x], unsafe.Pointer(&k), keys(), refs)
			o := want[x].clone()
			o.keys = slices.DeleteFunc(o.keys, func(w int64) bool { return w == k })
			delete(o.vals, k)
			want[x] = o
		},
		"swap remove": func(*rapid.T) {
			x, k := m.pick(3), m.key()
			all[x] = cowmap.SwapRemove(all[x], unsafe.Pointer(&k), keys(), refs)
			o := want[x].clone()
			o.keys = swapRemoved(o.keys, k)
			delete(o.vals, k)
			want[x] = o
		},
		"entry": func(*rapid.T) {
			x, k, zero := m.pick(3), m.key(), int64(0)
			var slot unsafe.Pointer
			all[x] = cowmap.Entry(all[x], unsafe.Pointer(&k), unsafe.Pointer(&zero), keys(), refs, &slot)
			*(*int64)(slot)++
			want[x].put(k, want[x].vals[k]+1)
		},
		"merge": func(*rapid.T) {
			x, y := m.pick(3), m.pick(3)
			if x == y {
				rc.Inc(all[x].Data)
				got := cowmap.Merge(all[x], all[x], keys(), refs)
				cowmap.BufferDec(all[x], keys(), refs)
				all[x] = got
				return
			}
			all[x] = cowmap.Merge(all[x], all[y], keys(), refs)
			for _, k := range want[y].keys {
				want[x].put(k, want[y].vals[k])
			}
		},
		"unshare": func(*rapid.T) {
			x := m.pick(3)
			all[x] = cowmap.Unshare(all[x], int64(m.pick(40)), keys(), refs)
			if !rc.IsUniqueOrNull(all[x].Data) {
				m.Fatalf("shared after unshare")
			}
		},
		"copy": func(*rapid.T) {
			x, y := m.pick(3), m.pick(3)
			rc.Inc(all[y].Data)
			cowmap.BufferDec(all[x], keys(), refs)
			all[x], want[x] = all[y], want[y]
		},
		"ask": func(*rapid.T) {
			x, y, k := m.pick(3), m.pick(3), m.key()
			p := cowmap.Get(all[x], unsafe.Pointer(&k), keys())
			v, ok := want[x].vals[k]
			if (p != nil) != ok || ok && *(*int64)(p) != v {
				m.Fatalf("get %d: %v", k, p)
			}
			if cowmap.Eq(all[x], all[y], keys(), eqInt) != maps.Equal(want[x].vals, want[y].vals) {
				m.Fatalf("eq")
			}
			kl, vl := cowmap.KeyList(all[x], keys(), 8, runtime.ElemFn{}), cowmap.ValueList(all[x], keys(), 8, runtime.ElemFn{})
			if !slices.Equal(int64s(kl), want[x].keys) || kl.Len != vl.Len {
				m.Fatalf("keys %v, values %v", int64s(kl), int64s(vl))
			}
			rc.BufferDec(kl, intElem)
			rc.BufferDec(vl, intElem)
		},
	})
}
