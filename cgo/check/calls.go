package check

import (
	"sync/atomic"
	"unsafe"

	"libori.org/rt/cgo/env"
	"libori.org/rt/cgo/stacks"
	"libori.org/rt/cgo/thread"
	"libori.org/rt/runtime"
)

// maxArgs is the most parameters that a function has.
const maxArgs = 24

// caller is a C thread that calls the library.
type caller struct {
	id    uint64
	depth int
	calls []call // by depth
	walk  []stacks.Call
	pcs   []uint64
}

// call is a call that has not returned.
type call struct {
	op     int
	frame  stacks.Frame
	top    uint64
	args   [maxArgs]uint64
	stack  stacks.ID // 0: not walked yet
	counts [2]int    // references that a callback added and dropped, in calls of the next depth
	copied bool
	moved  []uint64  // objects of the elements that are moved in
	births [2]uint64 // of the operands' buffers
	buffer [2]uint64
}

// callers finds a thread by its id: a table with open addressing, of which an entry is
// never taken back, since ids are used again.
var callers [1 << 14]atomic.Pointer[caller]

// current returns the running thread.
func current() *caller {
	id := thread.ID()
	for i := id * 0x9E3779B97F4A7C15 >> 50; ; i = (i + 1) % uint64(len(callers)) {
		c := callers[i].Load()
		if c == nil {
			fresh := &caller{id: id, calls: make([]call, 8), pcs: make([]uint64, env.MaxDepth)}
			if !callers[i].CompareAndSwap(nil, fresh) {
				c = callers[i].Load()
			} else {
				c = fresh
			}
		}
		if c.id == id {
			return c
		}
	}
}

// Enter looks at the arguments of a call: op is the function's place in abi.Exports, the
// frame is its caller's. What is wrong is a panic with runtime.Fatal, as the library's own
// fatal errors are; Leave must be called also then.
func Enter(op int, frame stacks.Frame, top uint64, args []uint64) {
	t := current()
	if t.depth == len(t.calls) {
		t.calls = append(t.calls, make([]call, len(t.calls))...)
	}
	c := &t.calls[t.depth]
	c.op, c.frame, c.top, c.stack, c.counts, c.copied = op, frame, top, 0, [2]int{}, false
	copy(c.args[:], args)
	c.moved = c.moved[:0]
	t.depth++
	p := &plans[op]
	if p.counts != 0 && t.depth > 1 && p.countsSomething(c) {
		t.calls[t.depth-2].counts[(1-p.counts)/2]++
	}
	for i := range p.operands {
		t.operand(c, p, i)
	}
	if settings.Check&env.Moves != 0 && !settings.Opened {
		for i := range p.moved {
			t.moving(c, p, &p.moved[i])
		}
	}
}

// Result looks at what the innermost call has made. result is what it returns, if it is an address.
func Result(result unsafe.Pointer) {
	t := current()
	c := &t.calls[t.depth-1]
	t.results(c, &plans[c.op], runtime.AddressOf(result))
}

// Leave ends the innermost call, also one that has failed.
func Leave() { current().depth-- }

// countsSomething reports whether the operand of an inc or dec has a count.
func (p *plan) countsSomething(c *call) bool {
	for _, o := range p.operands {
		if buffer, _ := o.triple(c); buffer != 0 {
			return true
		}
	}
	return false
}

// stackHere returns the stack of the innermost call.
func (t *caller) stackHere() stacks.ID {
	if t.depth == 0 {
		return 0
	}
	c := &t.calls[t.depth-1]
	if c.stack == 0 {
		t.walk = t.walk[:0]
		for i := t.depth - 1; i >= 0; i-- {
			outer := &t.calls[i]
			at := outer.op
			if i < t.depth-1 {
				t.walk = append(t.walk, stacks.Call{Frame: outer.frame, Top: outer.top, Op: at})
			} else {
				t.walk = append(t.walk, stacks.Call{Frame: outer.frame, Top: outer.top})
			}
		}
		n := stacks.Walk(t.pcs[:settings.StackDepth], t.walk)
		c.stack = stacks.Intern(t.pcs[:n])
	}
	return c.stack
}

// word reads memory of the program.
func word(at uint64) uint64 { return runtime.WordAt(at) }

// count reads the reference count of an object.
func count(data uint64) int64 { return runtime.LoadRelaxed((*int64)(runtime.PointerAt(data - 8))) }
