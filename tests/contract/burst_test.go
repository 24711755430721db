//go:build ori_goheap || ori_sched

package contract

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"libori.org/rt/abi"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

const (
	mostElements = 2000   // of an operand
	mostScanned  = 60     // of one whose lookups have no hash
	mostBuilt    = 20_000 // in all calls of a burst

	// elementCost is how many bytes a burst may read, write and allocate for each byte of the
	// elements that its row allows. A callback counts as callbackBytes, a range of memory as
	// rangeBytes and its size. The dearest is merge, which enters what it does not find and
	// may grow for it.
	elementCost   = 16
	elementBytes  = 16 // beside its own, for its place in an index
	callbackBytes = 16
	rangeBytes    = 8
)

// work counts what calls do.
type work struct{ bytes int64 }

// done is the work of the burst that runs.
var done work

// The callbacks count themselves.
var (
	countedEq   = runtime.GoEq(func(a, b unsafe.Pointer) bool { done.called(); return number(a) == number(b) })
	countedHash = runtime.GoHash(func(elem unsafe.Pointer) uint64 { done.called(); return uint64(number(elem)) })
	countedCmp  = runtime.GoCmp(func(a, b unsafe.Pointer) int32 { done.called(); return runtime.CompareInt64(a, b) })
	countedBy   = runtime.GoCmpBy(func(a, b, _ unsafe.Pointer) int32 { done.called(); return runtime.CompareInt64(a, b) })
	countedTest = runtime.GoTest(func(elem, _ unsafe.Pointer) bool { done.called(); return number(elem)%8 != 0 })
	countedKeep = runtime.GoEntryTest(func(key, _, _ unsafe.Pointer) bool { done.called(); return number(key)%8 != 0 })
)

func (w *work) called() { w.bytes += callbackBytes }

func (w *work) Atomic(*int64, runtime.Access)      {}
func (w *work) Read(_ unsafe.Pointer, size int64)  { w.bytes += rangeBytes + size }
func (w *work) Write(_ unsafe.Pointer, size int64) { w.bytes += rangeBytes + size }
func (w *work) Alloc(mem []byte)                   { w.bytes += int64(len(mem)) }
func (w *work) Free([]byte)                        {}

// A burst is a number of calls of one function, each on the result of the one before.
type burst struct {
	name      string
	n1, n2    int64 // of the operands
	common    int64 // so many of operand 2 are in operand 1
	size      int64 // of an element or key, in bytes
	step      int64 // between two elements: their values are its multiples
	where     int   // the position: front, middle, back, random, or none
	calls     int64
	unhashed  bool
	shared    bool // each call finds another owner
	seed      uint64
	descended bool // operand 1 is in descending order
}

// Where a call works.
const (
	atFront = iota
	atMiddle
	atBack
	anywhere
	nowhere // a key that is not there
	wheres
)

// fit makes what a burst was given sensible.
func (b burst) fit() burst {
	e := export(b.name)
	b.unhashed = b.unhashed && e.With(abi.Hash) != nil && e.With(abi.Eq) != nil // what only hashes must
	most := int64(mostElements)
	if b.unhashed {
		most = mostScanned
	}
	b.n1, b.n2 = 1+b.n1%most, b.n2%most
	b.common = min(b.common, b.n1, b.n2)
	b.size = 8 * (1 + b.size%5)
	b.step = 1 + b.step%1000
	b.where %= wheres
	dear := costs[b.name].of(load{n1: b.n1, n2: b.n2, at: b.at(b.n1, b.n1/2), scan: 1, rest: b.n1}) + b.n2
	if b.shared {
		dear += b.n1
	}
	b.calls = max(3, min(1000, b.calls, mostBuilt/dear))
	return b
}

// at returns where in a collection of n a call works; drawn is what any position is.
func (b burst) at(n, drawn int64) int64 {
	switch b.where {
	case atFront:
		return 0
	case atMiddle:
		return n / 2
	case atBack:
		return n - 1
	case nowhere:
		return n
	}
	return drawn
}

