package cowlist_test

import (
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowlist"
	"libori.org/rt/cowset"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// An operation with fixed arguments, and what docs/abi.md says of it.
type operation struct {
	name string
	run  func(l rc.Triple, k *check.Kind) rc.Triple
	want func(values []int64) []int64 // the result's values

	unchanged func(n int64) bool  // the list comes back as it is, shared or not
	need      func(n int64) int64 // slots needed in place; more than cap: one reallocation
	releases  int                 // elements released in place
	inserts   int                 // elements moved in
	incs      int                 // elements counted besides the copies, in place and copying
	keeps     func(n int64) int64 // elements of the old buffer in a copy
	makes     bool                // the copy has slots even when it has no elements
}

func never(int64) bool               { return false }
func same(n int64) int64             { return n }
func plus(k int64) func(int64) int64 { return func(n int64) int64 { return n + k } }

func push(v int64) operation {
	return operation{
		name: "push", need: plus(1), inserts: 1, keeps: same,
		run: func(l rc.Triple, k *check.Kind) rc.Triple {
			var slot check.Slot
			k.Put(slot.At(), v)
			return cowlist.Push(l, slot.At(), k.Elem)
		},
		want: func(values []int64) []int64 { return append(values, v) },
	}
}

func pop() operation {
	return operation{
		name: "pop", unchanged: func(n int64) bool { return n == 0 }, releases: 1, keeps: plus(-1),
		run:  func(l rc.Triple, k *check.Kind) rc.Triple { return cowlist.Pop(l, k.Elem) },
		want: func(values []int64) []int64 { return values[:max(len(values)-1, 0)] },
	}
}

func set(i, v int64) operation {
	return operation{
		name: "set", releases: 1, inserts: 1, keeps: plus(-1),
		run: func(l rc.Triple, k *check.Kind) rc.Triple {
			var slot check.Slot
			k.Put(slot.At(), v)
			return cowlist.Set(l, i, slot.At(), k.Elem)
		},
		want: func(values []int64) []int64 { values[i] = v; return values },
	}
}

func insert(i, v int64) operation {
	return operation{
		name: "insert", need: plus(1), inserts: 1, keeps: same,
		run: func(l rc.Triple, k *check.Kind) rc.Triple {
			var slot check.Slot
			k.Put(slot.At(), v)
			return cowlist.Insert(l, i, slot.At(), k.Elem)
		},
		want: func(values []int64) []int64 { return slices.Insert(values, int(i), v) },
	}
}

func remove(i int64) operation {
	return operation{
		name: "remove", releases: 1, keeps: plus(-1),
		run:  func(l rc.Triple, k *check.Kind) rc.Triple { return cowlist.Remove(l, i, k.Elem) },
		want: func(values []int64) []int64 { return slices.Delete(values, int(i), int(i)+1) },
	}
}

func extend(more ...int64) operation {
	n := int64(len(more))
	return operation{
		name: "extend", unchanged: func(int64) bool { return n == 0 }, need: plus(n), incs: len(more), keeps: same,
		run: func(l rc.Triple, k *check.Kind) rc.Triple {
			var slots [4]check.Slot
			src := rc.ElemsAt(slots[0].At(), k.Size)
			for i, v := range more {
				k.Put(src.At(int64(i)), v)
			}
			l = cowlist.Extend(l, slots[0].At(), n, k.Elem)
			for i := range more {
				k.Drop(src.At(int64(i)))
			}
			return l
		},
		want: func(values []int64) []int64 { return append(values, more...) },
	}
}

func truncate(to int64) operation {
	return operation{
		name: "truncate", unchanged: func(n int64) bool { return to >= n }, keeps: func(int64) int64 { return to },
		run:  func(l rc.Triple, k *check.Kind) rc.Triple { return cowlist.Truncate(l, to, k.Elem) },
		want: func(values []int64) []int64 { return values[:min(int(to), len(values))] },
	}
}

func reverse() operation {
	return operation{
		name: "reverse", unchanged: func(n int64) bool { return n <= 1 }, keeps: same,
		run:  func(l rc.Triple, k *check.Kind) rc.Triple { return cowlist.Reverse(l, k.Elem) },
		want: func(values []int64) []int64 { slices.Reverse(values); return values },
	}
}

func unshare(minCap int64) operation {
	return operation{
		name: "unshare", need: func(int64) int64 { return minCap }, keeps: same, makes: minCap > 0,
		run:  func(l rc.Triple, k *check.Kind) rc.Triple { return cowlist.Unshare(l, minCap, k.Elem) },
		want: func(values []int64) []int64 { return values },
	}
}

func materialize() operation {
	return operation{
		name: "materialize", keeps: same,
		run:  func(l rc.Triple, k *check.Kind) rc.Triple { return cowlist.MaterializeSlice(l, k.Elem) },
		want: func(values []int64) []int64 { return values },
	}
}

// TestOperationsCostExactlyWhatTheyMust runs every operation on every kind of
// element and every way to hold the list, and expects the values, the
// allocations, the incs and decs, and every reference count.
func TestOperationsCostExactlyWhatTheyMust(t *testing.T) {
	for _, test := range []struct {
		values []int64
		ops    []operation
	}{
		{[]int64{10, 20, 30, 40, 50}, []operation{
			push(60), pop(), set(0, 1), set(2, 1), set(4, 1), insert(0, 1), insert(3, 1), insert(5, 1),
			remove(0), remove(2), remove(4), extend(), extend(1), extend(1, 2, 3),
			truncate(0), truncate(3), truncate(5), truncate(9), reverse(), unshare(-1), unshare(0), unshare(5), unshare(7), unshare(12), materialize(),
		}},
		{[]int64{10}, []operation{push(60), pop(), set(0, 1), insert(0, 1), insert(1, 1), remove(0), extend(1, 2), truncate(0), truncate(1), reverse(), unshare(0), materialize()}},
		{nil, []operation{push(60), pop(), insert(0, 1), extend(), extend(1, 2), truncate(0), reverse(), unshare(0), unshare(3), materialize()}},
		{[]int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21}, []operation{reverse(), push(1), insert(7, 1), remove(7)}},
	} {
		for _, op := range test.ops {
			t.Run(op.name, func(t *testing.T) {
				check.Each(t, check.Kinds, func(t *testing.T, k *check.Kind, how check.How) { runOperation(t, op, k, how, test.values) })
			})
		}
	}
}

