package check

import (
	"sync"
	"unsafe"

	"libori.org/rt/runtime"
)

// poison fills freed memory. As an address it is none, as a count it is immortal no longer
// than it takes to notice: the count itself is left 0.
const poison = 0xDB

// poisonMax bounds what is filled and checked of a large block.
const poisonMax = 1 << 12

// quarantine keeps freed blocks for a while, the oldest goes first.
//
//	free ─▶ │ newest … oldest │ ─▶ free(3)
//	         at most so many bytes
type quarantine struct {
	sync.Mutex
	most, bytes int64
	queue       []kept // a ring
	first, n    int
}

// entryBytes is about what the shadow table needs for an object.
const entryBytes = 512

type kept struct {
	data, block unsafe.Pointer
	bytes       int64
	birth       uint64 // 0: nobody follows it
}

// put takes a block and returns those that leave for it.
func (q *quarantine) put(k kept, out []kept) []kept {
	q.Lock()
	defer q.Unlock()
	if q.n == len(q.queue) {
		grown := make([]kept, max(64, 2*q.n))
		for i := range q.n {
			grown[i] = q.queue[(q.first+i)%q.n]
		}
		q.queue, q.first = grown, 0
	}
	q.queue[(q.first+q.n)%len(q.queue)] = k
	q.n++
	q.bytes += k.bytes + entryBytes
	for q.bytes > q.most && q.n > 0 {
		oldest := q.queue[q.first]
		q.first = (q.first + 1) % len(q.queue)
		q.n--
		q.bytes -= oldest.bytes + entryBytes
		out = append(out, oldest)
	}
	return out
}

// poisonData fills the data of a freed object.
func poisonData(data unsafe.Pointer, bytes int64) { runtime.Fill(data, poison, min(bytes, poisonMax)) }

// spoilt returns the offset of the first byte that is no longer poison, or -1.
func spoilt(data unsafe.Pointer, bytes int64) int64 {
	for i, b := range runtime.BytesAt(runtime.AddressOf(data), min(bytes, poisonMax)) {
		if b != poison {
			return int64(i)
		}
	}
	return -1
}

// light is the quarantine that is always there: the count of an object stays 0 until the memory
// is used again, so that most double releases are noticed. It holds few blocks and
// small ones.
type light struct {
	sync.Mutex
	ring [256]unsafe.Pointer
	next int
}

const lightMax = 1 << 12

func (q *light) put(block unsafe.Pointer) {
	q.Lock()
	oldest := q.ring[q.next]
	q.ring[q.next] = block
	q.next = (q.next + 1) % len(q.ring)
	q.Unlock()
	if oldest != nil {
		runtime.Free(oldest)
	}
}
