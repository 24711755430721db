package whole

import (
	"fmt"
	"strings"
)

// remarks say why a program is behind, where profiles or variants of it have shown that.
var remarks = map[string]string{
	"matmul_ikj":      "the question in front of each window is some sixty instructions, for a loop of 300 rounds; the loop itself is vectorised, but not unrolled as far as where its length is a constant",
	"binarytrees_box": "a box holds another through a list here: two allocations a node; the form with boxes that may be absent has one",
	"cfold":           "a node is a struct whose parts lie in a list: 40 bytes for a leaf, and 16 of header before each list; Rust's enum has 16 and 32",
	"deriv":           "as cfold",
	"rbtree":          "as cfold, with twice the memory of the peers; rotations move 48 bytes where pointers are 8. The optional form has one object a node, and tests each for being there and unique on the way down",
	"sudoku":          "27 bounds checks for a digit, unrolled until their limits no longer fit the registers",
	"vm":              "a push tests its room, a pop the length, a fetch the bounds of the code; C++ tests nothing",
	"dijkstra":        "bounds checks, and the heap, a parameter, is asked at each change whether it is unique",
	"pqueue":          "bounds checks, and the heap, a parameter, is asked at each change whether it is unique",
	"partree":         "Go allocates by moving a pointer, and its collector had nothing to do yet",
}

// Remarks explains the programs that are behind.
func (r *Results) Remarks() string {
	var b strings.Builder
	for _, w := range r.allRows() {
		if why, ok := remarks[w.Program]; ok && w.Form == "" && w.behind() {
			fmt.Fprintf(&b, "- %s: %s.\n", w.Program, why)
		}
	}
	return b.String()
}
