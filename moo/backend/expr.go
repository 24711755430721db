package backend

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/moo/check"
	"libori.org/rt/moo/source"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// There are three ways to evaluate an expression.
//
//	scalar   an int, float or bool, in a register
//	borrow   the address of a value that lives long enough to be looked at
//	into     a value with references of its own, stored in a place: owned
//
// The context decides: who only looks borrows; who keeps owns.

// scalar evaluates an int, float or bool.
func (f *function) scalar(e syntax.Expr) llvm.Value {
	switch e := e.(type) {
	case *syntax.IntLit:
		return f.Int(e.Value)
	case *syntax.FloatLit:
		return f.constFloat(e.Value)
	case *syntax.BoolLit:
		return f.m.Bool(e.Value)
	case *syntax.Ident:
		if e.Var.Kind == syntax.Const {
			return f.scalar(e.Var.Value)
		}
		return f.loadScalar(f.slot(e.Var), e.T)
	case *syntax.Index:
		if e.X.Type().Kind == types.Str {
			return f.textIndex(e)
		}
	case *syntax.Unary:
		return f.unary(e)
	case *syntax.Binary:
		return f.binary(e)
	case *syntax.Call:
		return f.call(e, irb.Var{})
	case *syntax.Method:
		return f.method(e, irb.Var{})
	}
	var v llvm.Value
	f.atOnce(func() { v = f.loadScalar(f.borrow(e), e.Type()) })
	return v
}

// atOnce runs code that reads a number, or copies an element. A naive backend releases
// what it retained on the way as soon as it has what it wants.
func (f *function) atOnce(code func()) {
	if f.facts.Naive {
		f.withTemporaries(code)
	} else {
		code()
	}
}

// own evaluates e into fresh memory. Whoever asked has to hand the value on.
func (f *function) own(e syntax.Expr) irb.Var {
	v := f.temporary(e.Type())
	f.into(e, v)
	return v
}

// into stores the value of e, owned, in a place that holds nothing yet.
func (f *function) into(e syntax.Expr, to irb.Var) {
	if e.Type().Scalar() {
		f.storeScalar(to, f.scalar(e), e.Type())
		return
	}
	if check.Constant(e) {
		if c := f.constant(e); !c.IsNil() {
			to.Store(c)
			return
		}
	}
	switch e := e.(type) {
	case *syntax.NoneLit:
		to.Store(f.m.Null())
	case *syntax.Ident:
		switch {
		case e.Var.Kind == syntax.Const:
			f.into(e.Var.Value, to)
		case f.facts.Move[e]:
			to.Store(f.slot(e.Var).Load())
		default:
			f.copy(f.slot(e.Var), to)
		}
	case *syntax.Index, *syntax.Field:
		f.atOnce(func() { f.copy(f.path(e), to) })
	case *syntax.ListLit:
		f.listLit(e, to)
	case *syntax.SetLit:
		to.Store(llvm.ConstNull(f.m.Triple))
		for _, x := range e.Elems {
			to.Do("ori_set_insert_cow", irb.Args{"elem": f.own(x)})
		}
	case *syntax.MapLit:
		to.Store(llvm.ConstNull(f.m.Triple))
		for i := range e.Keys {
			key := f.own(e.Keys[i])
			to.Do("ori_map_insert_cow", irb.Args{"key": key, "val": f.own(e.Values[i])})
		}
	case *syntax.TupleLit:
		f.fields(e.T, e.Elems, to)
	case *syntax.StructLit:
		f.fields(e.T, e.Fields, to)
	case *syntax.Binary: // only + gives anything but a scalar
		x := f.own(e.X)
		if elems := pushed(e.Y); elems != nil {
			f.pushAll(x, f.ownAll(elems), to)
		} else {
			f.concat(e.T, x, f.own(e.Y), to)
		}
	case *syntax.Interp:
		f.interpolate(e, to)
	case *syntax.Slice:
		f.slice(e, to)
	case *syntax.Call:
		f.call(e, to)
	case *syntax.Method:
		f.method(e, to)
	}
}

// listLit allocates the list once, in a mutation window: unique and with room
// enough, it is filled by plain stores.
func (f *function) listLit(e *syntax.ListLit, to irb.Var) {
	elems := f.ownAll(e.Elems)
	to.Store(llvm.ConstNull(f.m.Triple))
	if len(elems) == 0 {
		return
	}
	to.Do("ori_list_unshare_cow", irb.Args{"min_cap": len(elems)})
	for i, v := range elems {
		to.Elem(f.Int(int64(i))).Store(v.Load())
	}
	to.SetLen(f.Int(int64(len(elems))))
}

