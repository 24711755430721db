package cowlist_test

import (
	"testing"

	"pgregory.net/rapid"
)

func FuzzLists(f *testing.F) { f.Fuzz(rapid.MakeFuzz(listModel)) }

// FuzzSlices leaves lists little to do but to be sliced, and their slices to be
// changed and to leave.
func FuzzSlices(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		runMachine(t, []string{"new", "copy", "release", "slice", "push", "set", "concat", "materialize", "pop"})
	}))
}
