//go:build ori_sched

package interleave

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"libori.org/rt/cowlist"
	"libori.org/rt/cowmap"
	"libori.org/rt/cowset"
	"libori.org/rt/cowstr"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// Elements are boxes of one int64, whose counts the threads share too.
var (
	boxes = rc.Elem{
		Size: 8, Align: 8,
		Inc: runtime.GoElem(func(elem unsafe.Pointer) { rc.Inc(load(elem)) }),
		Dec: runtime.GoElem(func(elem unsafe.Pointer) { rc.Dec(load(elem), runtime.DropFn{}) }),
	}
	ints   = rc.Elem{Size: 8, Align: 8}
	eqBox  = runtime.GoEq(func(a, b unsafe.Pointer) bool { return number(load(a)) == number(load(b)) })
	member = cowset.Member{Eq: eqBox}
	keys   = cowmap.Keys{KeySize: 8, ValSize: 8, Eq: runtime.GoEq(func(a, b unsafe.Pointer) bool { return number(a) == number(b) })}
	refs   = cowmap.Refs{ValInc: boxes.Inc, ValDec: boxes.Dec}
)

// load and number read as compiled code would; the explorer sees it.
func load(slot unsafe.Pointer) (p unsafe.Pointer) {
	runtime.Copy(unsafe.Pointer(&p), slot, 8)
	return p
}

func number(at unsafe.Pointer) (v int64) {
	runtime.Copy(unsafe.Pointer(&v), at, 8)
	return v
}

func box(v int64) unsafe.Pointer {
	data := rc.Alloc(8, 8)
	runtime.Copy(data, unsafe.Pointer(&v), 8)
	return data
}

// list makes a list of boxes with room, shared by owners.
func list(owners int, values ...int64) rc.Triple {
	l := cowlist.Unshare(rc.Triple{}, int64(len(values)+2), boxes)
	for _, v := range values {
		l = push(l, v)
	}
	for range owners - 1 {
		rc.ListInc(l)
	}
	return l
}

// plain makes a list of one number with room, shared by owners.
func plain(owners int, v int64) rc.Triple {
	l := pushInt(cowlist.Unshare(rc.Triple{}, 2, ints), v)
	for range owners - 1 {
		rc.ListInc(l)
	}
	return l
}

func pushInt(l rc.Triple, v int64) rc.Triple { return cowlist.Push(l, unsafe.Pointer(&v), ints) }

func push(l rc.Triple, v int64) rc.Triple {
	elem := box(v)
	return cowlist.Push(l, unsafe.Pointer(&elem), boxes)
}

func set(l rc.Triple, i, v int64) rc.Triple {
	elem := box(v)
	return cowlist.Set(l, i, unsafe.Pointer(&elem), boxes)
}

func read(l rc.Triple) (values []int64) {
	for i := range l.Len {
		values = append(values, number(load(l.Elems(8).At(i))))
	}
	return values
}

func release(l rc.Triple) { rc.BufferDec(l, boxes) }

// expect compares a list and releases it.
func expect(l rc.Triple, want ...int64) error {
	defer release(l)
	if got := read(l); !slices.Equal(got, want) {
		return fmt.Errorf("%v, want %v", got, want)
	}
	return nil
}

// firstOf returns the first error.
func firstOf(errors ...error) error {
	for _, err := range errors {
		if err != nil {
			return err
		}
	}
	return nil
}

