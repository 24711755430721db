package native

/*
#include "call.h"
*/
import "C"

import (
	"slices"
	"unsafe"

	"libori.org/rt/runtime"
)

// Callbacks of Go functions: C has a table of functions for each type, of which
// function i calls the i-th of these.
var (
	elems  []runtime.ElemFn
	drops  []runtime.DropFn
	eqs    []runtime.EqFn
	hashes []runtime.HashFn
	cmps   []runtime.CmpFn
	cmpBys []runtime.CmpByFn
	tests  []runtime.TestFn
	entry  []runtime.EntryTestFn
	copies []runtime.CopyFn
)

// index returns f's place in the table, to which it is added.
func index[F comparable](table *[]F, f F) C.int {
	i := slices.Index(*table, f)
	if i < 0 {
		i = len(*table)
		*table = append(*table, f)
	}
	if i >= C.ORI_TEST_CALLBACKS {
		panic("native: too many callbacks")
	}
	return C.int(i)
}

//export oriTestElem
func oriTestElem(i C.int, elem unsafe.Pointer) { elems[i].Call(elem) }

//export oriTestDrop
func oriTestDrop(i C.int, data unsafe.Pointer) { drops[i].Call(data) }

//export oriTestEq
func oriTestEq(i C.int, a, b unsafe.Pointer) C.bool { return C.bool(eqs[i].Call(a, b)) }

//export oriTestHash
func oriTestHash(i C.int, elem unsafe.Pointer) C.uint64_t { return C.uint64_t(hashes[i].Call(elem)) }

//export oriTestCmp
func oriTestCmp(i C.int, a, b unsafe.Pointer) C.int32_t { return C.int32_t(cmps[i].Call(a, b)) }

//export oriTestCmpBy
func oriTestCmpBy(i C.int, a, b, ctx unsafe.Pointer) C.int32_t {
	return C.int32_t(cmpBys[i].Call(a, b, ctx))
}

//export oriTestTest
func oriTestTest(i C.int, elem, ctx unsafe.Pointer) C.bool { return C.bool(tests[i].Call(elem, ctx)) }

//export oriTestEntryTest
func oriTestEntryTest(i C.int, key, val, ctx unsafe.Pointer) C.bool {
	return C.bool(entry[i].Call(key, val, ctx))
}

//export oriTestCopy
func oriTestCopy(i C.int, op, data unsafe.Pointer, bytes C.int64_t, ctx unsafe.Pointer) {
	copies[i].Call(C.GoString((*C.char)(op)), data, int64(bytes), ctx)
}
