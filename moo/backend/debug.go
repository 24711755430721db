package backend

import (
	"path/filepath"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/moo/source"
	"libori.org/rt/moo/types"
)

// debugInfo describes where instructions come from: the file, a subprogram for
// each function, a line and column for each instruction; and what lies in its variables.
type debugInfo struct {
	builder *llvm.DIBuilder
	file    *source.File
	unit    llvm.Metadata
	diFile  llvm.Metadata
	scope   llvm.Metadata // the function at hand
	types   map[*types.Type]llvm.Metadata
}

func newDebugInfo(m llvm.Module, file *source.File) *debugInfo {
	ctx := m.Context()
	flag := func(name string, value uint64) {
		i32 := ctx.Int32Type()
		m.AddNamedMetadataOperand("llvm.module.flags", ctx.MDNode([]llvm.Metadata{
			llvm.ConstInt(i32, 2, false).ConstantAsMetadata(), // the module's value wins with a warning
			ctx.MDString(name),
			llvm.ConstInt(i32, value, false).ConstantAsMetadata(),
		}))
	}
	flag("Debug Info Version", 3)
	flag("Dwarf Version", 5)
	d := &debugInfo{builder: llvm.NewDIBuilder(m), file: file, types: map[*types.Type]llvm.Metadata{}}
	dir, name := filepath.Split(file.Name)
	if absolute, err := filepath.Abs(dir); err == nil {
		dir = absolute // profiles and debuggers look for the source from elsewhere
	}
	d.unit = d.builder.CreateCompileUnit(llvm.DICompileUnit{
		Language: 0xb, // C99, which debuggers know how to print
		File:     name, Dir: filepath.Clean(dir), Producer: "moo",
	})
	d.diFile = d.builder.CreateFile(name, filepath.Clean(dir))
	return d
}

// enter begins a function.
func (d *debugInfo) enter(f *function) {
	line := d.file.Line(f.source.Pos)
	d.scope = d.builder.CreateFunction(d.diFile, llvm.DIFunction{
		Name: f.source.Name, LinkageName: f.Fn.Name(), File: d.diFile, Line: line, ScopeLine: line,
		Type:        d.builder.CreateSubroutineType(llvm.DISubroutineType{File: d.diFile}),
		LocalToUnit: true, IsDefinition: true,
	})
	f.Fn.SetSubprogram(d.scope)
}

// enterMain begins the C function main, which has no source but the line of the program's own. What
// is inlined into it keeps its lines only if it has debug information itself.
func (d *debugInfo) enterMain(f *irb.Func, at source.Pos) {
	line := d.file.Line(at)
	d.scope = d.builder.CreateFunction(d.diFile, llvm.DIFunction{
		Name: "main", LinkageName: "main", File: d.diFile, Line: line, ScopeLine: line,
		Type:         d.builder.CreateSubroutineType(llvm.DISubroutineType{File: d.diFile}),
		IsDefinition: true,
	})
	f.Fn.SetSubprogram(d.scope)
	f.B.SetCurrentDebugLocation(uint(line), 0, d.scope, llvm.Metadata{})
}

// position gives the instructions to come the place at.
func (d *debugInfo) position(f *function, at source.Pos) {
	f.B.SetCurrentDebugLocation(uint(d.file.Line(at)), uint(d.file.Column(at)), d.scope, llvm.Metadata{})
}

func (d *debugInfo) finish() {
	d.builder.Finalize()
	d.builder.Destroy()
}
