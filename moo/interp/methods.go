package interp

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"libori.org/rt/moo/syntax"
)

// method evaluates x.name(args): receiver, then arguments, left to right. The
// receiver of a mutating method is a place: its indices are evaluated first,
// the place itself is looked at last.
func (f *frame) method(e *syntax.Method) Value {
	if e.Spec.Mutates {
		p := f.path(e.X)
		var args []Value
		if e.Cmp == nil {
			args = f.evalAll(e.Args)
		}
		return f.mutate(e, f.slot(p), args)
	}
	x := f.lookBefore(e.X, e.Args...)
	return clone(f.query(e, x, f.evalAll(e.Args)))
}

// query computes a method that changes nothing.
func (f *frame) query(e *syntax.Method, x Value, args []Value) Value {
	number := func(i int) int64 { return args[i].(int64) }
	switch x := x.(type) {
	case *list:
		switch e.Spec.Op {
		case "list.len":
			return int64(len(x.elems))
		case "list.contains":
			return x.find(args[0]) >= 0
		case "list.find":
			return x.find(args[0])
		case "list.take":
			return window(x, 0, number(0))
		case "list.drop":
			return window(x, number(0), int64(len(x.elems)))
		case "list.join":
			parts := make([]string, len(x.elems))
			for i, v := range x.elems {
				parts[i] = v.(string)
			}
			return strings.Join(parts, args[0].(string))
		}
	case *table:
		switch e.Spec.Op {
		case "map.len", "set.len":
			return int64(len(x.keys))
		case "map.contains", "set.contains":
			return x.find(args[0]) >= 0
		case "map.get":
			if at := x.find(args[0]); at >= 0 {
				return x.values[at]
			}
			return args[1]
		case "map.keys", "set.to_list":
			return &list{elems: x.keys}
		case "map.values":
			return &list{elems: x.values}
		}
		return algebra(e.Spec.Op, x, args[0].(*table))
	case string:
		return f.text(e, x, args)
	case float64:
		return fmt.Sprintf("%.*f", min(max(number(0), 0), 100), x)
	}
	panic("unknown method " + e.Spec.Op)
}

func (l *list) find(needle Value) int64 {
	for i, v := range l.elems {
		if equal(v, needle) {
			return int64(i)
		}
	}
	return -1
}

// algebra computes the operations on two sets. The order is that of a; what
// comes from b follows in its order.
func algebra(op string, a, b *table) Value {
	result := newTable(false)
	take := func(from *table, keep func(Value) bool) {
		for _, k := range from.keys {
			if keep(k) {
				result.put(k, nil)
			}
		}
	}
	all := func(Value) bool { return true }
	in := func(t *table) func(Value) bool { return func(k Value) bool { return t.find(k) >= 0 } }
	notIn := func(t *table) func(Value) bool { return func(k Value) bool { return t.find(k) < 0 } }
	switch op {
	case "set.is_subset":
		for _, k := range a.keys {
			if b.find(k) < 0 {
				return false
			}
		}
		return true
	case "set.is_disjoint":
		return !slices.ContainsFunc(a.keys, in(b))
	case "set.union":
		take(a, all)
		take(b, all)
	case "set.intersection":
		take(a, in(b))
	case "set.difference":
		take(a, notIn(b))
	case "set.symmetric_difference":
		take(a, notIn(b))
		take(b, notIn(a))
	default:
		panic("unknown method " + op)
	}
	return result
}

const blanks = " \t\n\v\f\r"

func (f *frame) text(e *syntax.Method, s string, args []Value) Value {
	strs := func(parts []string) Value {
		l := &list{}
		for _, p := range parts {
			l.elems = append(l.elems, p)
		}
		return l
	}
	padding := func() string {
		width := int64(0)
		for i := range len(s) {
			if s[i]&0xc0 != 0x80 { // not a continuation byte
				width++
			}
		}
		return strings.Repeat(" ", int(max(args[0].(int64)-width, 0)))
	}
	switch e.Spec.Op {
	case "str.len":
		return int64(len(s))
	case "str.take":
		return window(s, 0, args[0].(int64))
	case "str.drop":
		return window(s, args[0].(int64), int64(len(s)))
	case "str.find":
		return int64(strings.Index(s, args[0].(string)))
	case "str.starts_with":
		return strings.HasPrefix(s, args[0].(string))
	case "str.ends_with":
		return strings.HasSuffix(s, args[0].(string))
	case "str.split":
		if args[0].(string) == "" {
			f.fail(e.At, "the separator is empty")
		}
		return strs(strings.Split(s, args[0].(string)))
	case "str.words":
		return strs(strings.FieldsFunc(s, func(r rune) bool { return r < 0x80 && strings.ContainsRune(blanks, r) }))
	case "str.trim":
		return strings.Trim(s, blanks)
	case "str.lower":
		return mapASCII(s, 'A', 'Z')
	case "str.upper":
		return mapASCII(s, 'a', 'z')
	case "str.repeat":
		return strings.Repeat(s, int(max(args[0].(int64), 0)))
	case "str.pad_left":
		return padding() + s
	case "str.pad_right":
		return s + padding()
	case "str.is_int":
		_, err := parseInt(s)
		return err == nil
	case "str.to_int":
		n, err := parseInt(s)
		if err != nil {
			f.fail(e.At, "%s is not an int", Quote(s))
		}
		return n
	}
	panic("unknown method " + e.Spec.Op)
}