var scenarios = []struct {
	name string
	make func() Scenario
}{
	{"two pushes", func() Scenario {
		l := list(2, 1, 2)
		a, b := l, l
		return Scenario{
			[]func(){func() { a = push(a, 3) }, func() { b = push(b, 4) }},
			func() error { return firstOf(expect(a, 1, 2, 3), expect(b, 1, 2, 4)) },
		}
	}},
	{"push and release", func() Scenario {
		l := list(2, 1, 2)
		a := l
		return Scenario{
			[]func(){func() { a = push(a, 3) }, func() { release(l) }},
			func() error { return expect(a, 1, 2, 3) },
		}
	}},
	{"set while another reads and leaves", func() Scenario {
		l := list(2, 1, 2)
		a := l
		var seen []int64
		return Scenario{
			[]func(){func() { a = set(a, 0, 3) }, func() { seen = read(l); release(l) }},
			func() error {
				if !slices.Equal(seen, []int64{1, 2}) {
					return fmt.Errorf("read %v", seen)
				}
				return expect(a, 3, 2)
			},
		}
	}},
	{"push while two read and leave", func() Scenario {
		l := plain(3, 7)
		a := l
		leave := func() {
			if number(l.Data) != 7 {
				panic("read something else")
			}
			rc.BufferDec(l, ints)
		}
		return Scenario{
			[]func(){func() { w := int64(8); a = cowlist.Set(a, 0, unsafe.Pointer(&w), ints) }, leave, leave},
			func() error {
				defer rc.BufferDec(a, ints)
				if number(a.Data) != 8 {
					return fmt.Errorf("holds %d", number(a.Data))
				}
				return nil
			},
		}
	}},
	{"three owners leave", func() Scenario {
		l := list(3, 1)
		leave := func() { release(l) }
		return Scenario{[]func(){leave, leave, leave}, func() error { return nil }}
	}},
	{"a slice as last owner", func() Scenario {
		l := list(1, 1, 2, 3)
		s := cowlist.Slice(l, 1, 2, 8)
		return Scenario{[]func(){func() { release(l) }, func() { release(s) }}, func() error { return nil }}
	}},
	{"two slices and their list", func() Scenario {
		l := list(2, 1, 2)
		var s rc.Triple
		return Scenario{
			[]func(){
				func() { s = cowlist.Slice(l, 0, 1, 8); release(l) },
				func() { release(cowlist.Slice(l, 1, 2, 8)); release(l) },
			},
			func() error { return expect(s, 1) },
		}
	}},
	{"a slice is changed while its list leaves", func() Scenario {
		l := list(1, 1, 2)
		s := cowlist.Slice(l, 0, 1, 8)
		return Scenario{
			[]func(){func() { s = push(s, 5) }, func() { release(l) }},
			func() error { return expect(s, 1, 5) },
		}
	}},
	{"two concatenations", func() Scenario {
		l, m := list(2, 1), list(2, 2)
		a, b := l, m
		return Scenario{
			[]func(){func() { a = cowlist.Concat(a, m, boxes) }, func() { b = cowlist.Concat(b, l, boxes) }},
			func() error { return firstOf(expect(a, 1, 2), expect(b, 2, 1)) },
		}
	}},
	{"pop and take", func() Scenario {
		l := list(2, 1, 2)
		a, b := l, l
		var taken unsafe.Pointer
		return Scenario{
			[]func(){
				func() { a = cowlist.Pop(a, boxes) },
				func() { b = cowlist.Take(b, 1, unsafe.Pointer(&taken), boxes) },
			},
			func() error {
				if number(taken) != 2 {
					return fmt.Errorf("took %d", number(taken))
				}
				rc.Dec(taken, runtime.DropFn{})
				return firstOf(expect(a, 1), expect(b, 1))
			},
		}
	}},
	{"a box is unshared while it is released", func() Scenario {
		elem := box(7)
		owner := rc.Alloc(8, 8)
		runtime.Copy(owner, unsafe.Pointer(&elem), 8)
		rc.Inc(owner)
		whole := rc.Elem{Inc: boxes.Inc, Dec: boxes.Dec}
		mine := owner
		drop := runtime.DropFn{}
		return Scenario{
			[]func(){
				func() { mine = rc.BoxUnshare(mine, 8, 8, whole) },
				func() { rc.BufferDec(rc.Triple{Len: 1, Cap: 1, Data: owner}, boxes) },
			},
			func() error {
				if v := number(load(mine)); v != 7 {
					return fmt.Errorf("holds %d", v)
				}
				rc.Dec(load(mine), drop)
				rc.Dec(mine, drop)
				return nil
			},
		}
	}},
	{"map insert while another reads and leaves", func() Scenario {
		var m rc.Triple
		insert := func(m rc.Triple, key, val int64) rc.Triple {
			v := box(val)
			return cowmap.Insert(m, unsafe.Pointer(&key), unsafe.Pointer(&v), keys, refs)
		}
		m = insert(m, 1, 10)
		rc.ListInc(m)
		a := m
		return Scenario{
			[]func(){
				func() { a = insert(a, 1, 11) },
				func() {
					key := int64(1)
					if v := number(load(cowmap.Get(m, unsafe.Pointer(&key), keys))); v != 10 {
						panic(fmt.Sprint("got ", v))
					}
					cowmap.BufferDec(m, keys, refs)
				},
			},
			func() error {
				key := int64(1)
				defer cowmap.BufferDec(a, keys, refs)
				if v := number(load(cowmap.Get(a, unsafe.Pointer(&key), keys))); v != 11 {
					return fmt.Errorf("holds %d", v)
				}
				return nil
			},
		}
	}},
	{"three pushes", func() Scenario {
		l := plain(3, 7)
		lists := [3]rc.Triple{l, l, l}
		var threads []func()
		for i := range lists {
			threads = append(threads, func() { lists[i] = pushInt(lists[i], int64(i)) })
		}
		return Scenario{threads, func() (err error) {
			for i, l := range lists {
				if number(l.Data) != 7 || number(l.Elems(8).At(1)) != int64(i) {
					err = fmt.Errorf("list %d holds something else", i)
				}
				rc.BufferDec(l, ints)
			}
			return err
		}}
	}},
	{"unshare while two leave", func() Scenario {
		l := plain(3, 7)
		a := l
		leave := func() { rc.BufferDec(l, ints) }
		return Scenario{
			[]func(){func() { a = cowlist.Unshare(a, 2, ints) }, leave, leave},
			func() error {
				defer rc.BufferDec(a, ints)
				if !a.IsUnique() || number(a.Data) != 7 {
					return fmt.Errorf("not unique, or holds %d", number(a.Data))
				}
				return nil
			},
		}
	}},
	{"a string grows while its slice leaves", func() Scenario {
		text := "longer than any short string"
		b := []byte(text)
		s := cowstr.FromBytes(unsafe.Pointer(&b[0]), int64(len(b)))
		view := cowstr.SliceDrop(&s, 2)
		return Scenario{
			[]func(){func() { s = cowstr.PushByte(&s, '!') }, func() { cowstr.RcDec(unsafe.Pointer(&view)) }},
			func() error {
				defer cowstr.RcDec(unsafe.Pointer(&s))
				if n := cowstr.Len(&s); n != int64(len(text)+1) {
					return fmt.Errorf("%d bytes", n)
				}
				return nil
			},
		}
	}},
	{"two strings joined with each other", func() Scenario {
		b := []byte("longer than any short string")
		s := cowstr.FromBytes(unsafe.Pointer(&b[0]), int64(len(b)))
		for range 3 {
			cowstr.RcInc(unsafe.Pointer(&s))
		}
		joined := [2]cowstr.Str{}
		join := func(i int) func() { return func() { t := s; joined[i] = cowstr.Concat(&t, &t) } }
		return Scenario{[]func(){join(0), join(1)}, func() error {
			defer cowstr.RcDec(unsafe.Pointer(&joined[0]))
			defer cowstr.RcDec(unsafe.Pointer(&joined[1]))
			if !cowstr.Eq(unsafe.Pointer(&joined[0]), unsafe.Pointer(&joined[1])) || cowstr.Len(&joined[0]) != int64(2*len(b)) {
				return fmt.Errorf("they differ")
			}
			return nil
		}}
	}},
	{"set insert and remove", func() Scenario {
		s := list(2, 1, 2)
		a, b := s, s
		two := box(2)
		return Scenario{
			[]func(){
				func() { three := box(3); a = cowset.Insert(a, unsafe.Pointer(&three), boxes, member) },
				func() { b = cowset.Remove(b, unsafe.Pointer(&two), boxes, member) },
			},
			func() error {
				rc.Dec(two, runtime.DropFn{})
				return firstOf(expect(a, 1, 2, 3), expect(b, 1))
			},
		}
	}},
}

