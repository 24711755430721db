package contract

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"libori.org/rt/abi"
	"libori.org/rt/abi/thunk"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"
)

// Tally counts what a sweep did.
type Tally struct {
	Calls  int // calls made
	Faults int // of these, that were made to fail
	Decs   int // decs of calls that were not the last owner of an operand
}

// Add adds another tally.
func (t *Tally) Add(u Tally) {
	t.Calls += u.Calls
	t.Faults += u.Faults
	t.Decs += u.Decs
}

// Execute runs the row in one setting and compares it with the contract.
func Execute(tb check.TB, m Machine, row *Row, at Setting) Tally {
	c := newCall(tb, row, at)
	return Tally{Calls: 1, Decs: c.execute(m)}
}

// An attempt is a call that may be made to fail, and then be made again.
type attempt interface {
	call(m Machine) (result Result, failure string)
	succeeded(Result) // compares with the contract
	intact()          // expects that nothing was consumed or changed
	errorf(format string, args ...any)
}

// starve makes a call of the function of that name with its first allocation failing, then
// its second, and so on until there are no more. Each time the arguments are as before,
// and the caller's; with them the next attempt is made.
func starve(m Machine, name string, begin func() attempt) (t Tally) {
	for _, forever := range []bool{false, true} {
		c := begin()
		for k := 1; ; k++ {
			m.Starve(k, forever)
			result, failure := c.call(m)
			m.Starve(0, false)
			t.Calls++
			if failure == "" {
				c.succeeded(result)
				break
			}
			t.Faults++
			if !strings.HasPrefix(failure, "ori: "+name+": out of memory allocating ") {
				c.errorf("allocation %d fails with %q", k, failure)
				break
			}
			if m.Blocks() > 0 {
				c.errorf("allocation %d fails and %d blocks of memory are lost", k, m.Blocks())
			}
			c.intact()
		}
	}
	return t
}

// Starve runs the row with failing allocations.
func Starve(tb check.TB, m Machine, row *Row, at Setting) Tally {
	return starve(m, row.Name, func() attempt { return newCall(tb, row, at) })
}

func (c *call) call(m Machine) (Result, string) { return m.Call(c.e, c.args) }
func (c *call) succeeded(result Result)         { c.finish(result, c.at.Alone) }

func (c *call) errorf(format string, args ...any) {
	c.tb.Helper()
	where := fmt.Sprintf("%v, %s", c.row, c.at.HowA)
	if c.row.B != nil {
		where += fmt.Sprintf(" and %s", c.at.HowB)
	}
	if c.at.Same {
		where += " (one buffer)"
	}
	if c.at.Alone {
		where += " (one buffer, one reference)"
	}
	if c.at.Inside {
		where += " (in an element of the first)"
	}
	where += ", " + c.at.Keys.Name
	if c.at.Vals != nil {
		where += " -> " + c.at.Vals.Name
	}
	if c.at.Hash {
		where += ", hashed"
	}
	c.tb.Errorf("%s: %s", where, fmt.Sprintf(format, args...))
}

// held returns everything that the caller holds before the call.
func (c *call) held() (roots []check.Root, loose []check.Loose) {
	roots = append(roots, c.a.others...)
	roots = append(roots, c.b.others...)
	roots = append(roots, c.a.Root)
	if c.row.B != nil && !c.at.Alone {
		roots = append(roots, c.b.Root)
	}
	return roots, c.looseArgs(func(*abi.Param) bool { return true })
}

