package irb

import "tinygo.org/x/go-llvm"

// List returns the type of lists of elem.
func List(elem Type) Type { return list{collection{"[" + elem.Name() + "]", elem}} }

// Set returns the type of sets of elem.
func Set(elem Type) Type { return set{collection{"{" + elem.Name() + "}", elem}} }

// collection is what lists and sets have in common: a triple and a row of
// elements.
type collection struct {
	name string
	elem Type
}

func (t collection) Name() string             { return t.name }
func (t collection) LLVM(m *Module) llvm.Type { return m.Triple }
func (t collection) Counted() bool            { return true }

func (t collection) argument(f *Func, at llvm.Value, name string) llvm.Value {
	m := f.M
	switch name {
	case "elem_size":
		return m.Int(m.Size(t.elem))
	case "elem_align":
		return m.Int(m.Align(t.elem))
	case "inc":
		return m.IncFn(t.elem)
	case "dec":
		return m.DecFn(t.elem)
	case "eq":
		return m.EqFn(t.elem)
	case "hash":
		return m.HashFn(t.elem)
	case "cmp":
		return m.CmpFn(t.elem)
	}
	return tripleArgument(f, at, name)
}

// The fields of a triple, in order.
var tripleFields = [...]string{"len", "cap", "data"}

func tripleArgument(f *Func, at llvm.Value, name string) llvm.Value {
	for i, field := range tripleFields {
		if field == name {
			return f.field(at, i, name)
		}
	}
	return llvm.Value{}
}

// Len returns the number of elements of a collection.
func (v Var) Len() llvm.Value { return tripleArgument(v.F, v.At, "len") }

// Cap returns its capacity; negative: a slice.
func (v Var) Cap() llvm.Value { return tripleArgument(v.F, v.At, "cap") }

// Data returns the address of its elements.
func (v Var) Data() llvm.Value { return tripleArgument(v.F, v.At, "data") }

// Elem returns the place of element i of a list or set, of key i of a map. It
// is borrowed, and good until the collection changes.
func (v Var) Elem(i llvm.Value) Var {
	elem := v.T.(interface{ element() Type }).element()
	return Var{v.F, elem, v.F.index(elem, v.Data(), i)}
}

func (t collection) element() Type { return t.elem }

// index returns the address of element i of a row of elements.
func (f *Func) index(elem Type, data, i llvm.Value) llvm.Value {
	return f.B.CreateInBoundsGEP(elem.LLVM(f.M), data, []llvm.Value{i}, "")
}

// printRow prints the elements between brackets.
func printRow(v Var, open, shut string, each func(i llvm.Value)) {
	f := v.F
	f.Printf(open)
	f.Range(v.Len(), func(i llvm.Value) {
		f.If(f.B.CreateICmp(llvm.IntSGT, i, f.Int(0), ""), func() { f.Printf(", ") }, nil)
		each(i)
	})
	f.Printf(shut)
}

type list struct{ collection }

func (t list) Retain(f *Func, at llvm.Value)  { f.VarAt(t, at).Do("ori_list_rc_inc", nil) }
func (t list) Release(f *Func, at llvm.Value) { f.VarAt(t, at).Do("ori_buffer_rc_dec", nil) }

func (t list) Equal(f *Func, a, b llvm.Value) llvm.Value {
	return f.VarAt(t, a).Do("ori_list_eq", Args{"other": f.VarAt(t, b)})
}

func (t list) Hash(f *Func, at llvm.Value) llvm.Value { return f.VarAt(t, at).Do("ori_list_hash", nil) }

// Compare is lexicographic: the first difference decides, then the length.
func (t list) Compare(f *Func, a, b llvm.Value) llvm.Value {
	x, y := f.VarAt(t, a), f.VarAt(t, b)
	i := f.Var("i", Int)
	result := f.Alloca(f.M.I32, "order")
	f.B.CreateStore(llvm.ConstNull(f.M.I32), result)
	order := func() llvm.Value { return f.B.CreateLoad(f.M.I32, result, "") }
	tied := func() llvm.Value { return f.B.CreateICmp(llvm.IntEQ, order(), llvm.ConstNull(f.M.I32), "") }
	within := func(v Var) llvm.Value { return f.B.CreateICmp(llvm.IntSLT, i.Load(), v.Len(), "") }
	f.While(func() llvm.Value {
		return f.B.CreateAnd(tied(), f.B.CreateAnd(within(x), within(y), ""), "")
	}, func() {
		f.B.CreateStore(f.Call(f.M.CmpFn(t.elem), x.Elem(i.Load()).At, y.Elem(i.Load()).At), result)
		i.Store(f.B.CreateAdd(i.Load(), f.Int(1), ""))
	})
	f.If(tied(), func() {
		lengths := Int.Compare(f, f.Slot(Int, x.Len()), f.Slot(Int, y.Len()))
		f.B.CreateStore(lengths, result)
	}, nil)
	return order()
}

func (t list) Print(f *Func, at llvm.Value) {
	v := f.VarAt(t, at)
	printRow(v, "[", "]", func(i llvm.Value) { v.Elem(i).Print() })
}

type set struct{ collection }

func (t set) Retain(f *Func, at llvm.Value)  { f.VarAt(t, at).Do("ori_list_rc_inc", nil) }
func (t set) Release(f *Func, at llvm.Value) { f.VarAt(t, at).Do("ori_buffer_rc_dec", nil) }

func (t set) Equal(f *Func, a, b llvm.Value) llvm.Value {
	return f.VarAt(t, a).Do("ori_set_eq", Args{"other": f.VarAt(t, b)})
}

func (t set) Hash(f *Func, at llvm.Value) llvm.Value { return f.VarAt(t, at).Do("ori_set_hash", nil) }

func (t set) Compare(*Func, llvm.Value, llvm.Value) llvm.Value { panic(noOrder(t)) }

func (t set) Print(f *Func, at llvm.Value) {
	v := f.VarAt(t, at)
	printRow(v, "{", "}", func(i llvm.Value) { v.Elem(i).Print() })
}

func noOrder(t Type) string { return "irb: there is no order among values of type " + t.Name() }
