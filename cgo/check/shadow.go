package check

import (
	"sync"
	"sync/atomic"

	"libori.org/rt/cgo/stacks"
)

// info is what is known of an object.
type info struct {
	data  uint64
	bytes int64
	block uint64 // what malloc returned
	kind  kind
	state state
	birth uint64 // tells objects at one address apart

	// Of the collection: as the last result had it; -1: not known.
	len, cap       int64
	size, valSize  int64
	inc, dec       uint64
	valInc, valDec uint64
	callbacksKnown bool
	opened         bool // by unshare: it may be filled up to cap

	allocated, last, gone stacks.ID // last: counted or consumed; gone: freed
	lastOp, goneOp        int

	summed  bool
	sum     uint64
	sumLen  int64 // what the sum is of
	sumCap  int64
	summing stacks.ID // where it was shared
	tick    uint8     // until the sum is looked at again

	holders []holder // collections that it was moved into
	suspect []uint64 // elements that this collection may hold once too often

	history  *history
	shares   int64     // references taken
	sharedAt stacks.ID // the last place where one was
}

type state uint8

const (
	live state = iota
	freed
	immortal
)

// A holder is a collection that an object was moved into.
type holder struct {
	data  uint64
	birth uint64
	stack stacks.ID
}

// history is the last places where an object was counted.
type history struct {
	next   int
	events [32]event
}

type event struct {
	op    int
	stack stacks.ID
	count int64 // behind it
}

const shards = 128

// shard is a part of the shadow table. Its lock is held while an object in it is looked at.
type shard struct {
	sync.Mutex
	objects map[uint64]*info
	_       [40]byte
}

// shadow is the table of all objects by the address of their data.
type shadow struct {
	shards [shards]shard
	births atomic.Uint64
	n      atomic.Int64
	most   int64
	full   atomic.Bool // some object is missing
	spare  sync.Pool
}

func (t *shadow) shard(data uint64) *shard {
	return &t.shards[data*0x9E3779B97F4A7C15>>57]
}

func (t *shadow) init(most int64) {
	t.most = most
	for i := range t.shards {
		t.shards[i].objects = make(map[uint64]*info)
	}
	t.spare.New = func() any { return new(info) }
}

// add makes the entry of a new object, as set says; not where the table is full.
func (t *shadow) add(data uint64, set func(x *info)) {
	if t.n.Load() >= t.most {
		t.full.Store(true)
		t.remove(data, 0)
		return
	}
	o := t.spare.Get().(*info)
	*o = info{data: data, birth: t.births.Add(1), len: -1, cap: -1, size: -1, valSize: -1, holders: o.holders[:0], suspect: o.suspect[:0]}
	set(o)
	s := t.shard(data)
	s.Lock()
	if s.objects[data] == nil {
		t.n.Add(1)
	}
	s.objects[data] = o
	s.Unlock()
}

// remove forgets an object; with a birth only if it is still the one.
func (t *shadow) remove(data uint64, birth uint64) {
	s := t.shard(data)
	s.Lock()
	if o := s.objects[data]; o != nil && (birth == 0 || o.birth == birth) {
		delete(s.objects, data)
		t.n.Add(-1)
		t.spare.Put(o)
	}
	s.Unlock()
}

// at runs f with the object at an address, or nil, under the lock of its shard.
func (t *shadow) at(data uint64, f func(o *info)) {
	s := t.shard(data)
	s.Lock()
	defer s.Unlock()
	f(s.objects[data])
}

// all runs f for every object.
func (t *shadow) all(f func(o *info)) {
	for i := range t.shards {
		s := &t.shards[i]
		s.Lock()
		for _, o := range s.objects {
			f(o)
		}
		s.Unlock()
	}
}

// around returns a copy of the object in whose data an address lies. It looks at all objects.
func (t *shadow) around(address uint64) (found info, ok bool) {
	t.all(func(o *info) {
		if o.state != immortal && address > o.data && address < o.data+uint64(o.bytes) && (!ok || o.state == live) {
			found, ok = *o, true
		}
	})
	return found, ok
}
