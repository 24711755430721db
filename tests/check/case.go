package check

import (
	"syscall"
	"testing"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// How tells how the list that an operation is given is held.
type How int

const (
	Unique    How = iota // the only reference, no room
	Roomy                // the only reference, room for four more
	Shared               // the test holds another reference
	Sliced               // a slice; the test holds the list
	LastSlice            // a slice, and the only reference to the buffer
	Leaving              // shared, but the other owner leaves during the copy (counted kinds)
	Immortal             // in read-only memory
	hows
)

func (w How) String() string {
	return [...]string{"unique", "with room", "shared", "slice", "last owner slice", "other owner leaves", "immortal"}[w]
}

// Copies reports whether a mutation must copy.
func (w How) Copies() bool { return w >= Shared }

// Last reports whether the operation turns out to be the last owner of the old buffer.
func (w How) Last() bool { return w == LastSlice || w == Leaving }

// A Case is a list for an operation to consume.
type Case struct {
	H *Heap
	K *Kind
	How
	L      rc.Triple   // the reference to consume
	Values []int64     // of L
	Old    int64       // elements in L's buffer, its neighbours in the window included
	Others []rc.Triple // references that the test keeps
	frozen Frozen      // Immortal
}

// margin is the number of elements on each side of a slice's window.
const margin = 2

// NewCase makes a list of the values, held as how tells.
func NewCase(h *Heap, k *Kind, how How, values ...int64) *Case {
	c := &Case{H: h, K: k, How: how, Values: values, Old: int64(len(values))}
	switch how {
	case Unique:
		c.L = h.List(k, 0, values...)
	case Roomy:
		c.L = h.List(k, c.Old+4, values...)
	case Shared, Leaving:
		c.L = h.List(k, c.Old+4, values...)
		rc.ListInc(c.L)
		c.Others = []rc.Triple{c.L}
	case Sliced, LastSlice:
		wide := append(append([]int64{200, 201}, values...), 202, 203)
		l := h.List(k, 0, wide...)
		c.Old = l.Len
		if how == Sliced {
			rc.ListInc(l)
			c.Others = []rc.Triple{l}
		}
		c.L = l.Slice(margin, l.Len-margin, k.Size)
		h.Note(l)
	case Immortal:
		if c.Old > 0 {
			c.frozen = h.Freeze(h.List(k, 0, values...))
			c.L = c.frozen.Triple
			c.Others = []rc.Triple{c.L}
		}
	}
	return c
}

// A Frozen collection is immortal and lies in memory that cannot be written.
type Frozen struct {
	rc.Triple
	mem []byte
}

// Freeze moves a unique collection with its elements into read-only memory.
func (h *Heap) Freeze(l rc.Triple) Frozen {
	const page = 4096
	size := rc.DataSize(l.Data)
	mem, err := syscall.Mmap(-1, 0, int(2*page+size), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		h.tb.Fatalf("%v", err)
	}
	start := unsafe.Pointer(unsafe.SliceData(mem))
	data := runtime.At(start, page) // every alignment that the kinds ask for
	runtime.Copy(runtime.At(data, -16), runtime.At(l.Data, -16), size+16)
	*(*int64)(runtime.At(data, -8)) = -1
	rc.Free(l.Data, 0, 0)
	if err := syscall.Mprotect(mem, syscall.PROT_READ); err != nil {
		h.tb.Fatalf("%v", err)
	}
	return Frozen{rc.Triple{Len: l.Len, Cap: l.Cap, Data: data}, mem}
}

// Thaw releases the elements and the memory.
func (f Frozen) Thaw(h *Heap, keys, vals *Kind) {
	h.lens[f.Data] = f.Len
	h.eachElement(Root{f.Triple, keys, vals}, f.Data, func(k *Kind, slot unsafe.Pointer) { k.Drop(slot) })
	if err := syscall.Munmap(f.mem); err != nil {
		h.tb.Fatalf("%v", err)
	}
}

// Run calls op, which consumes c.L. While Leaving, the test's own reference is
// released during the first inc.
func (c *Case) Run(op func()) Cost {
	return c.H.Cost(func() {
		if c.How == Leaving {
			c.H.OnNextInc(func() {
				Release(c.K, c.Others...)
				c.Others = nil
			})
		}
		op()
		if c.H.onInc != nil {
			c.H.onInc = nil
			c.H.tb.Fatalf("no inc during which the other owner could have left")
		}
	})
}

// Verify recounts, given what the operation returned and loose elements.
func (c *Case) Verify(results []rc.Triple, loose ...unsafe.Pointer) {
	c.H.tb.Helper()
	c.H.Verify(c.K, append(append([]rc.Triple(nil), c.Others...), results...), loose...)
}

// End releases everything and expects that nothing is left.
func (c *Case) End(results ...rc.Triple) { c.EndWith(nil, results...) }

// EndWith is End for two cases of one heap.
func (c *Case) EndWith(other *Case, results ...rc.Triple) {
	c.H.tb.Helper()
	Release(c.K, results...)
	for _, c := range []*Case{c, other} {
		if c != nil {
			Release(c.K, c.Others...)
			if c.frozen.mem != nil {
				c.frozen.Thaw(c.H, c.K, nil)
			}
		}
	}
	c.H.Close()
}

// Each runs f as a subtest for every kind and every way to hold a list.
func Each(t *testing.T, kinds []*Kind, f func(t *testing.T, k *Kind, how How)) {
	for _, k := range kinds {
		t.Run(k.Name, func(t *testing.T) {
			for how := Unique; how < hows; how++ {
				if how == Leaving && !k.IsCounted() {
					continue
				}
				t.Run(how.String(), func(t *testing.T) { f(t, k, how) })
			}
		})
	}
}
