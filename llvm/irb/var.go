package irb

import (
	"fmt"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/abi"
)

// Var is a place in memory that holds a value of type T: a local variable, a
// field, an element.
type Var struct {
	F  *Func
	T  Type
	At llvm.Value // its address
}

// Var makes a local variable. It starts as zero, which is the empty collection.
func (f *Func) Var(name string, t Type) Var {
	v := Var{f, t, f.Alloca(t.LLVM(f.M), name)}
	v.Store(llvm.ConstNull(t.LLVM(f.M)))
	return v
}

// VarAt names the place at an address.
func (f *Func) VarAt(t Type, at llvm.Value) Var { return Var{f, t, at} }

// Load returns the value; the references it holds stay the place's.
func (v Var) Load() llvm.Value { return v.F.Load(v.T, v.At) }

// Store moves a value in. It does not release the one before.
func (v Var) Store(x llvm.Value) { v.F.Store(v.T, x, v.At) }

// Share makes a local variable with a second reference to the value.
func (v Var) Share(name string) Var {
	v.F.Retain(v.T, v.At)
	w := Var{v.F, v.T, v.F.Alloca(v.T.LLVM(v.F.M), name)}
	w.Store(v.Load())
	return w
}

// Move makes a local variable that takes the reference over; v must not be
// used before something is stored in it.
func (v Var) Move(name string) Var {
	w := Var{v.F, v.T, v.F.Alloca(v.T.LLVM(v.F.M), name)}
	w.Store(v.Load())
	return w
}

// Retain adds a reference to the value.
func (v Var) Retain() { v.F.Retain(v.T, v.At) }

// Release drops the value's references; the place is dead.
func (v Var) Release() { v.F.Release(v.T, v.At) }

// Print prints the value.
func (v Var) Print() { v.F.Print(v.T, v.At) }

// Field returns the i-th field of a struct.
func (v Var) Field(i int) Var {
	s := v.T.(*Struct)
	return Var{v.F, s.Fields[i], v.F.B.CreateStructGEP(s.LLVM(v.F.M), v.At, i, "")}
}

// Args are arguments of a runtime function by their names in the header, as an
// llvm.Value, a Var for its address, or an int. "other" is the Var behind the
// parameters that end in 2.
type Args map[string]any

// Do calls a runtime function on v and returns its result, if it has one. A
// collection that the function returns through out is stored in v: v's
// reference was consumed, and v holds the result.
func (v Var) Do(function string, args Args) llvm.Value { return v.Into(v, function, args) }

// Into is Do with another place for out. If the function consumes, v is dead.
func (v Var) Into(out Var, function string, args Args) llvm.Value {
	e, ok := v.F.M.exports[function]
	if !ok {
		panic("irb: no runtime function " + function)
	}
	values := make([]llvm.Value, len(e.Params))
	used := 0
	for i, p := range e.Params {
		if given, ok := args[p.Name]; ok {
			values[i] = v.F.operand(given)
			used++
		} else {
			values[i] = v.argument(e, p, out, args)
		}
	}
	if _, ok := args["other"]; ok {
		used++
	}
	if used != len(args) {
		panic(fmt.Sprintf("irb: %s has no use for some of %v", function, args))
	}
	return v.F.Call(v.F.M.LLVM.NamedFunction(function), values...)
}

// argument returns the argument for p that follows from the types and places.
func (v Var) argument(e abi.Export, p abi.Param, out Var, args Args) llvm.Value {
	if p.Type.IsOut() {
		return out.At
	}
	name, from := p.Name, v
	switch last := name[len(name)-1]; last {
	case '1', '2':
		name = name[:len(name)-1]
		if last == '2' {
			from = args["other"].(Var)
		}
	}
	if t, ok := from.T.(object); ok {
		if value := t.argument(v.F, from.At, name); !value.IsNil() {
			return value
		}
	}
	panic(fmt.Sprintf("irb: %s of %s: no argument for %s", e.Name, v.T.Name(), p.Name))
}

func (f *Func) operand(x any) llvm.Value {
	switch x := x.(type) {
	case llvm.Value:
		return x
	case Var:
		return x.At
	case int:
		return f.M.Int(int64(x))
	}
	panic(fmt.Sprintf("irb: an argument cannot be a %T", x))
}

// object is a type that runtime functions work on.
type object interface {
	Type
	// argument returns what the runtime's parameter of that name is for the
	// value at an address; a nil value if it does not follow from the type.
	argument(f *Func, at llvm.Value, name string) llvm.Value
}

// Int returns a constant i64, for short.
func (f *Func) Int(v int64) llvm.Value { return f.M.Int(v) }

// Runtime calls a runtime function that is not about a variable, with all
// arguments in order.
func (f *Func) Runtime(function string, args ...llvm.Value) llvm.Value {
	return f.Call(f.M.LLVM.NamedFunction(function), args...)
}
