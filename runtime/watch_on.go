//go:build !ori_native && (ori_goheap || ori_sched)

package runtime

import "unsafe"

// A Watcher is told of every access to memory and counts before it happens: a
// scheduler that tries all interleavings of a few threads, and follows which
// accesses happen before which; a test that counts them. The tags ori_sched and
// ori_goheap make runtime ask it.
type Watcher interface {
	Atomic(p *int64, access Access)
	Read(p unsafe.Pointer, size int64)
	Write(p unsafe.Pointer, size int64)
	Alloc(mem []byte)
	Free(mem []byte)
}

// Watch is the watcher; nil: nobody watches.
var Watch Watcher

func watchAtomic(p *int64, access Access) {
	if Watch != nil {
		Watch.Atomic(p, access)
	}
}

func watchRead(p unsafe.Pointer, size int64) {
	if Watch != nil && size > 0 {
		Watch.Read(p, size)
	}
}

func watchWrite(p unsafe.Pointer, size int64) {
	if Watch != nil && size > 0 {
		Watch.Write(p, size)
	}
}

func watchAlloc(mem []byte) {
	if Watch != nil {
		Watch.Alloc(mem)
	}
}

func watchFree(mem []byte) {
	if Watch != nil {
		Watch.Free(mem)
	}
}
