//go:build ori_native

package runtime

// MaxNested is how deep destructions recurse. Beyond, a queue is less of the stack.
const MaxNested = 32
