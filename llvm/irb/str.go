package irb

import (
	"encoding/binary"

	"tinygo.org/x/go-llvm"
)

// Str is the type of strings: 24 bytes that hold up to 23 bytes of text
// themselves, or {len, cap, data} of a shared buffer like a list's. Runtime
// functions take a string by its address.
//
//	{"s": ...}                    Var.Do and Var.Into know it, "other" is s2
//	ori_str_eq, ori_str_hash ...  are its callbacks, without a trampoline
var Str Type = str{}

type str struct{}

func (str) Name() string             { return "str" }
func (str) LLVM(m *Module) llvm.Type { return m.Triple }
func (str) Counted() bool            { return true }

func (str) argument(f *Func, at llvm.Value, name string) llvm.Value {
	switch name {
	case "s", "a":
		return at
	}
	return llvm.Value{}
}

// runtimeCallback names the runtime function that serves as a callback.
func (str) runtimeCallback(what string) string {
	return map[string]string{
		"inc": "ori_str_rc_inc", "dec": "ori_str_rc_dec",
		"eq": "ori_str_eq", "hash": "ori_str_hash", "cmp": "ori_str_compare",
	}[what]
}

func (str) Retain(f *Func, at llvm.Value)               { f.Runtime("ori_str_rc_inc", at) }
func (str) Release(f *Func, at llvm.Value)              { f.Runtime("ori_str_rc_dec", at) }
func (str) Equal(f *Func, a, b llvm.Value) llvm.Value   { return f.Runtime("ori_str_eq", a, b) }
func (str) Hash(f *Func, at llvm.Value) llvm.Value      { return f.Runtime("ori_str_hash", at) }
func (str) Compare(f *Func, a, b llvm.Value) llvm.Value { return f.Runtime("ori_str_compare", a, b) }

// Print prints the text in quotes, as it stands.
func (str) Print(f *Func, at llvm.Value) {
	size := f.B.CreateTrunc(f.Runtime("ori_str_len", at), f.M.I32, "")
	f.Printf("\"%.*s\"", size, f.Runtime("ori_str_data", at))
}

// inlineMax is the text that fits into a string's own 24 bytes, whose last one
// is the length and this bit.
const (
	inlineMax  = 23
	inlineMark = 0x80
)

// ConstStr returns a constant string: inline if it fits, otherwise with an
// immortal buffer.
func (m *Module) ConstStr(text string) llvm.Value {
	if len(text) > inlineMax {
		size := m.Int(int64(len(text)))
		return llvm.ConstNamedStruct(m.Triple, []llvm.Value{size, size, m.immortal(1, m.Ctx.ConstString(text, false))})
	}
	var b [inlineMax + 1]byte
	copy(b[:], text)
	b[inlineMax] = inlineMark | byte(len(text))
	word := func(i int) llvm.Value { return m.Int(int64(binary.LittleEndian.Uint64(b[i:]))) }
	return llvm.ConstNamedStruct(m.Triple, []llvm.Value{word(0), word(8), llvm.ConstIntToPtr(word(16), m.Ptr)})
}
