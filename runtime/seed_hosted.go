//go:build !ori_native

package runtime

import "sync/atomic"

var (
	keys     [hashKeys]uint64
	keyState atomic.Int64
)

// HashKey returns a key.
func HashKey(i int64) uint64 { return keys[i] }

func setHashKey(i int64, key uint64) { keys[i] = key }

func loadKeyState() int64 { return keyState.Load() }

func storeKeyState(state int64) { keyState.Store(state) }

// The keys are set as the constructor of the native library sets them.
func init() { seedHashKeys() }

// Reseed is SetHashSeed for tests, which have no tables just now.
func Reseed(seed uint64) { setHashKeys(seed, 0) }
