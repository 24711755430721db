//go:build !race

package sorting

import (
	"bytes"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"
)

// patterns are keys that sorts find easy, hard or merely different.
var patterns = map[string]func(i, n int, r *rand.Rand) int{
	"random":        func(i, n int, r *rand.Rand) int { return r.IntN(1 << 16) },
	"sorted":        func(i, n int, r *rand.Rand) int { return i },
	"reversed":      func(i, n int, r *rand.Rand) int { return n - i },
	"equal":         func(i, n int, r *rand.Rand) int { return 7 },
	"two":           func(i, n int, r *rand.Rand) int { return r.IntN(2) },
	"few":           func(i, n int, r *rand.Rand) int { return r.IntN(9) },
	"down in steps": func(i, n int, r *rand.Rand) int { return (n - i) / 3 },
	"sawtooth":      func(i, n int, r *rand.Rand) int { return i % (n/5 + 1) },
	"falling saw":   func(i, n int, r *rand.Rand) int { return n - i%(n/4+1) },
	"organ pipe":    func(i, n int, r *rand.Rand) int { return min(i, n-i) },
	"valley":        func(i, n int, r *rand.Rand) int { return max(i, n-i) },
	"nearly":        func(i, n int, r *rand.Rand) int { return i + r.IntN(4)/3*r.IntN(n) },
	"tail":          func(i, n int, r *rand.Rand) int { return []int{i, r.IntN(n)}[i/(n-n/8)&1] },
	"pushed front":  func(i, n int, r *rand.Rand) int { return (i + n - 1) % n },
	"interleaved":   func(i, n int, r *rand.Rand) int { return i%2*n + i },
	"median of three killer": func(i, n int, r *rand.Rand) int {
		if half := n / 2; i < half {
			return []int{i + 1, half + i&^1}[i&1]
		} else {
			return 2 * (i - half + 1)
		}
	},
}

func keys(pattern string, n int, r *rand.Rand) []int {
	keys := make([]int, n)
	for i := range keys {
		keys[i] = patterns[pattern](i, n, r)
	}
	return keys
}

func everySorter(t *testing.T, f func(t *testing.T, s sorter)) {
	for _, s := range sorters {
		t.Run(s.name, func(t *testing.T) { f(t, s) })
	}
}

func TestShortListsAreSorted(t *testing.T) {
	everySorter(t, func(t *testing.T, s sorter) {
		a, r := newArena(t), rand.New(rand.NewPCG(1, 2))
		for n := 0; n < 200; n++ {
			if n > 70 { // above what is sorted without partitioning, a few lengths stand for all
				n += 12
			}
			for _, size := range []int64{4, 8, 12, 24, 136} {
				for pattern := range patterns {
					elems := elements(keys(pattern, n, r), size)
					a.checkOrder(s, elems, a.sort(s, elems, size), size)
				}
			}
		}
	})
}

func TestElementsOfEverySizeAreSorted(t *testing.T) {
	everySorter(t, func(t *testing.T, s sorter) {
		a, r := newArena(t), rand.New(rand.NewPCG(3, 4))
		for _, size := range sizes {
			for _, n := range []int{1, 2, 3, 8, 9, 15, 16, 17, 31, 32, 33, 34, 63, 65, 512} {
				for pattern := range patterns {
					elems := elements(keys(pattern, n, r), size)
					a.checkOrder(s, elems, a.sort(s, elems, size), size)
				}
			}
		}
	})
}

func TestEverySizeUpTo100(t *testing.T) {
	everySorter(t, func(t *testing.T, s sorter) {
		a, r := newArena(t), rand.New(rand.NewPCG(5, 6))
		for size := int64(1); size <= 100; size++ {
			for _, n := range []int{7, 30, 150} {
				elems := elements(keys("few", n, r), size)
				a.checkOrder(s, elems, a.sort(s, elems, size), size)
			}
		}
	})
}

func TestLongListsAreSorted(t *testing.T) {
	n := 5000 // the pivot is then chosen in the same way as for more
	if testing.Short() {
		n = 2000
	}
	everySorter(t, func(t *testing.T, s sorter) {
		a, r := newArena(t), rand.New(rand.NewPCG(7, 8))
		for _, size := range []int64{8, 40, 136} {
			for pattern := range patterns {
				elems := elements(keys(pattern, n, r), size)
				a.checkOrder(s, elems, a.sort(s, elems, size), size)
			}
		}
	})
}