func runOperation(t *testing.T, op operation, k *check.Kind, how check.How, values []int64) {
	n := int64(len(values))
	if op.unchanged == nil {
		op.unchanged = never
	}
	if how == check.Leaving && (op.unchanged(n) || op.keeps(n)+int64(op.incs) <= 0) {
		t.Skip("nothing is copied")
	}
	c := check.NewCase(check.NewHeap(t), k, how, values...)
	before := c.L
	var after rc.Triple
	cost := c.Run(func() { after = op.run(c.L, k) })
	want := op.want(slices.Clone(values))
	if got := check.Values(k, after); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if want := op.cost(c, before, int64(len(want))); cost != want {
		t.Errorf("cost %+v, want %+v", cost, want)
	}
	advanced := op.name == "remove" && after.Cap == before.Cap-1 && after.Data == before.Elems(k.Size).At(1)
	if in := !how.Copies() && cost.Allocs == op.made(k); in && !advanced && after.Data != before.Data && before.Data != nil {
		t.Errorf("a unique list with room moved")
	}
	if op.unchanged(n) && after != before {
		t.Errorf("%v came back as %v", before, after)
	}
	if minCap := int64(0); op.name == "unshare" && after.Data != nil {
		minCap = op.need(n)
		if after.Cap < minCap || !after.IsUnique() {
			t.Errorf("cap %d, unique %v after unshare to %d", after.Cap, after.IsUnique(), minCap)
		}
	}
	for _, other := range c.Others {
		if got := check.Values(k, other); how != check.Sliced && !slices.Equal(got, values) {
			t.Errorf("the other owner sees %v", got)
		}
	}
	c.Verify([]rc.Triple{after})
	c.End(after)
}

// made returns the allocations of the elements that the operation's caller makes.
func (op operation) made(k *check.Kind) int {
	if k.IsCounted() {
		return op.inserts + op.incs
	}
	return 0
}

