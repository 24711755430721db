package keyed_test

import (
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowmap"
	"libori.org/rt/cowset"
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"

	"pgregory.net/rapid"
)

// TestCountedEntriesAreCountedExactly runs random operations on maps and sets
// whose keys and values hold references, and recounts every one after each.
func TestCountedEntriesAreCountedExactly(t *testing.T) { rapid.Check(t, countedModel) }

func FuzzCounted(f *testing.F) { f.Fuzz(rapid.MakeFuzz(countedModel)) }

// entry is what a map should hold; a set's entries have no value.
type entry struct{ key, val int64 }

// table is a variable that holds a map or a set.
type table struct {
	t    rc.Triple
	want []entry
}

// counted is a handful of tables of one type.
type counted struct {
	*rapid.T
	h          *check.Heap
	keys, vals *check.Kind // vals nil: sets
	ty         keyed.Type
	tables     [4]table
}

func countedModel(t *rapid.T) {
	m := &counted{T: t, h: check.NewHeap(t), keys: rapid.SampledFrom(check.Kinds[:8]).Draw(t, "keys")}
	if rapid.Bool().Draw(t, "counted keys") {
		m.keys = rapid.SampledFrom(check.Counted).Draw(t, "keys")
	}
	m.ty = keyed.Type{Key: m.keys.Elem, Eq: m.keys.Eq}
	if rapid.Bool().Draw(t, "hash") {
		m.ty.Hash = m.keys.Hash
	}
	if rapid.IntRange(0, 3).Draw(t, "maps") > 0 {
		m.vals = rapid.SampledFrom(check.Kinds).Draw(t, "values")
		m.ty.Val = m.vals.Elem
		m.ty.Key.Align = 16 // maps are not told
		if m.keys.Align > 16 || m.vals.Align > 16 {
			m.keys, m.vals = check.Box, check.Box
			m.ty.Key, m.ty.Val, m.ty.Eq = m.keys.Elem, m.vals.Elem, m.keys.Eq
			if !m.ty.Hash.IsNil() {
				m.ty.Hash = m.keys.Hash
			}
		}
	}
	defer func() {
		for i := range m.tables {
			m.release(i)
		}
		m.h.Close()
	}()
	steps := map[string]func(*rapid.T){
		"":        func(*rapid.T) { m.verify() },
		"insert":  func(*rapid.T) { m.insert() },
		"fill":    func(*rapid.T) { m.fill() },
		"remove":  func(*rapid.T) { m.remove() },
		"copy":    func(*rapid.T) { m.copy() },
		"release": func(*rapid.T) { m.release(m.pick()) },
	}
	if m.vals == nil {
		steps["union"] = m.algebra(cowset.Union, func(a, b bool) bool { return a || b })
		steps["intersection"] = m.algebra(cowset.Intersection, func(a, b bool) bool { return a && b })
		steps["difference"] = m.algebra(cowset.Difference, func(a, b bool) bool { return a && !b })
		steps["symmetric difference"] = m.algebra(cowset.SymmetricDifference, func(a, b bool) bool { return a != b })
	} else {
		steps["update"] = func(*rapid.T) { m.update() }
		steps["entry"] = func(*rapid.T) { m.entry() }
		steps["merge"] = func(*rapid.T) { m.merge() }
		steps["unshare"] = func(*rapid.T) { m.unshare() }
	}
	t.Repeat(steps)
}

func (m *counted) mapKeys() cowmap.Keys {
	return cowmap.Keys{KeySize: m.keys.Size, ValSize: m.vals.Size, Eq: m.ty.Eq, Hash: m.ty.Hash}
}

func (m *counted) refs() cowmap.Refs {
	return cowmap.Refs{KeyInc: m.keys.Inc, KeyDec: m.keys.Dec, ValInc: m.vals.Inc, ValDec: m.vals.Dec}
}

func (m *counted) member() cowset.Member { return cowset.Member{Eq: m.ty.Eq, Hash: m.ty.Hash} }

func (m *counted) pick() int    { return rapid.IntRange(0, len(m.tables)-1).Draw(m.T, "table") }
func (m *counted) key() int64   { return rapid.Int64Range(0, 40).Draw(m.T, "key") }
func (m *counted) value() int64 { return rapid.Int64Range(0, 250).Draw(m.T, "value") }

func find(entries []entry, key int64) int {
	return slices.IndexFunc(entries, func(e entry) bool { return e.key == key })
}

func (m *counted) verify() {
	var roots []check.Root
	for i, table := range m.tables {
		roots = append(roots, check.Root{Triple: table.t, Keys: m.keys, Vals: m.vals})
		var got []entry
		for p := range table.t.Len {
			e := entry{key: m.keys.Get(m.ty.Keys(table.t).At(p))}
			if m.vals != nil {
				e.val = m.vals.Get(m.ty.Vals(table.t).At(p))
			}
			got = append(got, e)
		}
		if !slices.Equal(got, table.want) {
			m.Fatalf("table %d holds %v, want %v", i, got, table.want)
		}
		if err := m.ty.Invariants(table.t); err != nil {
			m.Fatalf("table %d: %v", i, err)
		}
	}
	m.h.VerifyAll(roots, nil)
}

