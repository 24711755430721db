package stacks

import (
	"slices"
	"sync"
)

// An ID stands for a stack; 0: none.
type ID uint32

const shards = 64

// The table: ids are numbers of a shard and a place in it.
var table [shards]struct {
	sync.RWMutex
	ids    map[uint64]ID
	stacks [][]uint64
	_      [24]byte
}

// Intern returns the ID of a stack.
func Intern(pcs []uint64) ID {
	hash := uint64(len(pcs))
	for _, pc := range pcs {
		hash = (hash ^ uint64(pc)) * 0x9E3779B97F4A7C15
		hash ^= hash >> 29
	}
	t := &table[hash%shards]
	t.RLock()
	id, ok := t.ids[hash]
	t.RUnlock()
	if ok {
		return id
	}
	t.Lock()
	defer t.Unlock()
	if id, ok := t.ids[hash]; ok {
		return id
	}
	if t.ids == nil {
		t.ids = make(map[uint64]ID)
	}
	t.stacks = append(t.stacks, slices.Clone(pcs))
	id = ID(uint64(len(t.stacks))*shards | hash%shards)
	t.ids[hash] = id
	return id
}

// PCs returns the addresses of a stack, innermost first; those below 4096 are numbers of the
// library's functions.
func (id ID) PCs() []uint64 {
	if id == 0 {
		return nil
	}
	t := &table[id%shards]
	t.RLock()
	defer t.RUnlock()
	return t.stacks[id/shards-1]
}
