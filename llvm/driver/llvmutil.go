package driver

import (
	"fmt"
	"iter"
	"strings"

	"libori.org/rt/llvm/irutil"
	"tinygo.org/x/go-llvm"
)

// definitions iterates over the functions of m that have a body.
func definitions(m llvm.Module) iter.Seq[llvm.Value] {
	return func(yield func(llvm.Value) bool) {
		for f := range irutil.Functions(m) {
			if !f.IsDeclaration() && !yield(f) {
				return
			}
		}
	}
}

// globals iterates over the variables of m that have an initializer, except
// LLVM's own.
func globals(m llvm.Module) iter.Seq[llvm.Value] {
	return func(yield func(llvm.Value) bool) {
		for g := m.FirstGlobal(); !g.IsNil(); {
			next := llvm.NextGlobal(g)
			if !g.IsDeclaration() && g.Linkage() != llvm.AppendingLinkage && !yield(g) {
				return
			}
			g = next
		}
	}
}

// instructions iterates over the instructions of a function.
func instructions(f llvm.Value) iter.Seq[llvm.Value] {
	return func(yield func(llvm.Value) bool) {
		for block := range irutil.Blocks(f) {
			for in := range irutil.Instructions(block) {
				if !yield(in) {
					return
				}
			}
		}
	}
}

func isLocal(v llvm.Value) bool {
	return v.Linkage() == llvm.InternalLinkage || v.Linkage() == llvm.PrivateLinkage
}

func addAttribute(f llvm.Value, name string) {
	f.AddFunctionAttr(f.GlobalParent().Context().CreateEnumAttribute(llvm.AttributeKindID(name), 0))
}

func hasAttribute(f llvm.Value, name string) bool {
	return !f.GetEnumFunctionAttribute(llvm.AttributeKindID(name)).IsNil()
}

func removeAttribute(f llvm.Value, name string) {
	f.RemoveEnumFunctionAttribute(llvm.AttributeKindID(name))
}

// linkText links LLVM assembly into m.
func linkText(m llvm.Module, name, text string) error {
	part, err := parseFor(m, name, text)
	if err != nil {
		return err
	}
	if err := llvm.LinkModules(m, part); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// parseFor parses LLVM assembly that will be linked into m.
func parseFor(m llvm.Module, name, text string) (llvm.Module, error) {
	head := fmt.Sprintf("target datalayout = %q\ntarget triple = %q\n", m.DataLayout(), m.Target())
	part, err := irutil.ParseText(m.Context(), head+text)
	if err != nil {
		return part, fmt.Errorf("%s: %w", name, err)
	}
	return part, nil
}

// typeText spells the types of C's parameters as LLVM does.
func typeText(t llvm.Type) string {
	switch t.TypeKind() {
	case llvm.VoidTypeKind:
		return "void"
	case llvm.PointerTypeKind:
		return "ptr"
	case llvm.IntegerTypeKind:
		return fmt.Sprintf("i%d", t.IntTypeWidth())
	case llvm.FunctionTypeKind:
		var params []string
		for _, p := range t.ParamTypes() {
			params = append(params, typeText(p))
		}
		return typeText(t.ReturnType()) + " (" + strings.Join(params, ", ") + ")"
	}
	return "an aggregate"
}

func verify(m llvm.Module, after string) error {
	if err := llvm.VerifyModule(m, llvm.ReturnStatusAction); err != nil {
		return fmt.Errorf("invalid LLVM IR after %s: %w", after, err)
	}
	return nil
}
