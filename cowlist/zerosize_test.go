package cowlist_test

import (
	"math/rand/v2"
	"testing"
	"unsafe"

	"libori.org/rt/cowlist"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// TestElementsWithoutBytesAreOwned runs random operations on lists of elements that have
// a destructor and no bytes: each element is released once, by whichever list or slice
// is the last owner of its buffer.
func TestElementsWithoutBytesAreOwned(t *testing.T) {
	made, gone := int64(0), int64(0)
	e := rc.Elem{
		Align: 1,
		Inc:   runtime.GoElem(func(unsafe.Pointer) { made++ }),
		Dec:   runtime.GoElem(func(unsafe.Pointer) { gone++ }),
	}
	var nothing [1]byte
	elem := unsafe.Pointer(&nothing)
	random := rand.New(rand.NewPCG(1, 2))
	live := rc.LiveCount()
	for range 300 {
		var lists [4]rc.Triple
		var lens [4]int64
		for range 60 {
			i, j := random.IntN(4), random.IntN(4)
			l, n := lists[i], lens[i]
			switch op := random.IntN(10); {
			case op == 0 || n == 0:
				made++
				l, n = cowlist.Push(l, elem, e), n+1
			case op == 1:
				l, n = cowlist.Pop(l, e), n-1
			case op == 2:
				made++
				l, n = cowlist.Insert(l, random.Int64N(n+1), elem, e), n+1
			case op == 3:
				l, n = cowlist.Remove(l, random.Int64N(n), e), n-1
			case op == 4:
				made++
				l = cowlist.Set(l, random.Int64N(n), elem, e)
			case op == 5:
				l, n = cowlist.Extend(l, elem, 3, e), n+3
			case op == 6:
				l = cowlist.Unshare(l, n+random.Int64N(3), e)
			case op == 7 && i != j: // a slice of list i becomes list j
				lists[j].Release(0, e.Dec)
				from := random.Int64N(n)
				lists[j] = cowlist.Slice(l, from, n, 0)
				lens[j] = n - from
			case op == 8 && i != j: // list j is appended
				l, n = cowlist.Concat(l, lists[j], e), n+lens[j]
				lists[j], lens[j] = rc.Triple{}, 0
			case op == 9:
				l.Release(0, e.Dec)
				l, n = rc.Triple{}, 0
			}
			if l.Len != n {
				t.Fatalf("len %d, want %d", l.Len, n)
			}
			lists[i], lens[i] = l, n
		}
		for _, l := range lists {
			l.Release(0, e.Dec)
		}
		if made != gone || rc.LiveCount() != live {
			t.Fatalf("%d elements made, %d released, %d buffers alive", made, gone, rc.LiveCount()-live)
		}
	}
}
