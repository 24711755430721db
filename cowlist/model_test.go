package cowlist_test

import (
	"maps"
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowlist"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"

	"pgregory.net/rapid"
)

// TestListsAgreeWithSlices runs random operations on several lists that share
// buffers, against Go slices that share nothing, and recounts every reference
// after each.
func TestListsAgreeWithSlices(t *testing.T) { rapid.Check(t, listModel) }

// machine is a handful of variables that hold lists, and what they should hold.
type machine struct {
	*rapid.T
	h      *check.Heap
	k      *check.Kind
	vars   []rc.Triple
	want   [][]int64
	values *rapid.Generator[int64]
}

const (
	maxVars = 6
	maxLen  = 60
)

func listModel(t *rapid.T) { runMachine(t, nil) }

// runMachine runs random operations, of all or of those named, on an empty list or on one
// that holds start.
func runMachine(t *rapid.T, only []string, start ...int64) {
	m := &machine{T: t, h: check.NewHeap(t), k: rapid.SampledFrom(check.Kinds).Draw(t, "kind"), values: rapid.Int64Range(0, 250)}
	defer func() { // also when rapid gives up on a draw, so that the next run starts clean
		check.Release(m.k, m.vars...)
		m.h.Close()
	}()
	m.add(m.h.List(m.k, 0, start...), start)
	operations := map[string]func(*rapid.T){
		"":            func(*rapid.T) { m.verify() },
		"new":         m.do(func() { m.add(m.fresh()) }),
		"copy":        m.do(m.copy),
		"release":     m.do(m.release),
		"push":        m.do(m.push),
		"push of own": m.do(m.pushOwn),
		"pop": m.change(func(l rc.Triple, v []int64) (rc.Triple, []int64) {
			return cowlist.Pop(l, m.k.Elem), v[:max(len(v)-1, 0)]
		}),
		"shrink":   m.change(func(l rc.Triple, v []int64) (rc.Triple, []int64) { return cowlist.Shrink(l, m.k.Elem), v }),
		"drop":     m.do(m.dropFirst),
		"set":      m.do(m.set),
		"insert":   m.do(m.insert),
		"remove":   m.do(m.remove),
		"take":     m.do(m.take),
		"truncate": m.do(m.truncate),
		"extend":   m.do(m.extend),
		"reverse": m.change(func(l rc.Triple, v []int64) (rc.Triple, []int64) {
			slices.Reverse(v)
			return cowlist.Reverse(l, m.k.Elem), v
		}),
		"unshare":     m.do(m.unshare),
		"materialize": m.change(func(l rc.Triple, v []int64) (rc.Triple, []int64) { return cowlist.MaterializeSlice(l, m.k.Elem), v }),
		"slice":       m.do(m.slice),
		"concat":      m.do(m.concat),
		"find":        m.do(m.find),
	}
	maps.Copy(operations, m.wholeOperations())
	for name := range operations {
		if only != nil && name != "" && !slices.Contains(only, name) {
			delete(operations, name)
		}
	}
	t.Repeat(operations)
}

func (m *machine) do(f func()) func(*rapid.T) { return func(*rapid.T) { f() } }

// change applies f to a variable.
func (m *machine) change(f func(rc.Triple, []int64) (rc.Triple, []int64)) func(*rapid.T) {
	return func(*rapid.T) {
		x := m.pick("list")
		m.vars[x], m.want[x] = f(m.vars[x], m.want[x])
	}
}

func (m *machine) pick(label string) int { return rapid.IntRange(0, len(m.vars)-1).Draw(m.T, label) }

// index draws an index in 0..n-1.
func (m *machine) index(n int) int64 {
	if n <= 0 {
		m.Skip("no element")
	}
	return int64(rapid.IntRange(0, n-1).Draw(m.T, "index"))
}

func (m *machine) value() int64 { return m.values.Draw(m.T, "value") }

func (m *machine) verify() {
	for x, l := range m.vars {
		if got := check.Values(m.k, l); !slices.Equal(got, m.want[x]) {
			m.Fatalf("variable %d (%s) holds %v, want %v", x, m.k.Name, got, m.want[x])
		}
	}
	m.h.Verify(m.k, m.vars)
}

