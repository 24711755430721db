package contract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"libori.org/rt/abi"
	"libori.org/rt/abi/thunk"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// A Setting is how a row is run.
type Setting struct {
	HowA, HowB check.How
	Keys, Vals *check.Kind
	Hash       bool // with a hash callback
	Same       bool // B is A's buffer, of which the caller holds a second reference
	Alone      bool // as Same, but both operands are the one reference that the call consumes
	Inside     bool // the only reference to B is an element's of A, which is released first of all
}

// operand is a collection that is an argument, and who else holds it.
type operand struct {
	check.Root
	others []check.Root
	frozen check.Frozen
}

// call is one run of a row: everything that the caller holds, and the arguments.
type call struct {
	tb    check.TB
	h     *check.Heap
	row   *Row
	e     *abi.Export
	at    Setting
	a, b  operand
	elem  [2]check.Slot // elem; key and val
	src   [4]check.Slot
	src2  [4]check.Slot // the values of src
	moved check.Slot
	ctx   int64
	told  bool
	out   rc.Triple
	slot  unsafe.Pointer // val_slot
	args  []any

	beside bool // others leave during the call, so that counts may be what they like
}

func (r *Row) isMap() bool { return strings.HasPrefix(r.Name, "ori_map_") }
func (r *Row) isSet() bool { return strings.HasPrefix(r.Name, "ori_set_") }

func newCall(tb check.TB, row *Row, at Setting) *call {
	c := &call{tb: tb, h: check.NewHeap(tb), row: row, e: row.Export(), at: at}
	c.a = c.operand(at.HowA, row.A)
	switch {
	case at.Alone:
		c.b.Root = c.a.Root
	case at.Same:
		rc.ListInc(c.a.Triple)
		c.b.Root = c.a.Root
	case row.B != nil:
		c.b = c.operand(at.HowB, row.B)
	}
	at.Keys.Put(c.elem[0].At(), row.Elem)
	if at.Vals != nil {
		at.Vals.Put(c.elem[1].At(), row.Val)
	}
	src := rc.ElemsAt(c.src[0].At(), at.Keys.Size)
	vals := rc.ElemsAt(c.src2[0].At(), c.kindSize(abi.Vals))
	for i := int64(0); i < c.several(); i++ {
		at.Keys.Put(src.At(i), row.Elem+i)
		if c.hasVals() {
			at.Vals.Put(vals.At(i), valueOf(row.Elem+i))
		}
	}
	c.ctx = max(row.Mod, 1)
	for i := range c.e.Params {
		c.args = append(c.args, c.arg(&c.e.Params[i]))
	}
	return c
}

// several returns how many elements the function is given by address.
func (c *call) several() int64 {
	if c.e.With(abi.Several) == nil {
		return 0
	}
	return c.row.Ints["n"]
}

// hasVals reports whether it is given as many values.
func (c *call) hasVals() bool { return c.has("vals") }

// needs reports whether a parameter may not be NULL.
func (c *call) needs(param string) bool {
	return slices.ContainsFunc(c.e.Contract.Fails, func(f abi.Failure) bool {
		return f.Kind == abi.NullArg && slices.Contains(f.Params, param)
	})
}

func (c *call) kindSize(of abi.Of) int64 {
	if of == abi.Vals && c.at.Vals == nil {
		return 0
	}
	return c.kind(of).Size
}

func (c *call) has(name string) bool { return c.param(name) >= 0 }

func (c *call) param(name string) int {
	for i := range c.e.Params {
		if c.e.Params[i].Name == name {
			return i
		}
	}
	return -1
}

// operand makes a collection of the row's type that is held as how says.
func (c *call) operand(how check.How, values []int64) operand {
	const margin = 2
	k := c.at.Keys
	o := operand{Root: check.Root{Keys: k, Vals: c.at.Vals}}
	if len(values) == 0 {
		return o
	}
	n := int64(len(values))
	switch {
	case c.row.isMap() || c.row.isSet():
		slots := n
		if how != check.Unique && how != check.Immortal {
			slots += 4
		}
		o.Triple = c.keyed(values, slots)
	case how == check.Sliced || how == check.LastSlice:
		wide := append(append(list(200, 201), values...), 202, 203)
		l := c.h.List(k, 0, wide...)
		whole := o.Root
		whole.Triple = l
		c.h.Note(l)
		if how == check.Sliced {
			rc.ListInc(l)
			o.others = append(o.others, whole)
		}
		o.Triple = l.Slice(margin, margin+n, k.Size)
		return o
	case how == check.Unique || how == check.Immortal:
		o.Triple = c.h.List(k, 0, values...)
	default:
		o.Triple = c.h.List(k, n+4, values...)
	}
	switch how {
	case check.Shared, check.Leaving:
		rc.ListInc(o.Triple)
		o.others = append(o.others, o.Root)
	case check.Immortal:
		o.frozen = c.h.Freeze(o.Triple)
		o.Triple = o.frozen.Triple
		o.others = append(o.others, o.Root)
	}
	return o
}

