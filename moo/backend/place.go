package backend

import (
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/moo/source"
	"libori.org/rt/moo/syntax"
	"libori.org/rt/moo/types"
)

// A place is changed in three steps:
//
//	place   evaluates its indices, left to right
//	        (then the operation's arguments are evaluated)
//	reach   walks from the variable to the place and makes everything on the way unique
//	        the operation mutates what it finds there
//
// Between reach and the operation no code of the program runs, so that the
// address stays good.

// place is a variable and the way to a part of it.
type place struct {
	root  *syntax.Var
	steps []step
}

type step struct {
	of    *types.Type // what the step starts from
	to    *types.Type // what it leads to
	at    source.Pos
	field int
	index llvm.Value // of a list
	key   irb.Var    // of a map, owned
}

func (f *function) place(e syntax.Expr) place {
	switch e := e.(type) {
	case *syntax.Ident:
		return place{root: e.Var}
	case *syntax.Field:
		p := f.place(e.X)
		p.steps = append(p.steps, step{of: e.X.Type(), to: e.T, at: e.At, field: e.Index})
		return p
	case *syntax.Index:
		p := f.place(e.X)
		s := step{of: e.X.Type(), to: e.T, at: e.At}
		if s.of.Kind == types.Map {
			s.key = f.own(e.I)
		} else {
			s.index = f.scalar(e.I)
		}
		p.steps = append(p.steps, s)
		return p
	}
	panic("not a place")
}

// reach returns the address of a place that nobody shares: writing there
// changes no other value.
func (f *function) reach(p place) irb.Var {
	v := f.slot(p.root)
	for _, s := range p.steps {
		v = f.reachPart(v, s)
	}
	return v
}

func (f *function) reachPart(v irb.Var, s step) irb.Var {
	f.position(s.at)
	switch s.of.Kind {
	case types.List:
		f.bounds(s.index, v.Len(), s.at)
		v.Do("ori_list_unshare_cow", irb.Args{"min_cap": 0})
		return v.Elem(s.index)
	case types.Map:
		zero := f.temporary(s.to)
		f.zero(s.to, zero)
		slot := f.Alloca(f.m.Ptr, "")
		v.Do("ori_map_entry_cow", irb.Args{"key": s.key, "default_val": zero, "val_slot": slot})
		return f.VarAt(f.irbType(s.to), f.B.CreateLoad(f.m.Ptr, slot, ""))
	}
	f.present(s.of, v, s.at)
	if s.of.Present().Boxed {
		v = v.Unshare()
	}
	return v.Field(s.field)
}

// zero stores what a missing entry of a map starts with. For most types that is
// all bits 0; a boxed struct is allocated.
func (f *function) zero(t *types.Type, to irb.Var) {
	to.Store(llvm.ConstNull(to.T.LLVM(f.m)))
	if t.Kind != types.Tuple && t.Kind != types.Struct {
		return
	}
	if t.Boxed {
		to.Store(f.NewBox(to.T, llvm.ConstNull(f.content[t].LLVM(f.m))))
		to = to.Content()
	}
	for i, part := range t.Fields {
		if part.Type.Kind == types.Tuple || part.Type.Kind == types.Struct {
			f.zero(part.Type, to.Field(i))
		}
	}
}

// store moves the value into the place, whose last step says how: an element of
// a list and an entry of a map through the runtime, which releases the old one.
func (f *function) store(p place, value irb.Var) {
	last := p.steps[len(p.steps)-1]
	v := f.reach(place{p.root, p.steps[:len(p.steps)-1]})
	f.position(last.at)
	switch last.of.Kind {
	case types.List:
		f.bounds(last.index, v.Len(), last.at)
		v.Do("ori_list_set_cow", irb.Args{"index": last.index, "elem": value})
	case types.Map:
		v.Do("ori_map_insert_cow", irb.Args{"key": last.key, "val": value})
	default:
		field := f.reachPart(v, last)
		field.Release()
		field.Store(value.Load())
	}
}