func (m *machine) fresh() (rc.Triple, []int64) {
	values := rapid.SliceOfN(m.values, 0, 9).Draw(m.T, "values")
	return m.h.List(m.k, int64(rapid.IntRange(0, 12).Draw(m.T, "slots")), values...), values
}

// add keeps a list in a new variable, or in place of another.
func (m *machine) add(l rc.Triple, want []int64) {
	if len(m.vars) < maxVars {
		m.vars, m.want = append(m.vars, l), append(m.want, slices.Clone(want))
		return
	}
	x := m.pick("replaced")
	check.Release(m.k, m.vars[x])
	m.vars[x], m.want[x] = l, slices.Clone(want)
}

func (m *machine) copy() {
	x := m.pick("list")
	l := m.vars[x]
	rc.ListInc(l)
	m.add(l, m.want[x])
}

func (m *machine) release() {
	x := m.pick("list")
	if len(m.vars) == 1 {
		m.Skip("the only list")
	}
	check.Release(m.k, m.vars[x])
	m.vars, m.want = slices.Delete(m.vars, x, x+1), slices.Delete(m.want, x, x+1)
}

// element makes an element to move in: a new one, or one of a list's own, with a
// reference added, as compiled code does for l.push(l[i]).
func (m *machine) element(slot *check.Slot, l rc.Triple, values []int64) (unsafe.Pointer, int64) {
	if len(values) > 0 && rapid.Bool().Draw(m.T, "own") {
		i := m.index(len(values))
		elem := l.Elems(m.k.Size).At(i)
		if m.k.IsCounted() {
			m.k.Inc.Call(elem)
		}
		return elem, values[i]
	}
	v := m.value()
	m.k.Put(slot.At(), v)
	return slot.At(), v
}

func (m *machine) push() {
	x := m.pick("list")
	if len(m.want[x]) >= maxLen {
		m.Skip("long enough")
	}
	var slot check.Slot
	elem, v := m.element(&slot, m.vars[x], m.want[x])
	m.vars[x] = cowlist.Push(m.vars[x], elem, m.k.Elem)
	m.want[x] = append(m.want[x], v)
}

func (m *machine) pushOwn() {
	x, y := m.pick("list"), m.pick("source")
	if len(m.want[x]) >= maxLen {
		m.Skip("long enough")
	}
	var slot check.Slot
	elem, v := m.element(&slot, m.vars[y], m.want[y])
	m.vars[x] = cowlist.Push(m.vars[x], elem, m.k.Elem)
	m.want[x] = append(m.want[x], v)
}

func (m *machine) set() {
	x := m.pick("list")
	i := m.index(len(m.want[x]))
	var slot check.Slot
	elem, v := m.element(&slot, m.vars[x], m.want[x])
	m.vars[x] = cowlist.Set(m.vars[x], i, elem, m.k.Elem)
	m.want[x][i] = v
}

func (m *machine) insert() {
	x := m.pick("list")
	if len(m.want[x]) >= maxLen {
		m.Skip("long enough")
	}
	i := m.index(len(m.want[x]) + 1)
	var slot check.Slot
	elem, v := m.element(&slot, m.vars[x], m.want[x])
	m.vars[x] = cowlist.Insert(m.vars[x], i, elem, m.k.Elem)
	m.want[x] = slices.Insert(m.want[x], int(i), v)
}

func (m *machine) remove() {
	x := m.pick("list")
	i := m.index(len(m.want[x]))
	m.vars[x] = cowlist.Remove(m.vars[x], i, m.k.Elem)
	m.want[x] = slices.Delete(m.want[x], int(i), int(i)+1)
}

func (m *machine) take() {
	x := m.pick("list")
	i := m.index(len(m.want[x]))
	var out check.Slot
	m.vars[x] = cowlist.Take(m.vars[x], i, out.At(), m.k.Elem)
	if got, want := m.k.Get(out.At()), m.want[x][i]; got != want {
		m.Fatalf("took %d, want %d", got, want)
	}
	m.want[x] = slices.Delete(m.want[x], int(i), int(i)+1)
	m.h.Verify(m.k, m.vars, out.At())
	m.k.Drop(out.At())
}

