//go:build !ori_native

package runtime

// MaxNested is how deep destructions recurse. Each level is a call from C to Go and
// back, for which Go takes kilobytes of the C stack: four fit on the smallest.
const MaxNested = 4
