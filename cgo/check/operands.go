package check

import (
	"fmt"

	"libori.org/rt/abi"
	"libori.org/rt/cgo/env"
	"libori.org/rt/cgo/stacks"
)

const (
	sliceFlag  = 1 << 63
	offsetMask = 1<<63 - 1
)

// A value is the operand of a call: what the program says it is.
type value struct {
	len, cap int64 // -1: not said
	data     uint64
	slice    bool
}

// triple returns the address of the buffer of an operand, 0 for none, and the value.
func (o *operand) triple(c *call) (buffer uint64, v value) {
	if o.text {
		return stringAt(c.args[o.data])
	}
	v = value{-1, -1, c.args[o.data], false}
	if v.data == 0 {
		return 0, v
	}
	if o.len >= 0 {
		v.len = int64(c.args[o.len])
	}
	if o.cap >= 0 {
		v.cap = int64(c.args[o.cap])
		if v.cap < 0 {
			v.slice = true
			return v.data - c.args[o.cap]&offsetMask, v
		}
	}
	return v.data, v
}

// stringAt returns the buffer of the string at an address; 0 where it is short.
func stringAt(at uint64) (buffer uint64, v value) {
	if at == 0 {
		return 0, v
	}
	v.len, v.cap, v.data = int64(word(at)), int64(word(at+8)), word(at+16)
	switch {
	case v.data == 0 || v.data>>63 != 0:
		return 0, v
	case v.cap < 0:
		v.slice = true
		return v.data - uint64(v.cap)&offsetMask, v
	}
	return v.data, v
}

// windows are the functions whose operand may be an address inside a buffer.
func (o *operand) window() bool { return o.len >= 0 && o.cap < 0 }

// operand looks at one operand of a call.
func (t *caller) operand(c *call, p *plan, i int) {
	o := &p.operands[i]
	buffer, v := o.triple(c)
	if i < len(c.buffer) {
		c.buffer[i], c.births[i] = buffer, 0
	}
	if buffer == 0 {
		return
	}
	if i > 0 && o.owner == abi.Consumed && p.operands[0].owner == abi.Consumed && c.buffer[0] == buffer && settings.Check&env.Counts != 0 {
		t.onlyReference(c, p, buffer)
	}
	var problem *Problem
	var unknown bool
	var check []uint64
	shadows.at(buffer, func(x *info) {
		switch {
		case x == nil:
			unknown = true
			return
		case x.state == freed:
			problem = afterFree(x, o)
			return
		}
		if i < len(c.births) {
			c.births[i] = x.birth
		}
		problem = x.fits(o, p, c, v)
		if problem == nil {
			problem = t.sums(x, o, p)
		}
		if problem == nil && x.suspect != nil && !p.frees {
			check, x.suspect = x.suspect, nil
		}
		if problem == nil && (o.owner == abi.Consumed || p.counts != 0) {
			x.last, x.lastOp = t.stackHere(), c.op
			if settings.History {
				x.note(c.op, x.last, count(buffer)+int64(p.counts))
			}
		}
		if p.counts > 0 {
			x.shares++
			x.sharedAt = t.stackHere()
			sums.shares.Add(1)
		}
	})
	if unknown {
		problem = t.stranger(buffer, o, p, v)
	}
	if problem == nil && check != nil {
		problem = t.suspects(buffer, v, o, check)
	}
	if problem != nil {
		t.fail(p.name, problem)
	}
}

// onlyReference fails where both operands of a call are one buffer with one reference.
func (t *caller) onlyReference(c *call, p *plan, buffer uint64) {
	var problem *Problem
	shadows.at(buffer, func(x *info) {
		if x != nil && x.state == live && count(buffer) == 1 {
			problem = &Problem{
				text:   fmt.Sprintf("the %s is given away twice in one call, and has one reference", x.kind),
				object: x.copy(),
				also:   []place{{"it was allocated", -1, x.allocated}},
			}
		}
	})
	if problem != nil {
		t.fail(p.name, problem)
	}
}

func afterFree(x *info, o *operand) *Problem {
	what := "used"
	if o.owner == abi.Consumed {
		what = "given away"
	}
	verb := "freed"
	return &Problem{
		text:   fmt.Sprintf("the %s was already %s, and is %s again", x.kind, verb, what),
		object: x.copy(),
		also:   []place{{"it was freed", x.goneOp, x.gone}, {"it was allocated", -1, x.allocated}},
	}
}

