package conform

import (
	"libori.org/rt/llvm/irb"
)

var slices = []Program{
	{"slice-table", sliceTable},
	{"slice-of-slice", sliceOfSlice},
	{"slice-last-owner", sliceLastOwner},
	{"slice-materialize", sliceMaterialize},
}

// Bounds are clamped; empty ranges own nothing; nothing is copied.
func sliceTable(e emitter) {
	list := e.list("list", counted, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	for _, r := range [][2]int{{0, 10}, {2, 5}, {-3, 2}, {8, 100}, {5, 5}, {7, 3}, {20, 30}} {
		window := e.slice("window", list, r[0], r[1])
		e.Printf("[%ld:%ld] ", e.Int(int64(r[0])), e.Int(int64(r[1])))
		e.say("", window)
		window.Release()
	}
	for _, n := range []int{0, 3, 99, -1} {
		for _, function := range []string{"ori_list_slice_take", "ori_list_slice_drop"} {
			window := e.Var("window", list.T)
			list.Into(window, function, irb.Args{"n": n})
			e.Printf("%s %ld", e.M.Text(function), e.Int(int64(n)))
			e.say("", window)
			window.Release()
		}
	}
	e.Printf("references: %ld, live allocations: %ld\n", e.Runtime("ori_rc_count", list.Data()), e.Runtime("ori_rc_live_count"))
	list.Release()
	e.sayCounts("callbacks")
}

// Offsets add up: every slice refers to the original buffer.
func sliceOfSlice(e emitter) {
	list := e.list("list", counted, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	outer := e.slice("outer", list, 2, 9)
	middle := e.slice("middle", outer, 1, 6)
	inner := e.slice("inner", middle, 2, 4)
	e.say("outer", outer)
	e.say("middle", middle)
	e.say("inner", inner)
	e.sayKept("inner begins at element 5 of the list", inner, list.Elem(e.Int(5)).At)
	e.Printf("references: %ld\n", e.Runtime("ori_rc_count", list.Data()))
	e.push(inner, 99)
	e.say("inner, 99 pushed", inner)
	e.say("list", list)
	e.release(outer, list, middle)
	e.say("inner", inner)
	inner.Release()
	e.sayCounts("callbacks")
}

// The last owner of a buffer may be a slice: it releases all elements, not only
// those in its window.
func sliceLastOwner(e emitter) {
	list := e.list("list", counted, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	window := e.slice("window", list, 4, 6)
	narrow := e.slice("narrow", window, 1, 2)
	list.Release()
	e.sayCounts("list released")
	e.say("window", window)
	window.Release()
	e.sayCounts("window released")
	e.say("narrow", narrow)
	narrow.Release()
	e.sayCounts("narrow released")
}

// A slice becomes a list of its own, and lets go of the buffer.
func sliceMaterialize(e emitter) {
	list := e.list("list", counted, 0, 1, 2, 3, 4, 5)
	window := e.slice("window", list, 2, 5)
	window.Do("ori_list_materialize_slice", nil)
	e.sayCounts("a slice")
	e.say("window", window)
	e.Printf("slots: %ld, references of the list: %ld\n", window.Cap(), e.Runtime("ori_rc_count", list.Data()))
	before := window.Data()
	window.Do("ori_list_materialize_slice", nil)
	e.sayKept("a unique list", window, before)
	window.Release()
	e.startCounts(counted)

	window = e.slice("last", list, 2, 5)
	list.Release()
	window.Do("ori_list_materialize_slice", nil)
	e.sayCounts("a slice that is the last owner")
	e.say("window", window)
	window.Release()
	e.sayCounts("released")
}
