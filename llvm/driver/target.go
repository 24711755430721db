package driver

import (
	"fmt"
	"slices"
	"strings"

	"tinygo.org/x/go-llvm"
)

// A target is a machine that the library is made for.
type target struct {
	arch   string // as in LLVM's triples
	goarch string
	cpu    string // any of its processors runs the code
	// ordered tells that the machine moves no store before an earlier load, so
	// that a uniqueness test is an acquire as it is: see counts_atomic.ll.
	ordered bool
	flags   []string // module flags: what the code does for control-flow protection
}

var targets = []target{
	// Every function that can be called through a pointer begins with endbr64; no
	// code writes return addresses. Linkers keep a program's mark if all its
	// objects have it.
	{arch: "x86_64", goarch: "amd64", cpu: "x86-64", ordered: true, flags: []string{"cf-protection-branch", "cf-protection-return"}},
	{arch: "aarch64", goarch: "arm64", cpu: "generic"},
}

// Targets are the machines that Options.Target may name.
func Targets() (triples []string) {
	for _, t := range targets {
		triples = append(triples, t.arch+"-linux-gnu")
	}
	return triples
}

// target returns the machine to compile for and its triple, LLVM's own unless
// another is asked for: the modules of its users have that too.
func (o *Options) target() (target, string, error) {
	triple := o.Target
	if triple == "" || o.Native() {
		triple = llvm.DefaultTargetTriple()
	}
	arch, _, _ := strings.Cut(triple, "-")
	i := slices.IndexFunc(targets, func(t target) bool { return t.arch == arch })
	if i < 0 || !strings.HasSuffix(triple, "-linux-gnu") {
		return target{}, "", fmt.Errorf("the library is made for %s, not for %s", strings.Join(Targets(), " and "), triple)
	}
	return targets[i], triple, nil
}

// Native reports whether the library is for the machine that makes it.
func (o *Options) Native() bool {
	arch, _, _ := strings.Cut(o.Target, "-")
	host, _, _ := strings.Cut(llvm.DefaultTargetTriple(), "-")
	return o.Target == "" || arch == host
}

// cc is the C compiler that links for the target.
func (o *Options) cc() string {
	if o.Native() {
		return "cc"
	}
	arch, _, _ := strings.Cut(o.Target, "-")
	return arch + "-linux-gnu-gcc"
}

// protect marks a module's code as fit for the target's control-flow
// protection. Of the marks of modules that are linked, the weaker holds.
func (t target) protect(m llvm.Module) {
	const weaker = 8
	ctx := m.Context()
	word := func(n uint64) llvm.Metadata { return llvm.ConstInt(ctx.Int32Type(), n, false).ConstantAsMetadata() }
	for _, flag := range t.flags {
		m.AddNamedMetadataOperand("llvm.module.flags", ctx.MDNode([]llvm.Metadata{word(weaker), ctx.MDString(flag), word(1)}))
	}
}
