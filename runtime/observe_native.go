//go:build ori_native

package runtime

import "unsafe"

// Nobody observes the release build.

//go:inline
func ObserveAlloc(data unsafe.Pointer, bytes int64) {}

//go:inline
func ObserveFree(data, block unsafe.Pointer) (kept bool) { return false }

//go:inline
func ObserveMoves() bool { return false }

//go:inline
func ObserveCopy(op string, why Reason, data unsafe.Pointer, elements, bytes int64) {}
