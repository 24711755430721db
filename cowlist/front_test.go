package cowlist_test

import (
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/cowlist"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"

	"pgregory.net/rapid"
)

// numbered is the value of the i-th element.
func numbered(i int64) int64 { return i % 250 }

// counting returns the values of n elements.
func counting(n int64) []int64 {
	values := make([]int64, n)
	for i := range values {
		values[i] = numbered(int64(i))
	}
	return values
}

// TestQueuesAgreeWithSlices runs random operations on lists from whose front elements go.
func TestQueuesAgreeWithSlices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { runMachine(t, nil, counting(50)...) })
}

func FuzzQueues(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		runMachine(t, []string{"new", "copy", "release", "slice", "push", "take", "remove", "drop", "insert", "concat", "unshare", "shrink"}, counting(50)...)
	}))
}

// A queue allocates when it grows and never again, whatever goes through it, and moves no
// element more than twice for each that is taken.
func TestQueueInConstantTime(t *testing.T) {
	for _, length := range []int64{40, 1000} {
		h := check.NewHeap(t)
		k := check.I64
		q := h.List(k, 0, counting(length)...)
		round := func(i int64) {
			var out check.Slot
			if q = cowlist.Take(q, 0, out.At(), k.Elem); k.Get(out.At()) != numbered(i) {
				t.Fatalf("took %d, want %d", k.Get(out.At()), numbered(i))
			}
			var in check.Slot
			k.Put(in.At(), numbered(i+length))
			q = cowlist.Push(q, in.At(), k.Elem)
		}
		i := int64(0)
		for ; i < 2*length; i++ { // it is full at first, and finds its size
			round(i)
		}
		slots, down := q.Cap+q.GivenUp(8), 0
		cost := h.Cost(func() {
			for end := i + 20*length; i < end; i++ {
				before := q.Data
				if round(i); runtime.Offset(q.Data, before) < 0 {
					down++
				}
			}
		})
		if cost.Allocs != 0 {
			t.Errorf("a queue of %d: %d allocations in 20 rounds", length, cost.Allocs)
		}
		// Each move down is of length elements, and gives as many slots back.
		if down == 0 || down > 20 {
			t.Errorf("a queue of %d: all elements moved down %d times in 20 rounds", length, down)
		}
		if total := q.Cap + q.GivenUp(8); total != slots {
			t.Errorf("a queue of %d: %d slots, before %d", length, total, slots)
		}
		h.Verify(k, []rc.Triple{q})
		check.Release(k, q)
		h.Close()
	}
}

// What goes from the front leaves the others in their places, and the elements behind a
// header that has moved are like any: shared, sliced, grown, shrunk and released.
func TestMovedHeader(t *testing.T) {
	kinds := slices.DeleteFunc(slices.Clone(check.Kinds), func(k *check.Kind) bool { return k.Size == 0 })
	for _, k := range kinds {
		t.Run(k.Name, func(t *testing.T) {
			h := check.NewHeap(t)
			n := max(200, 400/k.Size)
			l := h.List(k, n+3, counting(n)...)
			before := l.Data
			taken := int64(0)
			for range 16 {
				var out check.Slot
				l = cowlist.Take(l, 0, out.At(), k.Elem)
				k.Drop(out.At())
				taken++
			}
			l = cowlist.Remove(l, 1, k.Elem) // the second: the first one moves
			l = cowlist.Splice(l, 0, 7, nil, 0, k.Elem)
			want := append([]int64{}, counting(n)[24:]...)
			step := max(k.Align, 8) // bytes that keep everything aligned
			if moved := k.Size%step == 0; moved != (l.GivenUp(k.Size) == 24) || moved != (l.Data == runtime.At(before, 24*k.Size)) {
				t.Errorf("%d slots given up, %d bytes on", l.GivenUp(k.Size), runtime.Offset(l.Data, before))
			}
			if uintptr(l.Data)%uintptr(k.Align) != 0 || l.Cap+l.GivenUp(k.Size) != n+3 {
				t.Errorf("data at %p, %d slots", l.Data, l.Cap+l.GivenUp(k.Size))
			}
			rc.ListInc(l)
			shared := l
			window := cowlist.Slice(l, 5, 9, k.Size)
			grown := h.Cost(func() { l = cowlist.Unshare(l, 2*n, k.Elem) })
			if grown.Allocs != 1 || l.GivenUp(k.Size) != 0 {
				t.Errorf("a copy: %+v, %d slots given up", grown, l.GivenUp(k.Size))
			}
			h.Verify(k, []rc.Triple{l, shared, window})
			check.Release(k, l, shared)
			if got := check.Values(k, window); !slices.Equal(got, want[5:9]) {
				t.Errorf("the slice holds %v", got)
			}
			h.Verify(k, []rc.Triple{window})
			check.Release(k, window)
			h.Close()
		})
	}
}

