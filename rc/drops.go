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
//	maxDepth       the trampoline: its objects are queued,
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
// needs none. Only a queue of more kinds has further rows on the heap, where a hash
// table finds them; where there is no memory, or a map is too large to note, the
// recursion goes on.
//
//	kinds   │ 0 │ 1 │ … │ 15 │                in the thread's block
//	more    │ 16 │ 17 │ … │ slots: row or 0 │  on the heap, twice as many slots as rows
const (
	maxDepth = runtime.MaxNested
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
	thread runtime.Thread // first: the runtime's own part of Local's memory
	queue  unsafe.Pointer // data of the first queued object
	n      int64          // rows of the table in use
	rows   int64          // rows on the heap, a power of two or 0
	more   unsafe.Pointer // these rows, which follow kinds, and behind them the slots
	kinds  [ownKinds]Kind
}

const (
	kindBytes = int64(unsafe.Sizeof(Kind{}))
	slotBytes = 4
)

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

// destroyAs destroys an object of which nobody else has a reference. It is inlined where
// it is known what the object is made of; the queue is not.
//
// A callback that meets a fatal error may not come back: its handler leaves by
// longjmp. So each level puts the depth back to what it was for itself, and not one
// lower; the error has set it to 0 (runtime.Thread); and what was left in the queue is
// destroyed with the next object.
//
//go:inline
func destroyAs(data unsafe.Pointer, n, slots int64, k Kind) {
	d := (*drops)(runtime.Local())
	if d == nil {
		k.destroy(data, n, slots)
		return
	}
	depth := d.thread.Enter()
	if runtime.Likely(depth <= maxDepth) || !d.enqueue(data, n, slots, k) {
		k.destroy(data, n, slots)
		if depth == maxDepth || depth == 0 && d.queue != nil {
			d.run()
		}
	}
	d.thread.Leave(depth)
}

// Drain destroys what the calling thread has put off: objects that lost their last
// reference inside of the destruction of others, more than 32 deep (4 in the checking
// build). Their destruction, and so the call of their drop or dec callbacks, is
// otherwise over when the outermost release returns, but not when the release of the
// object itself does. A destructor that must have seen one object go before it goes on calls this;
// a chain of destructors that all do recurses as deep as the chain is long.
//
//	anything -- destroys objects that are no argument, and calls their callbacks
//
//ori:export ori_rt_drain()
func Drain() {
	if d := (*drops)(runtime.Local()); d != nil && d.queue != nil {
		depth := d.thread.Enter()
		d.run()
		d.thread.Leave(depth)
	}
}

// destroy releases what the object owns and frees it.
//
//go:inline
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
//
//go:noinline
func (d *drops) enqueue(data unsafe.Pointer, n, slots int64, k Kind) bool {
	if !k.val.IsNil() {
		if slots > maxNoted {
			return false
		}
		n |= slots << capShift
	}
	if n > sizeMask {
		return false // elements without bytes, more than anyone can count
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
		d.forget()
	}
	for i := int64(0); i < min(d.n, ownKinds); i++ {
		if d.kinds[i] == k {
			return i
		}
	}
	if d.n < ownKinds {
		d.kinds[d.n] = k
		d.n++
		return d.n - 1
	}
	return d.farRow(k)
}

// farRow is row where the kinds that the thread has room for are others.
//
//go:noinline
func (d *drops) farRow(k Kind) int64 {
	if d.rows > 0 {
		if row := int64(*d.slot(k)); row != 0 {
			return row
		}
	}
	if d.n == ownKinds+d.rows && !d.grow() {
		return -1
	}
	*d.slot(k) = int32(d.n)
	*d.kind(d.n) = k
	d.n++
	return d.n - 1
}

// slot returns the slot that holds the row of k on the heap, or the vacant one, 0,
// where it is to go.
//
// Requires rows on the heap.
func (d *drops) slot(k Kind) *int32 {
	slots := ElemsAt(runtime.At(d.more, d.rows*kindBytes), slotBytes)
	hash := uint64(0)
	for _, word := range *(*[kindBytes / 8]uint64)(unsafe.Pointer(&k)) {
		hash = (hash ^ word) * 0x9E3779B97F4A7C15
		hash ^= hash >> 32
	}
	for i := int64(hash); ; i++ {
		slot := (*int32)(slots.At(i & (2*d.rows - 1)))
		if *slot == 0 || *d.kind(int64(*slot)) == k {
			return slot
		}
	}
}

// kind returns row i of the table.
func (d *drops) kind(i int64) *Kind {
	if i < ownKinds {
		return &d.kinds[i]
	}
	return (*Kind)(ElemsAt(d.more, kindBytes).At(i - ownKinds))
}

// grow makes room for more rows and reports whether it could.
func (d *drops) grow() bool {
	old := *d
	rows := max(2*old.rows, ownKinds)
	if ownKinds+rows > maxKinds {
		return false
	}
	more := runtime.Malloc(rows * (kindBytes + 2*slotBytes))
	if more == nil {
		return false
	}
	d.more, d.rows = more, rows
	runtime.Fill(runtime.At(more, rows*kindBytes), 0, 2*rows*slotBytes)
	if old.more != nil {
		runtime.Copy(more, old.more, old.rows*kindBytes)
		for i := int64(ownKinds); i < d.n; i++ {
			*d.slot(*d.kind(i)) = int32(i)
		}
		runtime.Free(old.more)
	}
	return true
}

// forget empties the table. The rows go in the order opposite to that in which they
// came, so that none stands in the way where another is looked for.
func (d *drops) forget() {
	for ; d.n > ownKinds; d.n-- {
		*d.slot(*d.kind(d.n - 1)) = 0
	}
	d.n = 0
}

// run destroys the queue, the object queued last first. The queue's addresses
// are numbers in headers, which checkptr cannot follow.
//
//go:nocheckptr
//go:noinline
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
		d.n, d.rows, d.more = 0, 0, nil
	}
}
