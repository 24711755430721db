package whole

import (
	"fmt"
	"strings"
)

// remarks say why a program is behind, where profiles or variants of it have shown that.
var remarks = map[string]string{
	"matmul_ikj":      "every access to the table tests that it and its row are unique, and the slow path that may follow keeps len and data in memory; the window form makes both unique in front of the loop",
	"lcs":             "as matmul_ikj; in the window form the bounds of three rows stay, where g++ computes the maximum without branches or bounds",
	"binarytrees_box": "a box holds another through a list here: two allocations a node; the form with boxes that may be absent has one",
	"cfold":           "a node is a struct whose parts lie in a list: 40 bytes for a leaf, and 16 of header before each list; Rust's enum has 16 and 32",
	"deriv":           "as cfold",
	"rbtree":          "as cfold, with twice the memory of the peers; rotations move 48 bytes where pointers are 8. The optional form has one object a node, and tests each for being there and unique on the way down",
	"sudoku":          "27 bounds checks for a digit, unrolled until their limits no longer fit the registers",
	"vm":              "each push and pop tests length, capacity and count",
	"dijkstra":        "bounds checks and uniqueness tests of the heap in each step",
	"pqueue":          "as dijkstra",
	"sieve":           "the list is filled by pushes; the window form fills it at once",
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
