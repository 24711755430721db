package stacks

import (
	"sync"
	"sync/atomic"

	"libori.org/rt/runtime"
)

// A Frame is where a C function is: the address it goes on at, and its stack and frame
// pointer there.
type Frame struct {
	PC, SP, BP uint64
}

// A Call is a call of the library, for the walk: the frame of the caller, the end of the
// thread's stack, and the number by which the library's function is named in stacks.
type Call struct {
	Frame
	Top uint64
	Op  int
}

// rule says how to get from a frame to the next.
type rule struct {
	kind  uint8 // endOfStack, ...
	saved bool  // rbp lies at cfa + bp
	cfa   int32
	bp    int32
}

const (
	endOfStack   uint8 = iota
	fromSP             // cfa is sp + cfa
	fromBP             // cfa is bp + cfa
	throughBP          // cfa is stored at bp + cfa: a realigned frame
	framePointer       // there is no rule: rbp is hoped to be a frame pointer
	goCode
)

// rules is a table of fixed size with open addressing; an entry is written once.
var (
	rules   [1 << 16]ruleEntry
	rulesMu sync.Mutex
	rulesN  int
)

type ruleEntry struct {
	pc   atomic.Uint64
	rule rule
}

func slot(pc uint64) uint64 { return pc * 0x9E3779B97F4A7C15 >> 48 }

// ruleAt returns the rule for a return address.
func ruleAt(pc uint64) rule {
	for i := slot(pc); ; i = (i + 1) % uint64(len(rules)) {
		switch rules[i].pc.Load() {
		case pc:
			return rules[i].rule
		case 0:
			return learn(pc)
		}
	}
}

func learn(pc uint64) rule {
	rulesMu.Lock()
	defer rulesMu.Unlock()
	r := readRule(pc)
	if rulesN > len(rules)/2 {
		return r // full: read again each time
	}
	for i := slot(pc); ; i = (i + 1) % uint64(len(rules)) {
		switch rules[i].pc.Load() {
		case pc:
			return r
		case 0:
			rules[i].rule = r
			rules[i].pc.Store(pc)
			rulesN++
			return r
		}
	}
}

// Walk stores the return addresses of the stack of calls in pcs and returns how many: those of
// calls[0], the innermost, then of the call in whose callback it was made, and so on. Between
// them stands the number of the library's function, which is no address.
func Walk(pcs []uint64, calls []Call) int {
	n := 0
	for i, call := range calls {
		if i > 0 && n < len(pcs) {
			pcs[n] = uint64(call.Op)
			n++
		}
		n += walk(pcs[n:], call)
	}
	return n
}

// opMax is above all numbers of functions and below all addresses.
const opMax = 4096

func walk(pcs []uint64, call Call) int {
	f := call.Frame
	n := 0
	for n < len(pcs) && f.PC >= opMax {
		r := ruleAt(f.PC)
		if r.kind == goCode {
			return n
		}
		pcs[n] = f.PC
		n++
		var cfa uint64
		switch r.kind {
		case endOfStack:
			return n
		case fromSP:
			cfa = f.SP + uint64(r.cfa)
		case fromBP:
			cfa = f.BP + uint64(r.cfa)
		case throughBP:
			if at := f.BP + uint64(r.cfa); at >= f.SP && at < call.Top-8 {
				cfa = word(at)
			}
		case framePointer:
			cfa = f.BP + 16
		}
		if cfa <= f.SP || cfa > call.Top || cfa%8 != 0 {
			return n
		}
		f.PC = word(cfa - 8)
		switch {
		case r.kind == framePointer:
			f.BP = word(cfa - 16)
		case r.saved:
			f.BP = word(cfa + uint64(r.bp))
		}
		f.SP = cfa
	}
	return n
}

// word reads a word of a C stack.
func word(at uint64) uint64 { return runtime.WordAt(at) }