func (op operation) cost(c *check.Case, l rc.Triple, resultLen int64) check.Cost {
	n := int64(len(c.Values))
	cost := check.Cost{Allocs: op.made(c.K)}
	counted := func(n int64) int {
		if c.K.IsCounted() {
			return int(n)
		}
		return 0
	}
	cost.Incs, cost.Decs = counted(int64(op.incs)), counted(int64(op.incs)) // the caller of extend releases its own
	if op.unchanged(n) {
		return cost
	}
	if l.Data == nil || !c.Copies() {
		if op.need != nil && op.need(n) > l.Cap {
			cost.Allocs++
		}
		if op.name == "truncate" {
			op.releases = int(n - resultLen)
		}
		cost.Decs += counted(int64(op.releases))
		if op.name == "set" && c.K.IsCounted() && c.K.Size > rc.SmallElem {
			cost.Allocs++ // the old element, while it is released
		}
		return cost
	}
	if resultLen > 0 || op.makes {
		cost.Allocs++
	}
	cost.Incs += counted(op.keeps(n))
	if c.Last() {
		cost.Decs += counted(c.Old)
	}
	return cost
}

// TestTakeMovesTheElementOut expects the element in elem_out with a reference.
func TestTakeMovesTheElementOut(t *testing.T) {
	for _, i := range []int64{0, 2, 4} {
		check.Each(t, check.Kinds, func(t *testing.T, k *check.Kind, how check.How) {
			c := check.NewCase(check.NewHeap(t), k, how, 10, 20, 30, 40, 50)
			var after rc.Triple
			var out check.Slot
			cost := c.Run(func() { after = cowlist.Take(c.L, i, out.At(), k.Elem) })
			if got, want := check.Values(k, after), slices.Delete(slices.Clone(c.Values), int(i), int(i)+1); !slices.Equal(got, want) {
				t.Errorf("%v, want %v", got, want)
			}
			if got := k.Get(out.At()); got != c.Values[i] {
				t.Errorf("took %d, want %d", got, c.Values[i])
			}
			var want check.Cost
			if how.Copies() {
				want.Allocs = 1
				if k.IsCounted() {
					want.Incs = 5 // four copies and the one taken
				}
			}
			if how.Last() && k.IsCounted() {
				want.Decs = int(c.Old)
			}
			if cost != want {
				t.Errorf("cost %+v, want %+v", cost, want)
			}
			c.Verify([]rc.Triple{after}, out.At())
			k.Drop(out.At())
			c.End(after)
		})
	}
}

// TestConcatStrategies tries every pair of ways to hold two lists.
func TestConcatStrategies(t *testing.T) {
	for _, k := range check.Kinds {
		for how1 := check.Unique; how1 <= check.Immortal; how1++ {
			for how2 := check.Unique; how2 <= check.Immortal; how2++ {
				if (how1 == check.Leaving || how2 == check.Leaving) && (how1 == how2 || !k.IsCounted()) {
					continue
				}
				for _, n1 := range []int64{0, 1, 3} {
					for _, n2 := range []int64{0, 1, 3} {
						concat(t, k, how1, how2, []int64{1, 2, 3}[:n1], []int64{4, 5, 6}[:n2])
					}
				}
			}
		}
	}
}

func concat(t *testing.T, k *check.Kind, how1, how2 check.How, v1, v2 []int64) {
	t.Helper()
	if (how1 == check.Leaving || how2 == check.Leaving) && (len(v1) == 0 || len(v2) == 0) {
		return
	}
	h := check.NewHeap(t)
	c1, c2 := check.NewCase(h, k, how1, v1...), check.NewCase(h, k, how2, v2...)
	n1, n2 := len(v1), len(v2)
	want := check.Cost{}
	incs, decs := 0, 0
	// What list1 and list2 still own when the operation is done with them.
	switch {
	case n2 == 0 && how2 == check.LastSlice:
		decs += int(c2.Old)
	case n2 == 0:
	case n1 == 0 && how1 == check.LastSlice:
		decs += int(c1.Old)
	case n1 == 0:
	default:
		if how1.Copies() || c1.L.Cap < int64(n1+n2) {
			want.Allocs++
		}
		if how1.Copies() {
			incs += n1
		}
		// The one who leaves during the copy of list1 leaves list2 unique.
		if how2.Copies() {
			incs += n2
		}
		if how1.Last() {
			decs += int(c1.Old)
		}
		if how2.Last() {
			decs += int(c2.Old)
		}
		if how2 == check.Leaving && how1.Copies() {
			incs -= n2
			decs -= int(c2.Old)
		}
	}
	if k.IsCounted() {
		want.Incs, want.Decs = incs, decs
	}
	var after rc.Triple
	leaving := c1
	if how2 == check.Leaving {
		leaving = c2
	}
	cost := leaving.Run(func() { after = cowlist.Concat(c1.L, c2.L, k.Elem) })
	if got, want := check.Values(k, after), append(slices.Clone(v1), v2...); !slices.Equal(got, want) {
		t.Errorf("%s: %v (%v) ++ %v (%v) = %v, want %v", k.Name, v1, how1, v2, how2, got, want)
	}
	if cost != want {
		t.Errorf("%s: %v (%v) ++ %v (%v) costs %+v, want %+v", k.Name, v1, how1, v2, how2, cost, want)
	}
	if n2 == 0 && after != c1.L || n1 == 0 && n2 > 0 && after != c2.L {
		t.Errorf("%s: %v (%v) ++ %v (%v) is neither list1 nor list2", k.Name, v1, how1, v2, how2)
	}
	h.Verify(k, append(append([]rc.Triple{after}, c1.Others...), c2.Others...))
	c1.EndWith(c2, after)
}

