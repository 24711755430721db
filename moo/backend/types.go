package backend

import (
	"math"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/moo/types"
)

// irbType gives a type of Moo as the runtime sees it: how a value lies in
// memory and what its trampolines do. A struct is recorded before its fields
// are, so that they can mention it.
func (e *emitter) irbType(t *types.Type) irb.Type {
	if known, ok := e.types[t]; ok {
		return known
	}
	var made irb.Type
	switch t.Kind {
	case types.Int:
		made = irb.Int
	case types.Float:
		made = irb.Float
	case types.Bool:
		made = boolean{irb.Byte}
	case types.Str:
		made = text{}
	case types.List:
		made = irb.List(e.irbType(t.Elem))
	case types.Set:
		made = irb.Set(e.irbType(t.Elem))
	case types.Map:
		made = irb.Map(e.irbType(t.Key), e.irbType(t.Elem))
	case types.Option:
		e.irbType(t.Elem)
		made = irb.Optional(e.content[t.Elem])
	case types.Tuple, types.Struct:
		s := irb.NewStruct(t.String())
		made = s
		if t.Boxed {
			made = irb.Box(s)
		}
		e.types[t] = made
		e.content[t] = s
		for _, f := range t.Fields {
			s.Fields = append(s.Fields, e.irbType(f.Type))
		}
	}
	e.types[t] = made
	return made
}

// boolean is a byte that is 0 or 1.
type boolean struct{ irb.Type }

func (boolean) Name() string { return "bool" }

// text is OriStr: 24 bytes that hold up to 23 bytes of text themselves or a
// {len, cap, data} like a list's. The runtime's functions take its address.
type text struct{}

func (text) Name() string                 { return "str" }
func (text) LLVM(m *irb.Module) llvm.Type { return m.Triple }
func (text) Counted() bool                { return true }

func (text) Retain(f *irb.Func, at llvm.Value)  { f.Runtime("ori_str_rc_inc", at) }
func (text) Release(f *irb.Func, at llvm.Value) { f.Runtime("ori_str_rc_dec", at) }

func (text) Equal(f *irb.Func, a, b llvm.Value) llvm.Value { return f.Runtime("ori_str_eq", a, b) }
func (text) Hash(f *irb.Func, at llvm.Value) llvm.Value    { return f.Runtime("ori_str_hash", at) }
func (text) Compare(f *irb.Func, a, b llvm.Value) llvm.Value {
	return f.Runtime("ori_str_compare", a, b)
}

func (text) Print(f *irb.Func, at llvm.Value) { panic("printed through show") }

const (
	shortText = 23   // bytes that an OriStr holds itself
	shortTag  = 0x80 // in its last byte, with the length
)

// constText gives an OriStr as a constant. Short ones hold their text, longer
// ones point to an immortal buffer.
func (e *emitter) constText(s string) llvm.Value {
	if len(s) > shortText {
		bytes := make([]llvm.Value, len(s))
		for i := range len(s) {
			bytes[i] = llvm.ConstInt(e.m.I8, uint64(s[i]), false)
		}
		return e.m.ConstList(irb.Byte, bytes...)
	}
	var raw [24]byte
	copy(raw[:], s)
	raw[shortText] = shortTag | byte(len(s))
	word := func(at int) llvm.Value {
		n := uint64(0)
		for i := range 8 {
			n |= uint64(raw[at+i]) << (8 * i)
		}
		return llvm.ConstInt(e.m.I64, n, false)
	}
	return llvm.ConstNamedStruct(e.m.Triple, []llvm.Value{word(0), word(8), llvm.ConstIntToPtr(word(16), e.m.Ptr)})
}

// constFloat spells f for LLVM exactly.
func (e *emitter) constFloat(f float64) llvm.Value {
	return llvm.ConstBitCast(llvm.ConstInt(e.m.I64, math.Float64bits(f), false), e.m.F64)
}
