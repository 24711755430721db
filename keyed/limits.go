//go:build !ori_native

package keyed

// The numbers of slots, to base 2, up to which slots have 16 and 32 bits. Tests lower
// them, so that small tables are laid out as giant ones.
var (
	narrowMax = uint32(12)
	wideMax   = uint32(30)
)
