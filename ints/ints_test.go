package ints

import (
	"cmp"
	"testing"
	"unsafe"

	"pgregory.net/rapid"
)

func TestIntegersAreComparedAsSigned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		few := rapid.SampledFrom([]int64{-1 << 63, -1, 0, 1, 1<<63 - 1})
		draw := rapid.OneOf(few, rapid.Int64())
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		if got := Compare(unsafe.Pointer(&a), unsafe.Pointer(&b)); got != int32(cmp.Compare(a, b)) {
			t.Fatalf("compare %d with %d: %d", a, b, got)
		}
		if got := Eq(unsafe.Pointer(&a), unsafe.Pointer(&b)); got != (a == b) {
			t.Fatalf("%d equals %d: %v", a, b, got)
		}
		if got := Hash(unsafe.Pointer(&a)); got != uint64(a) {
			t.Fatalf("hash of %d: %d", a, got)
		}
	})
}
