// Package cowset implements the operations on sets: elements packed in insertion
// order, as in a list, with a hash index behind them (package keyed).
//
// # The set algebra
//
// Set 1 is consumed, set 2 only borrowed; set 1's order stays and new elements
// follow in set 2's order. Each element is looked up once:
//
//	unique   in place: a write cursor moves the elements that stay to the front,
//	         those that go are released; elements from set 2 are counted
//	shared   the same cursor writes to a new buffer, and every element written is
//	         counted; the scan for the first change comes first, so that a result
//	         equal to set 1 is set 1 itself
//
// Whether an element stays is decided against set 2, which does not change. The
// hashes for the lookups and for the index of the result are those that the two
// sets keep, so that the algebra of large sets never calls hash.
package cowset
