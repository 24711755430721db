package sorting

import (
	"math/rand"
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// A comparator with an environment sorts as one without, and gets its environment.
func TestAnEnvironmentIsPassedOn(t *testing.T) {
	var direction int64
	by := runtime.GoCmpBy(func(a, b, ctx unsafe.Pointer) int32 {
		return int32(*(*int64)(ctx) * (*(*int64)(a) - *(*int64)(b)))
	})
	for _, n := range []int64{0, 1, 2, 9, 40, 1000} {
		for _, direction = range []int64{1, -1} {
			values := make([]int64, n+1)
			for i := range values {
				values[i] = rand.Int63n(500)
			}
			values = values[:n]
			want := slices.Clone(values)
			slices.SortFunc(want, func(a, b int64) int { return int(direction * (a - b)) })
			for name, c := range map[string]struct {
				bytes int64
				sort  func(unsafe.Pointer, int64, rc.Elem, Comparator, unsafe.Pointer)
			}{"unstable": {ScratchBytes(n, 8), Unstable}, "stable": {StableScratchBytes(n, 8), Stable}} {
				got := slices.Clone(values[: n : n+1])
				mem := make([]uint64, c.bytes/8+2)
				c.sort(unsafe.Pointer(unsafe.SliceData(got)), n, rc.Elem{Size: 8, Align: 8}, With(by, unsafe.Pointer(&direction)), unsafe.Pointer(&mem[0]))
				if !slices.Equal(got, want) {
					t.Errorf("%s, %d elements, direction %d: %v", name, n, direction, got)
				}
			}
		}
	}
}
