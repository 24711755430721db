// Package cowset implements the operations on sets: elements packed in insertion
// order, as in a list, with a hash index behind them (package keyed).
//
// # The set algebra
//
// Set 1 is consumed, set 2 only borrowed; set 1's order stays and new elements
// follow in set 2's order. Each operation has two steps:
//
//	look up   the elements of one set in the other, where the result allows the smaller
//	          one's; what is found is noted (keyed.Selection), and nothing changes
//	change    unique   in place: runs of elements that stay move to the front, those that
//	                   go are released, those that come are counted
//	          shared   the same runs go to a new buffer of the size that is needed
//
// So a result equal to set 1 is set 1 itself; whether set 1 is unique is asked once; and
// set 2 may be set 1, or lie in one of its elements, with any number of references.
package cowset
