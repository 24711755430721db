package main

/*
#include <stdint.h>

enum { LOCAL_BYTES = 768 };

// The calling thread's memory for runtime.Local. A call from C, and the calls
// that its callbacks make, stay on their thread.
static uint64_t *local_block(void) {
	static _Thread_local uint64_t block[LOCAL_BYTES / 8];
	return block;
}
*/
import "C"

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// See numbers.go.
var _ [0]struct{} = [C.LOCAL_BYTES - runtime.LocalBytes]struct{}{}

func init() {
	runtime.LocalBlock = func() unsafe.Pointer { return unsafe.Pointer(C.local_block()) }
}