// looseArgs returns the elements given by address for which keep is true. The
// slots are filled whether the function has such a parameter or not; those
// without one stay the caller's.
func (c *call) looseArgs(keep func(p *abi.Param) bool) (loose []check.Loose) {
	add := func(k *check.Kind, slot unsafe.Pointer, names ...string) {
		for _, name := range names {
			if i := c.param(name); i >= 0 && !keep(&c.e.Params[i]) {
				return
			}
		}
		loose = append(loose, check.Loose{Kind: k, Slot: slot})
	}
	add(c.at.Keys, c.elem[0].At(), "elem", "needle", "key")
	if c.at.Vals != nil {
		add(c.at.Vals, c.elem[1].At(), "val", "default_val")
	}
	src, vals := rc.ElemsAt(c.src[0].At(), c.at.Keys.Size), rc.ElemsAt(c.src2[0].At(), c.kindSize(abi.Vals))
	for i := int64(0); i < c.several(); i++ {
		add(c.at.Keys, src.At(i), "src", "keys")
		if c.hasVals() {
			add(c.at.Vals, vals.At(i), "vals")
		}
	}
	return loose
}

// intact expects that nothing was consumed or changed.
func (c *call) intact() {
	c.tb.Helper()
	c.h.VerifyAll(c.held())
	c.expectValues("operand", c.a.Root, c.row.A, nil)
	if c.row.B != nil {
		c.expectValues("operand 2", c.b.Root, c.row.B, nil)
	}
	if got := c.at.Keys.Get(c.elem[0].At()); got != c.row.Elem {
		c.errorf("elem was changed to %d", got)
	}
}

func (c *call) expectValues(what string, root check.Root, want []int64, vals map[int64]int64) {
	c.tb.Helper()
	if got := check.Values(root.Keys, root.Triple); !slices.Equal(got, want) {
		c.errorf("%s: %v, want %v", what, got, want)
		return
	}
	if root.Vals == nil || root.Data == nil {
		return
	}
	region := rc.Triple{Len: root.Len, Data: root.Elems(root.Keys.Size).At(root.Cap)}
	for i, got := range check.Values(root.Vals, region) {
		value, ok := vals[want[i]]
		if !ok {
			value = valueOf(want[i])
		}
		if got != value {
			c.errorf("%s: the value of %d is %d, want %d", what, want[i], got, value)
		}
	}
}

// execute makes the call, and returns its decs if it was not the last owner of
// an operand.
func (c *call) execute(m Machine) (decs int) {
	c.tb.Helper()
	if c.at.HowA == check.Leaving {
		c.h.OnNextInc(func() {
			for _, root := range c.a.others {
				c.release(root)
			}
			c.a.others = nil
		})
	}
	gone := c.at.Alone // operand 2
	if c.at.Inside {
		c.h.OnNextDec(func() {
			gone = true
			c.release(c.b.Root)
		})
	}
	var result Result
	var failure string
	cost := c.h.Cost(func() { result, failure = m.Call(c.e, c.args) })
	c.h.OnNextInc(nil)
	c.h.OnNextDec(nil)
	if failure != "" {
		c.errorf("%s", failure)
		return 0
	}
	c.compareCost(m, cost)
	if !c.last() {
		decs = cost.Decs
	}
	c.finish(result, gone)
	return decs
}

