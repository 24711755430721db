package contract

import (
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
)

// An adversary decides which value an element has as late as possible: when two are compared
// whose values are still open.
type adversary struct {
	values           []int64 // by the number that the element is
	solid, candidate int64
}

const open = 1 << 40

func newAdversary(n int) *adversary {
	a := &adversary{values: make([]int64, n)}
	for i := range a.values {
		a.values[i] = open
	}
	return a
}

func (a *adversary) compare(x, y int64) int32 {
	if a.values[x] == open && a.values[y] == open {
		if x == a.candidate {
			a.values[x] = a.solid
		} else {
			a.values[y] = a.solid
		}
		a.solid++
	}
	switch {
	case a.values[x] == open:
		a.candidate = x
	case a.values[y] == open:
		a.candidate = y
	}
	return int32(min(max(a.values[x]-a.values[y], -1), 1))
}

// asked is the adversary that askAdversary asks: a native library knows few callbacks.
var (
	asked        *adversary
	askAdversary = runtime.GoCmp(func(a, b unsafe.Pointer) int32 { return asked.compare(number(a), number(b)) })
)

// killer returns the input that is worst for one of the library's sorts.
func (l *large) killer(name string, n int) []int64 {
	l.tb.Helper()
	asked = newAdversary(n)
	with := &large{tb: l.tb, m: l.m, c: Callbacks{Cmp: askAdversary}}
	t := rc.Triple{Len: int64(n), Cap: int64(n), Data: rc.New("test", int64(n)*8, 8)}
	for i := range n {
		*(*int64)(t.Elems(8).At(int64(i))) = int64(i)
	}
	t, _ = with.call(name, 8, false, t, rc.Triple{}, nil, nil, 0)
	with.release(t)
	return asked.values
}