// run makes the calls of a burst and returns what they took and what they may take.
func (b burst) run(tb check.TB) (took, may int64) {
	b = b.fit()
	e := export(b.name)
	m := &Hosted{}
	done = work{}
	r := rand.New(rand.NewPCG(b.seed, 1))
	isMap, isList := strings.HasPrefix(b.name, "ori_map_"), strings.HasPrefix(b.name, "ori_list_")
	valSize := int64(0)
	if isMap {
		valSize = 8
	}
	elems := func(from, n int64) unsafe.Pointer { // of values from on
		words := make([]int64, max(n, 1)*b.size/8)
		for i := range n {
			at := i
			if b.descended {
				at = n - 1 - i
			}
			words[at*b.size/8] = (from + i) * b.step
		}
		return unsafe.Pointer(unsafe.SliceData(words))
	}
	vals := unsafe.Pointer(unsafe.SliceData(make([]int64, mostElements+1)))
	var scratch [8]int64
	// call calls a function with elements in a row at src, one of them at elem.
	call := func(e *abi.Export, t1, t2 rc.Triple, elem, src unsafe.Pointer, n, at int64) (out rc.Triple) {
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
			case abi.Elem, abi.Several:
				switch {
				case p.Of == abi.Vals:
					args = append(args, vals)
				case p.Role == abi.Several:
					args = append(args, src)
				default:
					args = append(args, elem)
				}
			case abi.Receives, abi.Place, abi.Told:
				args = append(args, unsafe.Pointer(&scratch))
			case abi.Out:
				args = append(args, &out)
			case abi.Size:
				if p.Of == abi.Vals {
					args = append(args, valSize)
				} else {
					args = append(args, b.size)
				}
			case abi.Align:
				args = append(args, int64(8))
			case abi.Inc, abi.Dec:
				args = append(args, runtime.ElemFn{})
			case abi.Eq:
				args = append(args, countedEq)
			case abi.Hash:
				if b.unhashed && p.Name != "val_hash" {
					args = append(args, runtime.HashFn{})
				} else {
					args = append(args, countedHash)
				}
			case abi.Cmp:
				if p.Type == abi.CmpByFn {
					args = append(args, countedBy)
				} else {
					args = append(args, countedCmp)
				}
			case abi.Wanted:
				if p.Type == abi.EntryTestFn {
					args = append(args, countedKeep)
				} else {
					args = append(args, countedTest)
				}
			case abi.Ctx:
				args = append(args, unsafe.Pointer(nil))
			case abi.Number:
				switch p.Name {
				case "n":
					args = append(args, n)
				case "min_cap":
					args = append(args, t1.Len+1)
				case "new_len":
					args = append(args, max(t1.Len-1, 0))
				case "j":
					args = append(args, t1.Len-1)
				default:
					args = append(args, at)
				}
			default:
				tb.Fatalf("%s: nothing to pass as %s", e.Name, p.Name)
			}
		}
		if _, failure := m.Call(e, args); failure != "" {
			tb.Fatalf("%s: %s", e.Name, failure)
		}
		return out
	}
	build := func(from, n int64) rc.Triple {
		maker := "ori_set_from_elems"
		switch {
		case isList:
			maker = "ori_list_extend_cow"
		case isMap:
			maker = "ori_map_from_entries"
		}
		return call(export(maker), rc.Triple{}, rc.Triple{}, nil, elems(from, n), n, 0)
	}
	operand2 := slices.ContainsFunc(e.Params, func(p abi.Param) bool { return p.Operand == 2 })
	several := e.With(abi.Several) != nil
	data := e.With(abi.Data)
	consumed := data != nil && data.Owner == abi.Consumed
	hasOut := e.With(abi.Out) != nil

	fresh := int64(1) << 20 // a value that is in no operand
	t := build(0, b.n1)
	may = t.Len
	for range b.calls {
		if t.Len == 0 {
			break
		}
		l := load{n1: t.Len, n2: b.n2, scan: 1}
		copies := b.shared && consumed
		l.at = b.at(t.Len, r.Int64N(t.Len))
		elem := elems(0, 1)
		if b.where == nowhere {
			*(*int64)(elem) = fresh * b.step
			fresh++
		} else {
			*(*int64)(elem) = number(t.Elems(b.size).At(l.at))
		}
		var t2 rc.Triple
		var src unsafe.Pointer
		if several {
			src = elems(fresh, b.n2)
			fresh += b.n2
		}
		if operand2 {
			t2 = build(number(t.Elems(b.size).At(0))/b.step+t.Len-b.common, b.n2)
			l.n2 = t2.Len
		}
		if b.unhashed && !isList {
			l.scan = 1 + max(l.n1, l.n2)
		}
		if copies {
			rc.ListInc(t)
		}
		at := min(l.at, t.Len-1)
		before := t
		done.bytes = took // building does not count
		runtime.Watch = &done
		out := call(e, t, t2, elem, src, b.n2, at)
		runtime.Watch = nil
		took = done.bytes
		if copies {
			before.ReleasePlain()
		}
		switch {
		case consumed && hasOut:
			t = out
		case consumed:
			t = rc.Triple{}
		default:
			out.ReleasePlain()
			if b.name == "ori_list_rc_inc" {
				t.ReleasePlain()
			}
		}
		if data2 := e.Param("data2"); data2 == nil || data2.Owner != abi.Consumed {
			t2.ReleasePlain()
		}
		l.rest = t.Len
		may += costs[b.name].of(l)
		if copies {
			may += l.n1
		}
	}
	t.ReleasePlain()
	return took, may * (elementBytes + b.size + valSize)
}

