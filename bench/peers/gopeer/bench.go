package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The measuring half, with the rules of cpp/harness.hpp.

const program = "go"

var (
	budget = 100 * time.Millisecond
	least  = 5
	group  = os.Getenv("BENCH_GROUP")
	rows   []string
)

func readSettings() {
	if ms, err := strconv.ParseFloat(os.Getenv("BENCH_MS"), 64); err == nil {
		budget = time.Duration(ms * 1e6)
	}
	if n, err := strconv.Atoi(os.Getenv("BENCH_REPS")); err == nil {
		least = n
	}
	if s := os.Getenv("BENCH_ROWS"); s != "" {
		rows = strings.Split(s, ",")
	}
}

func inGroup(name string) bool { return group == "" || group == name }

func wants(row string) bool { return rows == nil || slices.Contains(rows, row) }

func emit(row string, best time.Duration, ops int) {
	if wants(row) {
		fmt.Printf("%s\t%s\t%.4f\n", program, row, float64(best.Nanoseconds())/float64(ops))
	}
}

// more asks for at least least repetitions, but only one of what takes very long.
func more(rep int, total time.Duration) bool {
	if rep < least {
		return rep == 0 || total < 20*budget
	}
	return rep < 100000 && total < budget
}

// run times f, which does ops operations.
func run(row string, ops int, f func()) {
	runOn(row, ops, func() struct{} { return struct{}{} }, func(struct{}) { f() })
}

// runOn times f on a state; making the state is not timed.
func runOn[S any](row string, ops int, setup func() S, f func(S)) {
	if !wants(row) {
		return
	}
	best, total, begin := time.Hour, time.Duration(0), time.Now()
	for rep := 0; more(rep, total) && (rep < least || time.Since(begin) < 4*budget); rep++ {
		s := setup()
		start := time.Now()
		f(s)
		d := time.Since(start)
		total += d
		best = min(best, d)
		runtime.KeepAlive(s)
	}
	emit(row, best, ops)
}

// runBoth times f and g separately, alternating.
func runBoth(rowF, rowG string, ops int, f, g func()) {
	if !wants(rowF) && !wants(rowG) {
		return
	}
	bestF, bestG, total := time.Hour, time.Hour, time.Duration(0)
	for rep := 0; more(rep, total); rep++ {
		start := time.Now()
		f()
		middle := time.Now()
		g()
		end := time.Now()
		total += end.Sub(start)
		bestF = min(bestF, middle.Sub(start))
		bestG = min(bestG, end.Sub(middle))
	}
	emit(rowF, bestF, ops)
	emit(rowG, bestG, ops)
}

func check(ok bool, what string) {
	if !ok {
		fmt.Fprintln(os.Stderr, "wrong result:", what)
		os.Exit(1)
	}
}

func mix64(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

type random uint64

func (r *random) next() uint64 {
	x := mix64(uint64(*r))
	*r += 0x9e3779b97f4a7c15
	return x
}

func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

func shuffled[E any](v []E, seed uint64) []E {
	v = slices.Clone(v)
	r := random(seed)
	for i := len(v); i > 1; i-- {
		j := r.below(i)
		v[i-1], v[j] = v[j], v[i-1]
	}
	return v
}

func randomIndices(count, below int, seed uint64) []uint32 {
	r := random(seed)
	v := make([]uint32, count)
	for i := range v {
		v[i] = uint32(r.below(below))
	}
	return v
}

func mixedKeys(n, from int) []int64 {
	keys := make([]int64, n)
	for i := range keys {
		keys[i] = int64(mix64(uint64(from + i)))
	}
	return keys
}

func denseKeys(n int) []int64 {
	keys := make([]int64, n)
	for i := range keys {
		keys[i] = int64(i)
	}
	return keys
}

// repeats is how often work on n elements is repeated so that it is long enough to time.
func repeats(n int) int { return max(1, 16384/n) }

func sized(name string, n int) string {
	switch n {
	case 1000:
		return name + "1e3"
	case 100000:
		return name + "1e5"
	case 10_000_000:
		return name + "1e7"
	}
	return name + strconv.Itoa(n)
}
