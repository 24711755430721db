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

// A model holds maps that share buffers, and what should be in them.
type model struct {
	ints
	ty   keyed.Type
	refs cowmap.Refs
	all  []rc.Triple
	want []ordered
}

func mapModel(m ints) {
	h := check.NewHeap(m.T)
	o := &model{ints: m, all: make([]rc.Triple, 3), want: make([]ordered, 3),
		ty: keyed.Type{Key: check.IntElem, Val: check.IntElem, Eq: check.EqInt, Hash: check.Hashes[m.hash]}}
	defer func() {
		for _, t := range o.all {
			cowmap.BufferDec(t, o.by(), o.refs)
		}
		h.Close()
	}()
	m.Repeat(o.operations())
}

// operations are the functions of package cowmap by what they do; the one without a name
// compares afterwards.
func (m *model) operations() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"":                m.check,
		"insert":          m.insert,
		"insert many":     m.insertMany,
		"update":          m.update,
		"remove":          m.remove,
		"swap remove":     m.swapRemove,
		"entry":           m.entry,
		"merge":           m.merge,
		"unshare":         m.unshare,
		"insert, was new": m.insertWasNew,
		"take":            m.take,
		"retain":          m.retain,
		"clear":           m.empty,
		"shrink":          m.shrink,
		"build":           m.build,
		"copy":            m.share,
		"ask":             m.ask,
	}
}

func (m *model) check(*rapid.T) {
	for x, t := range m.all {
		if got := check.Int64s(t); !slices.Equal(got, m.want[x].keys) {
			m.Fatalf("map %d has keys %v, m.want %v", x, got, m.want[x].keys)
		}
		if err := m.ty.Invariants(t); err != nil {
			m.Fatalf("map %d: %v", x, err)
		}
		for i, k := range m.want[x].keys {
			v := *(*int64)(m.ty.Vals(t).At(int64(i)))
			if v != m.want[x].vals[k] {
				m.Fatalf("map %d holds %d at %d, m.want %d", x, v, k, m.want[x].vals[k])
			}
		}
	}
}

func (m *model) insert(*rapid.T) {
	x, k, v := m.pick(3), m.key(), m.key()
	m.all[x] = cowmap.Insert(m.all[x], unsafe.Pointer(&k), unsafe.Pointer(&v), m.by(), m.refs)
	m.want[x].put(k, v)
}

func (m *model) insertMany(*rapid.T) {
	x, k := m.pick(3), m.key()
	for end := k + 25; k < end; k++ {
		m.all[x] = cowmap.Insert(m.all[x], unsafe.Pointer(&k), unsafe.Pointer(&k), m.by(), m.refs)
		m.want[x].put(k, k)
	}
}

func (m *model) update(*rapid.T) {
	x, k, v := m.pick(3), m.key(), m.key()
	m.all[x] = cowmap.Update(m.all[x], unsafe.Pointer(&k), unsafe.Pointer(&v), m.by(), m.refs)
	if _, ok := m.want[x].vals[k]; ok {
		m.want[x].put(k, v)
	}
}

func (m *model) remove(*rapid.T) {
	x, k := m.pick(3), m.key()
	m.all[x] = cowmap.Remove(m.all[x], unsafe.Pointer(&k), m.by(), m.refs)
	m.want[x].keep(func(w int64) bool { return w != k })
}

func (m *model) swapRemove(*rapid.T) {
	x, k := m.pick(3), m.key()
	m.all[x] = cowmap.SwapRemove(m.all[x], unsafe.Pointer(&k), m.by(), m.refs)
	o := m.want[x].clone()
	o.keys = check.SwapRemoved(o.keys, k)
	delete(o.vals, k)
	m.want[x] = o
}

func (m *model) entry(*rapid.T) {
	x, k, zero := m.pick(3), m.key(), int64(0)
	var slot unsafe.Pointer
	m.all[x] = cowmap.Entry(m.all[x], unsafe.Pointer(&k), unsafe.Pointer(&zero), m.by(), m.refs, &slot)
	*(*int64)(slot)++
	m.want[x].put(k, m.want[x].vals[k]+1)
}

func (m *model) merge(*rapid.T) {
	x, y := m.pick(3), m.pick(3)
	if x == y {
		rc.Inc(m.all[x].Data)
		got := cowmap.Merge(m.all[x], m.all[x], m.by(), m.refs)
		cowmap.BufferDec(m.all[x], m.by(), m.refs)
		m.all[x] = got
		return
	}
	m.all[x] = cowmap.Merge(m.all[x], m.all[y], m.by(), m.refs)
	for _, k := range m.want[y].keys {
		m.want[x].put(k, m.want[y].vals[k])
	}
}

