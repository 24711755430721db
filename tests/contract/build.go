package contract

import (
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
	moved check.Slot
	out   rc.Triple
	slot  unsafe.Pointer // val_slot
	args  []any
}

func (r *Row) isMap() bool { return strings.HasPrefix(r.Name, "ori_map_") }
func (r *Row) isSet() bool { return strings.HasPrefix(r.Name, "ori_set_") }

func newCall(tb check.TB, row *Row, at Setting) *call {
	c := &call{tb: tb, h: check.NewHeap(tb), row: row, e: row.Export(), at: at}
	c.a = c.operand(at.HowA, row.A)
	switch {
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
	for i := int64(0); i < row.Ints["n"] && c.has("src"); i++ {
		at.Keys.Put(src.At(i), row.Elem+i)
	}
	for i := range c.e.Params {
		c.args = append(c.args, c.arg(&c.e.Params[i]))
	}
	return c
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

// arg returns the argument for a parameter.
func (c *call) arg(p *abi.Param) any {
	k, v := c.at.Keys, c.at.Vals
	operand, name := &c.a, p.Name
	if base, ok := strings.CutSuffix(name, "2"); ok {
		operand, name = &c.b, base
	} else {
		name = strings.TrimSuffix(name, "1")
	}
	switch name {
	case "data":
		return operand.Data
	case "len":
		return operand.Len
	case "cap":
		return operand.Cap
	case "elem", "needle", "key":
		return c.elem[0].At()
	case "val", "default_val":
		return c.elem[1].At()
	case "src":
		return c.src[0].At()
	case "elem_out":
		return c.moved.At()
	case "val_slot":
		return &c.slot
	case "out":
		return &c.out
	case "elem_size", "key_size", "size":
		return k.Size
	case "old_size":
		return operand.Cap * k.Size
	case "new_size":
		return 3 * operand.Cap * k.Size
	case "val_size":
		return v.Size
	case "elem_align":
		return k.Align
	case "align":
		if c.row.Name == "ori_map_values" {
			return v.Align
		}
		return k.Align
	case "key_inc":
		return k.Inc
	case "inc":
		if c.row.Name == "ori_map_values" {
			return v.Inc
		}
		return k.Inc
	case "dec", "key_dec":
		return k.Dec
	case "val_inc":
		return v.Inc
	case "val_dec":
		return v.Dec
	case "eq", "key_eq":
		return k.Eq
	case "val_eq":
		return v.Eq
	case "hash", "key_hash":
		if c.at.Hash {
			return k.Hash
		}
		return runtime.HashFn{}
	case "cmp":
		return k.Cmp
	case "drop":
		return k.Drops
	}
	return c.row.Ints[name]
}
