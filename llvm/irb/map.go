package irb

import "tinygo.org/x/go-llvm"

// Map returns the type of maps from key to value.
func Map(key, val Type) Type { return dict{key, val} }

// dict is a triple whose buffer holds the keys and, behind all cap of them, the
// values.
type dict struct{ key, val Type }

func (t dict) Name() string             { return "{" + t.key.Name() + ": " + t.val.Name() + "}" }
func (t dict) LLVM(m *Module) llvm.Type { return m.Triple }
func (t dict) Counted() bool            { return true }
func (t dict) element() Type            { return t.key }

func (t dict) argument(f *Func, at llvm.Value, name string) llvm.Value {
	m := f.M
	switch name {
	case "key_size":
		return m.Int(m.Size(t.key))
	case "val_size":
		return m.Int(m.Size(t.val))
	case "key_eq":
		return m.EqFn(t.key)
	case "key_hash":
		return m.HashFn(t.key)
	case "key_inc":
		return m.IncFn(t.key)
	case "key_dec":
		return m.DecFn(t.key)
	case "val_inc":
		return m.IncFn(t.val)
	case "val_dec":
		return m.DecFn(t.val)
	case "val_eq":
		return m.EqFn(t.val)
	case "val_hash":
		return m.HashFn(t.val)
	}
	return tripleArgument(f, at, name)
}

// Val returns the place of the value of entry i of a map, borrowed.
func (v Var) Val(i llvm.Value) Var {
	t := v.T.(dict)
	values := v.F.index(t.key, v.Data(), v.Cap())
	return Var{v.F, t.val, v.F.index(t.val, values, i)}
}

// Keys stores a new list of the keys of a map in out.
func (v Var) Keys(out Var) { v.column(out, "ori_map_keys", v.T.(dict).key) }

// Values stores a new list of the values of a map in out.
func (v Var) Values(out Var) { v.column(out, "ori_map_values", v.T.(dict).val) }

func (v Var) column(out Var, function string, elem Type) {
	m := v.F.M
	v.Into(out, function, Args{"align": m.Int(m.Align(elem)), "inc": m.IncFn(elem)})
}

func (t dict) Retain(f *Func, at llvm.Value)  { f.VarAt(t, at).Do("ori_rc_inc", nil) }
func (t dict) Release(f *Func, at llvm.Value) { f.VarAt(t, at).Do("ori_map_buffer_rc_dec", nil) }

func (t dict) Equal(f *Func, a, b llvm.Value) llvm.Value {
	return f.VarAt(t, a).Do("ori_map_eq", Args{"other": f.VarAt(t, b)})
}

func (t dict) Hash(f *Func, at llvm.Value) llvm.Value { return f.VarAt(t, at).Do("ori_map_hash", nil) }

func (t dict) Compare(*Func, llvm.Value, llvm.Value) llvm.Value { panic(noOrder(t)) }

func (t dict) Print(f *Func, at llvm.Value) {
	v := f.VarAt(t, at)
	printRow(v, "{", "}", func(i llvm.Value) {
		v.Elem(i).Print()
		f.Printf(": ")
		v.Val(i).Print()
	})
}
