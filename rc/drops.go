package rc

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// Destroying an object releases what it owns, which may destroy further
// objects: a list of lists of lists. Beyond maxDepth the nesting turns into a
// queue, so that a chain of a million objects needs no more stack than a short
// one:
//
//	depth 0        destroy ─> dec ─> destroy ─> dec ─> …     plain recursion: the usual case
//	maxDepth       the turntable: its objects are queued,
//	               and it destroys the queue one by one
//
// The headers of the dead objects are the queue, so it never allocates:
//
//	size    a i │ elements to release (maps: len, cap)
//	count   kind │ address of the next queued object's data
//	        16     48 bits
//
// kind is a row of a table: what the objects in the queue are made of. The
// thread has room for sixteen rows, enough for any chain, since an empty queue
// needs none. Only a queue of more kinds makes the table grow on the heap; where
// there is no memory, or a map is too large to note, the recursion goes on.
const (
	maxDepth = 32
	ownKinds = 16
	maxKinds = 1 << 15

	kindShift = 48
	nextMask  = 1<<kindShift - 1

	capShift = sizeBits / 2
	maxNoted = 1<<capShift - 1
)

// Kind is what an object owns: elements, keys and values, or whatever its drop
// callback knows.
type Kind struct {
	keySize, valSize int64
	key, val         runtime.ElemFn
	drop             runtime.DropFn
}

// drops is the state of one thread; zero at first.
type drops struct {
	depth int64
	queue unsafe.Pointer // data of the first queued object
	n     int64          // rows of the table in use
	rows  int64          // rows on the heap
	more  unsafe.Pointer // these rows; they follow kinds
	kinds [ownKinds]Kind
}

const kindBytes = int64(unsafe.Sizeof(Kind{}))

var _ [0]struct{} = [max(unsafe.Sizeof(drops{}), runtime.LocalBytes) - runtime.LocalBytes]struct{}{}

// DestroyMap releases the keys and values of a map's buffer and frees it.
//
//go:noinline
func DestroyMap(t Triple, keySize, valSize int64, keyDec, valDec runtime.ElemFn) {
	if keyDec.IsNil() && valDec.IsNil() {
		free(t.Data)
		return
	}
	destroyAs(t.Data, t.Len, t.Cap, Kind{keySize: keySize, valSize: valSize, key: keyDec, val: valDec})
}

// destroyAs destroys an object of which nobody else has a reference.
func destroyAs(data unsafe.Pointer, n, slots int64, k Kind) {
	d := (*drops)(runtime.Local())
	if d == nil {
		k.destroy(data, n, slots)
		return
	}
	if d.depth > maxDepth && d.enqueue(data, n, slots, k) {
		return
	}
	turntable := d.depth == maxDepth
	d.depth++
	k.destroy(data, n, slots)
	if turntable {
		d.run()
	}
	d.depth--
}

// destroy releases what the object owns and frees it.
func (k Kind) destroy(data unsafe.Pointer, n, slots int64) {
	if !k.drop.IsNil() {
		k.drop.Call(data)
		return
	}
	ElemsAt(data, k.keySize).Dec(k.key, 0, n)
	if !k.val.IsNil() {
		ElemsAt(runtime.At(data, slots*k.keySize), k.valSize).Dec(k.val, 0, n)
	}
	free(data)
}

// enqueue notes the object in its own header and reports whether it could.
func (d *drops) enqueue(data unsafe.Pointer, n, slots int64, k Kind) bool {
	if !k.val.IsNil() {
		if slots > maxNoted {
			return false
		}
		n |= slots << capShift
	}
	row := d.row(k)
	if row < 0 {
		return false
	}
	h := headerOf(data)
	if k.drop.IsNil() {
		h.setBytes(n)
	}
	h.count = row<<kindShift | runtime.Offset(d.queue, nil)
	d.queue = data
	return true
}

// row returns k's row in the table, or -1.
func (d *drops) row(k Kind) int64 {
	if d.queue == nil {
		d.n = 0
	}
	for i := int64(0); i < d.n; i++ {
		if *d.kind(i) == k {
			return i
		}
	}
	if d.n == ownKinds+d.rows && !d.grow() {
		return -1
	}
	*d.kind(d.n) = k
	d.n++
	return d.n - 1
}

// kind returns row i of the table.
func (d *drops) kind(i int64) *Kind {
	if i < ownKinds {
		return &d.kinds[i]
	}
	return (*Kind)(ElemsAt(d.more, kindBytes).At(i - ownKinds))
}

// grow makes room for more rows and reports whether it could.
//
//go:noinline
func (d *drops) grow() bool {
	rows := 2*d.rows + ownKinds
	if ownKinds+rows > maxKinds {
		return false
	}
	more := runtime.Malloc(rows * kindBytes)
	if more == nil {
		return false
	}
	if d.more != nil {
		runtime.Copy(more, d.more, d.rows*kindBytes)
		runtime.Free(d.more)
	}
	d.more, d.rows = more, rows
	return true
}

// run destroys the queue, the object queued last first. The queue's addresses
// are numbers in headers, which checkptr cannot follow.
//
//go:nocheckptr
func (d *drops) run() {
	for d.queue != nil {
		data := d.queue
		h := headerOf(data)
		k := *d.kind(h.count >> kindShift)
		d.queue = runtime.At(nil, h.count&nextMask)
		h.count = 0
		n, slots := h.bytes(), int64(0)
		if !k.val.IsNil() {
			n, slots = n&maxNoted, n>>capShift
		}
		k.destroy(data, n, slots)
	}
	if d.more != nil {
		runtime.Free(d.more)
		d.more, d.rows = nil, 0
	}
}
