package driver

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tinygo-org/tinygo/compiler/llvmutil"
	"tinygo.org/x/go-llvm"
)

// There is no heap for Go variables: each whose address is taken, which the
// compiler allocates with runtime.alloc, becomes a stack slot. TinyGo has a
// pass for that too, transform.OptimizeAllocs, which gives up where an address
// is chosen by a condition; here giving up is an error.

// maxStackSlot bounds, in bytes, a variable that becomes a stack slot.
const maxStackSlot = 4096

// An escape is a variable that cannot be a stack slot, and the reason.
type escape struct {
	alloc  llvm.Value
	use    llvm.Value // where the address gets away; nil where size is the reason
	reason string
}

// useStackSlots replaces the allocations of m whose addresses do not outlive
// their function by slots of that alignment, and returns the others.
func useStackSlots(m llvm.Module, align int) (escapes []escape) {
	allocator := m.NamedFunction("runtime.alloc")
	if allocator.IsNil() {
		return nil
	}
	b := m.Context().NewBuilder()
	defer b.Dispose()
	for _, alloc := range users(allocator) {
		size := alloc.Operand(0)
		if size.IsAConstantInt().IsNil() || size.ZExtValue() > maxStackSlot {
			escapes = append(escapes, escape{alloc: alloc, reason: fmt.Sprintf("its size is variable or above %d bytes", maxStackSlot)})
			continue
		}
		w := addressWalk{
			inLoop: inLoop(alloc.InstructionParent()),
			seen:   map[held]bool{}, returning: map[llvm.Value]bool{},
		}
		if w.follow(held{alloc, false}); w.reason != "" {
			escapes = append(escapes, escape{alloc, w.use, w.reason})
			continue
		}
		becomeSlot(b, alloc, int(size.ZExtValue()), align)
	}
	return escapes
}

// becomeSlot replaces an allocation by a slot in its function's frame, zeroed
// where the allocation was.
func becomeSlot(b llvm.Builder, alloc llvm.Value, size, align int) {
	f := alloc.InstructionParent().Parent()
	b.SetInsertPointBefore(f.EntryBasicBlock().FirstInstruction())
	slotType := llvm.ArrayType(f.GlobalParent().Context().Int8Type(), size)
	slot := b.CreateAlloca(slotType, alloc.Name())
	slot.SetAlignment(align)
	b.SetInsertPointBefore(alloc)
	b.CreateStore(llvm.ConstNull(slotType), slot).SetAlignment(align)
	alloc.ReplaceAllUsesWith(slot)
	alloc.EraseFromParentAsInstruction()
}

// An addressWalk follows a variable's address through a function and those it
// calls, until it gets away or all its uses are known.
type addressWalk struct {
	inLoop    bool // the variable is a new one in every round of a loop
	seen      map[held]bool
	params    []llvm.Value        // of called functions, while their bodies are walked
	returning map[llvm.Value]bool // parameters whose function returns them
	use       llvm.Value
	reason    string // empty as long as the address has not got away
}

// held is a value in a walk: one that is, or has in it, the address; or, with inside, the
// address of a stack slot in which that was stored.
type held struct {
	llvm.Value
	inside bool
}

func (w *addressWalk) fail(use llvm.Value, reason string) {
	if w.reason == "" {
		w.use, w.reason = use, reason
	}
}

// follow walks the uses of a value.
func (w *addressWalk) follow(v held) {
	if w.seen[v] || v.Type().TypeKind() == llvm.IntegerTypeKind { // an integer is no reference in Go
		return
	}
	w.seen[v] = true
	for _, user := range users(v.Value) {
		use := held{user, v.inside}
		switch use.InstructionOpcode() {
		case llvm.ICmp, llvm.PtrToInt:
		case llvm.Load:
			if v.inside {
				w.follow(held{user, false})
			}
		case llvm.Store:
			w.store(use, v)
		case llvm.GetElementPtr, llvm.BitCast, llvm.Select, llvm.InsertValue, llvm.ExtractValue:
			w.follow(use)
		case llvm.PHI:
			if w.inLoop {
				w.fail(user, "it may be carried into the next round of a loop")
			}
			w.follow(use)
		case llvm.Call:
			w.call(use, v)
		case llvm.Ret:
			if len(w.params) == 0 {
				w.fail(user, "it is returned")
			} else {
				w.returning[w.params[len(w.params)-1]] = true
			}
		default:
			w.fail(user, "its use is not understood")
		}
		if w.reason != "" {
			return
		}
	}
}

