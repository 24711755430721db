//go:build !ori_native

package runtime

import (
	"os"
	"strconv"
	"sync/atomic"
)

var (
	keys     [hashKeys]uint64
	keyState atomic.Int64
)

// HashKey returns a key.
func HashKey(i int64) uint64 { return keys[i] }

func setHashKey(i int64, key uint64) { keys[i] = key }

func loadKeyState() int64 { return keyState.Load() }

func storeKeyState(state int64) { keyState.Store(state) }

// init sets the keys as the constructor of the native library does, but for the
// environment's sake.
func init() {
	if text := os.Getenv("ORI_HASH_SEED"); text != "" {
		seed, err := strconv.ParseInt(text, 0, 64)
		if err != nil {
			println("ori: ORI_HASH_SEED is no number:", text)
			os.Exit(2)
		}
		SetHashSeed(seed)
	}
	seedHashKeys()
}

// Reseed is SetHashSeed for tests, which have no tables just now.
func Reseed(seed uint64) { setHashKeys(seed, 0) }
