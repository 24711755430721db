package driver

import (
	"fmt"
	"iter"
	"os"

	"tinygo.org/x/go-llvm"
)

// definitions iterates over the functions of m that have a body.
func definitions(m llvm.Module) iter.Seq[llvm.Value] {
	return func(yield func(llvm.Value) bool) {
		for f := m.FirstFunction(); !f.IsNil(); {
			next := llvm.NextFunction(f)
			if !f.IsDeclaration() && !yield(f) {
				return
			}
			f = next
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
		for block := f.FirstBasicBlock(); !block.IsNil(); block = llvm.NextBasicBlock(block) {
			for in := block.FirstInstruction(); !in.IsNil(); in = llvm.NextInstruction(in) {
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

// parseIR parses LLVM assembly. It goes through a file: the bindings have no
// buffer that starts in memory.
func parseIR(ctx llvm.Context, name, text string) (m llvm.Module, err error) {
	file, err := os.CreateTemp("", "ori_rt-*.ll")
	if err != nil {
		return m, err
	}
	defer os.Remove(file.Name())
	_, err = file.WriteString(text)
	if cerr := file.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return m, err
	}
	buffer, err := llvm.NewMemoryBufferFromFile(file.Name())
	if err != nil {
		return m, err
	}
	if m, err = ctx.ParseIR(buffer); err != nil {
		return m, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

// parseFor is parseIR for a module that will be linked into m.
func parseFor(m llvm.Module, name, text string) (llvm.Module, error) {
	return parseIR(m.Context(), name, fmt.Sprintf("target datalayout = %q\ntarget triple = %q\n", m.DataLayout(), m.Target())+text)
}

func verify(m llvm.Module, after string) error {
	if err := llvm.VerifyModule(m, llvm.ReturnStatusAction); err != nil {
		return fmt.Errorf("invalid LLVM IR after %s: %w", after, err)
	}
	return nil
}
