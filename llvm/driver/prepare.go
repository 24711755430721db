package driver

import (
	"fmt"

	"github.com/tinygo-org/tinygo/compiler/llvmutil"
	"github.com/tinygo-org/tinygo/transform"
	"tinygo.org/x/go-llvm"
)

// What makes allocations and initialisers visible to the transformations below. What
// must be inlined is inlined from the leaves up, and each function simplified before it
// goes into its callers: the other way round its unsimplified code is simplified in each
// of them, which takes eight times as long.
const preparePasses = "globaldce," +
	"cgscc(inline<only-mandatory>,function(sroa,instcombine<no-verify-fixpoint>,simplifycfg))," +
	"globalopt,ipsccp," +
	"cgscc(inline,function-attrs,function(sroa,instcombine<no-verify-fixpoint>,simplifycfg,adce))," +
	"globalopt,globaldce"

// internalize makes local all that keep does not name, so that what is unused
// goes.
func internalize(m llvm.Module, keep map[string]bool) {
	for f := range definitions(m) {
		if !keep[f.Name()] {
			f.SetVisibility(llvm.DefaultVisibility)
			f.SetLinkage(llvm.InternalLinkage)
		}
	}
	for g := range globals(m) {
		g.SetVisibility(llvm.DefaultVisibility)
		g.SetLinkage(llvm.InternalLinkage)
	}
}

// prepare lowers what only Go's compiler knows: package initialisers to
// constants, allocations to stack slots, interfaces to comparisons.
func (p *program) prepare(m llvm.Module) error {
	options := llvm.NewPassBuilderOptions()
	defer options.Dispose()
	var escapes []escape
	for range 6 { // inlining in a further round may show that an address stays
		if err := m.RunPasses(preparePasses, p.machine, options); err != nil {
			return err
		}
		stripTail(m)
		escapes = useStackSlots(m, int(p.number("StackAlign")))
		if err := transform.LowerInterfaces(m, p.config); err != nil {
			return err
		}
		if escapes == nil {
			break
		}
	}
	stripCaptures(m)
	shrinkFailures(m)
	if err := verify(m, "preparation"); err != nil {
		return err
	}
	if escapes != nil {
		return p.escapeError(escapes)
	}
	return checkLowered(m)
}

// stripTail removes the mark by which a call promises not to look at its
// caller's stack slots, of which there will be more.
func stripTail(m llvm.Module) {
	for f := range definitions(m) {
		for in := range instructions(f) {
			if !in.IsACallInst().IsNil() && in.IsTailCall() {
				in.SetTailCall(false)
			}
		}
	}
}

// stripCaptures removes what was derived from //go:noescape, which is about
// Go's heap: a callback may keep the address it is handed.
func stripCaptures(m llvm.Module) {
	kind := llvm.AttributeKindID(llvmutil.NoCaptureAttrName())
	for f := range definitions(m) {
		for i := range f.ParamsCount() {
			f.RemoveEnumAttributeAtIndex(i+1, kind)
		}
	}
}

// shrinkFailures has the functions that end in a fatal error, and those that
// only they call, compiled for size.
func shrinkFailures(m llvm.Module) {
	shrunk := map[llvm.Value]bool{}
	shrink := func(f llvm.Value) {
		shrunk[f] = true
		for _, name := range []string{"cold", "minsize", "optsize"} {
			addAttribute(f, name)
		}
	}
	for f := range definitions(m) {
		if isLocal(f) && hasAttribute(f, "noreturn") && !hasAttribute(f, "alwaysinline") {
			shrink(f)
		}
	}
	for more := true; more; {
		more = false
		for f := range definitions(m) {
			if isLocal(f) && !shrunk[f] && calledOnlyBy(f, shrunk) {
				shrink(f)
				more = true
			}
		}
	}
}

func calledOnlyBy(f llvm.Value, callers map[llvm.Value]bool) bool {
	for _, use := range users(f) {
		if use.IsACallInst().IsNil() || !callers[use.InstructionParent().Parent()] {
			return false
		}
	}
	return true
}

// checkLowered fails when a call of what should be gone is left.
func checkLowered(m llvm.Module) error {
	for _, name := range lowered {
		if f := m.NamedFunction(name); !f.IsNil() && !f.FirstUse().IsNil() {
			in := f.FirstUse().User().InstructionParent().Parent().Name()
			return fmt.Errorf("%s is still called in %s", name, in)
		}
	}
	return nil
}
