package contract

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"unsafe"

	"libori.org/rt/abi"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// What the rows do to a handful of elements, Large does to thousands: sorts of every shape
// of input, sets and maps that grow, lose most of what they hold and meet others, beside
// Go's own slices and maps. The elements are int64, with callbacks in Go and with the
// library's own.

// Callbacks are what a collection of int64 is used with.
type Callbacks struct {
	Name string
	Eq   runtime.EqFn
	Hash runtime.HashFn
	Cmp  runtime.CmpFn
	By   runtime.CmpByFn
}

// number reads an int64.
func number(at unsafe.Pointer) int64 { return *(*int64)(at) }

var goCallbacks = Callbacks{
	Name: "callbacks in Go",
	Eq:   runtime.GoEq(func(a, b unsafe.Pointer) bool { return number(a) == number(b) }),
	Hash: runtime.GoHash(func(elem unsafe.Pointer) uint64 { return uint64(number(elem)) }),
	Cmp:  runtime.GoCmp(func(a, b unsafe.Pointer) int32 { return runtime.CompareInt64(a, b) }),
	By:   goCmpBy,
}

// goCmpBy finds in its environment how the comparison is to be turned: 1 or -1. The library has
// none of this kind.
var goCmpBy = runtime.GoCmpBy(func(a, b, ctx unsafe.Pointer) int32 {
	return runtime.CompareInt64(a, b) * int32(number(ctx))
})

var ownCallbacks = Callbacks{"the library's callbacks", runtime.Int64Eq(), runtime.Int64Hash(), runtime.Int64Compare(), goCmpBy}

// large makes calls with elements of int64.
type large struct {
	tb    check.TB
	m     Machine
	c     Callbacks
	quick bool
	calls int
}

// Large runs all of it, or what is quick, and returns the number of calls.
func Large(tb check.TB, m Machine, quick bool) (calls int) {
	for _, c := range []Callbacks{goCallbacks, ownCallbacks} {
		h := check.NewHeap(tb)
		l := &large{tb: tb, m: m, c: c, quick: quick}
		l.sorts()
		for _, hashed := range []bool{true, false} {
			l.sets(hashed)
			l.maps(hashed)
		}
		l.wide()
		l.queue()
		l.own()
		calls += l.calls
		h.Close()
	}
	return calls
}

// call calls a function; t1 and t2 are its collections, elem its element or key, val its
// value, n any other number.
func (l *large) call(name string, size int64, hashed bool, t1, t2 rc.Triple, elem, val unsafe.Pointer, n int64) (out rc.Triple, result Result) {
	l.tb.Helper()
	e := export(name)
	var slot unsafe.Pointer
	var args []any
	for i := range e.Params {
		p := &e.Params[i]
		t := t1
		if p.Operand == 2 {
			t = t2
		}
		switch p.Role {
		case abi.Data:
			args = append(args, t.Data)
		case abi.Len:
			args = append(args, t.Len)
		case abi.Cap:
			args = append(args, t.Cap)
		case abi.Receives:
			args = append(args, elem)
		case abi.Elem:
			if p.Of == abi.Vals {
				args = append(args, val)
			} else {
				args = append(args, elem)
			}
		case abi.Place:
			args = append(args, &slot)
		case abi.Out:
			args = append(args, &out)
		case abi.Size:
			args = append(args, size)
		case abi.Align:
			args = append(args, min(size&-size, 8))
		case abi.Inc, abi.Dec:
			args = append(args, runtime.ElemFn{})
		case abi.Eq:
			args = append(args, l.c.Eq)
		case abi.Hash:
			if hashed {
				args = append(args, l.c.Hash)
			} else {
				args = append(args, runtime.HashFn{})
			}
		case abi.Cmp:
			if p.Type == abi.CmpByFn {
				args = append(args, l.c.By)
			} else {
				args = append(args, l.c.Cmp)
			}
		case abi.Ctx:
			args = append(args, unsafe.Pointer(&n))
		default:
			args = append(args, n)
		}
	}
	result, failure := l.m.Call(e, args)
	l.calls++
	if failure != "" {
		l.tb.Fatalf("%s, %s: %s", name, l.c.Name, failure)
	}
	return out, result
}

// with calls an operation on one collection and an element or key.
func (l *large) with(name string, hashed bool, t rc.Triple, elem, val int64) (rc.Triple, Result) {
	l.tb.Helper()
	return l.call(name, 8, hashed, t, rc.Triple{}, unsafe.Pointer(&elem), unsafe.Pointer(&val), 0)
}