// TestConcatWithItself is x + x, with and without another owner, and a list with its slice.
func TestConcatWithItself(t *testing.T) {
	for _, k := range check.Kinds {
		for _, other := range []bool{false, true} {
			for _, window := range []bool{false, true} {
				h := check.NewHeap(t)
				x := h.List(k, 6, 1, 2, 3, 4)
				var roots []rc.Triple
				if other {
					rc.ListInc(x)
					roots = append(roots, x)
				}
				y := x
				want := []int64{1, 2, 3, 4, 1, 2, 3, 4}
				if window {
					y = cowlist.Slice(x, 1, 3, k.Size)
					want = []int64{1, 2, 3, 4, 2, 3}
				} else {
					rc.ListInc(x)
				}
				after := cowlist.Concat(x, y, k.Elem)
				if got := check.Values(k, after); !slices.Equal(got, want) {
					t.Errorf("%s: x + x = %v", k.Name, got)
				}
				roots = append(roots, after)
				h.Verify(k, roots)
				check.Release(k, roots...)
				h.Close()
			}
		}
	}
}

// TestSlicesShareTheBuffer expects windows, clamping, accumulated offsets and recorded lengths.
func TestSlicesShareTheBuffer(t *testing.T) {
	for _, test := range []struct {
		start, end int64
		want       []int64
	}{
		{0, 5, []int64{10, 20, 30, 40, 50}}, {1, 4, []int64{20, 30, 40}}, {2, 3, []int64{30}}, {-7, 2, []int64{10, 20}}, {3, 99, []int64{40, 50}},
		{2, 2, nil}, {4, 1, nil}, {9, 12, nil}, {-3, -1, nil}, {5, 5, nil}, {-1 << 63, 1<<63 - 1, []int64{10, 20, 30, 40, 50}},
	} {
		check.Each(t, check.Kinds, func(t *testing.T, k *check.Kind, how check.How) {
			if how == check.Leaving {
				t.Skip("nothing is copied")
			}
			c := check.NewCase(check.NewHeap(t), k, how, 10, 20, 30, 40, 50)
			roots := []rc.Triple{c.L}
			take := func(s rc.Triple, want []int64) {
				if got := check.Values(k, s); !slices.Equal(got, want) {
					t.Errorf("slice %d..%d is %v, want %v", test.start, test.end, got, want)
				}
				if len(want) == 0 && s != (rc.Triple{}) {
					t.Errorf("the empty slice is %v", s)
				}
				if len(want) > 0 && (!s.IsSlice() || s.Buffer() != c.L.Buffer()) {
					t.Errorf("%v is no slice of the buffer", s)
				}
				roots = append(roots, s)
			}
			cost := c.Run(func() {
				s := cowlist.Slice(c.L, test.start, test.end, k.Size)
				take(s, test.want)
				take(cowlist.Slice(s, 1, 2, k.Size), test.want[min(1, len(test.want)):min(2, len(test.want))])
				take(cowlist.SliceTake(c.L, 2, k.Size), []int64{10, 20})
				take(cowlist.SliceTake(c.L, 9, k.Size), c.Values)
				take(cowlist.SliceTake(c.L, 0, k.Size), nil)
				take(cowlist.SliceTake(c.L, -1, k.Size), nil)
				take(cowlist.SliceDrop(c.L, 4, k.Size), []int64{50})
				take(cowlist.SliceDrop(c.L, -4, k.Size), c.Values)
				take(cowlist.SliceDrop(c.L, 5, k.Size), nil)
			})
			if cost != (check.Cost{}) {
				t.Errorf("slices cost %+v", cost)
			}
			c.Verify(roots)
			c.End(roots...)
		})
	}
}

