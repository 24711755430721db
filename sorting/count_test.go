//go:build !race

package sorting

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// numbers returns 8-byte elements whose keys are not limited to 16 bits.
func numbers(keys []int) []byte {
	var data []byte
	for _, key := range keys {
		data = binary.LittleEndian.AppendUint64(data, uint64(key))
	}
	return data
}

func number(elem []byte) int { return int(binary.LittleEndian.Uint64(elem)) }

func byNumber(a, b []byte) int { return number(a) - number(b) }

// countOf sorts numbers and returns how many comparisons that took.
func (a *arena) countOf(s sorter, keys []int) int {
	a.t.Helper()
	sorted := split(a.sort(s, numbers(keys), 8), 8)
	if !slices.IsSortedFunc(sorted, byNumber) {
		a.t.Fatalf("%s of %d numbers: not in order", s.name, len(keys))
	}
	return a.comparisons
}

func TestComparisonsInOrder(t *testing.T) {
	everySorter(t, func(t *testing.T, s sorter) {
		a := newArena(t)
		a.compare = byNumber
		for _, n := range []int{2, 3, 8, 9, 10, 20, 32, 33, 40, 64, 65, 100, 1000, 5000, 20_000} {
			keys := make([]int, n)
			for i := range keys {
				keys[i] = i / 2
			}
			if count := a.countOf(s, keys); count != n-1 {
				t.Errorf("%d sorted elements: %d comparisons instead of n-1", n, count)
			}
			for i := range keys {
				keys[i] = -i
			}
			if count := a.countOf(s, keys); n > fewMax && count != n-1 {
				t.Errorf("%d descending elements: %d comparisons instead of n-1", n, count)
			}
		}
	})
}

func TestComparisonsAtRandom(t *testing.T) {
	everySorter(t, func(t *testing.T, s sorter) {
		a, r := newArena(t), rand.New(rand.NewPCG(1, 2))
		a.compare = byNumber
		for _, n := range []int{10, 33, 100, 1000, 10_000, 100_000} {
			total, rounds := 0, max(1, 20_000/n)
			for range rounds {
				total += a.countOf(s, r.Perm(n))
			}
			each, limit := float64(total)/float64(rounds*n), math.Log2(float64(n))+1
			if each > limit {
				t.Errorf("%d elements: %.2f comparisons each, more than log2 n + 1 = %.2f", n, each, limit)
			}
		}
	})
}

// Few different elements take about as many comparisons as telling them apart.
func TestComparisonsOfEqualElements(t *testing.T) {
	everySorter(t, func(t *testing.T, s sorter) {
		a, r := newArena(t), rand.New(rand.NewPCG(3, 4))
		a.compare = byNumber
		const n = 20_000
		for _, different := range []int{1, 2, 4, 16, 64, 256} {
			keys := make([]int, n)
			for i := range keys {
				keys[i] = r.IntN(different)
			}
			each, limit := float64(a.countOf(s, keys))/n, math.Log2(float64(different))+2.2
			if each > limit {
				t.Errorf("%d different elements: %.2f comparisons each, more than %.2f", different, each, limit)
			}
		}
	})
}

// The stable sort merges runs, so elements in k runs take about log2 k comparisons
// each.
func TestComparisonsOfRuns(t *testing.T) {
	a, r := newArena(t), rand.New(rand.NewPCG(5, 6))
	a.compare = byNumber
	const n = 30_000
	for _, s := range sorters {
		if !s.stable {
			continue
		}
		for _, runs := range []int{2, 3, 10, 50} {
			keys := r.Perm(n)
			for i := range runs {
				stretch := keys[i*n/runs : (i+1)*n/runs]
				slices.Sort(stretch)
				if i%3 == 1 {
					slices.Reverse(stretch)
				}
			}
			each, limit := float64(a.countOf(s, keys))/n, math.Log2(float64(runs))+1.5
			if each > limit {
				t.Errorf("%s, %d runs: %.2f comparisons each, more than %.2f", s.name, runs, each, limit)
			}
		}
	}
}

// McIlroy's adversary decides what the elements are only when they are compared, and so
// that a quicksort learns as little as possible from each comparison.
func TestAdversary(t *testing.T) {
	everySorter(t, func(t *testing.T, s sorter) {
		a := newArena(t)
		for _, n := range []int{100, 1000, 10_000, 30_000} {
			value := make([]int, n) // of the element with this number; n: not yet decided
			for i := range value {
				value[i] = n
			}
			decided, candidate := 0, 0
			decide := func(i int) {
				value[i] = decided
				decided++
			}
			a.compare = func(x, y []byte) int {
				i, j := number(x), number(y)
				if value[i] == n && value[j] == n {
					if i == candidate {
						decide(i)
					} else {
						decide(j)
					}
				}
				if value[i] == n {
					candidate = i
				} else if value[j] == n {
					candidate = j
				}
				return value[i] - value[j]
			}
			keys := make([]int, n)
			for i := range keys {
				keys[i] = i
			}
			sorted := split(a.sort(s, numbers(keys), 8), 8)
			if !slices.IsSortedFunc(sorted, func(x, y []byte) int { return value[number(x)] - value[number(y)] }) {
				t.Fatal("not in order")
			}
			if limit := 5 * float64(n) * math.Log2(float64(n)); float64(a.comparisons) > limit {
				t.Errorf("%d elements: %d comparisons, more than 5 n log2 n = %.0f", n, a.comparisons, limit)
			}
		}
	})
}

// The sorts that take over when partitions are too uneven.
func TestFallbacks(t *testing.T) {
	a, r := newArena(t), rand.New(rand.NewPCG(7, 8))
	a.compare = byNumber
	scratch := func(n, size int64) int64 { return n * size }
	for _, s := range []sorter{
		{"heapsort", false, scratch, fallback(func(o order, data, mem []byte, n int64) { o.heapsort(cursor(data), n, cursor(mem)) })},
		{"mergesort", true, scratch, fallback(func(o order, data, mem []byte, n int64) { o.mergesort(cursor(data), n, cursor(mem)) })},
	} {
		for _, n := range []int{1, 2, 3, 33, 100, 1000, 4097} {
			count := a.countOf(s, r.Perm(n))
			if limit := 2 * float64(n) * math.Log2(float64(n)); float64(count) > limit {
				t.Errorf("%s of %d elements: %d comparisons, more than 2 n log2 n = %.0f", s.name, n, count, limit)
			}
		}
	}
}
