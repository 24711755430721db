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

// A model holds sets that share buffers, and what should be in them.
type model struct {
	ints
	ty   keyed.Type
	sets []rc.Triple
	want [][]int64
}

func setModel(m ints) {
	h := check.NewHeap(m.T)
	o := &model{ints: m, sets: make([]rc.Triple, 3), want: make([][]int64, 3),
		ty: keyed.Type{Key: check.IntElem, Eq: check.EqInt, Hash: check.Hashes[m.hash]}}
	defer func() {
		for _, s := range o.sets {
			rc.BufferDec(s, check.IntElem)
		}
		h.Close()
	}()
	m.Repeat(o.operations())
}

// operations are the functions of package cowset by what they do; the one without a name
// compares afterwards.
func (m *model) operations() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"":                m.check,
		"insert":          m.insert,
		"insert many":     m.insertMany,
		"remove":          m.remove,
		"swap remove":     m.swapRemove,
		"insert, was new": m.insertWasNew,
		"retain":          m.retain,
		"clear":           m.empty,
		"shrink":          m.shrink,
		"unshare":         m.unshare,
		"build":           m.build,
		"copy":            m.share,
		"ask":             m.ask,
		"union": m.algebra(cowset.Union, func(a, b []int64) []int64 {
			return append(slices.Clone(a), slices.DeleteFunc(slices.Clone(b), func(v int64) bool { return slices.Contains(a, v) })...)
		}),
		"intersection": m.algebra(cowset.Intersection, func(a, b []int64) []int64 {
			return slices.DeleteFunc(slices.Clone(a), func(v int64) bool { return !slices.Contains(b, v) })
		}),
		"difference": m.algebra(cowset.Difference, func(a, b []int64) []int64 {
			return slices.DeleteFunc(slices.Clone(a), func(v int64) bool { return slices.Contains(b, v) })
		}),
		"symmetric difference": m.algebra(cowset.SymmetricDifference, func(a, b []int64) []int64 {
			return append(slices.DeleteFunc(slices.Clone(a), func(v int64) bool { return slices.Contains(b, v) }),
				slices.DeleteFunc(slices.Clone(b), func(v int64) bool { return slices.Contains(a, v) })...)
		}),
	}
}

// algebra returns the operation on two of the sets that op is, and model on slices.
func (m *model) algebra(op func(s1, s2 rc.Triple, e rc.Elem, h cowset.Member) rc.Triple, model func(a, b []int64) []int64) func(*rapid.T) {
	return func(*rapid.T) {
		x, y := m.pick(3), m.pick(3)
		switch {
		case x == y && rapid.Bool().Draw(m.T, "one reference"):
			m.sets[x] = op(m.sets[x], m.sets[x], check.IntElem, m.member())
		case x == y:
			rc.ListInc(m.sets[x]) // the caller holds a second reference
			got := op(m.sets[x], m.sets[x], check.IntElem, m.member())
			rc.BufferDec(m.sets[x], check.IntElem)
			m.sets[x] = got
		default:
			m.sets[x] = op(m.sets[x], m.sets[y], check.IntElem, m.member())
		}
		m.want[x] = model(m.want[x], m.want[y])
	}
}

func (m *model) check(*rapid.T) {
	for x, s := range m.sets {
		if got := check.Int64s(s); !slices.Equal(got, m.want[x]) {
			m.Fatalf("set %d holds %v, m.want %v", x, got, m.want[x])
		}
		if err := m.ty.Invariants(s); err != nil {
			m.Fatalf("set %d: %v", x, err)
		}
	}
}

func (m *model) insert(*rapid.T) {
	x, v := m.pick(3), m.key()
	m.sets[x] = cowset.Insert(m.sets[x], unsafe.Pointer(&v), check.IntElem, m.member())
	if !slices.Contains(m.want[x], v) {
		m.want[x] = append(slices.Clone(m.want[x]), v)
	}
}

func (m *model) insertMany(*rapid.T) {
	x, v := m.pick(3), m.key()
	for end := v + 25; v < end; v++ {
		m.sets[x] = cowset.Insert(m.sets[x], unsafe.Pointer(&v), check.IntElem, m.member())
		if !slices.Contains(m.want[x], v) {
			m.want[x] = append(slices.Clone(m.want[x]), v)
		}
	}
}

func (m *model) remove(*rapid.T) {
	x, v := m.pick(3), m.key()
	m.sets[x] = cowset.Remove(m.sets[x], unsafe.Pointer(&v), check.IntElem, m.member())
	m.want[x] = slices.DeleteFunc(slices.Clone(m.want[x]), func(w int64) bool { return w == v })
}

func (m *model) swapRemove(*rapid.T) {
	x, v := m.pick(3), m.key()
	m.sets[x] = cowset.SwapRemove(m.sets[x], unsafe.Pointer(&v), check.IntElem, m.member())
	m.want[x] = check.SwapRemoved(m.want[x], v)
}

