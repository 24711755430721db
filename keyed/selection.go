package keyed

import (
	"math/bits"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// A Selection is a choice among the elements of a set. The operations on two sets work
// in two steps: first the elements of one are looked up in the other, and what is found
// is noted in a selection, while nothing changes; then the result is made, and nothing
// is looked up any more. So the two may be the same set, or one lie in the other.
//
// Few elements of a large set are noted as a list, so that the cost follows the few;
// otherwise every element has a bit.
//
//	list   │ 3 │ 17 │ 640000 │       positions in rising order
//	bits   │ 0001 0110 1100 …
//
// 8 positions or 512 bits need no memory but the stack's.
type Selection struct {
	n     int64 // elements to choose from
	count int64 // elements chosen
	list  bool
	words rc.Scratch
}

// fewer is how many times fewer elements than the set has make a list worth sorting.
const fewer = 16

// Begin prepares s for at most most of the n elements at 0 to n-1; room positions behind
// them stay free, for elements that come. It returns ty, which frees the memory when the
// operation fails. End it.
func (s *Selection) Begin(op string, ty Type, n, room, most int64) Type {
	s.n, s.list = n, most <= n/fewer
	bytes := (n + room + 63) / 64 * 8
	if s.list {
		bytes = most * 8
	}
	if !s.words.Reserve(bytes) {
		ty.failNoMemory(op, bytes)
	}
	if !s.list {
		runtime.Fill(s.words.At(), 0, bytes)
	}
	ty.notes = [2]unsafe.Pointer{s.words.Reserved(), ty.notes[0]}
	return ty
}

// End frees what Begin allocated.
func (s *Selection) End() { s.words.Free() }

func (s *Selection) word(i int64) *uint64 { return (*uint64)(rc.ElemsAt(s.words.At(), 8).At(i)) }

// Choose chooses the element at pos.
//
//go:inline
func (s *Selection) Choose(pos int64) {
	if s.list {
		*s.word(s.count) = uint64(pos)
		s.count++
		return
	}
	word, bit := s.word(pos/64), uint64(1)<<(pos&63)
	if *word&bit == 0 {
		*word |= bit
		s.count++
	}
}

// Sort ends choosing where positions did not come in rising order, and perhaps twice.
func (s *Selection) Sort() {
	if !s.list || s.count == 0 {
		return
	}
	for i := s.count/2 - 1; i >= 0; i-- {
		s.sink(i, s.count)
	}
	for n := s.count - 1; n > 0; n-- {
		top, last := s.word(0), s.word(n)
		*top, *last = *last, *top
		s.sink(0, n)
	}
	last := int64(0)
	for i := int64(1); i < s.count; i++ {
		if at := *s.word(i); at != *s.word(last) {
			last++
			*s.word(last) = at
		}
	}
	s.count = last + 1
}

// sink moves word i of a heap of n words to where none below it is larger.
func (s *Selection) sink(i, n int64) {
	for {
		below := 2*i + 1
		if below >= n {
			return
		}
		if below+1 < n && *s.word(below + 1) > *s.word(below) {
			below++
		}
		upper, lower := s.word(i), s.word(below)
		if *upper >= *lower {
			return
		}
		*upper, *lower = *lower, *upper
		i = below
	}
}

// A walk passes the runs of elements that are chosen, or those that are not.
type walk struct {
	s  *Selection
	at int64 // in the list: of the first position that was not passed
	in bool
}

func (s *Selection) walk(in bool) walk { return walk{s: s, in: in} }

// run returns the next run from pos on, of which there is none if from is s.n.
//
//go:inline
func (w *walk) run(pos int64) (from, to int64) {
	from = w.edge(pos, w.in)
	return from, w.edge(from, !w.in)
}

// edge returns the first position from pos on that is, or is not, chosen.
//
//go:inline
func (w *walk) edge(pos int64, in bool) int64 {
	if w.s.list {
		return w.edgeInList(pos, in)
	}
	for pos < w.s.n {
		word := *w.s.word(pos / 64)
		if !in {
			word = ^word
		}
		if word >>= pos & 63; word != 0 {
			return min(pos+int64(bits.TrailingZeros64(word)), w.s.n)
		}
		pos = pos&^63 + 64
	}
	return w.s.n
}

//go:inline
func (w *walk) edgeInList(pos int64, in bool) int64 {
	for w.at < w.s.count && int64(*w.s.word(w.at)) < pos {
		w.at++
	}
	if in {
		if w.at == w.s.count {
			return w.s.n
		}
		return int64(*w.s.word(w.at))
	}
	for w.at < w.s.count && int64(*w.s.word(w.at)) == pos {
		w.at++
		pos++
	}
	return pos
}

// shortRun is the length from which a run is copied as one.
const shortRun = 8

// gather copies the elements of src that are chosen, or those that are not, to dst from
// slot at on. dst may be src, and at 0.
//
//go:inline
func (s *Selection) gather(dst rc.Elems, at int64, src rc.Elems, in bool) {
	w := s.walk(in)
	for from, to := w.run(0); from < s.n; from, to = w.run(to) {
		if to-from >= shortRun {
			dst.MoveFrom(at, src, from, to-from)
			at += to - from
			continue
		}
		for ; from < to; from++ {
			dst.Put(at, src.At(from))
			at++
		}
	}
}

// drop releases the elements that are chosen, or those that are not.
//
//go:inline
func (s *Selection) drop(elems rc.Elems, dec runtime.ElemFn, in bool) {
	if dec.IsNil() {
		return
	}
	w := s.walk(in)
	for from, to := w.run(0); from < s.n; from, to = w.run(to) {
		elems.Dec(dec, from, to-from)
	}
}

// kept returns how many elements are chosen, or are not.
func (s *Selection) kept(in bool) int64 {
	if in {
		return s.count
	}
	return s.n - s.count
}

// Places holds where the keys of one map are in another: like a Selection, what is
// found before anything changes.
type Places struct{ words rc.Scratch }

// Begin prepares p for n keys. It returns ty, which frees the memory when the operation
// fails. End it.
func (p *Places) Begin(op string, ty Type, n int64) Type {
	bytes := rc.Bytes(op, n, 8)
	if !p.words.Reserve(bytes) {
		rc.FailNoMemory(op, bytes)
	}
	ty.notes[0] = p.words.Reserved()
	return ty
}

// End frees what Begin allocated.
func (p *Places) End() { p.words.Free() }

// Of returns the place to note the position of key i, -1 if it is new.
func (p *Places) Of(i int64) *int64 { return (*int64)(rc.ElemsAt(p.words.At(), 8).At(i)) }