// mapASCII flips the case of the letters from low to high.
func mapASCII(s string, low, high byte) string {
	b := []byte(s)
	for i, c := range b {
		if c >= low && c <= high {
			b[i] = c ^ 0x20
		}
	}
	return string(b)
}

// parseInt reads an optional minus and decimal digits.
func parseInt(s string) (int64, error) {
	if strings.HasPrefix(s, "+") {
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseInt(s, 10, 64)
}

// mutate computes a method that changes the value in slot.
func (f *frame) mutate(e *syntax.Method, slot *Value, args []Value) Value {
	switch x := (*slot).(type) {
	case *list:
		return f.mutateList(e, x, args)
	case *table:
		switch e.Spec.Op {
		case "map.insert":
			x.put(args[0], args[1])
		case "map.update":
			if x.find(args[0]) >= 0 {
				x.put(args[0], args[1])
			}
		case "map.merge":
			other := args[0].(*table)
			for i, k := range other.keys {
				x.put(k, other.values[i])
			}
		case "set.insert":
			x.put(args[0], nil)
		case "map.remove", "set.remove":
			x.remove(args[0])
		case "map.clear", "set.clear":
			x.clear()
		case "map.reserve":
		default:
			panic("unknown method " + e.Spec.Op)
		}
	case string:
		n := args[0].(int64)
		switch e.Spec.Op {
		case "str.push":
			*slot = x + string([]byte{f.byteOf(e.At, n)})
		case "str.push_char":
			if n < 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
				f.fail(e.At, "%d is not a character", n)
			}
			*slot = x + string(rune(n))
		case "str.reserve":
		default:
			panic("unknown method " + e.Spec.Op)
		}
	}
	return nil
}

func (f *frame) mutateList(e *syntax.Method, x *list, args []Value) Value {
	switch e.Spec.Op {
	case "list.push":
		x.elems = append(x.elems, args[0])
	case "list.pop":
		n := len(x.elems)
		if n == 0 {
			f.fail(e.At, "pop from an empty list")
		}
		last := x.elems[n-1]
		x.elems = x.elems[:n-1]
		return last
	case "list.insert":
		i := args[0].(int64)
		if i != int64(len(x.elems)) { // one behind the last is right too
			f.bounds(e.At, i, len(x.elems))
		}
		x.elems = append(x.elems, nil)
		copy(x.elems[i+1:], x.elems[i:])
		x.elems[i] = args[1]
	case "list.remove":
		i := f.bounds(e.At, args[0].(int64), len(x.elems))
		old := x.elems[i]
		x.elems = append(x.elems[:i], x.elems[i+1:]...)
		return old
	case "list.extend":
		x.elems = append(x.elems, args[0].(*list).elems...)
	case "list.truncate":
		n := args[0].(int64)
		if n < 0 {
			f.fail(e.At, "the length %d is negative", n)
		}
		x.elems = x.elems[:min(n, int64(len(x.elems)))]
	case "list.reverse":
		for i, j := 0, len(x.elems)-1; i < j; i, j = i+1, j-1 {
			x.elems[i], x.elems[j] = x.elems[j], x.elems[i]
		}
	case "list.sort", "list.sort_stable":
		sort.SliceStable(x.elems, f.less(e, x))
	case "list.swap":
		i := f.bounds(e.At, args[0].(int64), len(x.elems))
		j := f.bounds(e.At, args[1].(int64), len(x.elems))
		x.elems[i], x.elems[j] = x.elems[j], x.elems[i]
	case "list.clear":
		x.elems = nil
	case "list.fill":
		for i := range x.elems {
			x.elems[i] = clone(args[0])
		}
	case "list.reserve", "list.compact":
	default:
		panic("unknown method " + e.Spec.Op)
	}
	return nil
}

// less compares two elements of x by the comparator of e, or by their own order.
func (f *frame) less(e *syntax.Method, x *list) func(i, j int) bool {
	if e.Cmp == nil {
		return func(i, j int) bool { return f.operate("<", x.elems[i], x.elems[j], e.At).(bool) }
	}
	return func(i, j int) bool {
		callee := f.invoke(e.Cmp, []Value{clone(x.elems[i]), clone(x.elems[j])})
		return callee.result.(int64) < 0
	}
}
