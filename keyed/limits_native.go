//go:build ori_native

package keyed

// The numbers of slots, to base 2, up to which slots have 16 and 32 bits.
const (
	narrowMax = 12
	wideMax   = 30
)
