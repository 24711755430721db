package irb

import "tinygo.org/x/go-llvm"

// Union is a value of one of several types, told apart by a tag in front:
//
//	┌──────────┬───────────────────────────┐
//	│ tag  i64 │ payload: the largest type │   aligned to 8, or more where a payload needs it
//	└──────────┴───────────────────────────┘
//
// Tag i says that the payload is a value of Cases[i]; nil is a case without payload. The
// cases may be set after it was made, as the fields of a struct.
type Union struct {
	name  string
	Cases []Type
}

// NewUnion makes a union type; the name must be its own.
func NewUnion(name string, cases ...Type) *Union { return &Union{name, cases} }

func (t *Union) Name() string { return t.name }

func (t *Union) LLVM(m *Module) llvm.Type {
	size, align := int64(0), int64(8)
	for _, c := range t.Cases {
		if c != nil {
			size, align = max(size, m.Size(c)), max(align, m.Align(c))
		}
	}
	word := m.Ctx.IntType(int(min(align, 16)) * 8)
	unit := min(align, 16)
	return m.Ctx.StructType([]llvm.Type{m.I64, llvm.ArrayType(word, int((size+unit-1)/unit))}, false)
}

func (t *Union) Counted() bool {
	for _, c := range t.Cases {
		if c != nil && c.Counted() {
			return true
		}
	}
	return false
}

func (t *Union) tag(f *Func, at llvm.Value) llvm.Value { return f.B.CreateLoad(f.M.I64, at, "tag") }

func (t *Union) payload(f *Func, at llvm.Value) llvm.Value {
	return f.B.CreateStructGEP(t.LLVM(f.M), at, 1, "")
}

// each calls do in the branch of every case that has a payload, where the tag says so.
func (t *Union) each(f *Func, tag llvm.Value, do func(c Type)) {
	for i, c := range t.Cases {
		if c != nil {
			f.If(f.B.CreateICmp(llvm.IntEQ, tag, f.Int(int64(i)), ""), func() { do(c) }, nil)
		}
	}
}

func (t *Union) Retain(f *Func, at llvm.Value) {
	t.each(f, t.tag(f, at), func(c Type) { f.Retain(c, t.payload(f, at)) })
}

func (t *Union) Release(f *Func, at llvm.Value) {
	t.each(f, t.tag(f, at), func(c Type) { f.Release(c, t.payload(f, at)) })
}

func (t *Union) Equal(f *Func, a, b llvm.Value) llvm.Value {
	tag := t.tag(f, a)
	same := f.B.CreateICmp(llvm.IntEQ, tag, t.tag(f, b), "")
	equal := f.Alloca(f.M.I1, "equal")
	f.B.CreateStore(same, equal)
	f.If(same, func() {
		t.each(f, tag, func(c Type) {
			f.B.CreateStore(f.Call(f.M.EqFn(c), t.payload(f, a), t.payload(f, b)), equal)
		})
	}, nil)
	return f.B.CreateLoad(f.M.I1, equal, "")
}

func (t *Union) Hash(f *Func, at llvm.Value) llvm.Value {
	tag := t.tag(f, at)
	h := f.Var("h", Int)
	h.Store(tag)
	t.each(f, tag, func(c Type) {
		h.Store(f.Runtime("ori_hash_combine", h.Load(), f.Call(f.M.HashFn(c), t.payload(f, at))))
	})
	return h.Load()
}

// Compare lets the tags decide, and then the payloads.
func (t *Union) Compare(f *Func, a, b llvm.Value) llvm.Value {
	tag := t.tag(f, a)
	order := f.Alloca(f.M.I32, "order")
	f.B.CreateStore(Int.Compare(f, a, b), order)
	f.If(f.B.CreateICmp(llvm.IntEQ, tag, t.tag(f, b), ""), func() {
		t.each(f, tag, func(c Type) {
			f.B.CreateStore(f.Call(f.M.CmpFn(c), t.payload(f, a), t.payload(f, b)), order)
		})
	}, nil)
	return f.B.CreateLoad(f.M.I32, order, "")
}

func (t *Union) Print(f *Func, at llvm.Value) {
	tag := t.tag(f, at)
	f.Printf("#%ld", tag)
	t.each(f, tag, func(c Type) {
		f.Printf(" ")
		f.Print(c, t.payload(f, at))
	})
}
