// Package measure tells what the optimiser made of a function: which calls are
// left, and what the fastest way through it costs. It looks at LLVM IR, where
// an instruction is about one of the machine's, except those that choose a
// place or name a part of a value: they are not counted.
package measure

import (
	"strings"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irutil"
)

// Cost is what a way through a function, or all of it, consists of.
type Cost struct {
	Instructions int
	Calls        []string // names of the functions called; Indirect through a pointer
	Atomics      int      // read-modify-write instructions: locked on x86-64
}

// Opcodes of llvm-c/Core.h that go-llvm does not name.
const (
	atomicCmpXchg llvm.Opcode = 56
	atomicRMW     llvm.Opcode = 57
)

// Indirect stands for a callee that is not known.
const Indirect = "(indirect)"

func (c Cost) plus(d Cost) Cost {
	return Cost{c.Instructions + d.Instructions, append(c.Calls[:len(c.Calls):len(c.Calls)], d.Calls...), c.Atomics + d.Atomics}
}

// weight makes a way without calls the fastest, then one without atomics.
func (c Cost) weight() int { return c.Instructions + 1000*c.Atomics + 100000*len(c.Calls) }

// CallsIndirect reports whether a call goes through a pointer.
func (c Cost) CallsIndirect() bool { return c.calls(Indirect) }

func (c Cost) calls(name string) bool {
	for _, call := range c.Calls {
		if call == name {
			return true
		}
	}
	return false
}

// Whole returns the cost of all instructions of a function.
func Whole(fn llvm.Value) (cost Cost) {
	for b := range irutil.Blocks(fn) {
		cost = cost.plus(block(b))
	}
	return cost
}

// Fastest returns the cheapest way from a function's entry to a return.
func Fastest(fn llvm.Value) Cost {
	returns := func(b llvm.BasicBlock) bool { return b.LastInstruction().InstructionOpcode() == llvm.Ret }
	cost, _ := cheapest(fn.EntryBasicBlock(), returns)
	return cost
}

// Loop returns the cheapest way around the loop of a function that calls the
// named one, that call included; ok is false if there is none.
func Loop(fn llvm.Value, callee string) (cost Cost, ok bool) {
	for b := range irutil.Blocks(fn) {
		here := block(b)
		if !here.calls(callee) {
			continue
		}
		back := func(to llvm.BasicBlock) bool { return to == b }
		last := b.LastInstruction()
		for i := range last.SuccessorsCount() {
			next := last.Successor(i)
			if next == b {
				return here, true
			}
			// The way ends at b, whose cost is then part of it.
			if way, found := cheapest(next, back); found && (!ok || way.weight() < cost.weight()) {
				cost, ok = way, true
			}
		}
	}
	return cost, ok
}

// Around returns the cheapest way around any loop of a function; ok is false if
// there is no loop.
func Around(fn llvm.Value) (cost Cost, ok bool) {
	for b := range irutil.Blocks(fn) {
		last := b.LastInstruction()
		for i := range last.SuccessorsCount() {
			way, found := cheapest(last.Successor(i), func(to llvm.BasicBlock) bool { return to == b })
			if found && (!ok || way.weight() < cost.weight()) {
				cost, ok = way, true
			}
		}
	}
	return cost, ok
}

// cheapest returns the cost of the cheapest way from one block to one that ends
// it, both included.
func cheapest(from llvm.BasicBlock, end func(llvm.BasicBlock) bool) (Cost, bool) {
	best := map[llvm.BasicBlock]Cost{from: block(from)}
	done := make(map[llvm.BasicBlock]bool)
	for {
		var at llvm.BasicBlock
		found := false
		for b, cost := range best {
			if !done[b] && (!found || cost.weight() < best[at].weight()) {
				at, found = b, true
			}
		}
		if !found {
			return Cost{}, false
		}
		if end(at) {
			return best[at], true
		}
		done[at] = true
		last := at.LastInstruction()
		for i := range last.SuccessorsCount() {
			next := last.Successor(i)
			cost := best[at].plus(block(next))
			if old, ok := best[next]; !ok || cost.weight() < old.weight() {
				best[next] = cost
			}
		}
	}
}

func block(b llvm.BasicBlock) (cost Cost) {
	for in := range irutil.Instructions(b) {
		if Assumed(in) {
			continue
		}
		switch in.InstructionOpcode() {
		case llvm.PHI, llvm.Unreachable, llvm.Alloca, llvm.GetElementPtr, llvm.ExtractValue, llvm.InsertValue:
			continue
		case atomicCmpXchg, atomicRMW:
			cost.Atomics++
		case llvm.Call:
			callee, counts := called(in)
			if !counts {
				continue
			}
			if callee != "" {
				cost.Calls = append(cost.Calls, callee)
			}
		}
		cost.Instructions++
	}
	return cost
}

// Assumed reports whether a load or comparison serves assumptions only: it becomes
// nothing, as they do. LLVM 22 has removed most by itself, earlier versions have not.
func Assumed(in llvm.Value) bool { return assumed(in, map[llvm.Value]bool{}) }

// assumed takes what is seen already, on the way around a loop, for assumed.
func assumed(in llvm.Value, seen map[llvm.Value]bool) bool {
	if seen[in] {
		return true
	}
	seen[in] = true
	switch in.InstructionOpcode() {
	case llvm.ICmp, llvm.PHI:
	case llvm.Load:
		if in.IsVolatile() || in.Ordering() > llvm.AtomicOrderingUnordered {
			return false
		}
	default:
		return false
	}
	use := in.FirstUse()
	for ; !use.IsNil(); use = use.NextUse() {
		user := use.User()
		assumption := !user.IsACallInst().IsNil() && user.CalledValue().Name() == "llvm.assume"
		if !assumption && !assumed(user, seen) {
			return false
		}
	}
	return !in.FirstUse().IsNil()
}

// called returns the name of the function that a call instruction calls, ""
// for an intrinsic that becomes instructions; counts is false for one that
// becomes nothing.
func called(call llvm.Value) (callee string, counts bool) {
	fn := call.CalledValue().IsAFunction()
	if fn.IsNil() {
		if !call.CalledValue().IsAInlineAsm().IsNil() {
			return "", true
		}
		return Indirect, true
	}
	name := fn.Name()
	switch {
	case fn.IntrinsicID() == 0:
		return name, true
	case strings.HasPrefix(name, "llvm.mem"):
		// Of a constant size they are a few moves, else a call of the C library.
		if call.Operand(2).IsAConstantInt().IsNil() {
			return name, true
		}
		return "", true
	case strings.HasPrefix(name, "llvm.lifetime."), strings.HasPrefix(name, "llvm.dbg."), name == "llvm.assume",
		strings.HasPrefix(name, "llvm.experimental.noalias."):
		return "", false
	}
	return "", true
}
