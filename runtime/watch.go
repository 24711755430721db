//go:build !ori_native

package runtime

// Access is what is done to a count, as far as threads are concerned.
type Access uint8

const (
	Load Access = iota // relaxed
	AcquireLoad
	OwnersLoad // LoadOwners
	Store      // relaxed
	Add        // relaxed
	ReleaseAdd
	Fence // FenceAcquire: nothing is read
)
