package driver

import "tinygo.org/x/go-llvm"

// Two paths of an operation each store their result. Left alone, simplifycfg
// would merge these stores into one behind the paths. Then the fast path pays
// for the slow one: it must materialise words that it did not change, the
// function keeps a frame for both, and a caller that the operation is inlined
// into can no longer drop the stores of unchanged words.
func init() {
	llvm.ParseCommandLineOptions([]string{"oribuild", "-sink-common-insts=false"}, "")
}
