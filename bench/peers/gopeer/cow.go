package main

import (
	"maps"
	"slices"
	"sync/atomic"
)

// Copy-on-write over Go's own types: an atomic count beside a slice or a map.
// The memory is the garbage collector's; the count only says who may write.

type counted[T any] struct {
	refs  atomic.Int32
	value T
}

func owned[T any](value T) *counted[T] {
	c := &counted[T]{value: value}
	c.refs.Store(1)
	return c
}

// List is a slice that is copied before a write when it is shared.
type List[E any] struct{ b *counted[[]E] }

func newList[E any](elems []E) List[E] { return List[E]{owned(elems)} }

func (l List[E]) Share() List[E] { l.b.refs.Add(1); return l }

func (l *List[E]) Drop() {
	if l.b.refs.Add(-1) == 0 {
		l.b.value = nil
	}
	l.b = nil
}

func (l *List[E]) replace(elems []E) {
	l.b.refs.Add(-1)
	l.b = owned(elems)
}

// mut returns the elements for writing.
func (l *List[E]) mut() []E {
	if l.b.refs.Load() != 1 {
		l.replace(slices.Clone(l.b.value))
	}
	return l.b.value
}

func (l *List[E]) Push(x E) {
	if l.b.refs.Load() != 1 {
		l.replace(append(slices.Clip(l.b.value), x)) // one append that copies, no clone before
		return
	}
	l.b.value = append(l.b.value, x)
}

func (l *List[E]) Pop() {
	elems := l.mut()
	l.b.value = elems[:len(elems)-1]
}

func (l List[E]) Get(i int) E        { return l.b.value[i] }
func (l List[E]) Len() int           { return len(l.b.value) }
func (l *List[E]) Set(i int, x E)    { l.mut()[i] = x }
func (l *List[E]) Insert(i int, x E) { l.b.value = slices.Insert(l.mut(), i, x) }
func (l *List[E]) Remove(i int)      { l.b.value = slices.Delete(l.mut(), i, i+1) }

func (l *List[E]) Append(other List[E]) {
	l.b.value = append(l.mut(), other.b.value...)
	other.Drop()
}

func concat[E any](a, b List[E]) List[E] { return newList(slices.Concat(a.b.value, b.b.value)) }

func (l List[E]) Deep() List[E] { return newList(slices.Clone(l.b.value)) }

// View is a Go slice of a list, which keeps the list's elements shared.
type View[E any] struct {
	owner *counted[[]E]
	elems []E
}

func (l List[E]) Slice(from, to int) View[E] {
	l.b.refs.Add(1)
	return View[E]{l.b, l.b.value[from:to:to]}
}

func (v *View[E]) Drop()    { v.owner.refs.Add(-1); *v = View[E]{} }
func (v *View[E]) Push(x E) { v.elems = append(v.elems, x) } // no capacity to spare: copies

// Table is a map that is copied before a write when it is shared; with empty
// values it is a set.
type Table[V any] struct{ b *counted[map[int64]V] }

func newTable[V any]() Table[V] { return Table[V]{owned(map[int64]V{})} }

func (t Table[V]) Share() Table[V] { t.b.refs.Add(1); return t }
func (t *Table[V]) Drop()          { t.b.refs.Add(-1); t.b = nil }
func (t Table[V]) Deep() Table[V]  { return Table[V]{owned(maps.Clone(t.b.value))} }
func (t Table[V]) Len() int        { return len(t.b.value) }

func (t *Table[V]) mut() map[int64]V {
	if t.b.refs.Load() != 1 {
		c := t.Deep()
		t.Drop()
		*t = c
	}
	return t.b.value
}

func (t *Table[V]) Insert(k int64, v V) { t.mut()[k] = v }
func (t *Table[V]) Remove(k int64)      { delete(t.mut(), k) }

type Set = Table[struct{}]

func union(a, b Set) Set {
	c := a.Deep()
	for k := range b.b.value {
		c.b.value[k] = struct{}{}
	}
	return c
}

func intersection(a, b Set) Set { return chosen(a, b, true) }
func difference(a, b Set) Set   { return chosen(a, b, false) }

func chosen(a, b Set, common bool) Set {
	c := newTable[struct{}]()
	for k := range a.b.value {
		if _, ok := b.b.value[k]; ok == common {
			c.b.value[k] = struct{}{}
		}
	}
	return c
}