// both calls an operation on two collections.
func (l *large) both(name string, hashed bool, t1, t2 rc.Triple) rc.Triple {
	l.tb.Helper()
	out, _ := l.call(name, 8, hashed, t1, t2, nil, nil, 0)
	return out
}

func (l *large) release(t rc.Triple) {
	l.call("ori_buffer_rc_dec", 8, false, t, rc.Triple{}, nil, nil, 0)
}

func numbers(region unsafe.Pointer, n int64) []int64 {
	values := []int64{}
	for i := range n {
		values = append(values, number(rc.ElemsAt(region, 8).At(i)))
	}
	return values
}

func (l *large) expect(what string, got, want []int64) {
	l.tb.Helper()
	if !slices.Equal(got, want) {
		l.tb.Fatalf("%s, %s: %v, want %v", what, l.c.Name, short(got), short(want))
	}
}

// inputs are what sorts look for: runs, few different values, nearly sorted, what is bad
// for a pivot.
func inputs(r *rand.Rand, n int) (all [][]int64) {
	make := func(f func(i int) int64) {
		values := []int64{}
		for i := range n {
			values = append(values, f(i))
		}
		all = append(all, values)
	}
	make(func(int) int64 { return r.Int64() - r.Int64() })
	make(func(int) int64 { return r.Int64N(4) })
	make(func(i int) int64 { return int64(i) })
	make(func(i int) int64 { return int64(n - i) })
	make(func(i int) int64 { return int64(i / 2 * (1 - i%2*2)) })
	make(func(i int) int64 { return int64(i % 61) })
	make(func(i int) int64 { return int64(max(i, n-i)) })
	make(func(i int) int64 { return int64(i % max(n/3, 1)) })
	make(func(i int) int64 {
		if i%17 == 0 {
			return r.Int64N(int64(n))
		}
		return int64(i)
	})
	make(func(i int) int64 {
		if i >= n-3 {
			return r.Int64N(int64(n))
		}
		return int64(i)
	})
	return all
}

// sorts sorts elements of 8, 16, 24 and 200 bytes, of which the first 8 are compared and
// the next tell where they were.
func (l *large) sorts() {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{2, 5, 13, 30, 70, 400, 3000} {
		for _, values := range append(inputs(r, n), l.killer("ori_list_sort_cow", n), l.killer("ori_list_sort_stable_cow", n)) {
			for _, size := range []int64{8, 16, 24, 200} {
				if n > 400 && (size > 24 || l.quick) {
					continue
				}
				for _, name := range []string{"ori_list_sort_cow", "ori_list_sort_stable_cow"} {
					l.sort(name, values, size, 1)
				}
				for _, name := range []string{"ori_list_sort_by_cow", "ori_list_sort_stable_by_cow"} {
					l.sort(name, values, size, 1)
					l.sort(name, values, size, -1)
				}
			}
		}
	}
}

// sort sorts in ascending order, or with an environment of -1 in descending order.
func (l *large) sort(name string, values []int64, size, order int64) {
	l.tb.Helper()
	n := int64(len(values))
	t := rc.Triple{Len: n, Cap: n, Data: rc.New("test", n*size, 8)}
	elems := t.Elems(size)
	for i, v := range values {
		runtime.Fill(elems.At(int64(i)), 7, size)
		*(*int64)(elems.At(int64(i))) = v
		if size > 8 {
			*(*int64)(rc.ElemsAt(elems.At(int64(i)), 8).At(1)) = int64(i)
		}
	}
	t, _ = l.call(name, size, false, t, rc.Triple{}, nil, nil, order)
	want := slices.Clone(values)
	slices.Sort(want)
	if order < 0 {
		slices.Reverse(want)
	}
	stable := name == "ori_list_sort_stable_cow" || name == "ori_list_sort_stable_by_cow"
	var got []int64
	elems = t.Elems(size)
	last := int64(-1)
	for i := range n {
		got = append(got, number(elems.At(i)))
		if size > 8 {
			was := number(rc.ElemsAt(elems.At(i), 8).At(1))
			if values[was] != got[i] || stable && i > 0 && got[i] == got[i-1] && was < last {
				l.tb.Fatalf("%s: element %d of %d of %d bytes is torn or out of order", name, i, n, size)
			}
			last = was
		}
	}
	l.expect(fmt.Sprintf("%s of %d elements of %d bytes", name, n, size), got, want)
	l.call("ori_buffer_rc_dec", size, false, t, rc.Triple{}, nil, nil, 0)
}