func TestElementsOfNoSize(t *testing.T) {
	everySorter(t, func(t *testing.T, s sorter) {
		if bytes := s.bytes(1<<40, 0); bytes != 0 {
			t.Errorf("elements of no size need %d bytes", bytes)
		}
		s.sort(nil, 1<<40, elem(0), newArena(t).cmp, nil)
	})
}

// All permutations of a few elements, with all ways of being equal.
func TestAllSmallInputs(t *testing.T) {
	everySorter(t, func(t *testing.T, s sorter) {
		a := newArena(t)
		const size = 8
		for n := range 7 {
			keys := make([]int, n)
			for more := true; more; {
				elems := elements(keys, size)
				a.checkOrder(s, elems, a.sort(s, elems, size), size)
				more = false
				for i := range keys { // count in base n
					if keys[i]++; keys[i] < n {
						more = true
						break
					}
					keys[i] = 0
				}
			}
		}
	})
}

// Every length of two sorted halves of all balances.
func TestNetworksAndMergesOfZeroesAndOnes(t *testing.T) {
	everySorter(t, func(t *testing.T, s sorter) {
		a, r := newArena(t), rand.New(rand.NewPCG(9, 10))
		const size = 8
		for n := 9; n <= smallMax; n++ {
			for range 300 {
				keys := make([]int, n)
				set := r.Uint64()
				for i := range keys {
					keys[i] = int(set >> i & 1)
				}
				elems := elements(keys, size)
				a.checkOrder(s, elems, a.sort(s, elems, size), size)
			}
		}
	})
}

// A network sorts everything if it sorts all zeroes and ones.
func TestNetworks(t *testing.T) {
	a := newArena(t)
	a.size, a.align = 1, 1
	o := knownOrder(elem(1), Plain(a.cmp))
	for n, network := range map[int]func(o order, src, dst []byte){
		9:  func(o order, src, dst []byte) { o.network9(cursor(src), cursor(dst)) },
		11: func(o order, src, dst []byte) { o.network11(cursor(src), cursor(dst)) },
		13: func(o order, src, dst []byte) { o.network13(cursor(src), cursor(dst)) },
		16: func(o order, src, dst []byte) { o.network16(cursor(src), cursor(dst)) },
	} {
		src, dst := make([]byte, n), make([]byte, n)
		for set := range 1 << n {
			for i := range src {
				src[i] = byte(set >> i & 1)
			}
			network(o, src, dst)
			zeroes := n - bits.OnesCount(uint(set))
			if slices.Contains(dst[:zeroes], 1) || slices.Contains(dst[zeroes:], 0) {
				t.Fatalf("network of %d: %v became %v", n, src, dst)
			}
		}
	}
}

func TestComparatorsThatContradictThemselves(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	lies := map[string]func(a, b []byte) int{
		"random":            func(a, b []byte) int { return r.IntN(3) - 1 },
		"mostly less":       func(a, b []byte) int { return r.IntN(9) - 8 },
		"always less":       func(a, b []byte) int { return -1 },
		"always equal":      func(a, b []byte) int { return 0 },
		"always greater":    func(a, b []byte) int { return 1 },
		"less if equal":     func(a, b []byte) int { return 2*(byKey(a, b)>>63) + 1 | -b2i(byKey(a, b) == 0) },
		"greater if equal":  func(a, b []byte) int { return max(byKey(a, b), 1) },
		"reversed at times": func(a, b []byte) int { return byKey(a, b) * (1 - 2*(r.IntN(50)/49)) },
		"circular":          func(a, b []byte) int { return (byKey(a, b)%3+3)%3 - 1 },
		"by address":        func(a, b []byte) int { return bytes.Compare(a[:0], b[:0]) + int(int8(a[0]-b[0])) },
	}
	everySorter(t, func(t *testing.T, s sorter) {
		a := newArena(t)
		for name, lie := range lies {
			t.Run(name, func(t *testing.T) {
				a.t, a.compare = t, lie
				for _, size := range []int64{1, 4, 8, 16, 24, 40, 136} {
					for _, n := range []int{2, 5, 9, 20, 33, 64, 100, 1000, 5000} {
						if n > 1000 && size != 8 && size != 136 {
							continue // one that is sorted directly, one by offset
						}
						elems := elements(keys("random", n, r), size)
						a.checkPermutation(s, elems, a.sort(s, elems, size), size)
						limit := 8 * n * (bits.Len(uint(n)) + 2)
						if a.comparisons > limit {
							t.Errorf("%d elements took %d comparisons", n, a.comparisons)
						}
					}
				}
			})
		}
	})
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
