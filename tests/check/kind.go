package check

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// A Kind is a kind of element. A value is a number from 0 to 250, so that it
// fits the smallest.
type Kind struct {
	Name string
	rc.Elem
	object func(value int64) rc.Triple // makes what an element refers to; nil: plain data
	Eq     runtime.EqFn                // equal values
	Hash   runtime.HashFn
	Cmp    runtime.CmpFn  // by value
	Drops  runtime.DropFn // of a box that holds one element
	whole  bool           // the element is the object's triple, not its address
	number bool           // the element is the value, an int64

	// With a ctx, the address of a number: whether the value, or a key's, is no multiple of
	// it; and the order by value, times the number.
	Keep      runtime.TestFn
	KeepEntry runtime.EntryTestFn
	CmpBy     runtime.CmpByFn
}

// Slot is room for one element of any kind, aligned as malloc would.
type Slot [16]uint64

// At returns the slot's address.
func (s *Slot) At() unsafe.Pointer { return unsafe.Pointer(s) }

// The kinds. A plain element is a pattern of bytes that depends on the value. A
// counted one starts with a reference, and the pattern follows:
//
//	box      8, 24, 40, 64, 100 bytes   the address of an object of one int64
//	list     24 bytes                   a list of three int64
//	slice    24 bytes                   a slice that is the last owner of its buffer
var (
	Plain = []*Kind{
		plain("u8", 1, 1), plain("u16", 2, 2), plain("u32", 4, 4), plain("i64", 8, 8),
		plain("16 bytes", 16, 16), plain("24 bytes", 24, 8), plain("40 bytes", 40, 8), plain("100 bytes", 100, 4),
		plain("8 bytes aligned to 32", 8, 32), plain("64 bytes aligned to 64", 64, 64), plain("8 bytes aligned to 4096", 8, 4096),
	}
	Counted = []*Kind{
		boxed("box", 8, 8), boxed("box in 24 bytes", 24, 8), boxed("box in 40 bytes", 40, 8),
		boxed("box in 100 bytes", 100, 4), boxed("box aligned to 64", 64, 64),
		triple("list", list), triple("slice", slice),
	}
	Kinds = append(append([]*Kind(nil), Plain...), Counted...)

	I64 = Plain[3]
	Box = Counted[0]

	// Integers come with the callbacks that the library brings for them.
	Integers = &Kind{
		Name: "integers", Elem: rc.Elem{Size: 8, Align: 8}, number: true,
		Eq: runtime.Int64Eq(), Hash: runtime.Int64Hash(), Cmp: runtime.Int64Compare(),
	}
)

func plain(name string, size, align int64) *Kind {
	return (&Kind{Name: name, Elem: rc.Elem{Size: size, Align: align}}).callbacks()
}

func boxed(name string, size, align int64) *Kind {
	return (&Kind{Name: name, Elem: rc.Elem{Size: size, Align: align, Inc: boxInc, Dec: boxDec}, object: box}).callbacks()
}

func triple(name string, object func(int64) rc.Triple) *Kind {
	return (&Kind{Name: name, Elem: rc.Elem{Size: 24, Align: 8, Inc: tripleInc, Dec: tripleDec}, object: object, whole: true}).callbacks()
}

func (k *Kind) callbacks() *Kind {
	k.Eq = runtime.GoEq(func(a, b unsafe.Pointer) bool { return k.Get(a) == k.Get(b) })
	k.Hash = runtime.GoHash(func(elem unsafe.Pointer) uint64 { return uint64(k.Get(elem)) })
	k.Cmp = runtime.GoCmp(func(a, b unsafe.Pointer) int32 { return int32(k.Get(a) - k.Get(b)) })
	k.withEnvironment()
	k.Drops = runtime.GoDrop(func(data unsafe.Pointer) {
		k.Drop(data)
		rc.Free(data, k.Size, k.Align)
	})
	return k
}

