package rc_test

import (
	"testing"
	"time"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// A chain is a nested structure: each object holds the next in its first 24
// bytes, and knows how it is released by the kind that is written behind.
type chain struct {
	rc.Triple
	kind int64
}

const kinds = 40 // more than the queue can tell apart

var (
	chainDepth, deepest int
	chainDecs           [kinds]runtime.ElemFn
	chainDrops          [kinds]runtime.DropFn
	failing             unsafe.Pointer // the chain whose release raises a fatal error
)

func init() {
	for i := range kinds {
		chainDecs[i] = runtime.GoElem(func(elem unsafe.Pointer) { enter(*(*chain)(elem)) })
		chainDrops[i] = runtime.GoDrop(func(data unsafe.Pointer) {
			enter(*(*chain)(data))
			rc.Free(data, 0, 0)
		})
	}
}

// enter releases a chain and notes how deep the callbacks are nested.
func enter(c chain) {
	chainDepth++
	deepest = max(deepest, chainDepth)
	if failing != nil && c.Data == failing {
		rc.FailNull("test", "elem")
	}
	c.release()
	chainDepth--
}

func (c chain) release() {
	switch i := c.kind / 4; {
	case c.Data == nil:
	case c.kind%4 == 0:
		rc.BufferDec(c.Triple, rc.Elem{Size: 32, Dec: chainDecs[i]})
	case c.kind%4 == 1: // a map with values
		if rc.DropLast(c.Data) {
			rc.DestroyMap(c.Triple, 8, 32, runtime.ElemFn{}, chainDecs[i])
		}
	case c.kind%4 == 2:
		rc.Dec(c.Data, chainDrops[i])
	default: // a slice
		rc.BufferDec(c.Triple, rc.Elem{Size: 32, Dec: chainDecs[i]})
	}
}

// link makes an object of a kind that holds the chain.
func link(c chain, kind int64) chain {
	t := rc.Triple{Len: 1, Cap: 2, Data: rc.New("test", 80, 8)}
	runtime.Fill(t.Data, 0, 80)
	at := t.Data
	if kind%4 == 1 {
		at = rc.ElemsAt(t.Data, 8).At(t.Cap)
	}
	*(*chain)(at) = c
	if kind%4 == 3 {
		t = t.Slice(0, 1, 32)
	}
	return chain{t, kind}
}

// withLocal gives the running goroutine memory for the queue.
func withLocal(t *testing.T) *[runtime.LocalBytes / 8]uint64 {
	block := new([runtime.LocalBytes / 8]uint64)
	runtime.LocalBlock = func() unsafe.Pointer { return unsafe.Pointer(block) }
	t.Cleanup(func() { runtime.LocalBlock = nil })
	return block
}

func TestDeepStructuresAreDroppedWithoutDeepRecursion(t *testing.T) {
	block := withLocal(t)
	for name, kindOf := range map[string]func(i int64) int64{
		"lists":  func(int64) int64 { return 0 },
		"maps":   func(int64) int64 { return 1 },
		"boxes":  func(int64) int64 { return 2 },
		"slices": func(int64) int64 { return 3 },
		"mixed":  func(i int64) int64 { return i % 13 },
	} {
		t.Run(name, func(t *testing.T) {
			defer expectNothingAlive(t, rc.LiveCount())
			var c chain
			for i := range int64(20_000) {
				c = link(c, kindOf(i))
			}
			chainDepth, deepest = 0, 0
			c.release()
			if deepest > 64 {
				t.Errorf("callbacks were nested %d deep", deepest)
			}
			if *block != ([runtime.LocalBytes / 8]uint64{}) && block[0] != 0 {
				t.Errorf("the thread's state says depth %d", block[0])
			}
		})
	}
}

// TestQueuesOfManyKindsGrow drops a tree whose queue holds more kinds at once
// than a thread has room for: with memory the callbacks are nested no deeper
// than otherwise, and without it nothing is lost.
func TestQueuesOfManyKindsGrow(t *testing.T) {
	for _, memory := range []bool{true, false} {
		withLocal(t)
		live := rc.LiveCount()
		// Each node has forty leaves of different kinds, and first the next node.
		next := chain{}
		for range 2000 {
			l := rc.Triple{Len: 41, Cap: 41, Data: rc.New("test", 41*32, 8)}
			*(*chain)(l.Elems(32).At(0)) = next
			for i := range int64(kinds) {
				*(*chain)(l.Elems(32).At(i + 1)) = link(chain{}, 4*i+2)
			}
			next = chain{l, 0}
		}
		asked := 0
		runtime.Refuse = func(int64) bool { asked++; return !memory }
		chainDepth, deepest = 0, 0
		next.release()
		runtime.Refuse = nil
		if memory && (deepest > 64 || asked == 0 || asked > 10) || !memory && asked == 0 {
			t.Errorf("memory %v: callbacks were nested %d deep, %d allocations", memory, deepest, asked)
		}
		expectNothingAlive(t, live)
	}
}

// TestLargeMapsFallBackToRecursion nests a map whose capacity the queue cannot note.
func TestLargeMapsFallBackToRecursion(t *testing.T) {
	withLocal(t)
	defer expectNothingAlive(t, rc.LiveCount())
	c := chain{rc.Triple{Len: 0, Cap: 1 << 30, Data: rc.New("test", 8, 8)}, 1}
	for range 100 {
		c = link(c, 0)
	}
	c.release()
}

// TestManyKindsCostAsFew drops leaves below the depth where they are queued, each of
// another kind: what a leaf costs does not depend on how many kinds there are.
func TestManyKindsCostAsFew(t *testing.T) {
	withLocal(t)
	defer expectNothingAlive(t, rc.LiveCount())
	const last = kinds - 1
	usual, size := chainDecs[last], int64(0)
	defer func() { chainDecs[last] = usual }()
	chainDecs[last] = runtime.GoElem(func(elem unsafe.Pointer) {
		size++ // of the leaf's elements: a kind of its own
		rc.BufferDec(rc.Triple{Data: *(*unsafe.Pointer)(elem)}, rc.Elem{Size: size, Dec: usual})
	})
	perLeaf := func(n int64) (best time.Duration) {
		best = time.Hour
		for range 25 { // the least of many: others may be at work on the machine
			leaves := rc.Triple{Len: n, Cap: n, Data: rc.New("test", n*32, 8)}
			for i := range n {
				*(*unsafe.Pointer)(leaves.Elems(32).At(i)) = rc.New("test", 8, 8)
			}
			c := chain{leaves, 4 * last}
			for range 40 {
				c = link(c, 0)
			}
			size = 0
			began := time.Now()
			c.release()
			best = min(best, time.Since(began)/time.Duration(n))
		}
		return best
	}
	for attempt := 1; ; attempt++ { // and they may disturb one comparison
		few, many := perLeaf(500), perLeaf(16_000)
		if many <= 6*few {
			break
		}
		if attempt == 5 {
			t.Errorf("a leaf takes %v of 500 kinds and %v of 16,000", few, many)
			break
		}
	}
}

// TestAnErrorInACallbackLeavesNoDepth has a fatal error leave destructions at every
// depth, many times over; after that as much is freed as ever.
func TestAnErrorInACallbackLeavesNoDepth(t *testing.T) {
	block := withLocal(t)
	live := rc.LiveCount()
	const times = 200
	for i := range int64(times) {
		c := link(chain{}, 2)
		for range i % 50 {
			c = link(c, 0)
		}
		inner := c
		for range i % 50 {
			inner = *(*chain)(inner.Data)
		}
		failing = inner.Data
		if check.Fatal(func() { enter(c) }) == "" {
			t.Fatalf("no error")
		}
		failing, chainDepth = nil, 0
		if block[0] != 0 {
			t.Fatalf("an error %d deep leaves the thread's state at depth %d", i%50, block[0])
		}
	}
	before := rc.LiveCount()
	var c chain
	for range 1000 {
		c = link(c, 1)
	}
	c.release()
	if after := rc.LiveCount(); after > before {
		t.Errorf("%d objects more than before", after-before)
	}
	rc.Drain()
	if lost := rc.LiveCount() - live; lost <= 0 || lost > times*51 {
		t.Errorf("%d objects alive; what the errors interrupted is lost, and no more", lost)
	}
}