// counted makes a scenario expect that nothing is alive at the end.
func counted(scenario func() Scenario) func() Scenario {
	return func() Scenario {
		before := rc.LiveCount()
		s := scenario()
		check := s.Check
		s.Check = func() error {
			if err := check(); err != nil {
				return err
			}
			if n := rc.LiveCount() - before; n != 0 {
				return fmt.Errorf("%d allocations are still alive", n)
			}
			return nil
		}
		return s
	}
}

// TestAllInterleavings runs every scenario in every schedule.
func TestAllInterleavings(t *testing.T) {
	total := 0
	for _, s := range scenarios {
		runs, err := Explore(Weaken{}, counted(s.make))
		if err != nil {
			t.Errorf("%s: schedule %d: %v", s.name, runs, err)
		}
		t.Logf("%-42s %6d schedules", s.name, runs)
		total += runs
	}
	t.Logf("%d scenarios, %d schedules, every one right", len(scenarios), total)
}

// TestWeakerOrderingsAreFound weakens one ordering of the source at a time.
func TestWeakerOrderingsAreFound(t *testing.T) {
	for _, test := range []struct {
		name string
		weak Weaken
		want string
	}{
		{"a relaxed uniqueness test", Weaken{AcquireLoads: true}, "a write of thread"},
		{"dec without acquire", Weaken{Fences: true}, "free of thread"},
		{"dec without release", Weaken{ReleaseAdds: true}, "does not happen after"},
	} {
		found := ""
		for _, s := range scenarios {
			if _, err := Explore(test.weak, counted(s.make)); err != nil && strings.Contains(err.Error(), test.want) {
				found = s.name + ": " + err.Error()
				break
			}
		}
		if found == "" {
			t.Errorf("%s is not found", test.name)
		}
		t.Logf("%s: %s", test.name, found)
	}
}

