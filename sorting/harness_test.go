//go:build !race

package sorting

import (
	"bytes"
	"encoding/binary"
	"slices"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// A sorter is one way through the package: both sorts, by the code for
// comparators that are called and by the code that inlining specialises, which
// nothing but these tests runs in ordinary Go.
type sorter struct {
	name   string
	stable bool
	bytes  func(n, size int64) int64
	sort   func(data unsafe.Pointer, n int64, e rc.Elem, cmp runtime.CmpFn, mem unsafe.Pointer)
}

var sorters = []sorter{
	{"unstable", false, ScratchBytes, func(data unsafe.Pointer, n int64, e rc.Elem, cmp runtime.CmpFn, mem unsafe.Pointer) {
		Unstable(data, n, e, Plain(cmp), mem)
	}},
	{"stable", true, StableScratchBytes, func(data unsafe.Pointer, n int64, e rc.Elem, cmp runtime.CmpFn, mem unsafe.Pointer) {
		Stable(data, n, e, Plain(cmp), mem)
	}},
	{"unstable, known", false, ScratchBytes, func(data unsafe.Pointer, n int64, e rc.Elem, cmp runtime.CmpFn, mem unsafe.Pointer) {
		knownOrder(e, Plain(cmp)).unstable(rc.CursorAt(data), n, rc.CursorAt(mem))
	}},
	{"stable, known", true, StableScratchBytes, func(data unsafe.Pointer, n int64, e rc.Elem, cmp runtime.CmpFn, mem unsafe.Pointer) {
		knownOrder(e, Plain(cmp)).stable(rc.CursorAt(data), n, rc.CursorAt(mem))
	}},
}

// sizes are all sizes with a copy of the code of their own, the borders of those
// without, and some in between.
var sizes = []int64{1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 20, 24, 31, 32, 33, 40, 48, 63, 64, 65, 96, 100, maxDirect, maxDirect + 1, 192, 250}

// alignOf returns the largest alignment that elements of a size can have, at most 64.
func alignOf(size int64) int64 { return min(size&-size, 64) }

// Elements have their key in the first one or two bytes; the bytes after it tell
// elements with equal keys apart.
func keyOf(elem []byte) int {
	if len(elem) == 1 {
		return int(elem[0])
	}
	return int(binary.LittleEndian.Uint16(elem))
}

// elements returns elements with the keys, one after the other.
func elements(keys []int, size int64) []byte {
	data := make([]byte, int64(len(keys))*size)
	for i, key := range keys {
		elem := data[int64(i)*size:][:size]
		for j := range elem {
			elem[j] = byte(i*31>>(j%3*8) + j)
		}
		if size == 1 {
			elem[0] = byte(key)
		} else {
			binary.LittleEndian.PutUint16(elem, uint16(key))
		}
	}
	return data
}

func split(data []byte, size int64) [][]byte {
	return slices.Collect(slices.Chunk(data, int(size)))
}

func byKey(a, b []byte) int { return keyOf(a) - keyOf(b) }

// A failer is a testing.T or a rapid.T.
type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// An arena is where sorts happen: elements and scratch memory between canaries,
// and a comparator that checks what it is handed.
type arena struct {
	t           failer
	size, align int64
	data, mem   []byte // within the canaries
	around      [2][]byte
	compare     func(a, b []byte) int
	comparisons int
	cmp         runtime.CmpFn
}

const (
	canary      = 0xA5
	canaryBytes = 256
)

func newArena(t failer) *arena {
	a := &arena{t: t, compare: byKey}
	a.cmp = runtime.GoCmp(a.called)
	return a
}

// called is the comparator: it counts, checks the addresses and passes the elements
// on.
func (a *arena) called(x, y unsafe.Pointer) int32 {
	a.comparisons++
	return int32(a.compare(a.element(x), a.element(y)))
}

func (a *arena) element(p unsafe.Pointer) []byte {
	a.t.Helper()
	if uintptr(p)&uintptr(a.align-1) != 0 {
		a.t.Fatalf("the comparator got the address %p, elements are aligned to %d", p, a.align)
	}
	for _, memory := range [][]byte{a.data, a.mem} {
		if at := uintptr(p) - uintptr(unsafe.Pointer(unsafe.SliceData(memory))); at < uintptr(len(memory)) {
			if at+uintptr(a.size) > uintptr(len(memory)) {
				a.t.Fatal("the comparator got an element that ends outside of the memory it begins in")
			}
			return memory[at:][:a.size]
		}
	}
	if a.align > 8 || a.size > localMax {
		a.t.Fatal("the comparator got an address outside of the elements and the scratch memory")
	}
	return unsafe.Slice((*byte)(p), a.size) // a local variable of a known order
}

// fenced returns size aligned bytes and the memory around them, canaries at both ends.
func fenced(size, align int64) (inner, all []byte) {
	all = make([]byte, size+align+2*canaryBytes)
	for i := range all {
		all[i] = canary
	}
	at := canaryBytes + int64(-uintptr(unsafe.Pointer(&all[canaryBytes]))&uintptr(align-1))
	return all[at:][:size:size], all
}

// sort sorts a copy of the elements and returns it.
func (a *arena) sort(s sorter, elems []byte, size int64) []byte {
	a.t.Helper()
	n := int64(len(elems)) / size
	a.size, a.align, a.comparisons = size, alignOf(size), 0
	a.data, a.around[0] = fenced(n*size, a.align)
	a.mem, a.around[1] = fenced(s.bytes(n, size), max(a.align, 8))
	copy(a.data, elems)
	s.sort(at(a.data), n, elem(size), a.cmp, at(a.mem))
	for i, all := range a.around {
		inner := [][]byte{a.data, a.mem}[i]
		begin := int(uintptr(unsafe.Pointer(unsafe.SliceData(inner))) - uintptr(unsafe.Pointer(&all[0])))
		for j, b := range all {
			if (j < begin || j >= begin+len(inner)) && b != canary {
				a.t.Fatalf("%s of %d elements of %d bytes wrote %d bytes from the %s", s.name, n, size, j-begin,
					[]string{"elements", "scratch memory"}[i])
			}
		}
	}
	return a.data
}

// checkOrder fails unless sorted is what sorting elems must give.
func (a *arena) checkOrder(s sorter, elems, sorted []byte, size int64) {
	a.t.Helper()
	want := split(slices.Clone(elems), size)
	slices.SortStableFunc(want, byKey)
	have := split(sorted, size)
	if !slices.IsSortedFunc(have, byKey) {
		a.t.Fatalf("%s of %d elements of %d bytes: not in order", s.name, len(want), size)
	}
	if !s.stable {
		a.checkPermutation(s, elems, sorted, size)
	} else if !slices.EqualFunc(have, want, bytes.Equal) {
		a.t.Fatalf("%s of %d elements of %d bytes: equal elements changed their order", s.name, len(want), size)
	}
}

// checkPermutation fails unless sorted holds the same elements as elems.
func (a *arena) checkPermutation(s sorter, elems, sorted []byte, size int64) {
	a.t.Helper()
	want, have := split(slices.Clone(elems), size), split(slices.Clone(sorted), size)
	slices.SortFunc(want, bytes.Compare)
	slices.SortFunc(have, bytes.Compare)
	if !slices.EqualFunc(have, want, bytes.Equal) {
		a.t.Fatalf("%s of %d elements of %d bytes: elements were lost or doubled", s.name, len(want), size)
	}
}

func elem(size int64) rc.Elem { return rc.Elem{Size: size, Align: alignOf(size)} }

func at(b []byte) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(b)) }

func at64(b []int64) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(b)) }

// fallback makes a sorter of one of the sorts that others fall back to. Its
// scratch memory holds a copy of each element.
func fallback(f func(o order, data, mem []byte, n int64)) func(unsafe.Pointer, int64, rc.Elem, runtime.CmpFn, unsafe.Pointer) {
	return func(data unsafe.Pointer, n int64, e rc.Elem, cmp runtime.CmpFn, mem unsafe.Pointer) {
		bytes := n * e.Size
		f(order{size: e.Size, cmp: Plain(cmp)}, unsafe.Slice((*byte)(data), bytes), unsafe.Slice((*byte)(mem), bytes), n)
	}
}

func cursor(b []byte) rc.Cursor { return rc.CursorAt(at(b)) }
