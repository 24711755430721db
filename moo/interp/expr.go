package interp

import (
	"cmp"
	"math"
	"sort"
	"strings"

	"libori.org/rt/moo/source"
	"libori.org/rt/moo/syntax"
)

func sortStrings(s []string) { sort.Strings(s) }

// eval computes e. The result shares nothing with any variable.
func (f *frame) eval(e syntax.Expr) Value {
	switch e := e.(type) {
	case *syntax.Ident, *syntax.Index, *syntax.Field:
		return clone(f.look(e))
	case *syntax.IntLit:
		return e.Value
	case *syntax.FloatLit:
		return e.Value
	case *syntax.BoolLit:
		return e.Value
	case *syntax.NoneLit:
		return absent{}
	case *syntax.StrLit:
		return e.Value
	case *syntax.Interp:
		values := f.evalAll(e.Parts)
		var b strings.Builder
		for i, v := range values {
			show(&b, v, e.Parts[i].Type(), false)
		}
		return b.String()
	case *syntax.ListLit:
		return &list{elems: f.evalAll(e.Elems)}
	case *syntax.SetLit:
		t := newTable(false)
		for _, v := range f.evalAll(e.Elems) {
			t.put(v, nil)
		}
		return t
	case *syntax.MapLit:
		t := newTable(true)
		for i := range e.Keys {
			k := f.eval(e.Keys[i])
			t.put(k, f.eval(e.Values[i]))
		}
		return t
	case *syntax.TupleLit:
		return &record{fields: f.evalAll(e.Elems)}
	case *syntax.StructLit:
		return &record{fields: f.evalAll(e.Fields)}
	case *syntax.Unary:
		return f.unary(e)
	case *syntax.Binary:
		return f.binary(e)
	case *syntax.Slice:
		return f.slice(e)
	case *syntax.Call:
		return f.call(e)
	case *syntax.Method:
		return f.method(e)
	}
	panic("unknown expression")
}

func (f *frame) evalAll(list []syntax.Expr) []Value {
	values := make([]Value, len(list))
	for i, e := range list {
		values[i] = f.eval(e)
	}
	return values
}

// look gives the value of e for reading only: it may be a variable's own.
// What is evaluated before it is used must not change the variable; see pure.
func (f *frame) look(e syntax.Expr) Value {
	switch e := e.(type) {
	case *syntax.Ident:
		if e.Var.Kind == syntax.Const {
			return f.eval(e.Var.Value)
		}
		return f.vars[e.Var.ID]
	case *syntax.Field:
		return f.present(e, f.look(e.X)).fields[e.Index]
	case *syntax.Index:
		base := f.lookBefore(e.X, e.I)
		i := f.eval(e.I)
		switch base := base.(type) {
		case *list:
			return base.elems[f.bounds(e.At, i.(int64), len(base.elems))]
		case string:
			return int64(base[f.bounds(e.At, i.(int64), len(base))])
		case *table:
			at := base.find(i)
			if at < 0 {
				var b strings.Builder
				show(&b, i, e.I.Type(), true)
				f.fail(e.At, "the map has no key %s", b.String())
			}
			return base.values[at]
		}
	}
	return f.eval(e)
}

// present is a record, unless it is absent.
func (f *frame) present(e *syntax.Field, v Value) *record {
	r, there := v.(*record)
	if !there {
		f.fail(e.At, "what has this field is none")
	}
	return r
}

// lookBefore gives the value of e for reading after the others have been
// evaluated. When one of those may change a variable, e is copied first.
func (f *frame) lookBefore(e syntax.Expr, others ...syntax.Expr) Value {
	for _, o := range others {
		if o != nil && !syntax.Pure(o) {
			return f.eval(e)
		}
	}
	return f.look(e)
}

func (f *frame) unary(e *syntax.Unary) Value {
	switch x := f.eval(e.X).(type) {
	case int64:
		if e.Op == "~" {
			return ^x
		}
		return -x
	case float64:
		return -x
	case bool:
		return !x
	}
	panic("unknown operand")
}

func (f *frame) binary(e *syntax.Binary) Value {
	switch e.Op {
	case "&&":
		return f.eval(e.X).(bool) && f.eval(e.Y).(bool)
	case "||":
		return f.eval(e.X).(bool) || f.eval(e.Y).(bool)
	}
	x := f.lookBefore(e.X, e.Y)
	y := f.look(e.Y)
	return clone(f.operate(e.Op, x, y, e.At))
}

// operate computes x op y; the result may hold parts of both.
func (f *frame) operate(op string, x, y Value, at source.Pos) Value {
	switch op {
	case "==":
		return equal(x, y)
	case "!=":
		return !equal(x, y)
	}
	switch x := x.(type) {
	case int64:
		return f.integers(op, x, y.(int64), at)
	case float64:
		return numbers(op, x, y.(float64))
	case string:
		return ordered(op, x, y.(string))
	case *list:
		return &list{elems: append(append([]Value{}, x.elems...), y.(*list).elems...)}
	}
	panic("unknown operator " + op)
}

func (f *frame) integers(op string, x, y int64, at source.Pos) Value {
	switch op {
	case "/", "%":
		if y == 0 {
			f.fail(at, "division by zero")
		}
		if op == "%" {
			return x % y
		}
	case "&":
		return x & y
	case "|":
		return x | y
	case "^":
		return x ^ y
	case "<<":
		return x << uint(y&63)
	case ">>":
		return x >> uint(y&63)
	}
	return numbers(op, x, y)
}

