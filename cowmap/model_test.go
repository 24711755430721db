package cowmap_test

import (
	"maps"
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowmap"
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"

	"pgregory.net/rapid"
)

type ints struct {
	*rapid.T
	hash string
}

// by draws how the next operation finds keys: with the hash, or sometimes without one.
func (m ints) by() cowmap.Keys {
	keys := cowmap.Keys{KeySize: 8, ValSize: 8, Eq: check.EqInt, Hash: check.Hashes[m.hash]}
	if rapid.IntRange(0, 9).Draw(m.T, "drop hash") == 0 {
		keys.Hash = runtime.HashFn{}
	}
	return keys
}

func (m ints) key() int64 { return rapid.Int64Range(0, 60).Draw(m.T, "key") }

func (m ints) pick(n int) int { return rapid.IntRange(0, n-1).Draw(m.T, "which") }

// TestMapsOfIntsAgreeWithGoMaps runs random operations on maps that share buffers against
// Go maps and the order of their keys, with every kind of hash.
func TestMapsOfIntsAgreeWithGoMaps(t *testing.T) {
	for hash := range check.Hashes {
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

// keep keeps the keys for which f is true.
func (o *ordered) keep(f func(k int64) bool) {
	*o = o.clone()
	o.keys = slices.DeleteFunc(o.keys, func(k int64) bool { return !f(k) })
	maps.DeleteFunc(o.vals, func(k, _ int64) bool { return !f(k) })
}

// noMultiple keeps the keys that are no multiple of the number at ctx.
var noMultiple = runtime.GoEntryTest(func(key, _, ctx unsafe.Pointer) bool { return *(*int64)(key)%*(*int64)(ctx) != 0 })

func mapModel(m ints) {
	h := check.NewHeap(m.T)
	var refs cowmap.Refs
	all, want := make([]rc.Triple, 3), make([]ordered, 3)
	keys := m.by
	defer func() {
		for _, t := range all {
			cowmap.BufferDec(t, keys(), refs)
		}
		h.Close()
	}()
	ty := keyed.Type{Key: check.IntElem, Val: check.IntElem, Eq: check.EqInt, Hash: check.Hashes[m.hash]}
	m.Repeat(map[string]func(*rapid.T){
		"": func(*rapid.T) {
			for x, t := range all {
				if got := check.Int64s(t); !slices.Equal(got, want[x].keys) {
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
			want[x].keep(func(w int64) bool { return w != k })
		},
		"swap remove": func(*rapid.T) {
			x, k := m.pick(3), m.key()
			all[x] = cowmap.SwapRemove(all[x], unsafe.Pointer(&k), keys(), refs)
			o := want[x].clone()
			o.keys = check.SwapRemoved(o.keys, k)
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
		"insert, was new": func(*rapid.T) {
			x, k, v, isNew := m.pick(3), m.key(), m.key(), false
			all[x] = cowmap.InsertWasNew(all[x], unsafe.Pointer(&k), unsafe.Pointer(&v), &isNew, keys(), refs)
			if _, ok := want[x].vals[k]; isNew == ok {
				m.Fatalf("insert %d, was new: %v", k, isNew)
			}
			want[x].put(k, v)
		},
		"take": func(*rapid.T) {
			x, k, v, found := m.pick(3), m.key(), int64(-1), false
			all[x] = cowmap.Take(all[x], unsafe.Pointer(&k), unsafe.Pointer(&v), &found, keys(), refs)
			if was, ok := want[x].vals[k]; found != ok || ok && v != was || !ok && v != -1 {
				m.Fatalf("take %d: %d, %v", k, v, found)
			}
			want[x].keep(func(w int64) bool { return w != k })
		},
		"retain": func(*rapid.T) {
			x, n := m.pick(3), 1+m.key()
			all[x] = cowmap.Retain(all[x], noMultiple, unsafe.Pointer(&n), keys(), refs)
			want[x].keep(func(w int64) bool { return w%n != 0 })
		},
		"clear": func(*rapid.T) {
			x := m.pick(3)
			all[x] = cowmap.Clear(all[x], keys(), refs)
			want[x] = ordered{}
		},
		"shrink": func(*rapid.T) {
			x := m.pick(3)
			all[x] = cowmap.Shrink(all[x], keys(), refs)
		},
		"build": func(*rapid.T) {
			x := m.pick(3)
			k := rapid.SliceOfN(rapid.Int64Range(0, 60), 0, 70).Draw(m.T, "keys")
			v := slices.Clone(k)
			cowmap.BufferDec(all[x], keys(), refs)
			want[x] = ordered{}
			for i := range v {
				v[i] += int64(i)
				want[x].put(k[i], v[i])
			}
			all[x] = cowmap.FromEntries(unsafe.Pointer(unsafe.SliceData(k)), unsafe.Pointer(unsafe.SliceData(v)), int64(len(k)), keys(), refs)
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
			if cowmap.Eq(all[x], all[y], keys(), check.EqInt) != maps.Equal(want[x].vals, want[y].vals) {
				m.Fatalf("eq")
			}
			kl, vl := cowmap.KeyList(all[x], keys(), 8, runtime.ElemFn{}), cowmap.ValueList(all[x], keys(), 8, runtime.ElemFn{})
			if !slices.Equal(check.Int64s(kl), want[x].keys) || kl.Len != vl.Len {
				m.Fatalf("keys %v, values %v", check.Int64s(kl), check.Int64s(vl))
			}
			rc.BufferDec(kl, check.IntElem)
			rc.BufferDec(vl, check.IntElem)
		},
	})
}

// anyHash draws the hash that the operations of one run use.
func anyHash(t *rapid.T) ints {
	return ints{t, rapid.SampledFrom(slices.Sorted(maps.Keys(check.Hashes))).Draw(t, "hash")}
}

func FuzzMaps(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { mapModel(anyHash(t)) }))
}
