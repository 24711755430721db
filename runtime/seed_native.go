//go:build ori_native

package runtime

import "unsafe"

// HashKey returns a key. It is a load from memory that nothing but setHashKey writes, and
// which the optimiser may take out of loops that store elements.
func HashKey(i int64) uint64

func setHashKey(i int64, key uint64)

func loadKeyState() int64

func storeKeyState(state int64)

// atRandom returns where the kernel has put 16 random bytes, or nil.
func atRandom() unsafe.Pointer

// processSecret returns the process's random bytes.
func processSecret() (a, b uint64) {
	var secret [2]uint64
	if at := atRandom(); at != nil {
		Copy(unsafe.Pointer(&secret), at, 16)
	}
	return secret[0], secret[1]
}
