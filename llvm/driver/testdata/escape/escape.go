// Package escape keeps the address of a variable.
package escape

var kept *int64

func Entry(n int64) int64 {
	v := n
	kept = &v
	return *kept
}
