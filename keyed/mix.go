package keyed

import "libori.org/rt/runtime"

// Mix makes of a user's hash, which may be the identity, one whose upper bits number a
// slot: it is keyed with a secret of the process.
//
//	product    (h ^ key 0) × key 1        128 bits
//	fold       upper half ^ lower half     64 bits
//	spread     fold × key 2                64 bits, of which the highest are the best
//
// One who chooses h, but does not know the keys, cannot choose what the fold makes of it:
// its upper half depends on every bit of h and of key 1. The fold of numbers at equal
// distances may be again numbers at nearly equal distances, and for a few keys in a
// hundred these meet in few slots; the second multiplication, of something that is no
// longer linear, ends that.
//
//go:inline
func Mix(h uint64) uint64 {
	upper, lower := runtime.MulWide(h^runtime.HashKey(0), runtime.HashKey(1))
	return (upper ^ lower) * runtime.HashKey(2)
}