// queue sends numbers through a list: it grows, gives up slots in front and takes them back.
func (l *large) queue() {
	l.tb.Helper()
	var t rc.Triple
	push := func(v int64) { t, _ = l.with("ori_list_push_cow", false, t, v, 0) }
	for v := range int64(100) {
		push(v)
	}
	for v := range int64(1000) {
		var taken int64
		t, _ = l.call("ori_list_take_cow", 8, false, t, rc.Triple{}, unsafe.Pointer(&taken), nil, 0)
		if taken != v {
			l.tb.Fatalf("%d comes out of the queue, want %d", taken, v)
		}
		push(v + 100)
	}
	want := []int64{}
	for v := int64(1000); v < 1100; v++ {
		want = append(want, v)
	}
	l.expect("the queue", numbers(t.Data, t.Len), want)
	l.release(t)
	for _, name := range []string{"set", "map"} { // room that is never used goes back
		t, _ = l.call("ori_"+name+"_unshare_cow", 8, true, rc.Triple{}, rc.Triple{}, nil, nil, 10)
		t, _ = l.call("ori_"+name+"_shrink_cow", 8, true, t, rc.Triple{}, nil, nil, 0)
		if t != (rc.Triple{}) {
			l.tb.Fatalf("an empty %s shrinks to %v", name, t)
		}
	}
}

// own inserts what lies in the list itself, even across two of its elements.
func (l *large) own() {
	l.tb.Helper()
	for _, size := range []int64{8, 16} {
		t, _ := l.call("ori_list_unshare_cow", size, false, rc.Triple{}, rc.Triple{}, nil, nil, 10)
		for v := range int64(4) {
			words := [2]int64{v + 1, v + 1}
			t, _ = l.call("ori_list_push_cow", size, false, t, rc.Triple{}, unsafe.Pointer(&words), nil, 0)
		}
		bytes := func() []byte { return slices.Clone(unsafe.Slice((*byte)(t.Data), t.Len*size)) }
		for _, from := range []int64{size - 4, size, 2*size - 4, 3 * size} {
			before := bytes()
			want := slices.Insert(slices.Clone(before), int(2*size), before[from:from+size]...)
			t, _ = l.call("ori_list_insert_cow", size, false, t, rc.Triple{}, runtime.At(t.Data, from), nil, 2)
			if got := bytes(); !slices.Equal(got, want) {
				l.tb.Fatalf("inserted from byte %d of %d-byte elements: %v, want %v", from, size, got, want)
			}
		}
		t, _ = l.call("ori_list_truncate_cow", size, false, t, rc.Triple{}, nil, nil, 0)
		l.call("ori_buffer_rc_dec", size, false, t, rc.Triple{}, nil, nil, 0)
	}
}

// sets fills sets, unites and subtracts small and large ones, shared and not, and takes
// most elements out again.
func (l *large) sets(hashed bool) {
	l.tb.Helper()
	n := int64(3000)
	if !hashed {
		n = 100
	}
	make := func(from, to, step int64) (t rc.Triple, values []int64) {
		for v := from; v < to; v += step {
			t, _ = l.with("ori_set_insert_cow", hashed, t, v*v, 0)
			values = append(values, v*v)
		}
		return t, values
	}
	for _, others := range [][3]int64{{0, n, 2}, {n / 2, n + 10, 1}, {n - 3, n + 3, 1}, {0, n, 1}, {2 * n, 2*n + 1, 1}} {
		for _, shared := range []bool{false, true} {
			for _, op := range []struct {
				name string
				want func(a, b []int64) []int64
			}{
				{"ori_set_union_cow", func(a, b []int64) []int64 { return append(slices.Clone(a), minus(b, a)...) }},
				{"ori_set_intersection_cow", func(a, b []int64) []int64 { return minus(a, minus(a, b)) }},
				{"ori_set_difference_cow", minus},
				{"ori_set_symmetric_difference_cow", func(a, b []int64) []int64 { return append(minus(a, b), minus(b, a)...) }},
			} {
				s, a := make(0, n, 1)
				t, b := make(others[0], others[1], others[2])
				if shared {
					rc.ListInc(s)
				}
				out := l.both(op.name, hashed, s, t)
				l.expect(op.name, numbers(out.Data, out.Len), op.want(a, b))
				for _, v := range []int64{0, 4, n * n, 4 * n * n} {
					if _, has := l.with("ori_set_contains", hashed, out, v, 0); (has.Int != 0) != slices.Contains(numbers(out.Data, out.Len), v) {
						l.tb.Fatalf("%s, %s: contains %d: %d", op.name, l.c.Name, v, has.Int)
					}
				}
				for _, t := range []rc.Triple{out, t} {
					l.release(t)
				}
				if shared {
					l.release(s)
				}
			}
		}
	}
	for _, remove := range []string{"ori_set_remove_cow", "ori_set_swap_remove_cow"} {
		s, _ := make(0, n, 1)
		for v := range n {
			if v%7 != 0 {
				s, _ = l.with(remove, hashed, s, v*v, 0)
			}
		}
		got := numbers(s.Data, s.Len)
		slices.Sort(got)
		var want []int64
		for v := int64(0); v < n; v += 7 {
			want = append(want, v*v)
		}
		l.expect(remove, got, want)
		l.release(s)
	}
}

