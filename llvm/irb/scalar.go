package irb

import "tinygo.org/x/go-llvm"

// The plain types: no references, compared as machine values.
var (
	Int   Type = int64s{scalar{"int", func(m *Module) llvm.Type { return m.I64 }, integer{}}}
	Byte  Type = scalar{"byte", func(m *Module) llvm.Type { return m.I8 }, integer{unsigned: true}}
	Float Type = scalar{"float", func(m *Module) llvm.Type { return m.F64 }, floating{}}
)

// int64s is the type of integers that the runtime has callbacks for, which it does
// not even call.
type int64s struct{ scalar }

// runtimeCallback names the runtime function that serves as a callback.
func (int64s) runtimeCallback(what string) string {
	return map[string]string{"eq": "ori_i64_eq", "hash": "ori_i64_hash", "cmp": "ori_i64_compare"}[what]
}

// scalar is a type that fits a register.
type scalar struct {
	name string
	llvm func(m *Module) llvm.Type
	arithmetic
}

// arithmetic is what integers and floats do differently, on loaded values.
type arithmetic interface {
	equal(f *Func, a, b llvm.Value) llvm.Value
	less(f *Func, a, b llvm.Value) llvm.Value
	hash(f *Func, v llvm.Value) llvm.Value
	print(f *Func, v llvm.Value)
}

func (t scalar) Name() string             { return t.name }
func (t scalar) LLVM(m *Module) llvm.Type { return t.llvm(m) }
func (t scalar) Counted() bool            { return false }
func (t scalar) Retain(*Func, llvm.Value) {}

func (t scalar) Release(*Func, llvm.Value) {}

func (t scalar) load(f *Func, at llvm.Value) llvm.Value {
	return f.Load(t, at)
}

func (t scalar) Equal(f *Func, a, b llvm.Value) llvm.Value {
	return t.equal(f, t.load(f, a), t.load(f, b))
}

// Compare returns (a > b) - (a < b).
func (t scalar) Compare(f *Func, a, b llvm.Value) llvm.Value {
	x, y := t.load(f, a), t.load(f, b)
	above := f.B.CreateZExt(t.less(f, y, x), f.M.I32, "")
	below := f.B.CreateZExt(t.less(f, x, y), f.M.I32, "")
	return f.B.CreateSub(above, below, "")
}

func (t scalar) Hash(f *Func, at llvm.Value) llvm.Value { return t.hash(f, t.load(f, at)) }
func (t scalar) Print(f *Func, at llvm.Value)           { t.print(f, t.load(f, at)) }

// integer is arithmetic of up to 64 bits.
type integer struct{ unsigned bool }

func (integer) equal(f *Func, a, b llvm.Value) llvm.Value {
	return f.B.CreateICmp(llvm.IntEQ, a, b, "")
}

func (t integer) less(f *Func, a, b llvm.Value) llvm.Value {
	if t.unsigned {
		return f.B.CreateICmp(llvm.IntULT, a, b, "")
	}
	return f.B.CreateICmp(llvm.IntSLT, a, b, "")
}

func (t integer) hash(f *Func, v llvm.Value) llvm.Value {
	if t.unsigned {
		return f.B.CreateZExt(v, f.M.I64, "")
	}
	return f.B.CreateSExt(v, f.M.I64, "")
}

func (t integer) print(f *Func, v llvm.Value) { f.Printf("%ld", t.hash(f, v)) }

type floating struct{}

func (floating) equal(f *Func, a, b llvm.Value) llvm.Value {
	return f.B.CreateFCmp(llvm.FloatOEQ, a, b, "")
}

func (floating) less(f *Func, a, b llvm.Value) llvm.Value {
	return f.B.CreateFCmp(llvm.FloatOLT, a, b, "")
}

// hash adds 0 first: -0 equals 0.
func (floating) hash(f *Func, v llvm.Value) llvm.Value {
	return f.B.CreateBitCast(f.B.CreateFAdd(v, f.M.Float(0), ""), f.M.I64, "")
}

func (floating) print(f *Func, v llvm.Value) { f.Printf("%g", v) }