// TestReleaseBeforeCopyIsFound changes a list as the seed warns not to.
func TestReleaseBeforeCopyIsFound(t *testing.T) {
	hasty := func(l rc.Triple, v int64) rc.Triple {
		if l.IsUnique() {
			return push(l, v)
		}
		release(l)
		fresh := l.Spliced("hasty", l.Len, l.Len, 1, l.Len+1, boxes)
		elem := box(v)
		runtime.Copy(fresh.Elems(8).At(l.Len), unsafe.Pointer(&elem), 8)
		return fresh
	}
	runs, err := Explore(Weaken{}, counted(func() Scenario {
		l := list(2, 1)
		a, b := l, l
		return Scenario{
			[]func(){func() { a = hasty(a, 3) }, func() { b = set(b, 0, 4) }},
			func() error { return firstOf(expect(a, 1, 3), expect(b, 4)) },
		}
	}))
	if err == nil {
		t.Errorf("not found in %d schedules", runs)
	}
	t.Logf("schedule %d: %v", runs, err)
}

// TestSecondUniquenessTestIsFound changes a list that was shared when asked first, and asks
// again: where the other owner has left in between, it takes the elements for its own,
// although it has counted them for the copy.
func TestSecondUniquenessTestIsFound(t *testing.T) {
	twice := func(l rc.Triple, v int64) rc.Triple {
		if l.IsUnique() {
			return push(l, v)
		}
		fresh := l.Spliced("twice", l.Len, l.Len, 1, l.Len+1, boxes)
		elem := box(v)
		runtime.Copy(fresh.Elems(8).At(l.Len), unsafe.Pointer(&elem), 8)
		if l.IsUnique() {
			l.FreeEmptied()
		} else {
			release(l)
		}
		return fresh
	}
	runs, err := Explore(Weaken{}, counted(func() Scenario {
		l := list(2, 1)
		a := l
		return Scenario{
			[]func(){func() { a = twice(a, 3) }, func() { release(l) }},
			func() error { return expect(a, 1, 3) },
		}
	}))
	if err == nil {
		t.Errorf("not found in %d schedules", runs)
	}
	t.Logf("schedule %d: %v", runs, err)
}

// TestExplorerFindsALostUpdate is the explorer's own test: two threads that add
// one to a number by load and store, which only some schedules show.
func TestExplorerFindsALostUpdate(t *testing.T) {
	scenario := func() Scenario {
		data := rc.Alloc(8, 8)
		n := (*int64)(data)
		runtime.StoreRelaxed(n, 0)
		add := func() { runtime.StoreRelaxed(n, runtime.LoadRelaxed(n)+1) }
		return Scenario{[]func(){add, add}, func() error {
			defer rc.Free(data, 8, 8)
			if v := runtime.LoadRelaxed(n); v != 2 {
				return fmt.Errorf("the sum is %d", v)
			}
			return nil
		}}
	}
	if runs, err := Explore(Weaken{}, scenario); err == nil {
		t.Errorf("not found in %d schedules", runs)
	}
	runs, err := Explore(Weaken{}, func() Scenario {
		s := scenario()
		check := s.Check
		s.Check = func() error { check(); return nil }
		return s
	})
	if err != nil || runs != 4 { // of six orders of two loads and two stores, two pairs differ in two loads
		t.Errorf("%d schedules, %v; want 4", runs, err)
	}
}

// TestReductionLosesNothing runs the small scenarios without sleep sets: more
// schedules, the same verdicts.
func TestReductionLosesNothing(t *testing.T) {
	defer func() { everySchedule = false }()
	for _, s := range scenarios {
		switch s.name {
		case "push and release", "set while another reads and leaves", "three owners leave", "a slice as last owner", "unshare while two leave":
		default:
			continue
		}
		for _, weak := range []Weaken{{}, {AcquireLoads: true}, {Fences: true}, {ReleaseAdds: true}} {
			everySchedule = false
			few, reduced := Explore(weak, counted(s.make))
			everySchedule = true
			all, full := Explore(weak, counted(s.make))
			if (reduced == nil) != (full == nil) || full == nil && all <= few {
				t.Errorf("%s, %+v: %d schedules, %v; without sleep sets %d, %v", s.name, weak, few, reduced, all, full)
			}
			if weak == (Weaken{}) {
				t.Logf("%s: %d schedules, of which %d differ", s.name, all, few)
			}
		}
	}
}
