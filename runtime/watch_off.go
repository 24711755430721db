//go:build !ori_native && !ori_goheap && !ori_sched

package runtime

import "unsafe"

func watchAtomic(p *int64, access Access)     {}
func watchRead(p unsafe.Pointer, size int64)  {}
func watchWrite(p unsafe.Pointer, size int64) {}
func watchAlloc(mem []byte)                   {}
func watchFree(mem []byte)                    {}
