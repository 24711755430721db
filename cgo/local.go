package main

/*
#include <stdint.h>

// The calling thread's memory for runtime.Local. A call from C, and the calls
// that its callbacks make, stay on their thread.
static uint64_t *local_block(int bytes) {
	static _Thread_local uint64_t block[128];
	return bytes <= (int)sizeof block ? block : NULL;
}
*/
import "C"

import (
	"unsafe"

	"libori.org/rt/runtime"
)

func init() {
	runtime.LocalBlock = func() unsafe.Pointer { return unsafe.Pointer(C.local_block(runtime.LocalBytes)) }
}