// keyed makes a set or map with slots slots, through the Go code.
func (c *call) keyed(values []int64, slots int64) (t rc.Triple) {
	k, v := c.at.Keys, c.at.Vals
	var hash runtime.HashFn
	if c.at.Hash {
		hash = k.Hash
	}
	var key, val check.Slot
	if v == nil {
		for _, x := range values {
			k.Put(key.At(), x)
			thunk.SetInsertCow(t.Data, t.Len, t.Cap, key.At(), k.Size, k.Align, k.Eq, hash, k.Inc, k.Dec, &t)
		}
		return t
	}
	thunk.MapUnshareCow(nil, 0, 0, slots, k.Size, v.Size, k.Eq, hash, k.Inc, k.Dec, v.Inc, v.Dec, &t)
	for _, x := range values {
		k.Put(key.At(), x)
		v.Put(val.At(), valueOf(x))
		thunk.MapInsertCow(t.Data, t.Len, t.Cap, key.At(), val.At(), k.Size, v.Size, k.Eq, hash, k.Inc, k.Dec, v.Inc, v.Dec, &t)
	}
	return t
}

// arg returns the argument for a parameter, by its role.
func (c *call) arg(p *abi.Param) any {
	o := &c.a
	if p.Operand == 2 {
		o = &c.b
	}
	k := c.kind(p.Of)
	switch p.Role {
	case abi.Data:
		return o.Data
	case abi.Len:
		return o.Len
	case abi.Cap:
		return o.Cap
	case abi.Elem:
		if p.Of == abi.Vals {
			return c.elem[1].At()
		}
		return c.elem[0].At()
	case abi.Several:
		if p.Of == abi.Vals {
			return c.src2[0].At()
		}
		return c.src[0].At()
	case abi.Ctx:
		return unsafe.Pointer(&c.ctx)
	case abi.Told:
		return &c.told
	case abi.Wanted:
		if p.Type == abi.EntryTestFn {
			return k.KeepEntry
		}
		return k.Keep
	case abi.Receives:
		return c.moved.At()
	case abi.Place:
		return &c.slot
	case abi.Out:
		return &c.out
	case abi.Size:
		return c.size(p, k)
	case abi.Align:
		return k.Align
	case abi.Inc:
		return k.Inc
	case abi.Dec:
		return k.Dec
	case abi.Eq:
		return k.Eq
	case abi.Hash:
		if c.at.Hash || c.needs(p.Name) {
			return k.Hash
		}
		return runtime.HashFn{}
	case abi.Cmp:
		if p.Type == abi.CmpByFn {
			return k.CmpBy
		}
		return k.Cmp
	case abi.Drop:
		return k.Drops
	}
	value, ok := c.row.Ints[p.Name]
	if !ok {
		panic(fmt.Sprintf("contract: the row %v gives no %s", c.row, p.Name))
	}
	return value
}

// kind returns what a parameter describes: elements are keys, or what the row says.
func (c *call) kind(of abi.Of) *check.Kind {
	if of == abi.Elems && c.row.Of != abi.NoElems {
		of = c.row.Of
	}
	if of == abi.Vals {
		return c.at.Vals
	}
	return c.at.Keys
}

// size returns a size; an object that is resized grows to three times its own.
func (c *call) size(p *abi.Param, k *check.Kind) int64 {
	switch p.Name {
	case "old_size":
		return c.a.Cap * k.Size
	case "new_size":
		return 3 * c.a.Cap * k.Size
	}
	return k.Size
}

// holds reports whether a condition of the contract is true of this call.
func (c *call) holds(when abi.Condition) bool {
	a, b := c.row.A, c.row.B
	if c.at.Same || c.at.Alone {
		b = a
	}
	value := func(name string) int64 {
		if n, err := strconv.ParseInt(name, 10, 64); err == nil {
			return n
		}
		if name == "result" {
			return int64(len(c.row.Want))
		}
		return c.args[c.param(name)].(int64)
	}
	in := func(values []int64) func(int64) bool {
		return func(v int64) bool { return slices.Contains(values, v) }
	}
	switch when.Test {
	case abi.Never:
		return false
	case abi.Always:
		return true
	case abi.Compared:
		return compare(value(when.Left), when.Op, value(when.Right))
	case abi.Present:
		return slices.Contains(a, c.row.Elem)
	case abi.Absent:
		return !slices.Contains(a, c.row.Elem)
	case abi.Copied:
		return c.at.HowA.Copies() || c.at.Same || c.at.Alone
	case abi.InOrder:
		return slices.IsSorted(a)
	case abi.SameBuffer:
		return c.at.Same || c.at.Alone
	case abi.NoneNew:
		return !slices.ContainsFunc(b, func(v int64) bool { return !in(a)(v) })
	case abi.NoneGoes:
		return slices.Equal(a, c.row.Want)
	}
	panic(fmt.Sprintf("contract: condition %v", when))
}

func compare(a int64, op string, b int64) bool {
	switch op {
	case "==":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	}
	return a >= b
}

// unchanged returns the operand that the contract says comes back as it was, or nil.
func (c *call) unchanged() *operand {
	for _, u := range c.e.Contract.Unchanged {
		if !c.holds(u.When) {
			continue
		}
		if c.e.Param(u.Param).Operand == 2 {
			return &c.b
		}
		return &c.a
	}
	return nil
}