func (m *counted) release(i int) {
	m.ty.Release(m.tables[i].t)
	m.tables[i] = table{}
}

func (m *counted) copy() {
	from, to := m.pick(), m.pick()
	rc.ListInc(m.tables[from].t)
	m.ty.Release(m.tables[to].t)
	m.tables[to] = table{m.tables[from].t, slices.Clone(m.tables[from].want)}
}

func (m *counted) insert() { m.put(&m.tables[m.pick()], m.key(), m.value()) }

func (m *counted) fill() {
	x, key := &m.tables[m.pick()], m.key()
	for k := key; k < key+20; k++ {
		m.put(x, k, (k*7)%250)
	}
}

func (m *counted) put(x *table, key, val int64) {
	var k, v check.Slot
	m.keys.Put(k.At(), key)
	at := find(x.want, key)
	if m.vals == nil {
		x.t = cowset.Insert(x.t, k.At(), m.keys.Elem, m.member())
		if at < 0 {
			x.want = append(x.want, entry{key: key})
		}
		return
	}
	m.vals.Put(v.At(), val)
	x.t = cowmap.Insert(x.t, k.At(), v.At(), m.mapKeys(), m.refs())
	if at < 0 {
		x.want = append(x.want, entry{key, val})
	} else {
		x.want[at].val = val
	}
}

func (m *counted) remove() {
	x, key := &m.tables[m.pick()], m.key()
	var k check.Slot
	m.keys.Put(k.At(), key)
	if m.vals == nil {
		x.t = cowset.Remove(x.t, k.At(), m.keys.Elem, m.member())
	} else {
		x.t = cowmap.Remove(x.t, k.At(), m.mapKeys(), m.refs())
	}
	m.keys.Drop(k.At())
	if at := find(x.want, key); at >= 0 {
		x.want = slices.Delete(x.want, at, at+1)
	}
}

func (m *counted) update() {
	x, key, val := &m.tables[m.pick()], m.key(), m.value()
	var k, v check.Slot
	m.keys.Put(k.At(), key)
	m.vals.Put(v.At(), val)
	x.t = cowmap.Update(x.t, k.At(), v.At(), m.mapKeys(), m.refs())
	m.keys.Drop(k.At())
	if at := find(x.want, key); at >= 0 {
		x.want[at].val = val
	}
}

// entry replaces the value in its slot, as compiled code does.
func (m *counted) entry() {
	x, key, val := &m.tables[m.pick()], m.key(), m.value()
	var k, v check.Slot
	m.keys.Put(k.At(), key)
	m.vals.Put(v.At(), 0)
	var slot unsafe.Pointer
	x.t = cowmap.Entry(x.t, k.At(), v.At(), m.mapKeys(), m.refs(), &slot)
	m.vals.Drop(slot)
	m.vals.Put(slot, val)
	if at := find(x.want, key); at >= 0 {
		x.want[at].val = val
	} else {
		x.want = append(x.want, entry{key, val})
	}
}

func (m *counted) merge() {
	i, j := m.pick(), m.pick()
	x, y := &m.tables[i], &m.tables[j]
	if i == j {
		rc.ListInc(x.t) // the caller holds a second reference
		merged := cowmap.Merge(x.t, x.t, m.mapKeys(), m.refs())
		m.ty.Release(x.t)
		x.t = merged
		return
	}
	x.t = cowmap.Merge(x.t, y.t, m.mapKeys(), m.refs())
	for _, e := range y.want {
		if at := find(x.want, e.key); at >= 0 {
			x.want[at].val = e.val
		} else {
			x.want = append(x.want, e)
		}
	}
}

func (m *counted) unshare() {
	x := &m.tables[m.pick()]
	minCap := rapid.Int64Range(-1, 60).Draw(m.T, "min_cap")
	x.t = cowmap.Unshare(x.t, minCap, m.mapKeys(), m.refs())
	if x.t.Cap < minCap || x.t.Data != nil && !x.t.IsUnique() {
		m.Fatalf("cap %d after unshare to %d", x.t.Cap, minCap)
	}
}

func (m *counted) algebra(op func(s1, s2 rc.Triple, e rc.Elem, h cowset.Member) rc.Triple, in func(a, b bool) bool) func(*rapid.T) {
	return func(*rapid.T) {
		i, j := m.pick(), m.pick()
		x, y := &m.tables[i], &m.tables[j]
		var want []entry
		for _, e := range x.want {
			if in(true, find(y.want, e.key) >= 0) {
				want = append(want, e)
			}
		}
		for _, e := range y.want {
			if find(x.want, e.key) < 0 && in(false, true) {
				want = append(want, e)
			}
		}
		if i == j {
			rc.ListInc(x.t)
			got := op(x.t, x.t, m.keys.Elem, m.member())
			m.ty.Release(x.t)
			x.t = got
		} else {
			x.t = op(x.t, y.t, m.keys.Elem, m.member())
		}
		x.want = want
	}
}
