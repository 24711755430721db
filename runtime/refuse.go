//go:build !ori_native

package runtime

// Refuse, when set, is asked before every allocation; true makes it fail as if
// memory were exhausted. Tests of failing memory set it; the native build is
// tested by replacing malloc itself.
var Refuse func(size int64) bool

func refuse(size int64) bool { return Refuse != nil && Refuse(size) }