// Growing takes back what was given up if that pays, and else moves to a new buffer.
func TestGivenUpSlotsComeBack(t *testing.T) {
	for _, k := range []*check.Kind{check.I64, check.Box} {
		for _, test := range []struct {
			gone, room int64
			allocs     int
			slots      int64
		}{
			{60, 100, 0, 100}, // 40 left
			{60, 101, 1, 101},
			{40, 61, 1, 120}, // 60 left: to move 60 for 40 would not pay
			{50, 51, 0, 100},
			{49, 52, 1, 102},
		} {
			h := check.NewHeap(t)
			l := h.List(k, 100, counting(100)...)
			l = cowlist.Splice(l, 0, test.gone, nil, 0, k.Elem)
			cost := h.Cost(func() { l = cowlist.Unshare(l, test.room, k.Elem) })
			if cost.Allocs != test.allocs || l.Cap != test.slots || l.GivenUp(k.Size) != 0 {
				t.Errorf("%s %+v: %+v, %d slots, %d given up", k.Name, test, cost, l.Cap, l.GivenUp(k.Size))
			}
			if got := check.Values(k, l); !slices.Equal(got, counting(100)[test.gone:]) {
				t.Errorf("%s %+v: %v", k.Name, test, got)
			}
			h.Verify(k, []rc.Triple{l})
			check.Release(k, l)
			h.Close()
		}
	}
}

// Where memory is exhausted, a list with a moved header stays as it was.
func TestMovedHeaderWithoutMemory(t *testing.T) {
	h := check.NewHeap(t)
	k := check.Box
	l := cowlist.Splice(h.List(k, 100, counting(100)...), 0, 20, nil, 0, k.Elem)
	before := l
	runtime.Refuse = func(int64) bool { return true }
	message := check.Fatal(func() { l = cowlist.Extend(l, l.Data, 80, k.Elem) })
	runtime.Refuse = nil
	if message == "" || l != before {
		t.Errorf("%q, %v", message, l)
	}
	h.Verify(k, []rc.Triple{l})
	check.Release(k, l)
	h.Close()
}

// Lists with moved headers in lists with moved headers, deeper than destruction recurses: what
// a header notes of a dead list leaves alone where its memory begins.
func TestMovedHeadersInTheQueueOfTheDead(t *testing.T) {
	const tripleBytes = 24
	var list rc.Elem
	list = rc.Elem{Size: tripleBytes, Align: 8, Inc: runtime.GoElem(func(elem unsafe.Pointer) { rc.ListInc(*(*rc.Triple)(elem)) })}
	list.Dec = runtime.GoElem(func(elem unsafe.Pointer) { rc.BufferDec(*(*rc.Triple)(elem), list) })
	live := rc.LiveCount()
	var inner rc.Triple
	for range 100 {
		outer := rc.Triple{}
		for i := range 20 {
			elem := rc.Triple{}
			if i == 7 {
				elem = inner
			}
			outer = cowlist.Push(outer, unsafe.Pointer(&elem), list)
		}
		for range 3 {
			outer = cowlist.Remove(outer, 0, list)
		}
		if outer.GivenUp(tripleBytes) != 3 {
			t.Fatalf("%d slots given up", outer.GivenUp(tripleBytes))
		}
		inner = outer
	}
	if n := rc.LiveCount() - live; n != 100 {
		t.Errorf("%d lists, want 100", n)
	}
	rc.BufferDec(inner, list)
	if n := rc.LiveCount() - live; n != 0 {
		t.Errorf("%d lists are left", n)
	}
}