func (m *model) unshare(*rapid.T) {
	x := m.pick(3)
	m.all[x] = cowmap.Unshare(m.all[x], int64(m.pick(40)), m.by(), m.refs)
	if !rc.IsUniqueOrNull(m.all[x].Data) {
		m.Fatalf("shared after unshare")
	}
}

func (m *model) insertWasNew(*rapid.T) {
	x, k, v, isNew := m.pick(3), m.key(), m.key(), false
	m.all[x] = cowmap.InsertWasNew(m.all[x], unsafe.Pointer(&k), unsafe.Pointer(&v), &isNew, m.by(), m.refs)
	if _, ok := m.want[x].vals[k]; isNew == ok {
		m.Fatalf("insert %d, was new: %v", k, isNew)
	}
	m.want[x].put(k, v)
}

func (m *model) take(*rapid.T) {
	x, k, v, found := m.pick(3), m.key(), int64(-1), false
	m.all[x] = cowmap.Take(m.all[x], unsafe.Pointer(&k), unsafe.Pointer(&v), &found, m.by(), m.refs)
	if was, ok := m.want[x].vals[k]; found != ok || ok && v != was || !ok && v != -1 {
		m.Fatalf("take %d: %d, %v", k, v, found)
	}
	m.want[x].keep(func(w int64) bool { return w != k })
}

func (m *model) retain(*rapid.T) {
	x, n := m.pick(3), 1+m.key()
	m.all[x] = cowmap.Retain(m.all[x], noMultiple, unsafe.Pointer(&n), m.by(), m.refs)
	m.want[x].keep(func(w int64) bool { return w%n != 0 })
}

func (m *model) empty(*rapid.T) {
	x := m.pick(3)
	m.all[x] = cowmap.Clear(m.all[x], m.by(), m.refs)
	m.want[x] = ordered{}
}

func (m *model) shrink(*rapid.T) {
	x := m.pick(3)
	m.all[x] = cowmap.Shrink(m.all[x], m.by(), m.refs)
}

func (m *model) build(*rapid.T) {
	x := m.pick(3)
	k := rapid.SliceOfN(rapid.Int64Range(0, 60), 0, 70).Draw(m.T, "keys")
	v := slices.Clone(k)
	cowmap.BufferDec(m.all[x], m.by(), m.refs)
	m.want[x] = ordered{}
	for i := range v {
		v[i] += int64(i)
		m.want[x].put(k[i], v[i])
	}
	m.all[x] = cowmap.FromEntries(unsafe.Pointer(unsafe.SliceData(k)), unsafe.Pointer(unsafe.SliceData(v)), int64(len(k)), m.by(), m.refs)
}

func (m *model) share(*rapid.T) {
	x, y := m.pick(3), m.pick(3)
	rc.Inc(m.all[y].Data)
	cowmap.BufferDec(m.all[x], m.by(), m.refs)
	m.all[x], m.want[x] = m.all[y], m.want[y]
}

func (m *model) ask(*rapid.T) {
	x, y, k := m.pick(3), m.pick(3), m.key()
	p := cowmap.Get(m.all[x], unsafe.Pointer(&k), m.by())
	v, ok := m.want[x].vals[k]
	if (p != nil) != ok || ok && *(*int64)(p) != v {
		m.Fatalf("get %d: %v", k, p)
	}
	if got := cowmap.Contains(m.all[x], unsafe.Pointer(&k), m.by()); got != ok {
		m.Fatalf("contains %d: %v", k, got)
	}
	if cowmap.Eq(m.all[x], m.all[y], m.by(), check.EqInt) != maps.Equal(m.want[x].vals, m.want[y].vals) {
		m.Fatalf("eq")
	}
	kl, vl := cowmap.KeyList(m.all[x], m.by(), 8, runtime.ElemFn{}), cowmap.ValueList(m.all[x], m.by(), 8, runtime.ElemFn{})
	if !slices.Equal(check.Int64s(kl), m.want[x].keys) || kl.Len != vl.Len {
		m.Fatalf("keys %v, values %v", check.Int64s(kl), check.Int64s(vl))
	}
	rc.BufferDec(kl, check.IntElem)
	rc.BufferDec(vl, check.IntElem)
}

// anyHash draws the hash that the operations of one run use.
func anyHash(t *rapid.T) ints {
	return ints{t, rapid.SampledFrom(slices.Sorted(maps.Keys(check.Hashes))).Draw(t, "hash")}
}

func FuzzMaps(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { mapModel(anyHash(t)) }))
}
