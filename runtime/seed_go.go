//go:build !ori_native && (ori_goheap || ori_sched || !cgo)

package runtime

import "math/rand/v2"

// processSecret returns random numbers: without cgo the library is alone in the process.
func processSecret() (a, b uint64) { return rand.Uint64(), rand.Uint64() }