// withEnvironment makes the callbacks that are given a ctx.
func (k *Kind) withEnvironment() {
	k.Keep = runtime.GoTest(func(elem, ctx unsafe.Pointer) bool { return k.Get(elem)%*(*int64)(ctx) != 0 })
	k.KeepEntry = runtime.GoEntryTest(func(key, val, ctx unsafe.Pointer) bool { return val != nil && k.Get(key)%*(*int64)(ctx) != 0 })
	k.CmpBy = runtime.GoCmpBy(func(a, b, ctx unsafe.Pointer) int32 { return int32((k.Get(a) - k.Get(b)) * *(*int64)(ctx)) })
}

func init() { Integers.withEnvironment() }

// The callbacks count in the heap of the running test.
var (
	boxInc    = runtime.GoElem(func(elem unsafe.Pointer) { now.inc(elem, boxAt) })
	boxDec    = runtime.GoElem(func(elem unsafe.Pointer) { now.dec(elem, boxAt) })
	tripleInc = runtime.GoElem(func(elem unsafe.Pointer) { now.inc(elem, tripleAt) })
	tripleDec = runtime.GoElem(func(elem unsafe.Pointer) { now.dec(elem, tripleAt) })
)

func boxAt(slot unsafe.Pointer) rc.Triple {
	object := rc.Triple{Len: 1, Cap: 1}
	runtime.Copy(unsafe.Pointer(&object.Data), slot, 8) // a slot need not be aligned
	return object
}

func tripleAt(slot unsafe.Pointer) rc.Triple {
	var object rc.Triple
	runtime.Copy(unsafe.Pointer(&object), slot, 24)
	return object
}

// objectAt returns what the counted element in slot refers to.
func (k *Kind) objectAt(slot unsafe.Pointer) rc.Triple {
	if k.whole {
		return tripleAt(slot)
	}
	return boxAt(slot)
}

func box(v int64) rc.Triple  { return int64s(v) }
func list(v int64) rc.Triple { return int64s(v, v+1, v+2) }
func slice(v int64) rc.Triple {
	l := int64s(-1, v, v+1, -2)
	return l.Slice(1, 3, 8) // the list's reference becomes the slice's
}

// int64s makes a list of plain int64.
func int64s(values ...int64) rc.Triple {
	n := int64(len(values))
	l := rc.Triple{Len: n, Cap: n, Data: rc.New("test", n*8, 8)}
	for i, v := range values {
		*(*int64)(l.Elems(8).At(int64(i))) = v
	}
	return l
}

// IsCounted reports whether elements of this kind hold references.
func (k *Kind) IsCounted() bool { return k.object != nil }

// Put makes an element of the value in slot, with a reference of its own.
func (k *Kind) Put(slot unsafe.Pointer, value int64) {
	if k.number {
		*(*int64)(slot) = value
		return
	}
	bytes := rc.ElemsAt(slot, 1)
	for j := int64(0); j < k.Size; j++ {
		*(*byte)(bytes.At(j)) = pattern(value, j)
	}
	if !k.IsCounted() {
		return
	}
	object := k.object(value)
	now.objects[object.Buffer()] = true
	if k.whole {
		runtime.Copy(slot, unsafe.Pointer(&object), 24)
	} else {
		runtime.Copy(slot, unsafe.Pointer(&object.Data), 8)
	}
}

// Get returns the value of the element in slot, or -1 when it is damaged.
func (k *Kind) Get(slot unsafe.Pointer) int64 {
	if k.number {
		return *(*int64)(slot)
	}
	var elem Slot // read as the library reads, so that whoever watches sees it
	runtime.Copy(elem.At(), slot, k.Size)
	bytes := rc.ElemsAt(elem.At(), 1)
	value, from := int64(*(*byte)(elem.At())), int64(0)
	if k.IsCounted() {
		runtime.Copy(unsafe.Pointer(&value), k.objectAt(elem.At()).Data, 8)
		from = 8
	}
	for j := from; j < k.Size && !k.whole; j++ {
		if *(*byte)(bytes.At(j)) != pattern(value, j) {
			return -1
		}
	}
	return value
}

func pattern(value, j int64) byte { return byte(value + 7*j) }

// Drop releases the element in slot.
func (k *Kind) Drop(slot unsafe.Pointer) {
	if k.IsCounted() {
		k.Dec.Call(slot)
	}
}