// fields makes a tuple or struct out of its parts; a boxed one is allocated.
func (f *function) fields(t *types.Type, parts []syntax.Expr, to irb.Var) {
	content := to
	if t.Boxed {
		content = f.VarAt(f.content[t], f.Alloca(f.content[t].LLVM(f.m), ""))
	}
	for i, x := range parts {
		f.into(x, content.Field(i))
	}
	if t.Boxed {
		to.Store(f.NewBox(to.T, content.Load()))
	}
}

// borrow returns the place of a value for reading. A path through variables
// leads to the value where it is; no count changes. Any other value is a
// temporary, released at the end of the surrounding withTemporaries. In naive code
// the value of a path is one, too.
func (f *function) borrow(e syntax.Expr) irb.Var {
	if f.facts.Naive && e.Type().Managed() && !check.Constant(e) {
		v := f.own(e)
		f.releaseLater(v)
		return v
	}
	return f.path(e)
}

// path is borrow without a reference of its own.
func (f *function) path(e syntax.Expr) irb.Var {
	switch e := e.(type) {
	case *syntax.Ident:
		if e.Var.Kind == syntax.Const {
			return f.borrow(e.Var.Value)
		}
		if f.facts.Move[e] {
			panic("backend: a borrowed read is marked as a move: " + e.Name)
		}
		return f.slot(e.Var)
	case *syntax.Field:
		x := f.borrow(e.X)
		f.present(e.X.Type(), x, e.At)
		return f.fieldsOf(e.X.Type(), x).Field(e.Index)
	case *syntax.Index:
		if e.X.Type().Kind != types.Str {
			return f.element(e)
		}
	}
	if check.Constant(e) && !e.Type().Scalar() {
		if c := f.constant(e); !c.IsNil() {
			return f.VarAt(f.irbType(e.Type()), f.global(e, c))
		}
	}
	v := f.own(e)
	f.releaseLater(v)
	return v
}

// fieldsOf returns the place of the fields of a tuple or struct.
func (f *function) fieldsOf(t *types.Type, v irb.Var) irb.Var {
	if t.Present().Boxed {
		return v.Content()
	}
	return v
}

// present ends the program where a box is looked into that is absent.
func (f *function) present(t *types.Type, v irb.Var, at source.Pos) {
	if t.Kind != types.Option {
		return
	}
	f.position(at)
	f.unless(f.B.CreateIsNotNull(v.Load(), ""), f.failure("moo_fail_none"), func() []llvm.Value {
		return []llvm.Value{f.at(at)}
	})
}

// borrowBefore borrows e for as long as the others are evaluated and extra are
// changed. When one of them changes or moves what e is a part of, e is copied.
func (f *function) borrowBefore(e syntax.Expr, others []syntax.Expr, extra ...*syntax.Var) irb.Var {
	if root := syntax.RootVar(e); root != nil && !e.Type().Scalar() {
		owner := f.facts.Owner(root)
		clash := false
		for _, v := range extra {
			clash = clash || v == root || v == owner
		}
		for _, o := range others {
			if o != nil {
				syntax.Mutated(o, func(v *syntax.Var) { clash = clash || v == root || v == owner })
				clash = clash || f.moves(o, owner)
			}
		}
		if clash {
			v := f.own(e)
			f.releaseLater(v)
			return v
		}
	}
	return f.borrow(e)
}

// moves reports whether evaluating e moves v.
func (f *function) moves(e syntax.Expr, v *syntax.Var) bool {
	if id, ok := e.(*syntax.Ident); ok {
		return id.Var == v && f.facts.Move[id]
	}
	found := false
	syntax.Children(e, func(x syntax.Expr) { found = found || f.moves(x, v) })
	return found
}

// element borrows x[i] of a list or map.
func (f *function) element(e *syntax.Index) irb.Var {
	base := f.borrowBefore(e.X, []syntax.Expr{e.I})
	if e.X.Type().Kind == types.List {
		i := f.scalar(e.I)
		f.position(e.At)
		f.bounds(i, base.Len(), e.At)
		return base.Elem(i)
	}
	key := f.borrow(e.I)
	f.position(e.At)
	at := base.Do("ori_map_get", irb.Args{"key": key})
	f.unless(f.B.CreateIsNotNull(at, ""), f.failure("moo_fail_key"), func() []llvm.Value {
		f.show(e.I.Type(), key, true)
		return []llvm.Value{f.at(e.At)}
	})
	return f.VarAt(f.irbType(e.T), at)
}