// finish expects what the row says came out, recounts, and releases everything; operand 2
// may be gone.
func (c *call) finish(result Result, gone bool) {
	c.tb.Helper()
	roots := append(append([]check.Root(nil), c.a.others...), c.b.others...)
	for _, p := range c.e.Params {
		if p.Role == abi.Data && p.Owner != abi.Consumed && !(gone && p.Operand == 2) {
			roots = append(roots, []operand{c.a, c.b}[p.Operand-1].Root)
		}
	}
	if !c.has("out") && c.e.Contract.Retains != nil {
		roots = append(roots, c.a.Root) // the caller's from now on
	}
	loose := c.looseArgs(func(p *abi.Param) bool { return p.Owner == abi.Borrowed })
	if c.has("out") {
		out := c.result()
		roots = append(roots, out)
		c.expectValues("result", out, c.want(), c.row.Vals)
	}
	if p := c.e.With(abi.Receives); p != nil && c.row.Moved != 0 {
		k := c.kind(p.Of)
		loose = append(loose, check.Loose{Kind: k, Slot: c.moved.At()})
		if got := k.Get(c.moved.At()); got != c.row.Moved {
			c.errorf("%s: %d, want %d", p.Name, got, c.row.Moved)
		}
	}
	if c.told != c.row.Told {
		c.errorf("it is said that it was new or found: %t", c.told)
	}
	if c.e.Result.Type == abi.Pointer {
		box := c.a.Root
		box.Data = result.Ptr
		roots = append(roots, box)
		c.expectValues("result", box, c.row.Want, nil)
	} else {
		c.expectResult(result)
	}
	c.h.VerifyAll(roots, loose)
	for i, other := range c.a.others {
		if !other.IsSlice() && c.at.HowA != check.Sliced {
			c.expectValues(fmt.Sprintf("other owner %d", i), other, c.row.A, nil)
		}
	}
	for _, root := range roots {
		c.release(root)
	}
	for _, elem := range loose {
		elem.Kind.Drop(elem.Slot)
	}
	for _, o := range []operand{c.a, c.b} {
		if o.frozen.Data != nil {
			o.frozen.Thaw(c.h, c.at.Keys, c.at.Vals)
		}
	}
	c.h.Close()
}

// expectResult expects what a function without out returns.
func (c *call) expectResult(result Result) {
	c.tb.Helper()
	want := c.row.Result
	if c.beside && slices.Contains([]string{"ori_rc_is_unique", "ori_rc_is_unique_or_null", "ori_rc_count"}, c.row.Name) {
		return
	}
	switch c.row.Name {
	case "ori_rc_is_unique", "ori_rc_is_unique_or_null":
		want = 0
		if !c.at.HowA.Copies() {
			want = 1
		}
	case "ori_rc_count":
		want = map[check.How]int64{check.Unique: 1, check.Roomy: 1, check.Shared: 2, check.Immortal: -1}[c.at.HowA]
	case "ori_rc_data_size":
		want = c.a.Cap * c.at.Keys.Size
	case "ori_map_entry_cow":
		if c.slot == nil || c.at.Vals.Get(c.slot) != want {
			c.errorf("val_slot is %p, want the address of %d", c.slot, want)
		}
		return
	case "ori_list_hash", "ori_set_hash", "ori_map_hash": // that of an equal one
		if again := c.hashAgain(); result.Int != again {
			c.errorf("the hash is %#x, that of an equal one %#x", result.Int, again)
		}
		return
	case "ori_set_get":
		if (result.Ptr == nil) != (want == -1) || result.Ptr != nil && c.at.Keys.Get(result.Ptr) != want {
			c.errorf("returns %p, want the address of %d", result.Ptr, want)
		}
		return
	case "ori_map_get":
		if (result.Ptr == nil) != (want == -1) || result.Ptr != nil && c.at.Vals.Get(result.Ptr) != want {
			c.errorf("returns %p, want the address of %d", result.Ptr, want)
		}
		return
	}
	if c.e.Result.Type != abi.Void && result.Int != want {
		c.errorf("returns %d, want %d", result.Int, want)
	}
}

// want returns the elements of the result.
func (c *call) want() []int64 {
	if c.row.Of != abi.Vals {
		return c.row.Want
	}
	var values []int64
	for _, key := range c.row.Want {
		values = append(values, valueOf(key))
	}
	return values
}

// result returns out as a root.
func (c *call) result() check.Root {
	out := check.Root{Triple: c.out, Keys: c.kind(abi.Elems)}
	if c.e.With(abi.Out).Type == abi.OutMap {
		out.Vals = c.at.Vals
	}
	return out
}

func (c *call) release(root check.Root) {
	if root.Vals == nil {
		check.Release(root.Keys, root.Triple)
		return
	}
	releaseMap(root)
}

