package check

import (
	"fmt"
	"slices"
)

// An element that is moved in brings its reference. If what it refers to lies in more places
// of collections than it has references, it was moved in twice:
//
//	push(a, s)   s: count 1, held by a
//	push(b, s)   s: count 1, held by a and b: one too many, unless the program has
//	             moved it out of a by hand and not told yet
//
// So a is suspect. When the library sees it again with the element still in it, that is an
// error. Where a and b are one list, it is an error at once.

// An object with many references, or in many collections, is not counted again.
const (
	fewReferences = 8
	fewHolders    = 8
)

// scanMax bounds the bytes of a collection that are searched.
const scanMax = 1 << 14

// refers calls f for every object that an element of size bytes may refer to: words that are
// addresses of live objects.
func refers(elem uint64, size int64, f func(x *info)) {
	if elem == 0 || elem%8 != 0 || size > 256 {
		return
	}
	for at := int64(0); at+8 <= size; at += 8 {
		if data := word(elem + uint64(at)); data%16 == 0 && data > 4096 && data>>47 == 0 {
			shadows.at(data, func(x *info) {
				if x != nil && x.state == live {
					f(x)
				}
			})
		}
	}
}

// moving looks at an element that is about to be moved in.
func (t *caller) moving(c *call, p *plan, m *moved) {
	if m.dec < 0 || c.args[m.dec] == 0 || m.size < 0 {
		return
	}
	var again []*info
	refers(c.args[m.at], int64(c.args[m.size]), func(x *info) {
		c.moved = append(c.moved, x.data)
		if len(x.holders) > 0 && count(x.data) <= fewReferences {
			again = append(again, &info{data: x.data, bytes: x.bytes, kind: x.kind, birth: x.birth, allocated: x.allocated, len: -1, size: -1,
				holders: append([]holder(nil), x.holders...)})
		}
	})
	for _, x := range again {
		n := int64(0)
		for _, h := range x.holders {
			places := t.occurrences(h, x.data)
			n += places
			if places > 0 && n >= count(x.data) && len(p.operands) > 0 && c.buffer[0] == h.data {
				t.fail(p.name, movedTwice(x, h))
			}
		}
		if n < count(x.data) {
			continue
		}
		for _, h := range x.holders {
			shadows.at(h.data, func(holder *info) {
				if holder != nil && holder.birth == h.birth {
					holder.suspect = append(holder.suspect, x.data)
				}
			})
		}
	}
}

func movedTwice(x *info, h holder) *Problem {
	return &Problem{
		text:   fmt.Sprintf("the element is moved in a second time: its %s has count %d and was moved in before", x.kind, count(x.data)),
		object: x,
		also:   []place{{"it was moved in before", -1, h.stack}, {"it was allocated", -1, x.allocated}},
	}
}

// occurrences counts the places of a collection that hold an address.
func (t *caller) occurrences(h holder, data uint64) (n int64) {
	shadows.at(h.data, func(x *info) {
		if x == nil || x.birth != h.birth || x.state != live {
			return
		}
		n = x.holds(data, x.len)
	})
	return n
}

func (x *info) holds(data uint64, length int64) (n int64) {
	if x.len < 0 || x.size < 0 {
		return 0
	}
	n = find(x.data, min(length*x.size, scanMax), data)
	if x.kind == mapKind && x.valSize > 0 {
		n += find(x.data+uint64(x.cap*x.size), min(length*x.valSize, scanMax), data)
	}
	return n
}

func find(from uint64, bytes int64, data uint64) (n int64) {
	for at := int64(0); at+8 <= bytes; at += 8 {
		if word(from+uint64(at)) == data {
			n++
		}
	}
	return n
}

// moved notes that the elements of a call lie in a collection now.
func (t *caller) moved(c *call, buffer uint64) {
	if len(c.moved) == 0 {
		return
	}
	var birth uint64
	shadows.at(buffer, func(x *info) {
		if x != nil {
			birth = x.birth
		}
	})
	if birth == 0 {
		return
	}
	for _, data := range c.moved {
		shadows.at(data, func(x *info) {
			if x == nil || x.state != live {
				return
			}
			x.holders = slices.DeleteFunc(x.holders, func(h holder) bool { return h.data == buffer && h.birth == birth })
			if len(x.holders) == fewHolders {
				x.holders = slices.Delete(x.holders, 0, 1)
			}
			x.holders = append(x.holders, holder{buffer, birth, t.stackHere()})
		})
	}
}

// suspects looks again at elements that a collection may hold once too often.
func (t *caller) suspects(buffer uint64, v value, o *operand, elements []uint64) *Problem {
	for _, data := range elements {
		places := int64(0)
		shadows.at(buffer, func(x *info) {
			if x != nil && x.state == live {
				length := v.len
				if length < 0 || v.slice {
					length = x.len
				}
				places = x.holds(data, min(length, x.len))
			}
		})
		if places == 0 {
			continue
		}
		var problem *Problem
		var holders []holder
		shadows.at(data, func(x *info) {
			switch {
			case x == nil:
			case x.state == freed:
				problem = &Problem{
					text:   fmt.Sprintf("an element of this %s was freed: its last reference was dropped elsewhere", o.kind),
					object: x.copy(),
					also:   []place{{"it was freed", x.goneOp, x.gone}, {"it was allocated", -1, x.allocated}},
				}
				for _, h := range x.holders {
					if h.data == buffer {
						problem.also = append([]place{{"it was moved in", -1, h.stack}}, problem.also...)
					}
				}
			default:
				problem = &Problem{object: x.copy(), also: []place{{"it was allocated", -1, x.allocated}}}
				holders = append(holders, x.holders...)
			}
		})
		if problem == nil || problem.text != "" {
			if problem != nil {
				return problem
			}
			continue
		}
		n := int64(0)
		var where []place
		for _, h := range holders {
			if k := t.occurrences(h, data); k > 0 {
				n += k
				where = append(where, place{"it was moved in", -1, h.stack})
			}
		}
		if n > count(data) {
			problem.text = fmt.Sprintf("an element of this %s was moved in twice: its %s has count %d and lies in %d places", o.kind, problem.object.kind, count(data), n)
			problem.also = append(where, problem.also...)
			return problem
		}
	}
	return nil
}
