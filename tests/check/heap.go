package check

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Cost is what operations did to memory and counts.
type Cost struct {
	Allocs int // malloc, aligned_alloc and realloc
	Incs   int // calls of inc
	Decs   int // calls of dec
}

// now is the heap of the running test; tests that use one do not run in parallel.
var now *Heap

// TB is the part of testing.TB that rapid.T has too.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Live counts the allocations that are alive. A test of another build adds that
// build's count.
var Live = rc.LiveCount

// Freed, when set, tells whether memory was freed. Where threads share objects a count says
// nothing about what comes next.
var Freed func(p unsafe.Pointer) bool

// A Root is a collection that the test holds a reference to.
type Root struct {
	rc.Triple
	Keys *Kind // or elements
	Vals *Kind // nil but for maps
}

// Loose is an element that the test holds, outside any collection.
type Loose struct {
	Kind *Kind
	Slot unsafe.Pointer
}

// A Heap knows what a test allocated.
type Heap struct {
	tb      TB
	live    int64 // Live before the test
	cost    Cost
	objects map[unsafe.Pointer]bool  // buffers that elements refer to
	lens    map[unsafe.Pointer]int64 // elements in a buffer when a list was last seen to hold it
	onInc   func()
	onDec   func()
}

// NewHeap starts counting. When the test ends nothing of it may be alive.
func NewHeap(tb TB) *Heap {
	h := &Heap{tb: tb, live: Live(), objects: map[unsafe.Pointer]bool{}, lens: map[unsafe.Pointer]int64{}}
	now = h
	runtime.Refuse = func(int64) bool { h.cost.Allocs++; return false }
	return h
}

// Close expects that nothing is alive any more.
func (h *Heap) Close() {
	h.tb.Helper()
	if n := Live() - h.live; n != 0 {
		h.tb.Errorf("%d allocations are still alive", n)
	}
	if len(h.objects) != 0 {
		h.tb.Errorf("%d objects are still alive", len(h.objects))
	}
	runtime.Refuse, now = nil, nil
}

// OnNextInc calls f during the next inc callback, before its effect: how
// another owner leaves in the middle of a copy.
func (h *Heap) OnNextInc(f func()) { h.onInc = f }

// OnNextDec calls f during the next dec callback, before its effect: what else goes
// with an element that goes.
func (h *Heap) OnNextDec(f func()) { h.onDec = f }

func (h *Heap) inc(elem unsafe.Pointer, objectAt func(unsafe.Pointer) rc.Triple) {
	h.cost.Incs++
	if f := h.onInc; f != nil {
		h.onInc = nil
		f()
	}
	object := objectAt(elem)
	if !h.objects[object.Buffer()] {
		h.tb.Fatalf("inc of what is no object: %p", object.Buffer())
	}
	rc.ListInc(object)
}

func (h *Heap) dec(elem unsafe.Pointer, objectAt func(unsafe.Pointer) rc.Triple) {
	h.cost.Decs++
	if f := h.onDec; f != nil {
		h.onDec = nil
		f()
	}
	object := objectAt(elem)
	buffer := object.Buffer()
	if !h.objects[buffer] {
		h.tb.Fatalf("dec of what is no object, or no longer: %p", buffer)
	}
	if Freed == nil && rc.Count(buffer) == 1 {
		delete(h.objects, buffer)
	}
	rc.BufferDec(object, rc.Elem{Size: 8})
	if Freed != nil && Freed(buffer) {
		delete(h.objects, buffer)
	}
}

// Cost returns what f did.
func (h *Heap) Cost(f func()) Cost {
	before := h.cost
	f()
	return Cost{h.cost.Allocs - before.Allocs, h.cost.Incs - before.Incs, h.cost.Decs - before.Decs}
}

// List makes a list with slots slots, at least one per value.
func (h *Heap) List(k *Kind, slots int64, values ...int64) rc.Triple {
	n := int64(len(values))
	slots = max(slots, n)
	if slots == 0 {
		return rc.Triple{}
	}
	l := rc.Triple{Len: n, Cap: slots, Data: rc.New("test", slots*k.Size, k.Align)}
	for i, v := range values {
		k.Put(l.Elems(k.Size).At(int64(i)), v)
	}
	return l
}

// Note tells the heap of a list that only slices will hold.
func (h *Heap) Note(l rc.Triple) { h.lens[l.Data] = l.Len }

// Values returns the values of a list.
func Values(k *Kind, l rc.Triple) []int64 {
	values := []int64{}
	for i := int64(0); i < l.Len; i++ {
		values = append(values, k.Get(l.Elems(k.Size).At(i)))
	}
	return values
}

// Release drops the references of roots.
func Release(k *Kind, roots ...rc.Triple) {
	for _, l := range roots {
		rc.BufferDec(l, k.Elem)
	}
}

