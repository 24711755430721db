package irb

import "tinygo.org/x/go-llvm"

// Type is a type of the compiled language as the runtime sees it: how a value
// lies in memory, and what the callbacks of a collection of such values do. A
// backend may add its own; embedding Int or another type here gives it the rest.
//
// The methods that emit code get the address of the value, as the callbacks do.
type Type interface {
	// Name identifies the type: equal names are one type. "[int]", "{str: int}".
	Name() string
	// LLVM returns the type of a value in memory.
	LLVM(m *Module) llvm.Type
	// Counted reports whether a value holds references. Retain and Release are
	// emitted only then.
	Counted() bool
	Retain(f *Func, at llvm.Value)
	Release(f *Func, at llvm.Value)
	// Equal returns an i1.
	Equal(f *Func, a, b llvm.Value) llvm.Value
	// Hash returns an i64, the same for equal values. The runtime mixes it.
	Hash(f *Func, at llvm.Value) llvm.Value
	// Compare returns an i32 below, equal to or above 0.
	Compare(f *Func, a, b llvm.Value) llvm.Value
	// Print emits code that writes the value to standard output.
	Print(f *Func, at llvm.Value)
}

// Callbacks. Each is emitted once for a type, on first use, as a private
// function that the optimiser inlines into specialised copies of the runtime's
// loops; recursive types call their own.

// IncFn returns the inc callback of t, NULL for plain data.
func (m *Module) IncFn(t Type) llvm.Value {
	if !t.Counted() {
		return m.Null()
	}
	return m.callback("inc", t, m.Void, 1, func(f *Func) { t.Retain(f, f.Param(0)); f.End() })
}

// DecFn returns the dec callback of t, NULL for plain data.
func (m *Module) DecFn(t Type) llvm.Value {
	if !t.Counted() {
		return m.Null()
	}
	return m.callback("dec", t, m.Void, 1, func(f *Func) { t.Release(f, f.Param(0)); f.End() })
}

// EqFn returns the eq callback of t.
func (m *Module) EqFn(t Type) llvm.Value {
	return m.callback("eq", t, m.I1, 2, func(f *Func) { f.End(t.Equal(f, f.Param(0), f.Param(1))) })
}

// HashFn returns the hash callback of t.
func (m *Module) HashFn(t Type) llvm.Value {
	return m.callback("hash", t, m.I64, 1, func(f *Func) { f.End(t.Hash(f, f.Param(0))) })
}

// CmpFn returns the cmp callback of t.
func (m *Module) CmpFn(t Type) llvm.Value {
	return m.callback("cmp", t, m.I32, 2, func(f *Func) { f.End(t.Compare(f, f.Param(0), f.Param(1))) })
}

// PrintFn returns a function that prints the value at an address. Printing is
// never worth inlining.
func (m *Module) PrintFn(t Type) llvm.Value {
	return m.callback("print", t, m.Void, 1, func(f *Func) {
		m.attribute(f.Fn, "noinline")
		t.Print(f, f.Param(0))
		f.End()
	})
}

// callback returns the function "what name", which takes addresses, and has
// body emit it if this is the first time. A type whose callbacks the runtime
// exports needs none of its own.
func (m *Module) callback(what string, t Type, result llvm.Type, params int, body func(f *Func)) llvm.Value {
	if t, ok := t.(interface{ runtimeCallback(what string) string }); ok {
		if fn := t.runtimeCallback(what); fn != "" {
			return m.LLVM.NamedFunction(fn)
		}
	}
	name := what + " " + t.Name()
	if fn, ok := m.callbacks[name]; ok {
		return fn
	}
	types := make([]llvm.Type, params)
	for i := range types {
		types[i] = m.Ptr
	}
	f := m.Func(name, result, types...)
	f.Fn.SetLinkage(llvm.PrivateLinkage)
	if result == m.I1 {
		// The C ABI's bool: the whole register is 0 or 1.
		f.Fn.AddAttributeAtIndex(0, m.Ctx.CreateEnumAttribute(llvm.AttributeKindID("zeroext"), 0))
	}
	m.callbacks[name] = f.Fn // before the body, which may be recursive
	body(f)
	return f.Fn
}

// Retain adds a reference to what the value at an address refers to.
func (f *Func) Retain(t Type, at llvm.Value) {
	if t.Counted() {
		f.Call(f.M.IncFn(t), at)
	}
}

// Release drops the references of the value at an address.
func (f *Func) Release(t Type, at llvm.Value) {
	if t.Counted() {
		f.Call(f.M.DecFn(t), at)
	}
}

// Print prints the value at an address.
func (f *Func) Print(t Type, at llvm.Value) { f.Call(f.M.PrintFn(t), at) }

// Printf calls the C library's.
func (f *Func) Printf(format string, args ...llvm.Value) {
	printf := f.M.Extern("printf", f.M.I32, true, f.M.Ptr)
	f.Call(printf, append([]llvm.Value{f.M.Text(format)}, args...)...)
}

// ElementOf returns the type of a list's or set's elements, or of a box's content; nil
// for other types.
func ElementOf(t Type) Type {
	switch t := t.(type) {
	case list:
		return t.elem
	case set:
		return t.elem
	case box:
		return t.content
	}
	return nil
}