// bounds ends the program unless 0 <= i < length.
func (f *function) bounds(i, length llvm.Value, at source.Pos) {
	ok := f.B.CreateICmp(llvm.IntULT, i, length, "")
	f.unless(ok, f.failure("moo_fail_index", f.m.I64, f.m.I64), func() []llvm.Value {
		return []llvm.Value{f.at(at), i, length}
	})
}

func (f *function) textIndex(e *syntax.Index) llvm.Value {
	var byte llvm.Value
	f.atOnce(func() {
		s := f.borrowBefore(e.X, []syntax.Expr{e.I})
		i := f.scalar(e.I)
		f.position(e.At)
		f.bounds(i, f.Runtime("ori_str_len", s.At), e.At)
		byte = f.byteAt(f.Runtime("ori_str_data", s.At), i)
	})
	return byte
}

func (f *function) slice(e *syntax.Slice, to irb.Var) {
	f.withTemporaries(func() {
		x := f.borrowBefore(e.X, []syntax.Expr{e.Low, e.High})
		low, high := f.Int(0), f.Int(1<<63-1)
		if e.Low != nil {
			low = f.scalar(e.Low)
		}
		if e.High != nil {
			high = f.scalar(e.High)
		}
		if e.T.Kind == types.Str {
			f.Runtime("ori_str_slice", x.At, low, high, to.At)
		} else {
			x.Into(to, "ori_list_slice", irb.Args{"start": low, "end": high})
		}
	})
}

// fewElems is how many elements of a literal are pushed one by one.
const fewElems = 4

// pushed returns the elements of a short list literal that is appended: they go
// into the list as they are, without a list of their own.
func pushed(y syntax.Expr) []syntax.Expr {
	if lit, ok := y.(*syntax.ListLit); ok && len(lit.Elems) <= fewElems {
		return lit.Elems
	}
	return nil
}

func (f *function) ownAll(list []syntax.Expr) []irb.Var {
	values := make([]irb.Var, len(list))
	for i, x := range list {
		values[i] = f.own(x)
	}
	return values
}

// pushAll consumes x and stores it with the values appended in to, which may be
// x's place. There is one at least.
func (f *function) pushAll(x irb.Var, values []irb.Var, to irb.Var) {
	for _, v := range values {
		x.Into(to, "ori_list_push_cow", irb.Args{"elem": v})
		x = to
	}
}

// concat consumes x and y. to may be x's place.
func (f *function) concat(t *types.Type, x, y, to irb.Var) {
	if t.Kind == types.Str {
		f.Runtime("ori_str_concat_cow", x.At, y.At, to.At)
	} else {
		x.Into(to, "ori_list_concat_cow", irb.Args{"other": y})
	}
}

func (f *function) unary(e *syntax.Unary) llvm.Value {
	x := f.scalar(e.X)
	switch {
	case e.Op == "-" && e.T == types.TFloat:
		return f.B.CreateFNeg(x, "")
	case e.Op == "-":
		return f.B.CreateNeg(x, "")
	}
	return f.B.CreateNot(x, "")
}

func (f *function) binary(e *syntax.Binary) llvm.Value {
	t := e.X.Type()
	switch {
	case e.Op == "&&" || e.Op == "||":
		return f.shortCircuit(e)
	case t.Scalar():
		x := f.scalar(e.X)
		y := f.scalar(e.Y)
		f.position(e.At)
		return f.arithmetic(e.Op, t, x, y, e.At)
	}
	var result llvm.Value
	f.withTemporaries(func() {
		x := f.borrowBefore(e.X, []syntax.Expr{e.Y})
		y := f.borrow(e.Y)
		if e.Y.Type().Kind == types.Option {
			x = f.VarAt(y.T, x.At)
		}
		switch e.Op {
		case "==":
			result = f.Call(f.m.EqFn(x.T), x.At, y.At)
		case "!=":
			result = f.B.CreateNot(f.Call(f.m.EqFn(x.T), x.At, y.At), "")
		default:
			order := f.Call(f.m.CmpFn(x.T), x.At, y.At)
			result = f.B.CreateICmp(signedPredicates[e.Op], order, llvm.ConstNull(f.m.I32), "")
		}
	})
	return result
}