// numbers computes what integers and floats have beyond what is ordered.
func numbers[T int64 | float64](op string, x, y T) Value {
	switch op {
	case "-":
		return x - y
	case "*":
		return x * y
	case "/":
		return x / y
	}
	return ordered(op, x, y)
}

// ordered computes what numbers and texts have.
func ordered[T cmp.Ordered](op string, x, y T) Value {
	switch op {
	case "+":
		return x + y
	case "<":
		return x < y
	case "<=":
		return x <= y
	case ">":
		return x > y
	case ">=":
		return x >= y
	}
	panic("unknown operator " + op)
}

func (f *frame) slice(e *syntax.Slice) Value {
	x := f.lookBefore(e.X, e.Low, e.High)
	low, high := int64(0), int64(math.MaxInt64)
	if e.Low != nil {
		low = f.eval(e.Low).(int64)
	}
	if e.High != nil {
		high = f.eval(e.High).(int64)
	}
	return window(x, low, high)
}

// window is x[low..high] with the bounds clamped.
func window(x Value, low, high int64) Value {
	clamp := func(n int) (int64, int64) {
		a, b := max(low, 0), min(high, int64(n))
		if a >= b {
			return 0, 0
		}
		return a, b
	}
	switch x := x.(type) {
	case string:
		a, b := clamp(len(x))
		return x[a:b]
	case *list:
		a, b := clamp(len(x.elems))
		return &list{elems: cloneAll(x.elems[a:b])}
	}
	panic("unknown operand")
}

func (f *frame) call(e *syntax.Call) Value {
	switch {
	case e.Lit != nil:
		return f.eval(e.Lit)
	case e.Func == nil:
		return f.builtin(e)
	}
	args := make([]Value, len(e.Args))
	paths := make([]path, len(e.Args))
	for i, a := range e.Args {
		if a.Inout {
			paths[i] = f.path(a.X)
		} else {
			args[i] = f.eval(a.X)
		}
	}
	for i, a := range e.Args {
		if a.Inout {
			args[i] = clone(*f.slot(paths[i])) // copy in
		}
	}
	f.step()
	callee := f.invoke(e.Func, args)
	for i, a := range e.Args {
		if a.Inout {
			*f.slot(paths[i]) = clone(callee.vars[e.Func.Params[i].Var.ID]) // copy out
		}
	}
	return clone(callee.result)
}

func (f *frame) builtin(e *syntax.Call) Value {
	switch e.Name {
	case "addr":
		return address(f.look(e.Args[0].X))
	case "refs":
		if address(f.look(e.Args[0].X)) == 0 {
			return int64(0)
		}
		return int64(1)
	}
	values := make([]Value, len(e.Args))
	for i, a := range e.Args {
		values[i] = f.eval(a.X)
	}
	switch e.Name {
	case "print", "write":
		var b strings.Builder
		for i, v := range values {
			if i > 0 {
				b.WriteByte(' ')
			}
			show(&b, v, e.Args[i].X.Type(), false)
		}
		if e.Name == "print" {
			b.WriteByte('\n')
		}
		f.out.WriteString(b.String())
		return nil
	case "str":
		var b strings.Builder
		show(&b, values[0], e.Args[0].X.Type(), false)
		return b.String()
	case "int":
		return truncate(values[0].(float64))
	case "float":
		return float64(values[0].(int64))
	case "chr":
		return string([]byte{f.byteOf(e.At, values[0].(int64))})
	case "fail":
		f.fail(e.At, "%s", values[0])
	case "list_of":
		n := values[0].(int64)
		if n < 0 {
			f.fail(e.At, "the length %d is negative", n)
		}
		l := &list{}
		for range n {
			l.elems = append(l.elems, clone(values[1]))
		}
		return l
	case "read_all":
		return f.readAll()
	case "read_lines":
		l := &list{}
		for _, line := range strings.SplitAfter(f.readAll(), "\n") {
			if line != "" {
				l.elems = append(l.elems, strings.TrimSuffix(line, "\n"))
			}
		}
		return l
	}
	panic("unknown builtin " + e.Name)
}

func (f *frame) byteOf(at source.Pos, n int64) byte {
	if n < 0 || n > 255 {
		f.fail(at, "%d is not a byte", n)
	}
	return byte(n)
}

func (f *frame) readAll() string {
	var b strings.Builder
	if _, err := f.in.WriteTo(&b); err != nil {
		panic(stop{err})
	}
	return b.String()
}

// truncate rounds towards zero; what does not fit becomes the nearest int, and
// NaN 0.
func truncate(x float64) int64 {
	switch {
	case math.IsNaN(x):
		return 0
	case x >= 1<<63:
		return math.MaxInt64
	case x < -1<<63:
		return math.MinInt64
	}
	return int64(x)
}

// address is 0 for what owns no memory, else a number of its own.
func address(v Value) int64 {
	switch v := v.(type) {
	case *list:
		if len(v.elems) > 0 {
			return v.addr()
		}
	case *table:
		if len(v.keys) > 0 {
			return v.addr()
		}
	case *record:
		return v.addr()
	}
	return 0
}