// Verify recounts every reference, given all lists and loose elements of kind k
// that the test holds.
func (h *Heap) Verify(k *Kind, lists []rc.Triple, loose ...unsafe.Pointer) {
	h.tb.Helper()
	var roots []Root
	for _, l := range lists {
		roots = append(roots, Root{l, k, nil})
	}
	var held []Loose
	for _, elem := range loose {
		held = append(held, Loose{k, elem})
	}
	h.VerifyAll(roots, held)
}

// VerifyAll recounts every reference, given everything that the test holds.
func (h *Heap) VerifyAll(roots []Root, loose []Loose) {
	h.tb.Helper()
	owners, of := h.owners(roots)
	holders := map[unsafe.Pointer]int64{}
	immortal := int64(0)
	for buffer, n := range owners {
		h.verifyBuffer(of[buffer], buffer, n)
		h.eachElement(of[buffer], buffer, func(k *Kind, slot unsafe.Pointer) { holders[k.objectAt(slot).Buffer()]++ })
		if rc.Count(buffer) < 0 {
			immortal++
		}
	}
	for _, elem := range loose {
		if elem.Kind.IsCounted() {
			holders[elem.Kind.objectAt(elem.Slot).Buffer()]++
		}
	}
	for object := range h.objects {
		if got, want := rc.Count(object), holders[object]; got != want {
			h.tb.Errorf("object %p has count %d, but %d elements hold it", object, got, want)
		}
		delete(holders, object)
	}
	for object, n := range holders {
		h.tb.Errorf("%d elements hold %p, which is no object", n, object)
	}
	if got, want := Live()-h.live, int64(len(owners)+len(h.objects))-immortal; got != want {
		h.tb.Errorf("%d allocations are alive, want %d", got, want)
	}
	for _, root := range roots {
		if root.IsSlice() {
			h.verifyRecorded(root.Keys, root.Triple)
		}
	}
}

// owners counts the roots that hold each buffer, and returns one of them, if
// possible no slice. It notes the elements of each buffer.
func (h *Heap) owners(roots []Root) (owners map[unsafe.Pointer]int64, of map[unsafe.Pointer]Root) {
	h.tb.Helper()
	owners, of = map[unsafe.Pointer]int64{}, map[unsafe.Pointer]Root{}
	for _, root := range roots {
		buffer := root.Buffer()
		if buffer == nil {
			if root.Triple != (rc.Triple{}) {
				h.tb.Errorf("no buffer, but len %d, cap %d", root.Len, root.Cap)
			}
			continue
		}
		owners[buffer]++
		if root.IsSlice() && of[buffer].Keys != nil {
			continue
		}
		of[buffer] = root
		if !root.IsSlice() {
			h.lens[buffer] = root.Len
			if root.Len > root.Cap {
				h.tb.Errorf("len %d is more than cap %d", root.Len, root.Cap)
			}
		}
	}
	for buffer := range h.lens {
		if owners[buffer] == 0 {
			delete(h.lens, buffer)
		}
	}
	return owners, of
}

// eachElement visits the counted elements of a buffer, those outside the
// windows of its slices included.
func (h *Heap) eachElement(root Root, buffer unsafe.Pointer, visit func(k *Kind, slot unsafe.Pointer)) {
	each := func(k *Kind, region unsafe.Pointer) {
		for i := int64(0); k.IsCounted() && i < h.lens[buffer]; i++ {
			visit(k, rc.ElemsAt(region, k.Size).At(i))
		}
	}
	each(root.Keys, buffer)
	if root.Vals != nil {
		each(root.Vals, rc.ElemsAt(buffer, root.Keys.Size).At(root.Cap))
	}
}

func (h *Heap) verifyBuffer(root Root, buffer unsafe.Pointer, owners int64) {
	h.tb.Helper()
	if count := rc.Count(buffer); count >= 0 && count != owners {
		h.tb.Errorf("buffer %p has count %d, but %d owners", buffer, count, owners)
	}
	if uintptr(buffer)&uintptr(root.Keys.Align-1) != 0 {
		h.tb.Errorf("buffer %p is not aligned to %d", buffer, root.Keys.Align)
	}
	if _, ok := h.lens[buffer]; !ok {
		h.tb.Errorf("buffer %p belonged to no list", buffer)
	}
}

// verifyRecorded expects that the header of a sliced buffer records how many
// elements the last owner must release.
func (h *Heap) verifyRecorded(k *Kind, slice rc.Triple) {
	h.tb.Helper()
	if rc.Count(slice.Buffer()) < 0 {
		return
	}
	if got, want := rc.DataSize(slice.Buffer()), h.lens[slice.Buffer()]*k.Size; got != want {
		h.tb.Errorf("the buffer of a slice records %d bytes, want %d", got, want)
	}
}

// Fatal returns the message with which f fails, or "" when it does not.
func Fatal(f func()) (message string) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case runtime.Fatal:
			message = string(p)
		default:
			panic(p)
		}
	}()
	f()
	return ""
}
