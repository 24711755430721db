package main

func mapOf(keys []int64) Table[int64] {
	m := newTable[int64]()
	for i, k := range keys {
		m.Insert(k, int64(i))
	}
	return m
}

func setOf(keys []int64) Set {
	s := newTable[struct{}]()
	for _, k := range keys {
		s.Insert(k, struct{}{})
	}
	return s
}

func mapWorkloads() {
	if !inGroup("maps") {
		return
	}
	for _, n := range []int{8, 64, 1000, 100000} {
		mapRows(n)
	}
	const n = 100000
	keys := denseKeys(n)
	order := shuffled(keys, 5)
	run("map_insert_dense_1e5", n, func() { m := mapOf(keys); sinkInt += int64(m.Len()) })
	m := mapOf(keys)
	run("map_get_dense_1e5", n, func() {
		for _, k := range order {
			sinkInt += m.b.value[k]
		}
	})
}

func mapRows(n int) {
	keys, missing := mixedKeys(n, 0), mixedKeys(n, 10000000)
	order := shuffled(keys, 3)
	repeat := repeats(n)
	ops := repeat * n
	run(sized("map_insert_", n), ops, func() {
		for range repeat {
			m := mapOf(keys)
			sinkInt += int64(m.Len())
			m.Drop()
		}
	})
	m := mapOf(keys)
	check(m.Len() == n, "as many entries as keys")
	run(sized("map_get_", n), ops, func() {
		sum := int64(0)
		for range repeat {
			for _, k := range order {
				if v, ok := m.b.value[k]; ok {
					sum += v
				}
			}
		}
		sinkInt += sum
	})
	run(sized("map_miss_", n), ops, func() {
		found := 0
		for range repeat {
			for _, k := range missing {
				if _, ok := m.b.value[k]; ok {
					found++
				}
			}
		}
		check(found == 0, "missing keys are not found")
	})
	run(sized("map_overwrite_", n), ops, func() {
		for r := range repeat {
			for i, k := range order {
				m.Insert(k, int64(r+i))
			}
		}
	})
	run(sized("map_iter_", n), ops, func() {
		sum := int64(0)
		for range repeat {
			for _, v := range m.b.value {
				sum += v
			}
		}
		sinkInt += sum
	})
	copies := 20
	if n > 100000 {
		copies = 1
	}
	run(sized("map_copy_insert_", n), copies, func() {
		for r := range copies {
			c := m.Share()
			c.Insert(missing[r%n], int64(r))
			sinkInt += int64(c.Len())
			c.Drop()
		}
	})
	check(m.Len() == n, "an insert into a copy leaves the map alone")
	runOn(sized("map_remove_", n), n, m.Deep, func(c Table[int64]) {
		for _, k := range order {
			c.Remove(k)
		}
		check(c.Len() == 0, "all removed")
	})
}

func largeWorkloads() {
	if inGroup("large") {
		mapRows(10_000_000)
		setRows(10_000_000)
	}
}

func setWorkloads() {
	if inGroup("sets") {
		setRows(8, 64, 1000, 100000)
	}
}

func setRows(sizes ...int) {
	for _, n := range sizes {
		keys := mixedKeys(n, 0)
		order := shuffled(keys, 3)
		repeat := repeats(n)
		run(sized("set_insert_", n), repeat*n, func() {
			for range repeat {
				s := setOf(keys)
				sinkInt += int64(s.Len())
			}
		})
		s := setOf(keys)
		run(sized("set_contains_", n), repeat*n, func() {
			found := 0
			for range repeat {
				for _, k := range order {
					if _, ok := s.b.value[k]; ok {
						found++
					}
				}
			}
			check(found == repeat*n, "every element is found")
		})
		if n >= 1000 {
			algebraRows(n)
		}
	}
}

func algebraRows(n int) {
	a, b := setOf(mixedKeys(n, 0)), setOf(mixedKeys(n, n/2))
	check(union(a, b).Len() == n+n/2 && intersection(a, b).Len() == n/2 && difference(a, b).Len() == n/2, "set algebra")
	repeat := 1
	if n <= 1000 {
		repeat = 20
	}
	for _, w := range []struct {
		row string
		f   func(a, b Set) Set
	}{{"set_union_", union}, {"set_intersect_", intersection}, {"set_diff_", difference}} {
		run(sized(w.row, n), repeat, func() {
			for range repeat {
				c := w.f(a, b)
				sinkInt += int64(c.Len())
			}
		})
	}
}
