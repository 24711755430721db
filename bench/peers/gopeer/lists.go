package main

import (
	"cmp"
	"slices"
)

var (
	sinkInt  int64
	sinkList List[int64]
)

func listOf(n int) List[int64] {
	l := newList[int64](nil)
	for i := range n {
		l.Push(int64(i))
	}
	return l
}

func verifyList() {
	a := listOf(1000)
	before := &a.b.value[0]
	a.Set(5, 5)
	check(&a.b.value[0] == before, "set on a unique list stays in place")
	b := a.Share()
	check(&b.b.value[0] == before, "a copy shares")
	b.Push(7)
	check(&b.b.value[0] != before && a.Len() == 1000 && b.Len() == 1001 && a.b.refs.Load() == 1, "push on a shared list copies")
	c := a.Share()
	c.Set(500, -1)
	check(a.Get(500) == 500 && c.Get(500) == -1, "set on a shared list copies")
	v := a.Slice(250, 750)
	check(&v.elems[0] == &a.b.value[250], "a slice shares")
	v.Push(1)
	check(a.Get(750) == 750 && len(v.elems) == 501, "push on a slice leaves its source alone")
}

func listWorkloads() {
	if !inGroup("lists") {
		return
	}
	pushRows()
	accessRows()
	rearrangingRows()
}

func pushRows() {
	run("push_unique_1e3", 100*1000, func() {
		for range 100 {
			l := listOf(1000)
			sinkList = l
			l.Drop()
		}
	})
	run("push_unique_1e6", 1e6, func() { l := listOf(1e6); sinkList = l; l.Drop() })
	run("push_reserved_1e6", 1e6, func() {
		l := newList(make([]int64, 0, 1000000))
		for i := range int64(1e6) {
			l.Push(i)
		}
		sinkList = l
		l.Drop()
	})
	full := listOf(1000)
	runBoth("pop_unique_1e3", "push_room_1e3", 1000, func() {
		for range 1000 {
			full.Pop()
		}
	}, func() {
		for i := range int64(1000) {
			full.Push(i)
		}
	})
	for _, w := range []struct {
		row       string
		n, repeat int
	}{{"push_shared_10", 10, 1000}, {"push_shared_1e3", 1000, 1000}, {"push_shared_1e6", 1e6, 1}} {
		l := listOf(w.n)
		run(w.row, w.repeat, func() {
			for r := range w.repeat {
				c := l.Share()
				c.Push(int64(r))
				sinkList = c
				c.Drop()
			}
		})
		check(l.Len() == w.n && l.b.refs.Load() == 1, "a push on a copy leaves the list alone")
	}
}

func accessRows() {
	far, near := randomIndices(1e6, 1e6, 42), randomIndices(1e5, 1000, 43)
	big, small := listOf(1e6), listOf(1000)
	run("set_unique_1e6", 1e6, func() {
		for i, x := range far {
			big.Set(int(x), int64(i))
		}
	})
	run("set_unique_1e3", 1e5, func() {
		for i, x := range near {
			small.Set(int(x), int64(i))
		}
	})
	run("iter_sum_1e6", 1e6, func() {
		sum := int64(0)
		for i := range big.Len() {
			sum += big.Get(i)
		}
		sinkInt = sum
	})
	l := listOf(1e5)
	run("set_shared_once_1e5", 20, func() {
		for r := range int64(20) {
			c := l.Share()
			c.Set(50000, r)
			sinkList = c
			c.Drop()
		}
	})
	check(l.Get(50000) == 50000, "a set on a copy leaves the list alone")
}

func rearrangingRows() {
	l := listOf(10000)
	runBoth("insert_mid_1e4", "remove_mid_1e4", 256, func() {
		for r := range int64(256) {
			l.Insert(l.Len()/2, r)
		}
	}, func() {
		for range 256 {
			l.Remove(l.Len() / 2)
		}
	})
	check(l.Len() == 10000, "as many removed as inserted")

	x, y := listOf(1e5), listOf(1e5)
	type two struct{ a, b List[int64] }
	runOn("concat_append_1e5", 1, func() *two { return &two{x.Deep(), y.Deep()} }, func(t *two) { t.a.Append(t.b) })
	run("concat_new_1e5", 20, func() {
		for range 20 {
			c := concat(x, y)
			sinkList = c
			c.Drop()
		}
	})
	big := listOf(1e6)
	run("reverse_1e6", 1e6, func() { slices.Reverse(big.mut()) })
	run("slice_take_1e6", 1000, func() {
		for range 1000 {
			v := big.Slice(250000, 750000)
			sinkInt += v.elems[0]
			v.Drop()
		}
	})
	run("slice_append_1e6", 4, func() {
		for r := range int64(4) {
			v := big.Slice(250000, 750000)
			v.Push(r)
			sinkInt += v.elems[len(v.elems)-1]
			v.Drop()
		}
	})
}

type record64 struct {
	key  int64
	rest [7]int64
}

//go:noinline
func byCall(a, b int64) int { return cmp.Compare(a, b) }

func byKey(a, b record64) int { return cmp.Compare(a.key, b.key) }

func sortWorkloads() {
	if !inGroup("sort") {
		return
	}
	const n = 1000000
	r := random(7)
	numbers := newList(make([]int64, n))
	for i := range numbers.b.value {
		numbers.b.value[i] = int64(r.next())
	}
	sorted := numbers.Deep()
	slices.Sort(sorted.b.value)
	byValue := func(a, b int64) int { return cmp.Compare(a, b) }
	hidden := byCall
	runOn("sort_unstable_1e6", n, numbers.Deep, func(l List[int64]) { slices.SortFunc(l.mut(), byValue) })
	runOn("sort_stable_1e6", n, numbers.Deep, func(l List[int64]) { slices.SortStableFunc(l.mut(), byValue) })
	runOn("sort_unstable_fn_1e6", n, numbers.Deep, func(l List[int64]) { slices.SortFunc(l.mut(), hidden) })
	runOn("sort_stable_fn_1e6", n, numbers.Deep, func(l List[int64]) { slices.SortStableFunc(l.mut(), hidden) })
	runOn("sort_sorted_1e6", n, sorted.Deep, func(l List[int64]) { slices.SortFunc(l.mut(), byValue) })
	runOn("sort_stable_sorted_1e6", n, sorted.Deep, func(l List[int64]) { slices.SortStableFunc(l.mut(), byValue) })

	r = random(8)
	records := newList(make([]record64, n))
	for i := range records.b.value {
		records.b.value[i] = record64{key: int64(r.next()), rest: [7]int64{int64(i)}}
	}
	runOn("sort64_unstable_1e6", n, records.Deep, func(l List[record64]) { slices.SortFunc(l.mut(), byKey) })
	runOn("sort64_stable_1e6", n, records.Deep, func(l List[record64]) { slices.SortStableFunc(l.mut(), byKey) })
}