// check fails if a burst takes more than it may.
func (b burst) check(tb check.TB) {
	tb.Helper()
	if took, may := b.run(tb); took > elementCost*may {
		tb.Errorf("%s, whose cost is %s, takes %d bytes where %d are allowed: %+v", b.name, costs[b.name].says, took, elementCost*may, b.fit())
	}
}

// costly are the functions with a row, in order.
var costly = slices.Sorted(maps.Keys(costs))

// TestEveryFunctionHasACost keeps the rows complete.
func TestEveryFunctionHasACost(t *testing.T) {
	for _, e := range abi.Exports {
		for _, of := range []string{"ori_list_", "ori_map_", "ori_set_"} {
			if _, ok := costs[e.Name]; !ok && strings.HasPrefix(e.Name, of) {
				t.Errorf("%s has no cost", e.Name)
			}
		}
	}
}

// TestEveryFunctionKeepsToItsCost calls every function again and again at every position of
// small and large operands.
func TestEveryFunctionKeepsToItsCost(t *testing.T) {
	for i, name := range costly {
		if i%stride != 0 {
			continue // the race detector would take minutes
		}
		for _, n := range [][2]int64{{1999, 1}, {1999, 1999}, {0, 1999}, {1200, 40}, {20, 5}} {
			for where := range wheres {
				if where != anywhere && !placed(name) {
					continue
				}
				for _, shared := range []bool{false, true} {
					burst{name: name, n1: n[0], n2: n[1], common: n[1] / 2, size: int64(where), where: where, calls: 1000, shared: shared}.check(t)
				}
			}
		}
	}
}

// placed reports whether a function is passed a position or a key.
func placed(name string) bool {
	e := export(name)
	return e.With(abi.Number) != nil || e.With(abi.Elem) != nil
}

// FuzzCosts looks for a shape and size at which a function takes more than its row allows.
func FuzzCosts(f *testing.F) {
	f.Fuzz(func(t *testing.T, function, n1, n2, common, size, step uint16, where, calls uint16, flags uint8, seed uint64) {
		burst{
			name: costly[int(function)%len(costly)],
			n1:   int64(n1), n2: int64(n2), common: int64(common), size: int64(size), step: int64(step),
			where: int(where), calls: int64(calls),
			unhashed: flags&1 != 0, shared: flags&2 != 0, descended: flags&4 != 0, seed: seed,
		}.check(t)
	})
}