// shortCircuit evaluates the right side only where it decides; its temporaries
// are released there too. A right side that is a comparison or two of variables is
// evaluated in any case: no branch is cheaper than one that nobody can foresee, as in
// the comparison of pairs.
func (f *function) shortCircuit(e *syntax.Binary) llvm.Value {
	x := f.scalar(e.X)
	if cheap(e.Y, 8) {
		y := f.scalar(e.Y)
		if e.Op == "&&" {
			return f.B.CreateSelect(x, y, f.m.Bool(false), "")
		}
		return f.B.CreateSelect(x, f.m.Bool(true), y, "")
	}
	from := f.B.GetInsertBlock()
	right, done := f.newBlock("right"), f.newBlock("decided")
	if e.Op == "&&" {
		f.B.CreateCondBr(x, right, done)
	} else {
		f.B.CreateCondBr(x, done, right)
	}
	f.start(right)
	var y llvm.Value
	f.withTemporaries(func() { y = f.scalar(e.Y) })
	rightEnd := f.B.GetInsertBlock()
	f.jump(done)
	f.start(done)
	phi := f.B.CreatePHI(f.m.I1, "")
	phi.AddIncoming([]llvm.Value{x, y}, []llvm.BasicBlock{from, rightEnd})
	return phi
}

var signedPredicates = map[string]llvm.IntPredicate{
	"==": llvm.IntEQ, "!=": llvm.IntNE,
	"<": llvm.IntSLT, "<=": llvm.IntSLE, ">": llvm.IntSGT, ">=": llvm.IntSGE,
}

var floatPredicates = map[string]llvm.FloatPredicate{
	"==": llvm.FloatOEQ, "!=": llvm.FloatUNE,
	"<": llvm.FloatOLT, "<=": llvm.FloatOLE, ">": llvm.FloatOGT, ">=": llvm.FloatOGE,
}

// instruction emits x op y.
type instruction = func(b llvm.Builder, x, y llvm.Value, name string) llvm.Value

var floatInstructions = map[string]instruction{
	"+": llvm.Builder.CreateFAdd, "-": llvm.Builder.CreateFSub, "*": llvm.Builder.CreateFMul, "/": llvm.Builder.CreateFDiv,
}

var intInstructions = map[string]instruction{
	"+": llvm.Builder.CreateAdd, "-": llvm.Builder.CreateSub, "*": llvm.Builder.CreateMul,
	"&": llvm.Builder.CreateAnd, "|": llvm.Builder.CreateOr, "^": llvm.Builder.CreateXor,
	"<<": llvm.Builder.CreateShl, ">>": llvm.Builder.CreateAShr,
}

// arithmetic computes x op y of two scalars.
func (f *function) arithmetic(op string, t *types.Type, x, y llvm.Value, at source.Pos) llvm.Value {
	if t.Kind == types.Float {
		if emit, ok := floatInstructions[op]; ok {
			return emit(f.B, x, y, "")
		}
		return f.B.CreateFCmp(floatPredicates[op], x, y, "")
	}
	switch op {
	case "/", "%":
		return f.divide(op, x, y, at)
	case "<<", ">>":
		y = f.B.CreateAnd(y, f.Int(63), "")
	}
	if emit, ok := intInstructions[op]; ok {
		return emit(f.B, x, y, "")
	}
	return f.B.CreateICmp(signedPredicates[op], x, y, "")
}

// divide keeps clear of what LLVM leaves undefined: a zero divisor ends the
// program, and x / -1, which may overflow, is -x and leaves no rest.
func (f *function) divide(op string, x, y llvm.Value, at source.Pos) llvm.Value {
	f.unless(f.B.CreateICmp(llvm.IntNE, y, f.Int(0), ""), f.failure("moo_fail_division"), func() []llvm.Value {
		return []llvm.Value{f.at(at)}
	})
	minus := f.B.CreateICmp(llvm.IntEQ, y, f.Int(-1), "")
	safe := f.B.CreateSelect(minus, f.Int(1), y, "")
	if op == "/" {
		return f.B.CreateSelect(minus, f.B.CreateNeg(x, ""), f.B.CreateSDiv(x, safe, ""), "")
	}
	return f.B.CreateSRem(x, safe, "")
}
