package check

import (
	"sync"
	"sync/atomic"

	"libori.org/rt/cgo/stacks"
	"libori.org/rt/runtime"
)

// totals is what the summary tells.
type totals struct {
	shares  atomic.Int64 // references taken
	inPlace atomic.Int64 // calls that changed something without copying
	largest atomic.Int64 // bytes of one object

	mu      sync.Mutex
	byStack map[stacks.ID]*heap
	pins    map[stacks.ID]*Pin
}

// heap is what a place has allocated.
type heap struct {
	objects, bytes  int64
	live, liveBytes int64
}

// Pin is a place that makes small slices of large buffers.
type Pin struct {
	Stack         stacks.ID
	Slices        int64
	Slice, Buffer int64 // bytes of the worst
}

var sums = totals{byStack: map[stacks.ID]*heap{}, pins: map[stacks.ID]*Pin{}}

func (s *totals) allocate(bytes int64, stack stacks.ID) {
	for {
		most := s.largest.Load()
		if bytes <= most || s.largest.CompareAndSwap(most, bytes) {
			break
		}
	}
	if !settings.HeapBooks() {
		return
	}
	s.mu.Lock()
	h := s.byStack[stack]
	if h == nil {
		h = new(heap)
		s.byStack[stack] = h
	}
	h.objects++
	h.bytes += bytes
	h.live++
	h.liveBytes += bytes
	s.mu.Unlock()
}

func (s *totals) free(bytes int64, stack stacks.ID) {
	if !settings.HeapBooks() {
		return
	}
	s.mu.Lock()
	if h := s.byStack[stack]; h != nil {
		h.live--
		h.liveBytes -= bytes
	}
	s.mu.Unlock()
}

// A slice pins its buffer if it is a small part of a large one.
const (
	pinBytes = 4096
	pinPart  = 16
)

func pin(buffer, slice int64, stack stacks.ID) {
	if buffer < pinBytes || slice > buffer/pinPart {
		return
	}
	sums.mu.Lock()
	p := sums.pins[stack]
	if p == nil {
		p = &Pin{Stack: stack}
		sums.pins[stack] = p
	}
	p.Slices++
	if buffer-slice > p.Buffer-p.Slice {
		p.Slice, p.Buffer = slice, buffer
	}
	sums.mu.Unlock()
}

// copyKey is a place that copies.
type copyKey struct {
	op    int
	why   runtime.Reason
	stack stacks.ID
	other stacks.ID // where the other reference was taken, if that is asked for
}

// copied is what a place has copied.
type copied struct {
	times, elements, bytes int64
}

type copyBook struct {
	sync.Mutex
	places map[copyKey]*copied
}

var copies = copyBook{places: map[copyKey]*copied{}}

func (b *copyBook) add(op int, why runtime.Reason, stack, other stacks.ID, elements, bytes int64) {
	b.Lock()
	k := copyKey{op, why, stack, other}
	c := b.places[k]
	if c == nil {
		c = new(copied)
		b.places[k] = c
	}
	c.times++
	c.elements += elements
	c.bytes += bytes
	b.Unlock()
}
