package check

import (
	"fmt"
	"hash/maphash"
	"sync/atomic"
	"unsafe"

	"libori.org/rt/cgo/env"
	"libori.org/rt/runtime"
)

// inc and dec pair when they count the same number of references for the same element: for its
// same bytes. What inc did is remembered for a while by dec and bytes.
//
//	inc(elem) ─▶ seen[dec, bytes] = 1 reference
//	dec(elem) ─▶ drops 1 of these bytes: as many
const pairSlots = 1 << 12

var seen [pairSlots]atomic.Uint64 // 48 bits of hash, a flag, 15 bits of references + 1

// elementOf finds which callback of the innermost call fn is, and hashes its element; 0: it is none.
func (c *call) elementOf(fn, elem uint64) (hash uint64, inc bool) {
	p := &plans[c.op]
	for _, k := range p.callback {
		if c.args[k.at] != fn || k.pair < 0 || c.args[k.pair] == 0 || k.size < 0 {
			continue
		}
		size := int64(c.args[k.size])
		if size <= 0 || size > 256 {
			return 0, false
		}
		h := maphash.Bytes(seed, runtime.BytesAt(elem, size))
		return (h ^ uint64(c.args[k.pair])*0x9E3779B97F4A7C15) | 1<<16, k.inc
	}
	return 0, false
}

// Calls is before inc or dec is called.
func (watcher) Calls(fn, elem unsafe.Pointer) (token uint64) {
	if settings.Check&env.Callbacks == 0 {
		return 0
	}
	t := current()
	if t.depth == 0 {
		return 0
	}
	c := &t.calls[t.depth-1]
	c.counts = [2]int{}
	hash, inc := c.elementOf(runtime.AddressOf(fn), runtime.AddressOf(elem))
	if hash == 0 {
		return 0
	}
	token = hash &^ 1
	if inc {
		token |= 1
	}
	return token
}

// Called is behind it.
func (watcher) Called(fn, elem unsafe.Pointer, token uint64) {
	if token == 0 {
		return
	}
	t := current()
	c := &t.calls[t.depth-1]
	n := uint64(min(c.counts[1-token&1], 1<<14))
	slot := &seen[token>>17%pairSlots]
	const tag = ^uint64(1<<16 - 1)
	if token&1 != 0 {
		slot.Store(token&tag | n + 1)
		return
	}
	if n == 0 {
		t.idleDec(c, fn, elem, token)
	}
	if was := slot.Load(); was&tag == token&tag && was&(1<<16-1) != n+1 {
		t.fail(plans[c.op].name, &Problem{text: fmt.Sprintf("inc and dec do not pair: for the same element inc added %d references, and dec %s dropped %d",
			was&(1<<16-1)-1, functionName(runtime.AddressOf(fn)), n)})
	}
}

// idleDec looks at a dec that has dropped nothing: its element may be one that was moved in with a
// reference, which is in no other collection.
func (t *caller) idleDec(c *call, fn, elem unsafe.Pointer, token uint64) {
	p := &plans[c.op]
	var forgotten *Problem
	for _, k := range p.callback {
		if c.args[k.at] != runtime.AddressOf(fn) || k.size < 0 || forgotten != nil {
			continue
		}
		refers(runtime.AddressOf(elem), int64(c.args[k.size]), func(x *info) {
			if len(x.holders) > 0 && x.holders[len(x.holders)-1].data == c.buffer[0] && forgotten == nil {
				forgotten = &Problem{
					text:   fmt.Sprintf("dec is %s, which drops no reference of an element that was moved in with one to a %s", functionName(runtime.AddressOf(fn)), x.kind),
					object: x.copy(),
					also:   []place{{"it was moved in", -1, x.holders[len(x.holders)-1].stack}, {"it was allocated", -1, x.allocated}},
				}
			}
		})
	}
	if forgotten != nil {
		t.fail(p.name, forgotten)
	}
}