func releaseMap(m check.Root) {
	thunk.MapBufferRcDec(m.Data, m.Len, m.Cap, m.Keys.Size, m.Vals.Size, m.Keys.Dec, m.Vals.Dec)
}

// last reports whether the call turned out to be the last owner of an operand
// that it consumed and did not return.
func (c *call) last() bool {
	return c.at.HowA == check.LastSlice || c.at.HowA == check.Leaving && c.a.others == nil ||
		c.row.B != nil && c.at.HowB == check.LastSlice
}

// compareCost compares allocations, moves and decs with the contract.
func (c *call) compareCost(m Machine, cost check.Cost) {
	c.tb.Helper()
	contract, copies := c.e.Contract, c.at.HowA.Copies() || c.at.Same
	if !c.last() && contract.Releases == nil && cost.Decs > 0 {
		c.errorf("%d decs, but the contract releases nothing", cost.Decs)
	}
	if contract.Copies != abi.CopiesShared {
		want := 0
		if contract.Copies == abi.CopiesAlways && len(c.row.Want) > 0 || contract.Copies == abi.CopiesNever && c.holds(contract.Effects.Allocates) {
			want = 1
		}
		if m.Allocs() != want {
			c.errorf("%d allocations, want %d: the contract says %v", m.Allocs(), want, contract.Copies)
		}
		return
	}
	if !c.has("out") || c.a.Data == nil && c.b.Data == nil {
		return // ori_box_unshare: its result is looked at
	}
	out := c.out
	same := c.unchanged()
	switch {
	case same != nil:
		if out != same.Triple || m.Allocs() > 0 {
			c.errorf("nothing changes, but %v became %v with %d allocations", same.Triple, out, m.Allocs())
		}
	case c.a.Data == nil, c.at.Alone:
	case copies:
		if out.Data != nil && out.Buffer() == c.a.Buffer() {
			c.errorf("the result shares the buffer of what is not unique; the contract says %v", contract.Copies)
		}
		if out.Data != nil && m.Allocs() == 0 {
			c.errorf("copied without an allocation")
		}
	case contract.Grows == abi.Shrinks:
		if out.Data != nil && c.row.A != nil && out.Cap > int64(max(len(c.row.Want), 8)) && out.Cap > int64(len(c.row.Want))*2 {
			c.errorf("room for %d is left", out.Cap)
		}
	case c.need() <= c.a.Cap:
		if out.Data != nil && out.Data != c.a.Data && !(contract.Advances && c.advanced()) {
			c.errorf("unique and with room, but moved")
		}
		needsScratch := c.at.Keys.Size > rc.SmallElem || c.several() > 0 && contract.Releases != nil || c.row.isSet() || c.row.isMap() || contract.Grows == abi.GrowsNever && contract.Effects.Allocates.Test == abi.Always
		if m.Allocs() > 1 || m.Allocs() == 1 && !needsScratch {
			c.errorf("unique and with room, but %d allocations", m.Allocs())
		}
	}
	if contract.Result == abi.Unique && same == nil && out.Data != nil && !out.IsUnique() {
		c.errorf("the result is not unique: %v", out)
	}
	if c.holds(contract.Buffer) && (out.Data == nil || out.Cap <= 0) {
		c.errorf("the result has no buffer, which the contract promises when %v", contract.Buffer)
	}
}

// advanced reports whether the result begins behind slots of the operand's memory that
// it gave up.
func (c *call) advanced() bool {
	size := c.at.Keys.Size
	return c.out.Data == c.a.Elems(size).At(c.a.Cap-c.out.Cap) && c.out.GivenUp(size) >= c.a.Cap-c.out.Cap
}

// need returns the slots that the contract allows a unique operand to be
// reallocated for.
func (c *call) need() int64 {
	if c.e.Contract.Grows == abi.GrowsToSum {
		return int64(len(c.row.A) + len(c.row.B))
	}
	return max(int64(len(c.row.Want)), c.row.Ints["min_cap"])
}