// TestFindAndEqBorrow expects answers and no change of any count.
func TestFindAndEqBorrow(t *testing.T) {
	check.Each(t, check.Kinds, func(t *testing.T, k *check.Kind, how check.How) {
		if how == check.Leaving {
			t.Skip("nothing is copied")
		}
		c := check.NewCase(check.NewHeap(t), k, how, 10, 20, 30, 20)
		same := c.H.List(k, 9, 10, 20, 30, 20)
		other := c.H.List(k, 9, 10, 20, 30, 40)
		var needle check.Slot
		k.Put(needle.At(), 20)
		eq := k.Eq
		cost := c.Run(func() {
			if i := cowlist.Find(c.L, needle.At(), k.Size, eq); i != 1 {
				t.Errorf("20 is found at %d", i)
			}
			tail := c.L
			tail.Len = 1
			if i := cowlist.Find(tail, needle.At(), k.Size, eq); i != -1 {
				t.Errorf("20 is found at %d of one", i)
			}
			if i := cowlist.Find(rc.Triple{}, needle.At(), k.Size, eq); i != -1 {
				t.Errorf("20 is found at %d of none", i)
			}
			for _, pair := range []struct {
				a, b rc.Triple
				want bool
			}{{c.L, c.L, true}, {c.L, same, true}, {same, c.L, true}, {c.L, other, false}, {c.L, tail, false}, {tail, c.L, false}, {rc.Triple{}, c.L, false}, {rc.Triple{}, rc.Triple{}, true}} {
				if got := cowlist.Eq(pair.a, pair.b, k.Size, eq); got != pair.want {
					t.Errorf("%v == %v is %v", check.Values(k, pair.a), check.Values(k, pair.b), got)
				}
			}
		})
		if cost != (check.Cost{}) {
			t.Errorf("cost %+v", cost)
		}
		c.Verify([]rc.Triple{c.L, same, other}, needle.At())
		k.Drop(needle.At())
		c.End(c.L, same, other)
	})
}

// What is released is released where it lies, so that a callback may rely on the
// alignment of its element.
func TestReleasedElementsAreAligned(t *testing.T) {
	for _, align := range []int64{16, 32, 128} {
		aligned := func(elem unsafe.Pointer) {
			if uintptr(elem)%uintptr(align) != 0 {
				t.Errorf("a callback gets %p, want a multiple of %d", elem, align)
			}
		}
		for _, size := range []int64{align, 2 * align, 8 * align} {
			e := rc.Elem{Size: size, Align: align, Inc: runtime.GoElem(aligned), Dec: runtime.GoElem(aligned)}
			elem := make([]byte, size)
			at := unsafe.Pointer(&elem[0])
			var l rc.Triple
			for range 3 {
				l = cowlist.Push(l, at, e)
			}
			l = cowlist.Set(l, 1, at, e)
			rc.ListInc(l)
			shared := l
			l = cowlist.Set(l, 1, at, e)
			l = cowlist.Remove(l, 0, e)
			rc.BufferDec(l, e)
			rc.BufferDec(shared, e)
		}
	}
}

// The size that a slice notes is checked like every other.
func TestSlicesOfImpossibleListsAreReported(t *testing.T) {
	l := rc.Triple{Len: 1 << 60, Cap: 1 << 60, Data: rc.New("test", 8, 8)}
	before := rc.DataSize(l.Data)
	for op, f := range map[string]func(){
		"ori_list_slice":      func() { cowlist.Slice(l, 1, 1<<59, 1<<10) },
		"ori_list_slice_take": func() { cowlist.SliceTake(l, 5, 1<<10) },
		"ori_list_slice_drop": func() { cowlist.SliceDrop(l, 5, 1<<10) },
		"ori_set_to_list":     func() { cowset.ToList(l, 1<<10) },
	} {
		if got, want := check.Fatal(f), "ori: "+op+": 1152921504606846976 elements of 1024 bytes overflow the size of an allocation"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if rc.Count(l.Data) != 1 || rc.DataSize(l.Data) != before {
		t.Errorf("count %d, size %d", rc.Count(l.Data), rc.DataSize(l.Data))
	}
	rc.BufferDec(l, rc.Elem{Size: 8})
}
