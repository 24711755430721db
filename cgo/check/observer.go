package check

import (
	"fmt"
	"runtime/debug"
	"unsafe"

	"libori.org/rt/account"
	"libori.org/rt/cgo/env"
	"libori.org/rt/cgo/stacks"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

var (
	settings env.Settings
	shadows  shadow
	waiting  quarantine
	recent   light
)

// Watching reports whether calls are looked at: exports.go asks before Enter.
var Watching bool

// Start begins with the settings of the environment.
func Start(s env.Settings) {
	settings = s
	if s.CopyBudget >= 0 {
		account.CopyBudget(s.CopyBudget)
	}
	Watching = s.Watching()
	if !Watching {
		runtime.Observe = idle{}
		return
	}
	debug.SetGCPercent(400) // the tables live long
	shadows.init(s.Objects)
	waiting.most = s.Quarantine
	runtime.Observe = watcher{}
}

// idle is the observer where nothing is set: it only keeps small freed blocks for a
// while, with count 0.
type idle struct{}

func (idle) Allocated(data unsafe.Pointer, bytes int64) {}
func (idle) Freed(data, block unsafe.Pointer) (kept bool) {
	if rc.DataSize(data) > lightMax {
		return false
	}
	rc.MarkFreed(data)
	recent.put(block)
	return true
}
func (idle) Moves() bool { return false }
func (idle) Copied(op string, why runtime.Reason, data unsafe.Pointer, elements, bytes int64) {
}
func (idle) Calls(fn, elem unsafe.Pointer) (token uint64) { return 0 }
func (idle) Called(fn, elem unsafe.Pointer, token uint64) {}

// watcher is the observer where something is set.
type watcher struct{}

// Allocated: a new object.
func (watcher) Allocated(data unsafe.Pointer, bytes int64) {
	t := current()
	stack := t.stackHere()
	op := t.operation()
	shadows.add(runtime.AddressOf(data), func(x *info) {
		x.bytes, x.allocated, x.lastOp = bytes, stack, op
	})
	sums.allocate(bytes, stack)
}

func (t *caller) operation() int {
	if t.depth == 0 {
		return -1
	}
	return t.calls[t.depth-1].op
}

// Freed: an object is gone. Its memory goes to the quarantine.
func (watcher) Freed(data, block unsafe.Pointer) (keep bool) {
	t := current()
	stack := t.stackHere()
	var k kept
	var holders []holder
	shadows.at(runtime.AddressOf(data), func(x *info) {
		if x == nil {
			return
		}
		x.state, x.gone, x.goneOp, x.block = freed, stack, t.operation(), runtime.AddressOf(block)
		x.summed = false
		k = kept{data, block, x.bytes, x.birth}
		holders = append(holders, x.holders...)
		sums.free(x.bytes, x.allocated)
	})
	if k.birth == 0 {
		return false
	}
	for _, h := range holders {
		shadows.at(h.data, func(x *info) {
			if x != nil && x.birth == h.birth && x.state == live {
				x.suspect = append(x.suspect, runtime.AddressOf(data))
			}
		})
	}
	if settings.Check&env.Quarantine == 0 {
		k.block = nil
	} else {
		rc.MarkFreed(data)
		poisonData(data, k.bytes)
	}
	var out [8]kept
	for _, oldest := range waiting.put(k, out[:0]) {
		release(oldest)
	}
	return k.block != nil
}

// release forgets a freed object, and frees its memory if that was kept.
func release(k kept) {
	if k.block != nil {
		if at := spoilt(k.data, k.bytes); at >= 0 {
			writtenAfterFree(k, at)
		}
	}
	shadows.remove(runtime.AddressOf(k.data), k.birth)
	if k.block != nil {
		runtime.Free(k.block)
	}
}

func writtenAfterFree(k kept, at int64) {
	var problem *Problem
	shadows.at(runtime.AddressOf(k.data), func(x *info) {
		if x == nil || x.birth != k.birth {
			return
		}
		problem = &Problem{
			text:   fmt.Sprintf("a freed %s was written to, %d bytes behind its start", x.kind, at),
			object: x.copy(),
			also:   []place{{"it was freed", x.goneOp, x.gone}, {"it was allocated", -1, x.allocated}},
		}
	})
	if problem == nil {
		return
	}
	t := current()
	op := "quarantine"
	if t.depth > 0 {
		op = plans[t.operation()].name
	}
	failure(op, problem, t.stackHere())
}

// Moves: a buffer that grows is another object, so that an old triple is noticed.
func (watcher) Moves() bool { return true }

// Copied: an operation is about to copy, or to reallocate.
func (watcher) Copied(op string, why runtime.Reason, data unsafe.Pointer, elements, bytes int64) {
	t := current()
	if t.depth == 0 {
		return
	}
	c := &t.calls[t.depth-1]
	if why != runtime.Growth {
		c.copied = true
	}
	var others stacks.ID
	if why == runtime.Shared && settings.WhyShared {
		buffer := runtime.AddressOf(data)
		shadows.at(buffer, func(x *info) {
			if x != nil {
				others = x.sharedAt
			}
		})
	}
	copies.add(c.op, why, t.stackHere(), others, elements, bytes)
}
