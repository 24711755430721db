package irb

import "tinygo.org/x/go-llvm"

// Struct is a value of several fields, without an allocation of its own. Its
// fields may be set after it was made, for types that contain themselves behind
// a Box or in a collection.
type Struct struct {
	name   string
	Fields []Type
}

// NewStruct makes a struct type; the name must be its own.
func NewStruct(name string, fields ...Type) *Struct { return &Struct{name, fields} }

func (t *Struct) Name() string { return t.name }

func (t *Struct) LLVM(m *Module) llvm.Type {
	types := make([]llvm.Type, len(t.Fields))
	for i, field := range t.Fields {
		types[i] = field.LLVM(m)
	}
	return m.Ctx.StructType(types, false)
}

func (t *Struct) Counted() bool {
	for _, field := range t.Fields {
		if field.Counted() {
			return true
		}
	}
	return false
}

// each calls do for every field of the value at an address.
func (t *Struct) each(f *Func, at llvm.Value, do func(i int, field Var)) {
	for i := range t.Fields {
		do(i, f.VarAt(t, at).Field(i))
	}
}

func (t *Struct) Retain(f *Func, at llvm.Value) {
	t.each(f, at, func(_ int, field Var) { field.Retain() })
}

func (t *Struct) Release(f *Func, at llvm.Value) {
	t.each(f, at, func(_ int, field Var) { field.Release() })
}

func (t *Struct) Equal(f *Func, a, b llvm.Value) llvm.Value {
	equal := f.Alloca(f.M.I1, "equal")
	f.B.CreateStore(f.M.Bool(true), equal)
	t.each(f, a, func(i int, x Var) {
		y := f.VarAt(t, b).Field(i)
		f.If(f.B.CreateLoad(f.M.I1, equal, ""), func() {
			f.B.CreateStore(f.Call(f.M.EqFn(x.T), x.At, y.At), equal)
		}, nil)
	})
	return f.B.CreateLoad(f.M.I1, equal, "")
}

func (t *Struct) Hash(f *Func, at llvm.Value) llvm.Value {
	h := f.Int(int64(len(t.Fields)))
	t.each(f, at, func(_ int, field Var) {
		h = f.Runtime("ori_hash_combine", h, f.Call(f.M.HashFn(field.T), field.At))
	})
	return h
}

// Compare lets the first field that differs decide.
func (t *Struct) Compare(f *Func, a, b llvm.Value) llvm.Value {
	zero := llvm.ConstNull(f.M.I32)
	order := f.Alloca(f.M.I32, "order")
	f.B.CreateStore(zero, order)
	t.each(f, a, func(i int, x Var) {
		y := f.VarAt(t, b).Field(i)
		f.If(f.B.CreateICmp(llvm.IntEQ, f.B.CreateLoad(f.M.I32, order, ""), zero, ""), func() {
			f.B.CreateStore(f.Call(f.M.CmpFn(x.T), x.At, y.At), order)
		}, nil)
	})
	return f.B.CreateLoad(f.M.I32, order, "")
}

func (t *Struct) Print(f *Func, at llvm.Value) {
	f.Printf("(")
	t.each(f, at, func(i int, field Var) {
		if i > 0 {
			f.Printf(", ")
		}
		field.Print()
	})
	f.Printf(")")
}

// Box returns the type of a reference to a counted allocation that holds one
// value: a copy-on-write tuple or object. The null reference is legal wherever
// nothing looks inside.
func Box(content Type) Type { return box{content} }

type box struct{ content Type }

// Optional returns the type of a reference to such a value, or NULL where there is
// none. Equal, Hash, Compare and Print know it; whoever looks inside asks first.
func Optional(content Type) Type { return optional{box{content}} }

type optional struct{ box }

func (t optional) Name() string { return t.box.Name() + "?" }

// boxOf returns the box that a type is, optional or not.
func boxOf(t Type) box {
	if o, ok := t.(optional); ok {
		return o.box
	}
	return t.(box)
}

// there returns whether the value at an address is one.
func (t optional) there(f *Func, at llvm.Value) llvm.Value {
	return f.B.CreateIsNotNull(f.VarAt(t, at).Load(), "")
}

// either emits code for both there, else returns what missing gives for which are there.
func (t optional) either(f *Func, result llvm.Type, both func() llvm.Value, missing func(a, b llvm.Value) llvm.Value, a, b llvm.Value) llvm.Value {
	slot := f.Alloca(result, "")
	x, y := t.there(f, a), t.there(f, b)
	f.If(f.B.CreateAnd(x, y, ""), func() { f.B.CreateStore(both(), slot) }, func() { f.B.CreateStore(missing(x, y), slot) })
	return f.B.CreateLoad(result, slot, "")
}