func (m *model) insertWasNew(*rapid.T) {
	x, v, isNew := m.pick(3), m.key(), false
	m.sets[x] = cowset.InsertWasNew(m.sets[x], unsafe.Pointer(&v), &isNew, check.IntElem, m.member())
	if isNew == slices.Contains(m.want[x], v) {
		m.Fatalf("insert %d, was new: %v", v, isNew)
	}
	if isNew {
		m.want[x] = append(slices.Clone(m.want[x]), v)
	}
}

func (m *model) retain(*rapid.T) {
	x, n := m.pick(3), 1+m.key()
	m.sets[x] = cowset.Retain(m.sets[x], noMultiple, unsafe.Pointer(&n), check.IntElem, m.member())
	m.want[x] = slices.DeleteFunc(slices.Clone(m.want[x]), func(v int64) bool { return v%n == 0 })
}

func (m *model) empty(*rapid.T) {
	x := m.pick(3)
	m.sets[x], m.want[x] = cowset.Clear(m.sets[x], check.IntElem), nil
}

func (m *model) shrink(*rapid.T) {
	x := m.pick(3)
	m.sets[x] = cowset.Shrink(m.sets[x], check.IntElem, m.member())
}

func (m *model) unshare(*rapid.T) {
	x := m.pick(3)
	m.sets[x] = cowset.Unshare(m.sets[x], int64(m.pick(40)), check.IntElem, m.member())
	if !rc.IsUniqueOrNull(m.sets[x].Data) {
		m.Fatalf("shared after unshare")
	}
}

func (m *model) build(*rapid.T) {
	x := m.pick(3)
	v := rapid.SliceOfN(rapid.Int64Range(0, 60), 0, 70).Draw(m.T, "elements")
	rc.BufferDec(m.sets[x], check.IntElem)
	m.sets[x] = cowset.FromElems(unsafe.Pointer(unsafe.SliceData(v)), int64(len(v)), check.IntElem, m.member())
	m.want[x] = nil
	for _, v := range v {
		if !slices.Contains(m.want[x], v) {
			m.want[x] = append(m.want[x], v)
		}
	}
}

func (m *model) share(*rapid.T) {
	x, y := m.pick(3), m.pick(3)
	rc.ListInc(m.sets[y])
	rc.BufferDec(m.sets[x], check.IntElem)
	m.sets[x], m.want[x] = m.sets[y], m.want[y]
}

func (m *model) ask(*rapid.T) {
	x, v := m.pick(3), m.key()
	if got := cowset.Contains(m.sets[x], unsafe.Pointer(&v), check.IntElem, m.member()); got != slices.Contains(m.want[x], v) {
		m.Fatalf("contains %d: %v", v, got)
	}
	y := m.pick(3)
	if p := cowset.Get(m.sets[x], unsafe.Pointer(&v), check.IntElem, m.member()); (p != nil) != slices.Contains(m.want[x], v) || p != nil && *(*int64)(p) != v {
		m.Fatalf("get %d: %v", v, p)
	}
	common := slices.ContainsFunc(m.want[x], func(v int64) bool { return slices.Contains(m.want[y], v) })
	if got := cowset.IsDisjoint(m.sets[x], m.sets[y], check.IntElem, m.member()); got == common {
		m.Fatalf("disjoint: %v", got)
	}
	sub := !slices.ContainsFunc(m.want[x], func(v int64) bool { return !slices.Contains(m.want[y], v) })
	if got := cowset.IsSubset(m.sets[x], m.sets[y], check.IntElem, m.member()); got != sub {
		m.Fatalf("subset: %v", got)
	}
	if got := cowset.Eq(m.sets[x], m.sets[y], check.IntElem, m.member()); got != (sub && len(m.want[x]) == len(m.want[y])) {
		m.Fatalf("eq: %v", got)
	}
	hashed := cowset.Member{Eq: check.EqInt, Hash: check.Hashes["few"]}
	same := cowset.Hash(m.sets[x], check.IntElem, hashed) == cowset.Hash(m.sets[y], check.IntElem, hashed)
	if equal := sub && len(m.want[x]) == len(m.want[y]); equal && !same {
		m.Fatalf("equal sets with different hashes")
	}
	list := cowset.ToList(m.sets[x], 8)
	if got := check.Int64s(list); !slices.Equal(got, m.want[x]) || list.Data != nil && list.IsUnique() {
		m.Fatalf("as a list: %v", got)
	}
	rc.BufferDec(list, check.IntElem)
}

// anyHash draws the hash that the operations of one run use.
func anyHash(t *rapid.T) ints {
	return ints{t, rapid.SampledFrom(slices.Sorted(maps.Keys(check.Hashes))).Draw(t, "hash")}
}

func FuzzSets(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { setModel(anyHash(t)) }))
}
