package irb

import (
	"math/bits"

	"tinygo.org/x/go-llvm"
)

// Constant collections are immortal: their buffers lie in read-only data with a
// negative count, which the runtime neither writes nor frees. The triple may be
// stored, shared and consumed like any other; whoever changes it gets a copy.
//
//	┌──────────────┬────────────┬───────────────┬──────────────── ─ ─
//	│ padding      │ size       │ count = -1    │ elements
//	└──────────────┴────────────┴───────────────┴──────────────── ─ ─
//	  for alignments above 16                    data
const (
	headerBytes   = 16
	immortalCount = -1
	alignShift    = 56 // where the header keeps log2 of an alignment above 16
)

// ConstList returns a constant list of constant elements of type elem.
func (m *Module) ConstList(elem Type, elems ...llvm.Value) llvm.Value {
	return m.constTriple(len(elems), len(elems), m.Align(elem), llvm.ConstArray(elem.LLVM(m), elems))
}

// ConstSet returns a constant set. The elements differ from each other.
func (m *Module) ConstSet(elem Type, elems ...llvm.Value) llvm.Value {
	return m.ConstList(elem, elems...)
}

// ConstMap returns a constant map. The keys differ from each other.
func (m *Module) ConstMap(key, val Type, keys, vals []llvm.Value) llvm.Value {
	slots := mapCapacity(int64(len(keys)), m.Size(key), m.Size(val))
	column := func(t Type, values []llvm.Value) llvm.Value {
		full := append([]llvm.Value(nil), values...)
		for int64(len(full)) < slots {
			full = append(full, llvm.ConstNull(t.LLVM(m)))
		}
		return llvm.ConstArray(t.LLVM(m), full)
	}
	both := m.Ctx.ConstStruct([]llvm.Value{column(key, keys), column(val, vals)}, true)
	return m.constTriple(len(keys), int(slots), headerBytes, both)
}

// mapCapacity returns the least capacity of at least n at which the values,
// which lie behind cap keys, are aligned for any type of their size.
func mapCapacity(n, keySize, valSize int64) int64 {
	align := int64(min(headerBytes, 1<<bits.TrailingZeros64(uint64(valSize|headerBytes))))
	for n*keySize%align != 0 {
		n++
	}
	return n
}

func (m *Module) constTriple(length, slots int, align int64, content llvm.Value) llvm.Value {
	if length == 0 {
		return llvm.ConstNull(m.Triple)
	}
	return llvm.ConstNamedStruct(m.Triple, []llvm.Value{m.Int(int64(length)), m.Int(int64(slots)), m.immortal(align, content)})
}

// ConstBox returns a constant box.
func (m *Module) ConstBox(content Type, value llvm.Value) llvm.Value {
	return m.immortal(m.Align(content), value)
}

// immortal puts content into read-only data behind a header and returns its
// address.
func (m *Module) immortal(align int64, content llvm.Value) llvm.Value {
	size := int64(m.layout.TypeAllocSize(content.Type()))
	padding := int64(0)
	if align > headerBytes {
		size |= int64(bits.TrailingZeros64(uint64(align))) << alignShift
		padding = align - headerBytes
	}
	pad := llvm.ConstNull(llvm.ArrayType(m.I8, int(padding)))
	// Packed: the header lies directly before the data.
	init := m.Ctx.ConstStruct([]llvm.Value{pad, m.Int(size), m.Int(immortalCount), content}, true)
	global := m.constant("immortal", init)
	global.SetAlignment(int(max(align, headerBytes)))
	return llvm.ConstInBoundsGEP(m.I8, global, []llvm.Value{m.Int(padding + headerBytes)})
}
