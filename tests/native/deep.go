package native

/*
#include "call.h"
*/
import "C"

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

const nodeBytes = int64(unsafe.Sizeof(C.ori_test_node{}))

// DropDeep builds a structure of depth nested lists and maps, each beside width
// leaves of different types, and releases it through the library.
func (lib *Library) DropDeep(depth, width int64) {
	next := C.ori_test_node{size: C.int64_t(nodeBytes)}
	for i := range depth {
		node := newNode(width+1, nodeBytes, i%3 == 1)
		for j := range width {
			put(node, j+1, newNode(1, nodeBytes+8*j, j%5 == 2))
		}
		put(node, 0, next)
		next = node
	}
	root := (*C.ori_test_node)(rc.Alloc(nodeBytes, 8))
	*root = next
	C.ori_test_drop_node(lib.symbol("ori_buffer_rc_dec"), lib.symbol("ori_map_buffer_rc_dec"), root)
	rc.Free(unsafe.Pointer(root), nodeBytes, 8)
}

// newNode makes a list or map of n empty nodes of size bytes each.
func newNode(n, size int64, isMap bool) C.ori_test_node {
	bytes := n * (8 + size)
	node := C.ori_test_node{len: C.int64_t(n), cap: C.int64_t(n), data: rc.Alloc(bytes, 8), size: C.int64_t(size)}
	if isMap {
		node.is_map = 1
	}
	runtime.Fill(node.data, 0, bytes)
	for i := range n {
		put(node, i, C.ori_test_node{size: C.int64_t(nodeBytes)})
	}
	return node
}

// put stores a node as element or value i of another.
func put(node C.ori_test_node, i int64, child C.ori_test_node) {
	base := node.data
	if node.is_map != 0 {
		base = rc.ElemsAt(base, 8).At(int64(node.cap))
	}
	*(*C.ori_test_node)(rc.ElemsAt(base, int64(node.size)).At(i)) = child
}
