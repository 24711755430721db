package cowlist_test

import (
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowlist"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// An element given by address may lie in the list itself, at any slot, in each
// way the list may be held: with and without room, so before and after what a
// reallocation or a shift moves.
func TestElementMayLieInItsList(t *testing.T) {
	values := []int64{10, 20, 30, 40}
	for i := int64(0); i < 4; i++ {
		for _, op := range []struct {
			name string
			run  func(l rc.Triple, elem unsafe.Pointer, k *check.Kind) rc.Triple
			want []int64
		}{
			{"push", func(l rc.Triple, elem unsafe.Pointer, k *check.Kind) rc.Triple { return cowlist.Push(l, elem, k.Elem) }, append(slices.Clone(values), values[i])},
			{"set 0", setAt(0), slices.Concat(values[i:i+1], values[1:])},
			{"set 2", setAt(2), []int64{10, 20, values[i], 40}},
			{"insert 0", insertAt(0), slices.Insert(slices.Clone(values), 0, values[i])},
			{"insert 2", insertAt(2), slices.Insert(slices.Clone(values), 2, values[i])},
			{"insert 4", insertAt(4), slices.Insert(slices.Clone(values), 4, values[i])},
		} {
			t.Run(op.name, func(t *testing.T) {
				check.Each(t, check.Kinds, func(t *testing.T, k *check.Kind, how check.How) {
					c := check.NewCase(check.NewHeap(t), k, how, values...)
					elem := c.L.Elems(k.Size).At(i)
					if k.IsCounted() {
						k.Inc.Call(elem) // moved in
					}
					var after rc.Triple
					c.Run(func() { after = op.run(c.L, elem, k) })
					if got := check.Values(k, after); !slices.Equal(got, op.want) {
						t.Errorf("with elem in slot %d: %v, want %v", i, got, op.want)
					}
					c.Verify([]rc.Triple{after})
					c.End(after)
				})
			})
		}
	}
}

func setAt(index int64) func(rc.Triple, unsafe.Pointer, *check.Kind) rc.Triple {
	return func(l rc.Triple, elem unsafe.Pointer, k *check.Kind) rc.Triple {
		return cowlist.Set(l, index, elem, k.Elem)
	}
}

func insertAt(index int64) func(rc.Triple, unsafe.Pointer, *check.Kind) rc.Triple {
	return func(l rc.Triple, elem unsafe.Pointer, k *check.Kind) rc.Triple {
		return cowlist.Insert(l, index, elem, k.Elem)
	}
}

// A list of arrays may be given an array that straddles two of its slots.
func TestElementMayStraddleSlots(t *testing.T) {
	for _, size := range []int64{2, 4, 8, 16, 24, 40, 100, 128} {
		k := rc.Elem{Size: size, Align: 1}
		for shift := int64(1); shift < size; shift++ {
			for from := int64(0); from < 3; from++ {
				for at := int64(0); at <= 4; at++ {
					for _, how := range []string{"room", "no room", "shared"} {
						straddle(t, k, how, at, from*size+shift)
					}
				}
			}
		}
	}
}

func straddle(t *testing.T, k rc.Elem, how string, at, offset int64) {
	t.Helper()
	const n = 4
	want := make([]byte, n*k.Size)
	for i := range want {
		want[i] = byte(i*37 + i>>8)
	}
	list := func() rc.Triple {
		slots := int64(n)
		if how != "no room" {
			slots = 9
		}
		l := rc.Triple{Len: n, Cap: slots, Data: rc.New("test", slots*k.Size, 16)}
		runtime.Copy(l.Data, unsafe.Pointer(&want[0]), n*k.Size)
		if how == "shared" {
			rc.ListInc(l)
		}
		return l
	}
	elem := want[offset : offset+k.Size]
	expect := func(op string, before, after rc.Triple, want []byte) {
		got := unsafe.Slice((*byte)(after.Data), after.Len*k.Size)
		if !slices.Equal(got, want) {
			t.Errorf("%s at %d of an element at byte %d, %d bytes, %s:\n%v, want\n%v", op, at, offset, k.Size, how, got, want)
		}
		rc.BufferDec(after, k)
		if how == "shared" {
			rc.BufferDec(before, k)
		}
	}
	l := list()
	expect("insert", l, cowlist.Insert(l, at, runtime.At(l.Data, offset), k), slices.Insert(slices.Clone(want), int(at*k.Size), elem...))
	l = list()
	expect("push", l, cowlist.Push(l, runtime.At(l.Data, offset), k), append(slices.Clone(want), elem...))
	l = list()
	expect("extend", l, cowlist.Extend(l, runtime.At(l.Data, offset), 1, k), append(slices.Clone(want), elem...))
	if at < n {
		l = list()
		replaced := slices.Clone(want)
		copy(replaced[at*k.Size:], elem)
		expect("set", l, cowlist.Set(l, at, runtime.At(l.Data, offset), k), replaced)
	}
}

// The list's own elements can be appended to it, whole or in part.
func TestExtendByOwnElements(t *testing.T) {
	values := []int64{10, 20, 30, 40}
	for from := 0; from <= 4; from++ {
		for to := from; to <= 4; to++ {
			check.Each(t, check.Kinds, func(t *testing.T, k *check.Kind, how check.How) {
				if from == to && how == check.Leaving {
					t.Skip("nothing is copied")
				}
				c := check.NewCase(check.NewHeap(t), k, how, values...)
				var after rc.Triple
				c.Run(func() {
					after = cowlist.Extend(c.L, c.L.Elems(k.Size).At(int64(from)), int64(to-from), k.Elem)
				})
				if got, want := check.Values(k, after), append(slices.Clone(values), values[from:to]...); !slices.Equal(got, want) {
					t.Errorf("%v, want %v", got, want)
				}
				c.Verify([]rc.Triple{after})
				c.End(after)
			})
		}
	}
}

// The new element may lie in memory that only the old one keeps alive:
// tree[i] = tree[i].child.
func TestNewElementMayLieInTheOldOne(t *testing.T) {
	for _, size := range []int64{8, 24, 104} {
		for _, shared := range []bool{false, true} {
			live := rc.LiveCount()
			var freed int
			// A node is a list of one element, a plain number or again such a list.
			e := rc.Elem{Size: size, Align: 8, Inc: nodeInc, Dec: nodeDec}
			nodeFreed = &freed
			inner := rc.New("test", size, 8)
			*(*int64)(inner) = 0
			outer := rc.New("test", size, 8)
			*(*unsafe.Pointer)(outer) = inner
			l := rc.Triple{Len: 2, Cap: 2, Data: rc.New("test", 2*size, 8)}
			runtime.Fill(l.Data, 0, 2*size)
			*(*unsafe.Pointer)(l.Data) = outer
			before := l
			if shared {
				rc.ListInc(l)
			}
			rc.Inc(inner) // moved in
			l = cowlist.Set(l, 0, outer, e)
			if got := *(*unsafe.Pointer)(l.Data); got != inner {
				t.Errorf("%d bytes, shared %v: the element is %p, want %p", size, shared, got, inner)
			}
			if want := map[bool]int{false: 1, true: 0}[shared]; freed != want {
				t.Errorf("%d bytes, shared %v: %d objects freed, want %d", size, shared, freed, want)
			}
			rc.BufferDec(l, e)
			if shared {
				rc.BufferDec(before, e)
			}
			if n := rc.LiveCount() - live; n != 0 || freed != 2 {
				t.Errorf("%d bytes, shared %v: %d alive, %d freed", size, shared, n, freed)
			}
		}
	}
}

var (
	nodeFreed *int
	nodeInc   = runtime.GoElem(func(elem unsafe.Pointer) { rc.Inc(*(*unsafe.Pointer)(elem)) })
	nodeDec   runtime.ElemFn
	nodeDrop  = runtime.GoDrop(func(data unsafe.Pointer) {
		nodeDec.Call(data)
		*nodeFreed++
		rc.Free(data, 0, 0)
	})
)

func init() {
	nodeDec = runtime.GoElem(func(elem unsafe.Pointer) { rc.Dec(*(*unsafe.Pointer)(elem), nodeDrop) })
}

// Elements without bytes are counted like others; their lists hold any number.
func TestElementsWithoutBytes(t *testing.T) {
	e := rc.Elem{Size: 0, Align: 1}
	live := rc.LiveCount()
	l := cowlist.Push(rc.Triple{}, nil, e)
	l = cowlist.Extend(l, nil, 1<<61, e)
	l = cowlist.Insert(l, 7, nil, e)
	l = cowlist.Set(l, 1<<60, nil, e)
	if l.Len != 1<<61+2 {
		t.Errorf("len %d", l.Len)
	}
	rc.ListInc(l)
	shared := cowlist.Pop(l, e)
	if shared.Len != 1<<61+1 {
		t.Errorf("len %d", shared.Len)
	}
	window := cowlist.Slice(l, 3, 7, 0)
	if window.Len != 4 || !window.IsSlice() {
		t.Errorf("%v", window)
	}
	window = cowlist.Reverse(window, e)
	window = cowlist.MaterializeSlice(window, e)
	shared = cowlist.Concat(shared, cowlist.Truncate(window, 2, e), e)
	if shared.Len != 1<<61+3 {
		t.Errorf("len %d", shared.Len)
	}
	shared = cowlist.Remove(shared, 0, e)
	shared = cowlist.Take(shared, 0, nil, e)
	for _, l := range []rc.Triple{l, shared} {
		rc.BufferDec(l, e)
	}
	if n := rc.LiveCount() - live; n != 0 {
		t.Errorf("%d allocations are still alive", n)
	}
}
