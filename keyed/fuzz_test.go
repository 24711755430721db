package keyed_test

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// anyHash draws the hash that the operations of one run use.
func anyHash(t *rapid.T) ints {
	return ints{t, rapid.SampledFrom(slices.Sorted(maps.Keys(hashes))).Draw(t, "hash")}
}

func FuzzSets(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { setModel(anyHash(t)) }))
}

func FuzzMaps(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { mapModel(anyHash(t)) }))
}
