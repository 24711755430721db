package cowmap_test

import (
	"testing"
	"unsafe"

	"libori.org/rt/cowmap"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// A node is an object that holds a name, a reference to another node or NULL,
// and a number behind it. A map's key or value is the address of one.
type node struct {
	name  int64
	child *node
	pad   [20]int64 // values of 8, 24 and 104 bytes begin with a reference
}

var (
	nodeInc  = runtime.GoElem(func(elem unsafe.Pointer) { rc.Inc(*(*unsafe.Pointer)(elem)) })
	nodeEq   = runtime.GoEq(func(a, b unsafe.Pointer) bool { return (*(**node)(a)).name == (*(**node)(b)).name })
	nodeDec  runtime.ElemFn
	nodeDrop = runtime.GoDrop(func(data unsafe.Pointer) {
		nodeDec.Call(unsafe.Pointer(&(*node)(data).child))
		rc.Free(data, 0, 0)
	})
)

func init() {
	nodeDec = runtime.GoElem(func(elem unsafe.Pointer) { rc.Dec(*(*unsafe.Pointer)(elem), nodeDrop) })
}

func newNode(name int64, child *node) *node {
	n := (*node)(rc.New("test", int64(unsafe.Sizeof(node{})), 8))
	*n = node{name: name, child: child}
	return n
}

// nodes is a map of nodes to nodes in values of valSize bytes, with the entry 1 -> 1
// of a single node.
func nodes(valSize int64) (m rc.Triple, one *node, keys cowmap.Keys, refs cowmap.Refs) {
	keys = cowmap.Keys{KeySize: 8, ValSize: valSize, Eq: nodeEq}
	refs = cowmap.Refs{KeyInc: nodeInc, KeyDec: nodeDec, ValInc: nodeInc, ValDec: nodeDec}
	one = newNode(1, nil)
	rc.Inc(unsafe.Pointer(one))
	var val check.Slot
	*(**node)(val.At()) = one
	return cowmap.Insert(rc.Triple{}, unsafe.Pointer(&one), val.At(), keys, refs), one, keys, refs
}

// eachNodes runs f on a unique and on a shared map, and expects that nothing is
// left of it, nor of what f moved in.
func eachNodes(t *testing.T, f func(m rc.Triple, one *node, keys cowmap.Keys, refs cowmap.Refs) rc.Triple) {
	t.Helper()
	for _, valSize := range []int64{8, 24, 104} {
		for _, shared := range []bool{false, true} {
			live := rc.LiveCount()
			m, one, keys, refs := nodes(valSize)
			before := m
			if shared {
				rc.ListInc(m)
			}
			m = f(m, one, keys, refs)
			if shared {
				if got := *(**node)(cowmap.Get(before, unsafe.Pointer(&one), keys)); got.name != 1 {
					t.Errorf("values of %d bytes: the other owner sees %d", valSize, got.name)
				}
				cowmap.BufferDec(before, keys, refs)
			}
			cowmap.BufferDec(m, keys, refs)
			if n := rc.LiveCount() - live; n != 0 {
				t.Errorf("values of %d bytes, shared %v: %d objects left", valSize, shared, n)
			}
		}
	}
}

// m[m[k]] = v, where m[k] is k: the unstored key lies in the value that goes.
func TestPassedKeyMayLieInTheReplacedValue(t *testing.T) {
	eachNodes(t, func(m rc.Triple, one *node, keys cowmap.Keys, refs cowmap.Refs) rc.Triple {
		key := cowmap.Get(m, unsafe.Pointer(&one), keys)
		rc.Inc(*(*unsafe.Pointer)(key)) // moved in
		var val check.Slot
		*(**node)(val.At()) = newNode(2, nil)
		m = cowmap.Insert(m, key, val.At(), keys, refs)
		if got := *(**node)(cowmap.Get(m, unsafe.Pointer(&one), keys)); got.name != 2 {
			t.Errorf("the value is %d", got.name)
		}
		return m
	})
}

// m[k] = k.child, where k is not stored: the value lies in memory that only the
// unstored key keeps alive.
func TestValueMayLieInThePassedKey(t *testing.T) {
	eachNodes(t, func(m rc.Triple, one *node, keys cowmap.Keys, refs cowmap.Refs) rc.Triple {
		child := newNode(3, nil)
		key := newNode(1, child)
		rc.Inc(unsafe.Pointer(child)) // moved in
		m = cowmap.Insert(m, unsafe.Pointer(&key), unsafe.Pointer(&key.child), keys, refs)
		if got := *(**node)(cowmap.Get(m, unsafe.Pointer(&one), keys)); got != child {
			t.Errorf("the value is %d", got.name)
		}
		return m
	})
}

// The same of values that are plain numbers: only the key is counted.
func TestPlainValueMayLieInThePassedKey(t *testing.T) {
	live := rc.LiveCount()
	keys := cowmap.Keys{KeySize: 8, ValSize: 8, Eq: nodeEq}
	refs := cowmap.Refs{KeyInc: nodeInc, KeyDec: nodeDec}
	one, again := newNode(1, nil), newNode(1, nil)
	again.pad[0] = 77
	m := cowmap.Insert(rc.Triple{}, unsafe.Pointer(&one), unsafe.Pointer(&one.pad), keys, refs)
	m = cowmap.Insert(m, unsafe.Pointer(&again), unsafe.Pointer(&again.pad), keys, refs)
	if got := *(*int64)(cowmap.Get(m, unsafe.Pointer(&one), keys)); got != 77 {
		t.Errorf("the value is %d", got)
	}
	cowmap.BufferDec(m, keys, refs)
	if n := rc.LiveCount() - live; n != 0 {
		t.Errorf("%d objects left", n)
	}
}

// Of a key and a default that are not stored, either may lie in the other.
func TestDefaultMayLieInThePassedKeyAndTheOtherWayRound(t *testing.T) {
	eachNodes(t, func(m rc.Triple, one *node, keys cowmap.Keys, refs cowmap.Refs) rc.Triple {
		child := newNode(3, nil)
		key := newNode(1, child)
		rc.Inc(unsafe.Pointer(child)) // moved in
		var slot unsafe.Pointer
		return cowmap.Entry(m, unsafe.Pointer(&key), unsafe.Pointer(&key.child), keys, refs, &slot)
	})
	eachNodes(t, func(m rc.Triple, one *node, keys cowmap.Keys, refs cowmap.Refs) rc.Triple {
		child := newNode(1, nil)
		var def check.Slot
		parent := newNode(3, child)
		*(**node)(def.At()) = parent
		rc.Inc(unsafe.Pointer(child)) // moved in
		var slot unsafe.Pointer
		return cowmap.Entry(m, unsafe.Pointer(&parent.child), def.At(), keys, refs, &slot)
	})
}

// Where a large default and the unstored key are both to be released, and there is
// no memory, nothing is consumed and no copy is left.
func TestEntryWithoutMemoryKeepsEverything(t *testing.T) {
	for _, shared := range []bool{false, true} {
		live := rc.LiveCount()
		m, one, keys, refs := nodes(104)
		if shared {
			rc.ListInc(m)
		}
		allocated := rc.LiveCount()
		var def check.Slot
		var slot unsafe.Pointer
		*(**node)(def.At()) = one
		runtime.Refuse = func(size int64) bool { return size == 104 } // the value, not the copy
		message := check.Fatal(func() { cowmap.Entry(m, unsafe.Pointer(&one), def.At(), keys, refs, &slot) })
		runtime.Refuse = nil
		if want := "ori: ori_map_entry_cow: out of memory allocating 104 bytes"; message != want {
			t.Errorf("%q, want %q", message, want)
		}
		if n := rc.LiveCount() - allocated; n != 0 || slot != nil {
			t.Errorf("shared %v: %d objects left, slot %p", shared, n, slot)
		}
		if shared {
			cowmap.BufferDec(m, keys, refs)
		}
		cowmap.BufferDec(m, keys, refs)
		if n := rc.LiveCount() - live; n != 0 {
			t.Errorf("shared %v: %d objects left in the end", shared, n)
		}
	}
}
