package cowset_test

import (
	"maps"
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowset"
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

// member draws how the next operation finds elements: with the hash, or
// sometimes without one.
func (m ints) member() cowset.Member {
	if rapid.IntRange(0, 9).Draw(m.T, "drop hash") == 0 {
		return cowset.Member{Eq: check.EqInt}
	}
	return cowset.Member{Eq: check.EqInt, Hash: check.Hashes[m.hash]}
}

func (m ints) key() int64 { return rapid.Int64Range(0, 60).Draw(m.T, "key") }

func (m ints) pick(n int) int { return rapid.IntRange(0, n-1).Draw(m.T, "which") }

// TestSetsOfIntsAgreeWithSlices runs random operations on sets that share
// buffers against slices of distinct values, with every kind of hash.
func TestSetsOfIntsAgreeWithSlices(t *testing.T) {
	for hash := range check.Hashes {
		t.Run(hash, func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { setModel(ints{t, hash}) }) })
	}
}

// noMultiple keeps the elements that are no multiple of the number at ctx.
var noMultiple = runtime.GoTest(func(elem, ctx unsafe.Pointer) bool { return *(*int64)(elem)%*(*int64)(ctx) != 0 })

func setModel(m ints) {
	h := check.NewHeap(m.T)
	sets, want := make([]rc.Triple, 3), make([][]int64, 3)
	defer func() {
		for _, s := range sets {
			rc.BufferDec(s, check.IntElem)
		}
		h.Close()
	}()
	ty := keyed.Type{Key: check.IntElem, Eq: check.EqInt, Hash: check.Hashes[m.hash]}
	algebra := func(op func(s1, s2 rc.Triple, e rc.Elem, h cowset.Member) rc.Triple, model func(a, b []int64) []int64) func(*rapid.T) {
		return func(*rapid.T) {
			x, y := m.pick(3), m.pick(3)
			switch {
			case x == y && rapid.Bool().Draw(m.T, "one reference"):
				sets[x] = op(sets[x], sets[x], check.IntElem, m.member())
			case x == y:
				rc.ListInc(sets[x]) // the caller holds a second reference
				got := op(sets[x], sets[x], check.IntElem, m.member())
				rc.BufferDec(sets[x], check.IntElem)
				sets[x] = got
			default:
				sets[x] = op(sets[x], sets[y], check.IntElem, m.member())
			}
			want[x] = model(want[x], want[y])
		}
	}
	m.Repeat(map[string]func(*rapid.T){
		"": func(*rapid.T) {
			for x, s := range sets {
				if got := check.Int64s(s); !slices.Equal(got, want[x]) {
					m.Fatalf("set %d holds %v, want %v", x, got, want[x])
				}
				if err := ty.Invariants(s); err != nil {
					m.Fatalf("set %d: %v", x, err)
				}
			}
		},
		"insert": func(*rapid.T) {
			x, v := m.pick(3), m.key()
			sets[x] = cowset.Insert(sets[x], unsafe.Pointer(&v), check.IntElem, m.member())
			if !slices.Contains(want[x], v) {
				want[x] = append(slices.Clone(want[x]), v)
			}
		},
		"insert many": func(*rapid.T) {
			x, v := m.pick(3), m.key()
			for end := v + 25; v < end; v++ {
				sets[x] = cowset.Insert(sets[x], unsafe.Pointer(&v), check.IntElem, m.member())
				if !slices.Contains(want[x], v) {
					want[x] = append(slices.Clone(want[x]), v)
				}
			}
		},
		"remove": func(*rapid.T) {
			x, v := m.pick(3), m.key()
			sets[x] = cowset.Remove(sets[x], unsafe.Pointer(&v), check.IntElem, m.member())
			want[x] = slices.DeleteFunc(slices.Clone(want[x]), func(w int64) bool { return w == v })
		},
		"swap remove": func(*rapid.T) {
			x, v := m.pick(3), m.key()
			sets[x] = cowset.SwapRemove(sets[x], unsafe.Pointer(&v), check.IntElem, m.member())
			want[x] = check.SwapRemoved(want[x], v)
		},
		"insert, was new": func(*rapid.T) {
			x, v, isNew := m.pick(3), m.key(), false
			sets[x] = cowset.InsertWasNew(sets[x], unsafe.Pointer(&v), &isNew, check.IntElem, m.member())
			if isNew == slices.Contains(want[x], v) {
				m.Fatalf("insert %d, was new: %v", v, isNew)
			}
			if isNew {
				want[x] = append(slices.Clone(want[x]), v)
			}
		},
		"retain": func(*rapid.T) {
			x, n := m.pick(3), 1+m.key()
			sets[x] = cowset.Retain(sets[x], noMultiple, unsafe.Pointer(&n), check.IntElem, m.member())
			want[x] = slices.DeleteFunc(slices.Clone(want[x]), func(v int64) bool { return v%n == 0 })
		},
		"clear": func(*rapid.T) {
			x := m.pick(3)
			sets[x], want[x] = cowset.Clear(sets[x], check.IntElem), nil
		},
		"shrink": func(*rapid.T) {
			x := m.pick(3)
			sets[x] = cowset.Shrink(sets[x], check.IntElem, m.member())
		},
		"unshare": func(*rapid.T) {
			x := m.pick(3)
			sets[x] = cowset.Unshare(sets[x], int64(m.pick(40)), check.IntElem, m.member())
			if !rc.IsUniqueOrNull(sets[x].Data) {
				m.Fatalf("shared after unshare")
			}
		},
		"build": func(*rapid.T) {
			x := m.pick(3)
			v := rapid.SliceOfN(rapid.Int64Range(0, 60), 0, 70).Draw(m.T, "elements")
			rc.BufferDec(sets[x], check.IntElem)
			sets[x] = cowset.FromElems(unsafe.Pointer(unsafe.SliceData(v)), int64(len(v)), check.IntElem, m.member())
			want[x] = nil
			for _, v := range v {
				if !slices.Contains(want[x], v) {
					want[x] = append(want[x], v)
				}
			}
		},
		"copy": func(*rapid.T) {
			x, y := m.pick(3), m.pick(3)
			rc.ListInc(sets[y])
			rc.BufferDec(sets[x], check.IntElem)
			sets[x], want[x] = sets[y], want[y]
		},
		"ask": func(*rapid.T) {
			x, v := m.pick(3), m.key()
			if got := cowset.Contains(sets[x], unsafe.Pointer(&v), check.IntElem, m.member()); got != slices.Contains(want[x], v) {
				m.Fatalf("contains %d: %v", v, got)
			}
			y := m.pick(3)
			if p := cowset.Get(sets[x], unsafe.Pointer(&v), check.IntElem, m.member()); (p != nil) != slices.Contains(want[x], v) || p != nil && *(*int64)(p) != v {
				m.Fatalf("get %d: %v", v, p)
			}
			common := slices.ContainsFunc(want[x], func(v int64) bool { return slices.Contains(want[y], v) })
			if got := cowset.IsDisjoint(sets[x], sets[y], check.IntElem, m.member()); got == common {
				m.Fatalf("disjoint: %v", got)
			}
			sub := !slices.ContainsFunc(want[x], func(v int64) bool { return !slices.Contains(want[y], v) })
			if got := cowset.IsSubset(sets[x], sets[y], check.IntElem, m.member()); got != sub {
				m.Fatalf("subset: %v", got)
			}
			if got := cowset.Eq(sets[x], sets[y], check.IntElem, m.member()); got != (sub && len(want[x]) == len(want[y])) {
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

// anyHash draws the hash that the operations of one run use.
func anyHash(t *rapid.T) ints {
	return ints{t, rapid.SampledFrom(slices.Sorted(maps.Keys(check.Hashes))).Draw(t, "hash")}
}

func FuzzSets(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { setModel(anyHash(t)) }))
}
