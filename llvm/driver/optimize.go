package driver

import (
	"strings"

	"libori.org/rt/llvm/irutil"
	"tinygo.org/x/go-llvm"
)

// simplifyPasses leave out what duplicates code: loops are unrolled and
// vectorised once, where the code ends up. The seam is inlined first, because the
// pipeline begins with what it expects of branches.
const simplifyPasses = "always-inline,thinlto-pre-link<O3>"

// inlineLate inlines the functions that were kept for it.
func (p *program) inlineLate(m llvm.Module) error {
	for f := range definitions(m) {
		if !f.GetStringAttributeAtIndex(functionIndex, lateAttribute).IsNil() {
			f.RemoveStringAttributeAtIndex(functionIndex, lateAttribute)
			removeAttribute(f, "noinline")
			addAttribute(f, "alwaysinline")
		}
	}
	return p.runPasses(m, "always-inline,globaldce")
}

// lateAttribute marks functions of the seam that are inlined after simplification.
const lateAttribute = "ori-late"

// answerInlined makes a constant of what runtime.Inlined answers in m, and drops
// the code for the other answer.
func (p *program) answerInlined(m llvm.Module, inlined bool) error {
	g := m.NamedGlobal(seamPackage + ".inlined")
	if g.IsNil() {
		return nil // nobody asks
	}
	answer := uint64(0)
	if inlined {
		answer = 1
	}
	g.SetInitializer(llvm.ConstInt(g.GlobalValueType(), answer, false))
	g.SetVisibility(llvm.DefaultVisibility)
	g.SetLinkage(llvm.InternalLinkage)
	g.SetGlobalConstant(true)
	return p.runPasses(m, "function(instsimplify,simplifycfg)")
}

const defaultPasses = "default<O3>"

func (p *program) runPasses(m llvm.Module, passes string) error {
	options := llvm.NewPassBuilderOptions()
	defer options.Dispose()
	options.SetLoopVectorization(true)
	options.SetSLPVectorization(true)
	if err := m.RunPasses(passes, p.machine, options); err != nil {
		return err
	}
	return verify(m, passes)
}

// landmarks are the places where a release build copies, under the names by which
// debuggers and profilers find them (docs/debugging.md).
var landmarks = map[string]string{
	"libori.org/rt/account.CopiedShared":   "ori_copied_shared",
	"libori.org/rt/account.CopiedSlice":    "ori_copied_slice",
	"libori.org/rt/account.CopiedImmortal": "ori_copied_immortal",
	"libori.org/rt/account.Grown":          "ori_grown",
}

// nameHelpers makes hidden symbols, for the linker but not for other libraries,
// of the local functions and variables, so that the inline bitcode can refer to
// those in the archive. Constants stay local: a copy does as well. The prefix
// tells the flavours of the library apart, so that mixing two does not link.
func nameHelpers(m llvm.Module, prefix string) {
	name := func(v llvm.Value) {
		if landmark := landmarks[v.Name()]; landmark != "" {
			v.SetName(landmark)
		} else {
			v.SetName(prefix + strings.ReplaceAll(v.Name(), "libori.org/rt/", ""))
		}
		v.SetLinkage(llvm.ExternalLinkage)
		v.SetVisibility(llvm.HiddenVisibility)
	}
	for f := range definitions(m) {
		if isLocal(f) {
			name(f)
		}
	}
	for g := range globals(m) {
		if isLocal(g) && !g.IsGlobalConstant() {
			name(g)
		}
	}
}

// inlineCopy returns a copy of m for inlining: all that the archive defines is
// available_externally, except that functions to be specialised are private
// copies, and that those which are not to be inlined are declarations: their
// attributes say all that a caller's optimiser can use.
func (p *program) inlineCopy(m llvm.Module) (llvm.Module, error) {
	c, err := irutil.Copy(m, m.Context())
	if err != nil {
		return c, err
	}
	removeConstructor(c)
	for f := range definitions(c) {
		if hasAttribute(f, "noinline") && !specialised(f) {
			f.SetLinkage(llvm.AvailableExternallyLinkage)
		}
	}
	if err := p.runPasses(c, "elim-avail-extern"); err != nil {
		return c, err
	}
	for f := range definitions(c) {
		if specialised(f) {
			allowInlining(f)
			f.SetVisibility(llvm.DefaultVisibility)
			f.SetLinkage(llvm.InternalLinkage)
		} else {
			f.SetLinkage(llvm.AvailableExternallyLinkage)
		}
	}
	for g := range globals(c) {
		if !isLocal(g) {
			g.SetLinkage(llvm.AvailableExternallyLinkage)
		}
	}
	if err := p.answerInlined(c, true); err != nil {
		return c, err
	}
	for g := range globals(c) {
		if isLocal(g) && g.FirstUse().IsNil() {
			g.EraseFromParentAsGlobal() // named in functions that are gone
		}
	}
	return c, p.runPasses(c, "strip-dead-prototypes")
}

func specialised(f llvm.Value) bool {
	return !f.GetStringAttributeAtIndex(functionIndex, specialiseAttribute).IsNil()
}

// allowInlining takes the marks of //ori:specialise off a function.
func allowInlining(f llvm.Value) {
	f.RemoveStringAttributeAtIndex(functionIndex, specialiseAttribute)
	removeAttribute(f, "noinline")
}

// functionIndex is where LLVM keeps the attributes of the function itself.
const functionIndex = -1

// instrument marks the functions for a sanitizer's pass.
func instrument(m llvm.Module, s Sanitizer) {
	if s != Address && s != Thread {
		return
	}
	for f := range definitions(m) {
		addAttribute(f, "sanitize_"+string(s))
	}
}

// sanitizerPasses instrument the machine code of the archive; whoever compiles
// the bitcode instruments that.
func sanitizerPasses(s Sanitizer) string {
	switch s {
	case Address:
		return "asan"
	case Thread:
		return "function(tsan),tsan-module"
	}
	return ""
}