// fits compares the operand with what is known of its object.
func (x *info) fits(o *operand, p *plan, c *call, v value) *Problem {
	now := func(format string, args ...any) *Problem {
		return &Problem{
			text:   fmt.Sprintf(format, args...),
			object: x.copy(),
			also:   []place{{"the object was last counted, changed or made", x.lastOp, x.lastStack()}, {"it was allocated", -1, x.allocated}},
		}
	}
	checks := settings.Check
	if checks&env.Counts != 0 && x.state == live && x.kind != object && o.kind != object && !o.any && x.kind.row() != o.kind.row() {
		return now("a %s is used as a %s", x.kind, o.kind)
	}
	if checks&env.Counts != 0 && x.state == live && o.kind == object && p.name == "ori_rc_dec" && x.kind != object && c.args[1] == 0 &&
		(x.dec != 0 || x.valDec != 0) && count(x.data) == 1 {
		return now("a %s whose elements have a dec is released as an object without one: they would leak", x.kind)
	}
	if i := p.boxSize; checks&env.Callbacks != 0 && i >= 0 && x.state == live && x.kind == object && int64(c.args[i]) != x.bytes {
		return now("the object has %d bytes, not %d", x.bytes, int64(c.args[i]))
	}
	if checks&env.Callbacks != 0 && o.kind != object && x.kind != object && x.state == live {
		if problem := x.callbacks(o, c, now); problem != nil {
			return problem
		}
	}
	if checks&env.Triples != 0 && x.state == live && o.kind != object && !o.window() {
		return x.whole(o, c, v, now)
	}
	return nil
}

// callbacks compares the sizes and callbacks with those that were seen.
func (x *info) callbacks(o *operand, c *call, now func(string, ...any) *Problem) *Problem {
	arg := func(i int) int64 {
		if i < 0 {
			return -1
		}
		return int64(c.args[i])
	}
	size, valSize := arg(o.size), arg(o.valSize)
	if o.text {
		size = 1
	}
	if size >= 0 && x.size >= 0 && size != x.size {
		return now("the elements of this %s have %d bytes, not %d", x.kind, x.size, size)
	}
	if valSize >= 0 && x.valSize >= 0 && valSize != x.valSize {
		return now("the values of this %s have %d bytes, not %d", x.kind, x.valSize, valSize)
	}
	if !x.callbacksKnown || x.len == 0 {
		return nil
	}
	for _, f := range []struct {
		name string
		arg  int
		seen uint64
	}{{"inc", o.inc, x.inc}, {"dec", o.dec, x.dec}, {"val_inc", o.valInc, x.valInc}, {"val_dec", o.valDec, x.valDec}} {
		// Two functions may do the same; what another one does is seen when it is called.
		if f.arg >= 0 && (c.args[f.arg] == 0) != (f.seen == 0) {
			return now("%s is %s; this %s was made with %s", f.name, functionName(c.args[f.arg]), x.kind, functionName(f.seen))
		}
	}
	return nil
}

// whole compares len, cap and data with the last result.
func (x *info) whole(o *operand, c *call, v value, now func(string, ...any) *Problem) *Problem {
	size := x.size
	if size < 0 && o.size >= 0 {
		size = int64(c.args[o.size])
	}
	if v.slice {
		offset := int64(v.data - x.data)
		switch {
		case size > 0 && offset%size != 0:
			return now("a slice begins %d bytes behind the start of its buffer, inside an element of %d bytes", offset, size)
		case v.len >= 0 && size >= 0 && offset+v.len*size > x.bytes:
			return now("a slice of %d elements ends %d bytes behind the end of its buffer", v.len, offset+v.len*size-x.bytes)
		case v.len >= 0 && x.len >= 0 && size > 0 && o.kind != mapKind && offset/size+v.len > x.len:
			return now("a slice of the elements %d to %d, but the buffer has %d", offset/size, offset/size+v.len, x.len)
		}
		return nil
	}
	if x.cap >= 0 && v.cap >= 0 && v.cap != x.cap {
		return now("a stale value: cap is %d, and the %s has had %d since", v.cap, x.kind, x.cap)
	}
	if x.len < 0 || v.len < 0 || v.len == x.len {
		return nil
	}
	switch {
	case settings.Opened && (o.kind == list || o.text) && v.len <= x.cap:
		x.len = v.len
		return nil // pushed to or popped from without a call, while it was unique
	case x.opened && v.len <= x.cap:
		x.len, x.opened = v.len, false
		return nil // filled in the window behind unshare
	case o.text && v.len <= x.cap && count(x.data) == 1:
		return nil // filled behind its end, or cut
	case v.len < x.len && o.owner == abi.Borrowed && (o.kind == list || o.text):
		return nil // a prefix
	}
	return now("a stale value: len is %d, and the %s has had %d since", v.len, x.kind, x.len)
}

// renew forgets what the memory was used for.
func (x *info) renew(here stacks.ID) {
	x.kind, x.len, x.cap, x.size, x.valSize = object, -1, -1, -1, -1
	x.callbacksKnown, x.summed, x.opened = false, false, false
	x.allocated, x.holders, x.suspect = here, x.holders[:0], x.suspect[:0]
}

