//go:build race

// What the race detector and checkptr look at; the thorough tests take minutes there.

package sorting_test

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/sorting"
)

// An array of n elements of size bytes. The first bytes of an element are its
// key, the others follow from the key and the number that tells elements apart.
type array struct {
	bytes []byte
	size  int
}

func newArray(size int, keys []int) array {
	a := array{make([]byte, len(keys)*size), size}
	for i, key := range keys {
		e := a.bytes[i*size : (i+1)*size]
		for j := range e {
			e[j] = byte(i >> (8 * (j % 3))) // which one it is
		}
		e[0] = byte(key)
		if size > 1 {
			e[1] = byte(key >> 8)
		}
	}
	return a
}

func (a array) elems() (elems []string) {
	for i := 0; i < len(a.bytes); i += a.size {
		elems = append(elems, string(a.bytes[i:i+a.size]))
	}
	return elems
}

func key(e []byte) int {
	if len(e) == 1 {
		return int(e[0])
	}
	return int(e[0]) | int(e[1])<<8
}

var keySize int

// The comparators may be asked about the elements of an array, or copies in the
// scratch memory; both are whole.
var (
	calls int
	byKey = runtime.GoCmp(func(a, b unsafe.Pointer) int32 {
		calls++
		return int32(key(unsafe.Slice((*byte)(a), keySize)) - key(unsafe.Slice((*byte)(b), keySize)))
	})
	contradictory = runtime.GoCmp(func(a, b unsafe.Pointer) int32 { calls++; return int32(rand.IntN(3) - 1) })
	always        = runtime.GoCmp(func(a, b unsafe.Pointer) int32 { return -1 })
	never         = runtime.GoCmp(func(a, b unsafe.Pointer) int32 { return 1 })
)

func (a array) sort(stable bool, cmp runtime.CmpFn) {
	n, size := int64(len(a.bytes)/a.size), int64(a.size)
	bytes := sorting.ScratchBytes(n, size)
	if stable {
		bytes = sorting.StableScratchBytes(n, size)
	}
	keySize = a.size
	mem := runtime.Malloc(bytes) // on the Go heap, checkptr watches its bounds
	defer runtime.Free(mem)
	data := runtime.Malloc(max(n*size, 1))
	defer runtime.Free(data)
	runtime.Copy(data, unsafe.Pointer(unsafe.SliceData(a.bytes)), n*size)
	e := rc.Elem{Size: size, Align: 1}
	if stable {
		sorting.Stable(data, n, e, sorting.Plain(cmp), mem)
	} else {
		sorting.Unstable(data, n, e, sorting.Plain(cmp), mem)
	}
	runtime.Copy(unsafe.Pointer(unsafe.SliceData(a.bytes)), data, n*size)
}

// patterns are the orders that sorts have trouble with, or profit from.
var patterns = map[string]func(n int) []int{
	"random":     func(n int) []int { return fill(n, func(int) int { return rand.IntN(1 << 16) }) },
	"few":        func(n int) []int { return fill(n, func(int) int { return rand.IntN(4) }) },
	"equal":      func(n int) []int { return fill(n, func(int) int { return 7 }) },
	"sorted":     func(n int) []int { return fill(n, func(i int) int { return i }) },
	"reversed":   func(n int) []int { return fill(n, func(i int) int { return n - i }) },
	"sawtooth":   func(n int) []int { return fill(n, func(i int) int { return i % 17 }) },
	"organ pipe": func(n int) []int { return fill(n, func(i int) int { return min(i, n-i) }) },
	"two runs":   func(n int) []int { return fill(n, func(i int) int { return i * 2 % max(n|1, 1) }) },
	"last small": func(n int) []int { return fill(n, func(i int) int { return (i + 1) % max(n, 1) }) },
	"late noise": func(n int) []int {
		return fill(n, func(i int) int {
			if i < n*9/10 {
				return i
			}
			return rand.IntN(n)
		})
	},
}

func fill(n int, f func(i int) int) (keys []int) {
	for i := range n {
		keys = append(keys, f(i))
	}
	return keys
}

func lengths() (n []int) {
	for i := range 70 {
		n = append(n, i)
	}
	return append(n, 95, 127, 128, 129, 200, 511, 512, 1000, 4097)
}

var sizes = []int{1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 24, 32, 40, 64, 100, 250, 300}

func both(t *testing.T, f func(t *testing.T, stable bool)) {
	t.Run("unstable", func(t *testing.T) { f(t, false) })
	t.Run("stable", func(t *testing.T) { f(t, true) })
}

// TestSortsLikeGo compares with Go's own stable sort: element by element for the
// stable sort, keys and the set of elements for the other.
func TestSortsLikeGo(t *testing.T) {
	both(t, func(t *testing.T, stable bool) {
		for name, pattern := range patterns {
			for _, size := range sizes {
				for _, n := range lengths() {
					if n > 600 && size != 8 && size != 24 && size != 300 {
						continue
					}
					a := newArray(size, pattern(n))
					want := a.elems()
					slices.SortStableFunc(want, func(x, y string) int { return key([]byte(x)) - key([]byte(y)) })
					a.sort(stable, byKey)
					got := a.elems()
					for i := range got {
						if key([]byte(got[i])) != key([]byte(want[i])) || stable && got[i] != want[i] {
							t.Fatalf("%s, %d elements of %d bytes: element %d is %x, want %x", name, n, size, i, got[i], want[i])
						}
					}
					slices.Sort(got)
					slices.Sort(want)
					if !slices.Equal(got, want) {
						t.Fatalf("%s, %d elements of %d bytes: elements are lost", name, n, size)
					}
				}
			}
		}
	})
}

// TestContradictingComparatorsLoseNothing sorts with comparators that are no order.
func TestContradictingComparatorsLoseNothing(t *testing.T) {
	both(t, func(t *testing.T, stable bool) {
		for _, cmp := range []runtime.CmpFn{contradictory, always, never} {
			for _, size := range sizes {
				for _, n := range lengths() {
					if n > 600 && size > 64 {
						continue
					}
					a := newArray(size, patterns["random"](n))
					want := a.elems()
					a.sort(stable, cmp)
					got := a.elems()
					slices.Sort(got)
					slices.Sort(want)
					if !slices.Equal(got, want) {
						t.Fatalf("%d elements of %d bytes: elements are lost", n, size)
					}
				}
			}
		}
	})
}

// TestComparisonsAreFew bounds them: n-1 for what is in order, about n log2 n for
// the rest, and never much more.
func TestComparisonsAreFew(t *testing.T) {
	const n = 20000
	log := bits.Len(uint(n))
	both(t, func(t *testing.T, stable bool) {
		for name, pattern := range patterns {
			a := newArray(8, pattern(n))
			calls = 0
			a.sort(stable, byKey)
			limit := n * (log + 3)
			if name == "sorted" || name == "reversed" || name == "equal" {
				limit = n
			}
			if calls > limit {
				t.Errorf("%s: %d comparisons of %d elements, want at most %d", name, calls, n, limit)
			}
		}
		a := newArray(8, patterns["random"](n))
		calls = 0
		a.sort(stable, contradictory)
		if calls > 8*n*log {
			t.Errorf("contradictory: %d comparisons", calls)
		}
	})
}

func Example() {
	a := newArray(2, []int{3, 1, 2})
	a.sort(true, byKey)
	for _, e := range a.elems() {
		fmt.Print(key([]byte(e)), " ")
	}
	// Output: 1 2 3
}