// dropFirst removes the first few.
func (m *machine) dropFirst() {
	x := m.pick("list")
	n := rapid.IntRange(0, len(m.want[x])).Draw(m.T, "n")
	m.vars[x] = cowlist.Splice(m.vars[x], 0, int64(n), nil, 0, m.k.Elem)
	m.want[x] = m.want[x][n:]
}

func (m *machine) truncate() {
	x := m.pick("list")
	n := rapid.IntRange(0, len(m.want[x])+1).Draw(m.T, "new_len")
	m.vars[x] = cowlist.Truncate(m.vars[x], int64(n), m.k.Elem)
	m.want[x] = m.want[x][:min(n, len(m.want[x]))]
}

// extend borrows a part of any list: its own, one that shares its buffer, another.
func (m *machine) extend() {
	x, y := m.pick("list"), m.pick("source")
	from, to := m.window(y)
	if len(m.want[x])+to-from > maxLen {
		m.Skip("long enough")
	}
	src := m.vars[y].Elems(m.k.Size).At(int64(from))
	more := slices.Clone(m.want[y][from:to])
	m.vars[x] = cowlist.Extend(m.vars[x], src, int64(to-from), m.k.Elem)
	m.want[x] = append(m.want[x], more...)
}

// window draws bounds in a list.
func (m *machine) window(y int) (from, to int) {
	n := len(m.want[y])
	from = rapid.IntRange(0, n).Draw(m.T, "from")
	return from, rapid.IntRange(from, n).Draw(m.T, "to")
}

func (m *machine) unshare() {
	x := m.pick("list")
	minCap := rapid.Int64Range(-1, 20).Draw(m.T, "min_cap")
	l := cowlist.Unshare(m.vars[x], minCap, m.k.Elem)
	if l.Data != nil && !l.IsUnique() || l.Cap < minCap {
		m.Fatalf("cap %d, unique %v after unshare to %d", l.Cap, l.IsUnique(), minCap)
	}
	m.vars[x] = l
}

func (m *machine) slice() {
	x := m.pick("list")
	from, to := m.window(x)
	var s rc.Triple
	l, n := m.vars[x], len(m.want[x])
	switch {
	case from == 0 && rapid.Bool().Draw(m.T, "take"):
		s = cowlist.SliceTake(l, int64(to), m.k.Size)
	case to == n && rapid.Bool().Draw(m.T, "drop"):
		s = cowlist.SliceDrop(l, int64(from), m.k.Size)
	default:
		s = cowlist.Slice(l, int64(from), int64(to), m.k.Size)
	}
	m.add(s, m.want[x][from:to])
}

// concat consumes both variables; when they are one, x + x.
func (m *machine) concat() {
	x, y := m.pick("list1"), m.pick("list2")
	if len(m.want[x])+len(m.want[y]) > maxLen {
		m.Skip("long enough")
	}
	if x == y {
		rc.ListInc(m.vars[x])
	}
	m.vars[x] = cowlist.Concat(m.vars[x], m.vars[y], m.k.Elem)
	m.want[x] = append(slices.Clone(m.want[x]), m.want[y]...)
	if x != y {
		m.vars[y], m.want[y] = rc.Triple{}, nil
	}
}

func (m *machine) find() {
	x, y := m.pick("list"), m.pick("other")
	var needle check.Slot
	v := m.value()
	m.k.Put(needle.At(), v)
	if got, want := cowlist.Find(m.vars[x], needle.At(), m.k.Size, m.k.Eq), slices.Index(m.want[x], v); got != int64(want) {
		m.Fatalf("%d found at %d, want %d", v, got, want)
	}
	m.k.Drop(needle.At())
	if got, want := cowlist.Eq(m.vars[x], m.vars[y], m.k.Size, m.k.Eq), slices.Equal(m.want[x], m.want[y]); got != want {
		m.Fatalf("%v == %v is %v", m.want[x], m.want[y], got)
	}
}