// store follows an address that is stored in a stack slot: whoever has the slot's address
// may load it from there.
func (w *addressWalk) store(store, v held) {
	if store.Operand(0) != v.Value {
		return
	}
	slot := store.Operand(1)
	for !slot.IsAGetElementPtrInst().IsNil() {
		slot = slot.Operand(0)
	}
	if w.seen[held{slot, true}] {
		return // it is there already
	}
	if slot.IsAAllocaInst().IsNil() || v.inside || w.inLoop {
		w.fail(store.Value, "it is stored in memory")
		return
	}
	w.follow(held{slot, true})
}

// call follows the address into a called function.
func (w *addressWalk) call(call, v held) {
	callee := call.CalledValue()
	if callee.IsAFunction().IsNil() {
		w.fail(call.Value, "it is passed to an unknown function")
		return
	}
	kind := llvm.AttributeKindID(llvmutil.NoCaptureAttrName())
	for i, param := range callee.Params() {
		switch {
		case call.Operand(i) != v.Value || !v.inside && llvmutil.IsNoCapture(callee.GetEnumAttributeAtIndex(i+1, kind)):
		case strings.HasPrefix(callee.Name(), "llvm.lifetime."):
		case callee.IsDeclaration():
			w.fail(call.Value, "it is passed to "+callee.Name())
		case slices.Contains(w.params, param):
			w.fail(call.Value, "it is passed to a recursive function")
		default:
			w.params = append(w.params, param)
			w.follow(held{param, v.inside})
			w.params = w.params[:len(w.params)-1]
			if w.returning[param] {
				w.follow(call)
			}
		}
	}
}

// users returns the instructions that use v.
func users(v llvm.Value) (found []llvm.Value) {
	for use := v.FirstUse(); !use.IsNil(); use = use.NextUse() {
		found = append(found, use.User())
	}
	return found
}

// inLoop reports whether a block can be reached from itself.
func inLoop(block llvm.BasicBlock) bool {
	seen := map[llvm.BasicBlock]bool{}
	todo := []llvm.BasicBlock{block}
	for len(todo) > 0 {
		last := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for i, end := 0, last.LastInstruction(); i < end.SuccessorsCount(); i++ {
			next := end.Successor(i)
			if next == block {
				return true
			}
			if !seen[next] {
				seen[next] = true
				todo = append(todo, next)
			}
		}
	}
	return false
}

// escapeError says that a variable would need a garbage-collected heap.
type escapeError struct{ lines []string }

func (e *escapeError) Error() string {
	return "a variable cannot live on the stack:\n\t" + strings.Join(e.lines, "\n\t")
}

// escapeError describes escapes, with lines if there is debug information.
func (p *program) escapeError(escapes []escape) error {
	var lines []string
	for _, e := range escapes {
		line := fmt.Sprintf("%s: %s", p.location(e.alloc), e.reason)
		if !e.use.IsNil() {
			line += fmt.Sprintf(" (%s)", p.location(e.use))
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return &escapeError{slices.Compact(lines)}
}

// location returns where an instruction comes from: a line, or the function.
func (p *program) location(in llvm.Value) string {
	at := in.InstructionDebugLoc()
	if at.IsNil() {
		return in.InstructionParent().Parent().Name()
	}
	return fmt.Sprintf("%s:%d", at.LocationScope().ScopeFile().FileFilename(), at.LocationLine())
}
