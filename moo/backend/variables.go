package backend

import (
	"debug/dwarf"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// What a debugger is told of variables. The types have the names and fields by which the
// printers in debug/ know the library's values; the elements of a list or set are behind
// data, which has their type.

// variable says that v lies at an address, or behind the address there; argument is its
// number among the parameters, 0 for a local variable.
func (d *debugInfo) variable(f *function, v *syntax.Var, at llvm.Value, argument int, behind bool) {
	if v.Name == "" || v.Name == "_" {
		return
	}
	line := d.file.Line(v.Pos)
	var described llvm.Metadata
	if argument > 0 {
		described = d.builder.CreateParameterVariable(d.scope, llvm.DIParameterVariable{
			Name: v.Name, File: d.diFile, Line: line, Type: d.typeOf(f.emitter, v.Type), AlwaysPreserve: true, ArgNo: argument,
		})
	} else {
		described = d.builder.CreateAutoVariable(d.scope, llvm.DIAutoVariable{
			Name: v.Name, File: d.diFile, Line: line, Type: d.typeOf(f.emitter, v.Type), AlwaysPreserve: true,
		})
	}
	const deref = 0x06 // DW_OP_deref: the value lies at the address
	way := []uint64{deref}
	if behind {
		way = append(way, deref)
	}
	where := llvm.DebugLoc{Line: uint(line), Col: uint(d.file.Column(v.Pos)), Scope: d.scope}
	d.builder.InsertValueAtEnd(at, described, d.builder.CreateExpression(way), where, f.B.GetInsertBlock())
}

// typeOf describes a type. A struct may hold itself, in a list of its own: what is said of
// it until it is described stands for the description.
func (d *debugInfo) typeOf(e *emitter, t *types.Type) llvm.Metadata {
	if known, ok := d.types[t]; ok {
		return known
	}
	standIn := d.builder.CreateReplaceableCompositeType(d.unit, llvm.DIReplaceableCompositeType{
		Tag: dwarf.TagStructType, Name: t.String(), File: d.diFile,
	})
	d.types[t] = standIn
	made := d.describe(e, t)
	standIn.ReplaceAllUsesWith(made)
	d.types[t] = made
	return made
}

const wordBits = 64

func (d *debugInfo) describe(e *emitter, t *types.Type) llvm.Metadata {
	switch {
	case t.Kind == types.Int:
		return d.basic("int", wordBits, 0x05) // DW_ATE_signed
	case t.Kind == types.Float:
		return d.basic("float", wordBits, 0x04) // DW_ATE_float
	case t.Kind == types.Bool:
		return d.basic("bool", 8, 0x02) // DW_ATE_boolean
	case t.Kind == types.Str:
		return d.triple("OriStr", llvm.Metadata{})
	case t.Kind == types.List, t.Kind == types.Set:
		return d.triple(t.String(), d.typeOf(e, t.Elem))
	case t.Kind == types.Map:
		return d.triple("OriMap", llvm.Metadata{})
	case t.Boxed, t.Kind == types.Option:
		return d.pointer(llvm.Metadata{}) // it may hold itself
	}
	var fields []field
	for _, f := range t.Fields {
		of := e.irbType(f.Type)
		fields = append(fields, field{f.Name, d.typeOf(e, f.Type), e.m.Size(of), e.m.Align(of)})
	}
	return d.structure(t.String(), fields)
}

func (d *debugInfo) basic(name string, bits uint64, encoding llvm.DwarfTypeEncoding) llvm.Metadata {
	return d.builder.CreateBasicType(llvm.DIBasicType{Name: name, SizeInBits: bits, Encoding: encoding})
}

func (d *debugInfo) pointer(to llvm.Metadata) llvm.Metadata {
	return d.builder.CreatePointerType(llvm.DIPointerType{Pointee: to, SizeInBits: wordBits})
}

// triple describes {len, cap, data}.
func (d *debugInfo) triple(name string, elem llvm.Metadata) llvm.Metadata {
	word := d.basic("int", wordBits, 0x05)
	return d.structure(name, []field{{"len", word, 8, 8}, {"cap", word, 8, 8}, {"data", d.pointer(elem), 8, 8}})
}

// field is one of a struct, of so many bytes.
type field struct {
	name        string
	of          llvm.Metadata
	size, align int64
}

// structure describes a struct whose fields follow each other as in C.
func (d *debugInfo) structure(name string, fields []field) llvm.Metadata {
	var members []llvm.Metadata
	end, align := int64(0), int64(1)
	for _, f := range fields {
		end = (end + f.align - 1) &^ (f.align - 1)
		members = append(members, d.builder.CreateMemberType(d.unit, llvm.DIMemberType{
			Name: f.name, File: d.diFile, SizeInBits: uint64(8 * f.size), AlignInBits: uint32(8 * f.align), OffsetInBits: uint64(8 * end), Type: f.of,
		}))
		end += f.size
		align = max(align, f.align)
	}
	end = (end + align - 1) &^ (align - 1)
	return d.builder.CreateStructType(d.unit, llvm.DIStructType{
		Name: name, File: d.diFile, SizeInBits: uint64(8 * end), AlignInBits: uint32(8 * align), Elements: members,
	})
}
