// Package irutil holds what go-llvm leaves to its users: parsing text, copying
// a module into another context, and iterating.
package irutil

import (
	"fmt"
	"iter"
	"os"

	"tinygo.org/x/go-llvm"
)

// ParseText parses LLVM assembly, or bitcode. It goes through a file: the bindings have no
// buffer that starts in memory.
func ParseText(ctx llvm.Context, text string) (llvm.Module, error) {
	file, err := os.CreateTemp("", "irutil-*.ll")
	if err != nil {
		return llvm.Module{}, err
	}
	defer os.Remove(file.Name())
	_, err = file.WriteString(text)
	if cerr := file.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return llvm.Module{}, err
	}
	return ParseFile(ctx, file.Name())
}

// ParseFile reads a file of assembly or bitcode.
func ParseFile(ctx llvm.Context, name string) (llvm.Module, error) {
	buf, err := llvm.NewMemoryBufferFromFile(name)
	if err != nil {
		return llvm.Module{}, fmt.Errorf("%s: %w", name, err)
	}
	m, err := ctx.ParseIR(buf) // takes buf over
	if err != nil {
		return llvm.Module{}, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

// Copy returns a copy of m in ctx.
func Copy(m llvm.Module, ctx llvm.Context) (llvm.Module, error) {
	return ctx.ParseIR(llvm.WriteBitcodeToMemoryBuffer(m))
}

// Functions iterates over the functions of m. The loop may erase the one it is at.
func Functions(m llvm.Module) iter.Seq[llvm.Value] {
	return func(yield func(llvm.Value) bool) {
		for f := m.FirstFunction(); !f.IsNil(); {
			next := llvm.NextFunction(f)
			if !yield(f) {
				return
			}
			f = next
		}
	}
}

// Blocks iterates over the basic blocks of a function.
func Blocks(f llvm.Value) iter.Seq[llvm.BasicBlock] {
	return func(yield func(llvm.BasicBlock) bool) {
		for b := f.FirstBasicBlock(); !b.IsNil(); b = llvm.NextBasicBlock(b) {
			if !yield(b) {
				return
			}
		}
	}
}

// Instructions iterates over the instructions of a basic block.
func Instructions(b llvm.BasicBlock) iter.Seq[llvm.Value] {
	return func(yield func(llvm.Value) bool) {
		for in := b.FirstInstruction(); !in.IsNil(); in = llvm.NextInstruction(in) {
			if !yield(in) {
				return
			}
		}
	}
}