func (x *info) lastStack() stacks.ID {
	if x.last == 0 {
		return x.allocated
	}
	return x.last
}

// stranger deals with the address of what is not in the table: a constant, which is from now
// on, or no object at all.
func (t *caller) stranger(data uint64, o *operand, p *plan, v value) *Problem {
	if o.window() || shadows.full.Load() {
		return nil
	}
	if data%8 == 0 && readable(data-16, 16) && count(data) < 0 {
		bytes := int64(word(data-16)) & (1<<56 - 1)
		here := t.stackHere()
		shadows.add(data, func(x *info) {
			x.state, x.kind, x.bytes, x.allocated = immortal, o.kind, bytes, here
			if settings.Check&env.Checksums != 0 {
				x.sum, x.sumLen, x.summed, x.summing = x.sumOf(-1), -1, true, here
			}
		})
		return nil
	}
	if settings.Check&env.Counts == 0 {
		return nil
	}
	if x, ok := shadows.around(data); ok {
		state := "a"
		if x.state == freed {
			state = "a freed"
		}
		return &Problem{
			text:   fmt.Sprintf("%s is an address %d bytes inside %s %s, not an object", o.name, data-x.data, state, x.kind),
			object: &x,
			also:   []place{{"that was last counted, changed or made", x.lastOp, x.lastStack()}, {"it was allocated", -1, x.allocated}},
		}
	}
	if v.slice {
		return &Problem{text: fmt.Sprintf("the cap of the slice %s leads %d bytes back to something that is no buffer", o.name, v.data-data)}
	}
	return &Problem{text: o.name + " is no object of this library"}
}

// results notes what a call made of its operands.
func (t *caller) results(c *call, p *plan, result uint64) {
	var made uint64
	if p.out >= 0 {
		made = t.result(c, p)
	} else if p.allocs && result != 0 {
		made = result
		shadows.at(result, func(x *info) {
			if x == nil {
				return
			}
			x.last, x.lastOp = t.stackHere(), c.op
			if p.renews {
				x.renew(t.stackHere())
			}
		})
	}
	for i := range p.operands {
		if i >= len(c.buffer) || c.buffer[i] == 0 {
			continue
		}
		t.after(c, p, &p.operands[i], c.buffer[i], c.births[i], made)
	}
	if p.consumes && p.counts == 0 && !c.copied && len(p.operands) > 0 {
		sums.inPlace.Add(1)
	}
}

// result notes the value that out received, and returns its buffer.
func (t *caller) result(c *call, p *plan) uint64 {
	at := c.args[p.out]
	buffer, v := uint64(0), value{}
	if p.outKind == text {
		buffer, v = stringAt(at)
	} else {
		v = value{int64(word(at)), int64(word(at + 8)), word(at + 16), false}
		buffer = v.data
		if v.cap < 0 {
			v.slice = true
			buffer -= uint64(v.cap) & offsetMask
		}
	}
	if buffer == 0 {
		return 0
	}
	arg := func(i int) (uint64, bool) {
		if i < 0 {
			return 0, false
		}
		return c.args[i], true
	}
	shadows.at(buffer, func(x *info) {
		if x == nil || x.state != live {
			return
		}
		if p.consumes {
			x.last, x.lastOp = t.stackHere(), c.op
		}
		x.kind = p.outKind
		if !v.slice {
			x.len, x.cap, x.opened = v.len, v.cap, p.opens
		}
		var o operand
		switch {
		case len(p.operands) > 0:
			o = p.operands[0]
		default:
			o = operand{size: -1, valSize: -1, inc: -1, dec: -1, valInc: -1, valDec: -1}
		}
		if p.name == "ori_map_keys" || p.name == "ori_map_values" {
			return // their size is the keys' or the values'
		}
		if p.outKind == text {
			x.size = 1
			return
		}
		if size, ok := arg(o.size); ok {
			x.size = int64(size)
		}
		if size, ok := arg(o.valSize); ok && p.outKind == mapKind {
			x.valSize = int64(size)
		}
		inc, hasInc := arg(o.inc)
		dec, hasDec := arg(o.dec)
		if hasInc && hasDec {
			x.inc, x.dec, x.callbacksKnown = inc, dec, true
			x.valInc, _ = arg(o.valInc)
			x.valDec, _ = arg(o.valDec)
		}
		if v.slice && x.bytes > 0 && x.size > 0 {
			pin(x.bytes, v.len*x.size, t.stackHere())
		}
	})
	t.moved(c, buffer)
	return buffer
}

func (x *info) copy() *info {
	c := *x
	c.holders, c.suspect = nil, nil
	return &c
}
