package plain

import (
	"cmp"
	"math"
	"testing"
	"unsafe"

	"pgregory.net/rapid"
)

// callbacks are the three of one type.
type callbacks struct {
	eq      func(a, b unsafe.Pointer) bool
	hash    func(unsafe.Pointer) uint64
	compare func(a, b unsafe.Pointer) int32
}

// agree expects of values in their order, equal ones given twice in a group, what every
// type's callbacks must do.
func agree[T any](t *testing.T, c callbacks, groups ...[]T) {
	t.Helper()
	for i, g := range groups {
		for j, h := range groups {
			for _, a := range g {
				for _, b := range h {
					p, q := unsafe.Pointer(&a), unsafe.Pointer(&b)
					if got, want := c.compare(p, q), int32(cmp.Compare(i, j)); got != want {
						t.Errorf("compare %v with %v: %d, want %d", a, b, got, want)
					}
					if got := c.eq(p, q); got != (i == j) {
						t.Errorf("%v equals %v: %v", a, b, got)
					}
					if i == j && c.hash(p) != c.hash(q) {
						t.Errorf("%v and %v are equal and have hashes %#x and %#x", a, b, c.hash(p), c.hash(q))
					}
				}
			}
		}
	}
}

func TestCallbacksAgree(t *testing.T) {
	agree(t, callbacks{U8Eq, U8Hash, U8Compare}, []uint8{0}, []uint8{1}, []uint8{127}, []uint8{128}, []uint8{255})
	agree(t, callbacks{I32Eq, I32Hash, I32Compare}, []int32{math.MinInt32}, []int32{-1}, []int32{0}, []int32{1}, []int32{math.MaxInt32})
	agree(t, callbacks{BoolEq, BoolHash, BoolCompare}, []uint8{0}, []uint8{1, 2, 128, 255})
	negative := math.Copysign(0, -1)
	agree(t, callbacks{F64Eq, F64Hash, F64Compare},
		[]float64{math.Inf(-1)}, []float64{-1.5}, []float64{-5e-324}, []float64{negative, 0}, []float64{5e-324}, []float64{1}, []float64{math.Inf(1)},
		[]float64{math.NaN(), math.Float64frombits(0xfff8000000000123), math.Float64frombits(0x7ff0000000000001)})
}

func TestFloatsAgreeWithGo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64().Draw(t, "a"), rapid.Float64().Draw(t, "b")
		p, q := unsafe.Pointer(&a), unsafe.Pointer(&b)
		if got := F64Compare(p, q); got != int32(cmp.Compare(a, b)) {
			t.Fatalf("compare %g with %g: %d", a, b, got)
		}
		if (F64Hash(p) == F64Hash(q)) != (a == b) {
			t.Fatalf("hashes of %g and %g", a, b)
		}
	})
}
