// Command gopeer runs the benchmark's workloads on Go's slices and maps behind a
// hand-written copy-on-write wrapper. It is one of the programs the runner in
// bench/ compares the library with.
package main

import (
	"runtime"
	"sync/atomic"
	"time"
)

func main() {
	readSettings()
	verifyList()
	listWorkloads()
	sortWorkloads()
	mapWorkloads()
	setWorkloads()
	largeWorkloads()
	elementWorkloads()
	sharingWorkloads()
}

type countedText struct {
	refs atomic.Int64
	text [32]byte
}

// elementWorkloads copies and drops a list of strings with counts of their own.
// A Go process always has threads, so both rows are the same.
func elementWorkloads() {
	if !inGroup("elements") {
		return
	}
	const n = 10000
	texts := make([]*countedText, n)
	for i := range texts {
		texts[i] = &countedText{}
		texts[i].refs.Store(1)
	}
	for _, suffix := range []string{"", "_mtproc"} {
		var c []*countedText
		runBoth("strlist_copy_1e4"+suffix, "strlist_drop_1e4"+suffix, n, func() {
			c = append(texts[:n:n], texts[0])
			for _, t := range c {
				t.refs.Add(1)
			}
		}, func() {
			for _, t := range c {
				check(t.refs.Add(-1) != 0, "the list still holds every string")
			}
			c = nil
		})
	}
}

//go:noinline
func thirdReader(l List[int64], i int) int64 { v := l.Get(i); l.Drop(); return v }

//go:noinline
func secondReader(l List[int64], i int) int64 {
	v := l.Get(i) + thirdReader(l.Share(), i+1)
	l.Drop()
	return v
}

//go:noinline
func firstReader(l List[int64], i int) int64 {
	v := l.Get(i) + secondReader(l.Share(), i+1)
	l.Drop()
	return v
}

func sharingWorkloads() {
	if !inGroup("sharing") {
		return
	}
	l := listOf(1e6)
	for _, suffix := range []string{"", "_mtproc"} {
		run("share_pass_1e6"+suffix, 30000, func() {
			for r := range 10000 {
				sinkInt += firstReader(l.Share(), r)
			}
		})
		run("rc_pair_1t"+suffix, 1e5, func() { sharePairs(l, 1e5) })
	}
	check(l.b.refs.Load() == 1, "as many drops as shares")

	const pairs = 500000
	shared := listOf(1000)
	twoThreads("rc_pair_2t", pairs, func() { sharePairs(shared, pairs) })
	twoThreads("rc_pair_2t_own", pairs, func() { sharePairs(listOf(1000), pairs) })
	twoThreads("push_2t_own_1e3", 1e6, func() {
		for range 1000 {
			runtime.KeepAlive(listOf(1000))
		}
	})
}

func sharePairs(l List[int64], n int) {
	for range n {
		c := l.Share()
		c.Drop()
	}
}

// twoThreads runs body in two goroutines that start together, five times.
func twoThreads(row string, ops int, body func()) {
	if !wants(row) {
		return
	}
	best := time.Hour
	for range 5 {
		var ready atomic.Int32
		var start atomic.Bool
		done := make(chan bool, 2)
		for range 2 {
			go func() {
				ready.Add(1)
				for !start.Load() {
				}
				body()
				done <- true
			}()
		}
		for ready.Load() != 2 {
			runtime.Gosched()
		}
		begin := time.Now()
		start.Store(true)
		<-done
		<-done
		best = min(best, time.Since(begin))
	}
	emit(row, best, ops)
}