// wide fills a set beyond the size from which its index is searched in another way, takes
// half of it out again and looks for all.
func (l *large) wide() {
	if l.quick {
		return // the race detector would take minutes
	}
	const n = 40000
	var s rc.Triple
	for v := range int64(n) {
		s, _ = l.with("ori_set_insert_cow", true, s, v*v, 0)
	}
	for v := int64(0); v < n; v += 2 {
		s, _ = l.with("ori_set_swap_remove_cow", true, s, v*v, 0)
	}
	for v := range int64(n) {
		if _, has := l.with("ori_set_contains", true, s, v*v, 0); has.Int != v%2 {
			l.tb.Fatalf("ori_set_contains, %s: %d of %d: %d", l.c.Name, v*v, s.Len, has.Int)
		}
	}
	l.release(s)
	r := rand.New(rand.NewPCG(5, 6))
	for _, name := range []string{"ori_list_sort_cow", "ori_list_sort_stable_cow"} {
		for _, values := range append(inputs(r, n)[:4], l.killer(name, n)) {
			l.sort(name, values, 8, 1)
		}
	}
}

// minus returns the values of a that are not in b.
func minus(a, b []int64) (rest []int64) {
	in := map[int64]bool{}
	for _, v := range b {
		in[v] = true
	}
	rest = []int64{}
	for _, v := range a {
		if !in[v] {
			rest = append(rest, v)
		}
	}
	return rest
}

// maps inserts, replaces, looks up and removes at random, beside a Go map.
func (l *large) maps(hashed bool) {
	l.tb.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	n, steps := int64(2000), 12000
	if !hashed {
		n, steps = 60, 600
	}
	var t rc.Triple
	model := map[int64]int64{}
	for step := range steps {
		key, val := r.Int64N(n)*n, r.Int64()
		name := []string{"ori_map_insert_cow", "ori_map_entry_cow", "ori_map_remove_cow", "ori_map_swap_remove_cow"}[r.IntN(4)]
		if step > steps*2/3 && name == "ori_map_insert_cow" {
			name = "ori_map_remove_cow" // in the end it shrinks
		}
		_, present := model[key]
		switch {
		case name == "ori_map_insert_cow", name == "ori_map_entry_cow" && !present:
			model[key] = val
		case name != "ori_map_entry_cow":
			delete(model, key)
		}
		t, _ = l.with(name, hashed, t, key, val)
		probe := r.Int64N(n) * n
		_, found := l.with("ori_map_get", hashed, t, probe, 0)
		want, ok := model[probe]
		if (found.Ptr != nil) != ok || ok && number(found.Ptr) != want {
			l.tb.Fatalf("ori_map_get, %s: after %s %d the value of %d is wrong", l.c.Name, name, key, probe)
		}
		if t.Len != int64(len(model)) {
			l.tb.Fatalf("%s, %s: %d entries, want %d", name, l.c.Name, t.Len, len(model))
		}
	}
	var u rc.Triple
	for key := range n {
		u, _ = l.with("ori_map_insert_cow", hashed, u, key, key)
		model[key] = key
	}
	t = l.both("ori_map_merge_cow", hashed, t, u)
	for key, val := range model {
		if _, found := l.with("ori_map_get", hashed, t, key, 0); found.Ptr == nil || number(found.Ptr) != val {
			l.tb.Fatalf("ori_map_merge_cow, %s: the value of %d is wrong", l.c.Name, key)
		}
	}
	for _, m := range []rc.Triple{t, u} {
		l.call("ori_map_buffer_rc_dec", 8, false, m, rc.Triple{}, nil, nil, 0)
	}
}
