package check

import (
	"unsafe"

	"orirt/rc"
	"orirt/runtime"
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

// A Heap knows what a test allocated.
type Heap struct {
	tb      TB
	live    int64 // rc.LiveCount before the test
	cost    Cost
	objects map[unsafe.Pointer]bool  // buffers that elements refer to
	lens    map[unsafe.Pointer]int64 // elements in a buffer when a list was last seen to hold it
	onInc   func()
}

// NewHeap starts counting. When the test ends nothing of it may be alive.
func NewHeap(tb TB) *Heap {
	h := &Heap{tb: tb, live: rc.LiveCount(), objects: map[unsafe.Pointer]bool{}, lens: map[unsafe.Pointer]int64{}}
	now = h
	runtime.Refuse = func(int64) bool { h.cost.Allocs++; return false }
	return h
}

// Close expects that nothing is alive any more.
func (h *Heap) Close() {
	h.tb.Helper()
	if n := rc.LiveCount() - h.live; n != 0 {
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
	object := objectAt(elem)
	buffer := object.Buffer()
	if !h.objects[buffer] {
		h.tb.Fatalf("dec of what is no object, or no longer: %p", buffer)
	}
	if rc.Count(buffer) == 1 {
		delete(h.objects, buffer)
	}
	rc.BufferDec(object, rc.Elem{Size: 8})
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
func (h *Heap) Verify(k *Kind, roots []rc.Triple, loose ...unsafe.Pointer) {
	h.tb.Helper()
	h.verifyCounts(k, roots, loose)
	for _, l := range roots {
		if l.IsSlice() {
			h.verifyRecorded(k, l)
		}
	}
}

func (h *Heap) verifyCounts(k *Kind, roots []rc.Triple, loose []unsafe.Pointer) {
	h.tb.Helper()
	owners := map[unsafe.Pointer]int64{}
	for _, l := range roots {
		if l.Data == nil {
			if l != (rc.Triple{}) {
				h.tb.Errorf("no buffer, but len %d, cap %d", l.Len, l.Cap)
			}
			continue
		}
		owners[l.Buffer()]++
		if !l.IsSlice() {
			h.lens[l.Buffer()] = l.Len
			if l.Len > l.Cap {
				h.tb.Errorf("len %d is more than cap %d", l.Len, l.Cap)
			}
		}
	}
	holders := map[unsafe.Pointer]int64{}
	for buffer, n := range owners {
		h.verifyBuffer(k, buffer, n)
		for i := int64(0); k.IsCounted() && i < h.lens[buffer]; i++ {
			holders[k.objectAt(rc.ElemsAt(buffer, k.Size).At(i)).Buffer()]++
		}
	}
	for _, elem := range loose {
		if k.IsCounted() {
			holders[k.objectAt(elem).Buffer()]++
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
	for buffer := range h.lens {
		if owners[buffer] == 0 {
			delete(h.lens, buffer)
		}
	}
	immortal := int64(0)
	for buffer := range owners {
		if rc.Count(buffer) < 0 {
			immortal++
		}
	}
	if got, want := rc.LiveCount()-h.live, int64(len(owners)+len(h.objects))-immortal; got != want {
		h.tb.Errorf("%d allocations are alive, want %d", got, want)
	}
}

func (h *Heap) verifyBuffer(k *Kind, buffer unsafe.Pointer, owners int64) {
	h.tb.Helper()
	if count := rc.Count(buffer); count >= 0 && count != owners {
		h.tb.Errorf("buffer %p has count %d, but %d owners", buffer, count, owners)
	}
	if uintptr(buffer)&uintptr(k.Align-1) != 0 {
		h.tb.Errorf("buffer %p is not aligned to %d", buffer, k.Align)
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
