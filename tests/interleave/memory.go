//go:build ori_sched

package interleave

import (
	"fmt"
	"unsafe"

	"libori.org/rt/runtime"
)

// word is what is known of eight bytes of an allocation.
type word struct {
	written  clock // the last plain write, malloc included
	read     clock // plain reads since
	atomic   clock // atomic accesses
	stored   clock // relaxed stores
	released clock // what a thread that acquires this count takes over
	freed    bool
}

// memory follows every access of one run.
type memory struct {
	words map[uintptr]*word
	kept  [][]byte // every block, so that no address is used twice
	weak  Weaken
}

// Weaken makes the source's orderings weaker, as a wrong source would: the
// explorer must then find what goes wrong.
type Weaken struct {
	AcquireLoads bool // the uniqueness test is a relaxed load
	Owners       bool // of an operation, it is a relaxed load with a branch: later writes wait for it, later reads do not
	Stale        bool // a relaxed load finds what was there before a relaxed store that it is not ordered after
	Fences       bool // dec does not acquire before it destroys
	ReleaseAdds  bool // dec does not release
}

// thread is one of the threads of a run; 0 sets up and checks.
type thread struct {
	id      int
	now     clock
	pending clock // what a fence would take over
	control clock // what writes are ordered after, by a branch
}

func (m *memory) alloc(t *thread, mem []byte) {
	m.kept = append(m.kept, mem)
	m.each(unsafe.Pointer(unsafe.SliceData(mem)), int64(len(mem)), func(at uintptr) {
		w := &word{}
		w.written[t.id] = t.now[t.id]
		m.words[at] = w
	})
}

func (m *memory) each(p unsafe.Pointer, size int64, f func(at uintptr)) {
	for at := uintptr(p) &^ 7; at < uintptr(p)+uintptr(size); at += 8 {
		f(at)
	}
}

func (m *memory) read(t *thread, p unsafe.Pointer, size int64) {
	m.each(p, size, func(at uintptr) {
		if w := m.words[at]; w != nil {
			m.alive(w, "read")
			m.ordered(t, t.now, w.written, "a read", "a write")
			w.read[t.id] = t.now[t.id]
		}
	})
}

func (m *memory) write(t *thread, p unsafe.Pointer, size int64) {
	m.each(p, size, func(at uintptr) {
		if w := m.words[at]; w != nil {
			m.alive(w, "write")
			m.overwrite(t, w, "a write")
		}
	})
}

func (m *memory) free(t *thread, mem []byte) {
	m.each(unsafe.Pointer(unsafe.SliceData(mem)), int64(len(mem)), func(at uintptr) {
		w := m.words[at]
		m.alive(w, "free")
		m.overwrite(t, w, "free")
		w.freed = true
	})
}

func (m *memory) overwrite(t *thread, w *word, what string) {
	known := t.now
	known.join(t.control)
	m.ordered(t, known, w.written, what, "a write")
	m.ordered(t, known, w.read, what, "a read")
	m.ordered(t, known, w.atomic, what, "an access to the count")
	w.written = clock{}
	w.written[t.id] = t.now[t.id]
}

func (m *memory) atomic(t *thread, p *int64, access runtime.Access) {
	w := m.words[uintptr(unsafe.Pointer(p))]
	if w == nil {
		return
	}
	m.alive(w, "count")
	m.ordered(t, t.now, w.written, "an access to the count", "a write")
	w.atomic[t.id] = t.now[t.id]
	switch access {
	case runtime.AcquireLoad, runtime.OwnersLoad:
		switch {
		case m.weak.AcquireLoads:
			t.pending.join(w.released)
			return
		case m.weak.Owners && access == runtime.OwnersLoad:
			t.pending.join(w.released)
			t.control.join(w.released)
			return
		}
		t.now.join(w.released)
	case runtime.Load, runtime.Add:
		if m.weak.Stale && access == runtime.Load {
			m.ordered(t, t.now, w.stored, "a relaxed load", "a relaxed store")
		}
		t.pending.join(w.released)
	case runtime.ReleaseAdd:
		t.pending.join(w.released)
		if !m.weak.ReleaseAdds {
			w.released.join(t.now)
		}
	case runtime.Store:
		w.released = clock{} // ends the release sequence
		w.stored[t.id] = t.now[t.id]
	}
	t.now[t.id]++
}

func (m *memory) fence(t *thread) {
	if !m.weak.Fences {
		t.now.join(t.pending)
	}
}

func (m *memory) alive(w *word, what string) {
	if w.freed {
		panic(failure(what + " of freed memory"))
	}
}

// ordered expects that a thread's access happens after others, of which it knows some.
func (m *memory) ordered(t *thread, known, before clock, what, other string) {
	if !known.covers(before) {
		panic(failure(fmt.Sprintf("%s of thread %d does not happen after %s of another", what, t.id, other)))
	}
}

// failure is what a run panics with.
type failure string