func (t optional) Equal(f *Func, a, b llvm.Value) llvm.Value {
	return t.either(f, f.M.I1, func() llvm.Value { return t.box.Equal(f, a, b) },
		func(x, y llvm.Value) llvm.Value { return f.B.CreateICmp(llvm.IntEQ, x, y, "") }, a, b)
}

// Compare has what is absent first.
func (t optional) Compare(f *Func, a, b llvm.Value) llvm.Value {
	return t.either(f, f.M.I32, func() llvm.Value { return t.box.Compare(f, a, b) },
		func(x, y llvm.Value) llvm.Value {
			return f.B.CreateSub(f.B.CreateZExt(x, f.M.I32, ""), f.B.CreateZExt(y, f.M.I32, ""), "")
		}, a, b)
}

func (t optional) Hash(f *Func, at llvm.Value) llvm.Value {
	return t.either(f, f.M.I64, func() llvm.Value { return t.box.Hash(f, at) },
		func(_, _ llvm.Value) llvm.Value { return f.Int(0) }, at, at)
}

func (t optional) Print(f *Func, at llvm.Value) {
	f.If(t.there(f, at), func() { t.box.Print(f, at) }, func() { f.Printf("none") })
}

func (t box) Name() string             { return "box " + t.content.Name() }
func (t box) LLVM(m *Module) llvm.Type { return m.Ptr }
func (t box) Counted() bool            { return true }

func (t box) argument(f *Func, at llvm.Value, name string) llvm.Value {
	m := f.M
	switch name {
	case "data":
		return f.VarAt(t, at).Load()
	case "size":
		return m.Int(m.Size(t.content))
	case "align":
		return m.Int(m.Align(t.content))
	case "inc":
		return m.IncFn(t.content)
	case "dec":
		return m.DecFn(t.content)
	case "drop":
		return t.dropFn(m)
	}
	return llvm.Value{}
}

// dropFn returns what ori_rc_dec calls with the last reference, NULL if the
// memory is all there is to free.
func (t box) dropFn(m *Module) llvm.Value {
	if !t.content.Counted() {
		return m.Null()
	}
	return m.callback("drop", t, m.Void, 1, func(f *Func) {
		data := f.Param(0)
		f.Release(t.content, data)
		f.Runtime("ori_rc_free", data, m.Int(m.Size(t.content)), m.Int(m.Align(t.content)))
		f.End()
	})
}

// NewBox allocates a box and moves the content in.
func (f *Func) NewBox(t Type, content llvm.Value) llvm.Value {
	of := boxOf(t).content
	data := f.Runtime("ori_rc_alloc", f.Int(f.M.Size(of)), f.Int(f.M.Align(of)))
	f.Store(of, content, data)
	return data
}

// Reuse ends the reference that v holds and returns the memory for another box of the
// type, a token for Rebox: NULL if somebody else holds it still.
func (v Var) Reuse() llvm.Value {
	m, of := v.F.M, v.T.(box).content
	release := m.Null()
	if of.Counted() {
		release = m.DecFn(of)
	}
	return v.F.Runtime("ori_rc_drop_reuse", v.Load(), release)
}

// Rebox is NewBox in the memory of a token where there is any.
func (f *Func) Rebox(t Type, token, content llvm.Value) llvm.Value {
	of := t.(box).content
	data := f.Runtime("ori_rc_alloc_reuse", token, f.Int(f.M.Size(of)), f.Int(f.M.Align(of)))
	f.B.CreateStore(content, data)
	return data
}

// Content returns the place of the value in the box that v refers to.
func (v Var) Content() Var { return Var{v.F, boxOf(v.T).content, v.Load()} }

// Unshare makes the box that v refers to unique, copying it if it is shared,
// and returns the place of its value, for writing.
func (v Var) Unshare() Var {
	v.Store(v.Do("ori_box_unshare", nil))
	return v.Content()
}

func (t box) Retain(f *Func, at llvm.Value)  { f.VarAt(t, at).Do("ori_rc_inc", nil) }
func (t box) Release(f *Func, at llvm.Value) { f.VarAt(t, at).Do("ori_rc_dec", nil) }

func (t box) Equal(f *Func, a, b llvm.Value) llvm.Value {
	return f.Call(f.M.EqFn(t.content), f.VarAt(t, a).Load(), f.VarAt(t, b).Load())
}

func (t box) Hash(f *Func, at llvm.Value) llvm.Value {
	return f.Call(f.M.HashFn(t.content), f.VarAt(t, at).Load())
}

func (t box) Compare(f *Func, a, b llvm.Value) llvm.Value {
	return f.Call(f.M.CmpFn(t.content), f.VarAt(t, a).Load(), f.VarAt(t, b).Load())
}

func (t box) Print(f *Func, at llvm.Value) { f.VarAt(t, at).Content().Print() }
