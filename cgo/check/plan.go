package check

import (
	"slices"
	"strings"

	"libori.org/rt/abi"
)

// kind is what an object is used as.
type kind uint8

const (
	object kind = iota // a box, or not known yet
	list
	mapKind
	set
	text
)

func (k kind) String() string { return [...]string{"object", "list", "map", "set", "string"}[k] }

// row reports whether a buffer of this kind is one row of elements: lists, sets and strings
// are, and may share buffers.
func (k kind) row() bool { return k == list || k == set || k == text }

// An operand of a function is a collection or an object that it is given. The fields are
// places among the arguments, or -1.
type operand struct {
	name           string
	data, len, cap int
	text           bool // data is the address of a string
	owner          abi.Ownership
	kind           kind
	any            bool // the function serves every kind of buffer
	size, valSize  int
	inc, dec       int
	valInc, valDec int
}

// A moved parameter is the address of an element that is taken over.
type moved struct {
	at, size, dec int
}

// plan is what there is to look at in the calls of a function.
type plan struct {
	name     string
	operands []operand
	moved    []moved
	out      int
	outKind  kind
	result   abi.Outcome
	counts   int // +1: adds a reference to its operand, -1: drops one
	frees    bool
	allocs   bool
	callback []callback
	consumes bool
	renews   bool // what it returns is another object, also at an old address
	boxSize  int  // where the size of a box is given, or -1
	opens    bool // its result may be filled by the program
}

// A callback is a parameter that retains or releases elements of a size.
type callback struct {
	at, size, pair int // pair: the other of inc and dec, or -1
	inc            bool
}

var plans = makePlans()

func makePlans() []plan {
	all := make([]plan, len(abi.Exports))
	for i := range abi.Exports {
		all[i] = planOf(&abi.Exports[i])
	}
	return all
}

func planOf(e *abi.Export) plan {
	p := plan{name: e.Name, out: index(e, func(q abi.Param) bool { return q.Role == abi.Out }), result: e.Contract.Result}
	find := func(role abi.Role, of ...abi.Of) int {
		return index(e, func(q abi.Param) bool { return q.Role == role && slices.Contains(of, q.Of) })
	}
	size, valSize := find(abi.Size, abi.Elems, abi.Keys), find(abi.Size, abi.Vals)
	inc, dec := find(abi.Inc, abi.Elems, abi.Keys), find(abi.Dec, abi.Elems, abi.Keys)
	valInc, valDec := find(abi.Inc, abi.Vals), find(abi.Dec, abi.Vals)
	of := kindOf(e.Name)
	for i, q := range e.Params {
		switch q.Role {
		case abi.Data:
			o := operand{name: q.Name, data: i, len: -1, cap: -1, owner: q.Owner, kind: of, size: size, valSize: valSize,
				inc: inc, dec: dec, valInc: valInc, valDec: valDec}
			o.len = index(e, func(r abi.Param) bool { return r.Role == abi.Len && r.Operand == q.Operand })
			o.cap = index(e, func(r abi.Param) bool { return r.Role == abi.Cap && r.Operand == q.Operand })
			o.any = e.Name == "ori_list_rc_inc" // maps have none of their own
			if of == object {
				o.size = -1
			}
			if e.Name == "ori_map_keys" || e.Name == "ori_map_values" {
				o.inc, o.dec = -1, -1 // of the keys or the values
			}
			p.operands = append(p.operands, o)
		case abi.Text:
			p.operands = append(p.operands, operand{name: q.Name, data: i, len: -1, cap: -1, text: true, owner: q.Owner, kind: text,
				size: -1, valSize: -1, inc: -1, dec: -1, valInc: -1, valDec: -1})
		case abi.Elem:
			if q.Owner == abi.MovedIn {
				m := moved{at: i, size: size, dec: dec}
				if q.Of == abi.Vals {
					m.size, m.dec = valSize, valDec
				}
				p.moved = append(p.moved, m)
			}
		case abi.Inc, abi.Dec:
			c := callback{at: i, size: size, pair: dec, inc: q.Role == abi.Inc}
			if q.Of == abi.Vals {
				c.size, c.pair = valSize, valDec
			}
			if !c.inc {
				c.pair = i
			}
			if e.Name != "ori_map_keys" && e.Name != "ori_map_values" {
				p.callback = append(p.callback, c)
			}
		}
	}
	for _, o := range p.operands {
		p.consumes = p.consumes || o.owner == abi.Consumed
	}
	p.outKind = of
	if p.out >= 0 {
		p.outKind = map[abi.Type]kind{abi.OutList: list, abi.OutMap: mapKind, abi.OutSet: set, abi.OutStr: text}[e.Params[p.out].Type]
	}
	switch {
	case strings.Contains(e.Name, "_rc_inc"):
		p.counts = 1
	case strings.Contains(e.Name, "_rc_dec"):
		p.counts = -1
	}
	p.opens = strings.HasSuffix(e.Name, "_unshare_cow")
	p.frees = e.Name == "ori_rc_free"
	p.boxSize = -1
	if e.Name == "ori_box_unshare" {
		p.boxSize = find(abi.Size, abi.Elems)
	}
	p.renews = e.Name == "ori_rc_alloc_reuse"
	p.allocs = p.renews || e.Name == "ori_rc_alloc" || e.Name == "ori_rc_realloc" || e.Name == "ori_box_unshare"
	return p
}

func index(e *abi.Export, is func(abi.Param) bool) int { return slices.IndexFunc(e.Params, is) }

// kindOf returns what a function's operands are.
func kindOf(name string) kind {
	switch {
	case strings.HasPrefix(name, "ori_list_"), name == "ori_buffer_rc_dec":
		return list
	case strings.HasPrefix(name, "ori_map_"):
		return mapKind
	case strings.HasPrefix(name, "ori_set_"):
		return set
	case strings.HasPrefix(name, "ori_str_"):
		return text
	}
	return object
}
