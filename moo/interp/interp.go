// Package interp is the reference interpreter of Moo. It copies deeply at every
// assignment, argument and return: no two places share anything, so it is right
// by construction, and compiled programs are compared with it. It imports
// nothing of the compiler or the runtime library.
package interp

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"libori.org/rt/moo/check"
	"libori.org/rt/moo/source"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// Environment is what a program sees of the world.
type Environment struct {
	Args   []string
	Stdin  io.Reader
	Stdout io.Writer
	// Steps bounds the statements executed; 0: no bound.
	Steps int
}

// ErrSteps is returned when a program runs longer than Environment.Steps.
var ErrSteps = errors.New("the program was stopped: too many steps")

// Failure is a runtime error of the program: its message is the line that the
// compiled program writes to stderr.
type Failure struct{ Line string }

func (f *Failure) Error() string { return f.Line }

// machine executes one program.
type machine struct {
	file   *source.File
	in     *bufio.Reader
	out    *bufio.Writer
	steps  int
	budget int
}

// frame holds the variables of one call, by syntax.Var.ID.
type frame struct {
	*machine
	vars   []Value
	result Value
}

// next tells what to do after a statement.
type next uint8

const (
	goOn next = iota
	breakLoop
	continueLoop
	returnNow
)

// stop carries the error that ends the program up to Run.
type stop struct{ err error }

// Run executes program. The error is a *Failure when the program failed, or ErrSteps.
func Run(program *syntax.Program, info *check.Info, env Environment) (err error) {
	m := &machine{file: program.File, in: bufio.NewReader(env.Stdin), out: bufio.NewWriter(env.Stdout), budget: env.Steps}
	defer func() {
		switch e := recover().(type) {
		case nil:
		case stop:
			err = e.err
		default:
			panic(e)
		}
		if flushErr := m.out.Flush(); err == nil {
			err = flushErr
		}
	}()
	var args []Value
	if len(info.Main.Params) == 1 {
		l := &list{}
		for _, a := range env.Args {
			l.elems = append(l.elems, a)
		}
		args = append(args, l)
	}
	m.invoke(info.Main, args)
	return nil
}

func (m *machine) fail(at source.Pos, format string, args ...any) {
	panic(stop{&Failure{m.file.At(at) + ": runtime error: " + fmt.Sprintf(format, args...)}})
}

// invoke calls f. The frame is returned because inout parameters are read from it.
func (m *machine) invoke(f *syntax.Func, args []Value) *frame {
	fr := &frame{machine: m, vars: make([]Value, len(f.Vars))}
	copy(fr.vars, args)
	fr.block(f.Body)
	return fr
}

func (f *frame) block(b *syntax.Block) next {
	for _, s := range b.Stmts {
		if n := f.stmt(s); n != goOn {
			return n
		}
	}
	return goOn
}

func (f *frame) step() {
	f.steps++
	if f.budget > 0 && f.steps > f.budget {
		panic(stop{ErrSteps})
	}
}

func (f *frame) stmt(s syntax.Stmt) next {
	f.step()
	switch s := s.(type) {
	case *syntax.VarStmt:
		f.vars[s.Var.ID] = f.eval(s.Value)
	case *syntax.Assign:
		p := f.path(s.Place)
		value := f.eval(s.Value)
		if s.Op == "" {
			f.assign(p, value)
		} else {
			slot := f.slot(p)
			*slot = clone(f.operate(s.Op, *slot, value, s.At))
		}
	case *syntax.ExprStmt:
		f.eval(s.X)
	case *syntax.If:
		if f.eval(s.Cond).(bool) {
			return f.block(s.Then)
		}
		if s.Else != nil {
			return f.block(s.Else)
		}
	case *syntax.While:
		for f.eval(s.Cond).(bool) {
			f.step()
			if n := f.block(s.Body); n == breakLoop {
				break
			} else if n == returnNow {
				return n
			}
		}
	case *syntax.For:
		return f.forStmt(s)
	case *syntax.Break:
		return breakLoop
	case *syntax.Continue:
		return continueLoop
	case *syntax.Return:
		if s.X != nil {
			f.result = f.eval(s.X)
		}
		return returnNow
	}
	return goOn
}

// forStmt goes over a copy of the collection, so that the body may change the
// original.
func (f *frame) forStmt(s *syntax.For) next {
	if s.X == nil {
		low, high := f.eval(s.Low).(int64), f.eval(s.High).(int64)
		for i := low; i < high; i++ {
			if n := f.iteration(s, i); n == breakLoop {
				break
			} else if n == returnNow {
				return n
			}
		}
		return goOn
	}
	first, second, length := sequence(f.eval(s.X), len(s.Vars) == 2)
	for i := range length {
		values := []Value{first(i)}
		if second != nil {
			values = append(values, second(i))
		}
		if n := f.iteration(s, values...); n == breakLoop {
			break
		} else if n == returnNow {
			return n
		}
	}
	return goOn
}

// sequence gives what the loop variables hold in round i, and how many rounds
// there are.
func sequence(v Value, pairs bool) (first, second func(i int) Value, length int) {
	number := func(i int) Value { return int64(i) }
	var elem func(i int) Value
	switch v := v.(type) {
	case string:
		elem, length = func(i int) Value { return int64(v[i]) }, len(v)
	case *list:
		elem, length = func(i int) Value { return v.elems[i] }, len(v.elems)
	case *table:
		elem, length = func(i int) Value { return v.keys[i] }, len(v.keys)
		if pairs {
			return elem, func(i int) Value { return v.values[i] }, length
		}
	}
	if pairs {
		return number, elem, length
	}
	return elem, nil, length
}

func (f *frame) iteration(s *syntax.For, values ...Value) next {
	f.step()
	for i, v := range values {
		f.vars[s.Vars[i].ID] = v
	}
	return f.block(s.Body)
}

// A step leads from a place to a part of it.
type pathStep struct {
	at    source.Pos
	field int         // of a record
	index Value       // of a list or map; nil: the field
	elem  *types.Type // of a map: what a missing entry starts with
}

// path is a place whose indices have been computed but which has not been
// looked at.
type path struct {
	root  int
	steps []pathStep
}

func (f *frame) path(e syntax.Expr) path {
	switch e := e.(type) {
	case *syntax.Ident:
		return path{root: e.Var.ID}
	case *syntax.Field:
		p := f.path(e.X)
		p.steps = append(p.steps, pathStep{at: e.At, field: e.Index})
		return p
	case *syntax.Index:
		p := f.path(e.X)
		p.steps = append(p.steps, pathStep{at: e.At, index: f.eval(e.I), elem: e.Type()})
		return p
	}
	panic("not a place")
}

// slot looks the place up. A missing map entry is made, with the zero value.
func (f *frame) slot(p path) *Value {
	slot := &f.vars[p.root]
	for _, s := range p.steps {
		switch v := (*slot).(type) {
		case absent:
			f.fail(s.at, "what has this field is none")
		case *record:
			slot = &v.fields[s.field]
		case *list:
			slot = &v.elems[f.bounds(s.at, s.index.(int64), len(v.elems))]
		case *table:
			if v.find(s.index) < 0 {
				v.put(clone(s.index), zero(s.elem))
			}
			slot = &v.values[v.find(s.index)]
		}
	}
	return slot
}

// assign stores value in the place. The last entry of a map need not exist.
func (f *frame) assign(p path, value Value) {
	*f.slot(p) = clone(value)
}

func (f *frame) bounds(at source.Pos, i int64, length int) int64 {
	if i < 0 || i >= int64(length) {
		f.fail(at, "index %d is out of range for length %d", i, length)
	}
	return i
}
