package cowlist_test

import (
	"cmp"
	"slices"
	"unsafe"

	"libori.org/rt/cowlist"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"

	"pgregory.net/rapid"
)

// The operations of the model on whole lists: their order, and what is asked of all elements.

// wholeOperations are those by what they do.
func (m *machine) wholeOperations() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"swap":        m.do(m.swap),
		"swap remove": m.do(m.swapRemove),
		"sort":        m.do(m.sort),
		"retain":      m.do(m.retain),
		"clear": m.change(func(l rc.Triple, _ []int64) (rc.Triple, []int64) {
			return cowlist.Clear(l, m.k.Elem), nil
		}),
		"compare": m.do(m.compare),
		"look up": m.do(m.lookUp),
	}
}

func (m *machine) swap() {
	x := m.pick("list")
	i, j := m.index(len(m.want[x])), m.index(len(m.want[x]))
	m.vars[x] = cowlist.Swap(m.vars[x], i, j, m.k.Elem)
	m.want[x][i], m.want[x][j] = m.want[x][j], m.want[x][i]
}

func (m *machine) swapRemove() {
	x := m.pick("list")
	i := m.index(len(m.want[x]))
	m.vars[x] = cowlist.SwapRemove(m.vars[x], i, m.k.Elem)
	last := len(m.want[x]) - 1
	m.want[x][i] = m.want[x][last]
	m.want[x] = m.want[x][:last]
}

// sort sorts with one of the four sorts, those with an environment in either direction.
func (m *machine) sort() {
	x := m.pick("list")
	direction := rapid.SampledFrom([]int64{1, -1}).Draw(m.T, "direction")
	ctx := unsafe.Pointer(&direction)
	switch rapid.IntRange(0, 3).Draw(m.T, "which sort") {
	case 0:
		m.vars[x], direction = cowlist.Sort(m.vars[x], m.k.Elem, m.k.Cmp), 1
	case 1:
		m.vars[x], direction = cowlist.SortStable(m.vars[x], m.k.Elem, m.k.Cmp), 1
	case 2:
		m.vars[x] = cowlist.SortBy(m.vars[x], m.k.Elem, m.k.CmpBy, ctx)
	case 3:
		m.vars[x] = cowlist.SortStableBy(m.vars[x], m.k.Elem, m.k.CmpBy, ctx)
	}
	slices.SortFunc(m.want[x], func(a, b int64) int { return int(direction) * cmp.Compare(a, b) })
}

// retain keeps what is no multiple of a number.
func (m *machine) retain() {
	x := m.pick("list")
	n := rapid.Int64Range(1, 6).Draw(m.T, "n")
	m.vars[x] = cowlist.Retain(m.vars[x], m.k.Keep, unsafe.Pointer(&n), m.k.Elem)
	m.want[x] = slices.DeleteFunc(m.want[x], func(v int64) bool { return v%n == 0 })
}

func (m *machine) compare() {
	x, y := m.pick("list1"), m.pick("list2")
	if got, want := cowlist.Compare(m.vars[x], m.vars[y], m.k.Size, m.k.Cmp), slices.Compare(m.want[x], m.want[y]); got != int32(want) {
		m.Fatalf("%v compared with %v: %d, want %d", m.want[x], m.want[y], got, want)
	}
	same := cowlist.Hash(m.vars[x], m.k.Size, m.k.Hash) == cowlist.Hash(m.vars[y], m.k.Size, m.k.Hash)
	if equal := slices.Equal(m.want[x], m.want[y]); same != equal {
		m.Fatalf("%v and %v have the same hash: %v", m.want[x], m.want[y], same)
	}
}

// lookUp finds the first element that is no multiple of a number, and a value or its place in
// a list that is in order.
func (m *machine) lookUp() {
	x := m.pick("list")
	n := rapid.Int64Range(1, 6).Draw(m.T, "n")
	want := slices.IndexFunc(m.want[x], func(v int64) bool { return v%n != 0 })
	if got := cowlist.FindBy(m.vars[x], m.k.Keep, unsafe.Pointer(&n), m.k.Size); got != int64(want) {
		m.Fatalf("no multiple of %d found at %d, want %d", n, got, want)
	}
	if !slices.IsSorted(m.want[x]) {
		return
	}
	var needle check.Slot
	v := m.value()
	m.k.Put(needle.At(), v)
	at, found := slices.BinarySearch(m.want[x], v)
	if !found {
		at = -1 - at
	}
	if got := cowlist.BinarySearch(m.vars[x], needle.At(), m.k.Size, m.k.Cmp); got != int64(at) {
		m.Fatalf("%d in order at %d, want %d", v, got, at)
	}
	m.k.Drop(needle.At())
}
