package interp

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"

	"libori.org/rt/moo/types"
)

// Value is a value of the language: int64, float64, bool, string, *list,
// *table or *record. No two places ever hold the same pointer.
type Value any

// list is a [T].
type list struct {
	elems []Value
	identity
}

// table is a {K: V} or a {T}, in the order of insertion.
type table struct {
	keys   []Value
	values []Value        // nil in a set
	index  map[string]int // from the encoded key to its place
	identity
}

// record is a tuple or struct.
type record struct {
	fields []Value
	identity
}

// absent is none.
type absent struct{}

// identity numbers the values that a program asks the address of.
type identity struct{ number int64 }

var identities int64

func (i *identity) addr() int64 {
	if i.number == 0 {
		identities += 16
		i.number = identities
	}
	return i.number
}

func newTable(isMap bool) *table {
	t := &table{index: map[string]int{}}
	if isMap {
		t.values = []Value{}
	}
	return t
}

func (t *table) find(key Value) int {
	if i, ok := t.index[encode(key)]; ok {
		return i
	}
	return -1
}

// put stores the value under key and keeps the key that is there already.
func (t *table) put(key, value Value) {
	if i := t.find(key); i >= 0 {
		if t.values != nil {
			t.values[i] = value
		}
		return
	}
	t.index[encode(key)] = len(t.keys)
	t.keys = append(t.keys, key)
	if t.values != nil {
		t.values = append(t.values, value)
	}
}

func (t *table) remove(key Value) {
	i := t.find(key)
	if i < 0 {
		return
	}
	delete(t.index, encode(key))
	t.keys = append(t.keys[:i], t.keys[i+1:]...)
	if t.values != nil {
		t.values = append(t.values[:i], t.values[i+1:]...)
	}
	for at := i; at < len(t.keys); at++ {
		t.index[encode(t.keys[at])] = at
	}
}

func (t *table) clear() {
	t.keys, t.values = t.keys[:0], t.values[:0]
	clear(t.index)
}

// clone copies v and everything in it.
func clone(v Value) Value {
	switch v := v.(type) {
	case *list:
		return &list{elems: cloneAll(v.elems)}
	case *table:
		c := &table{keys: cloneAll(v.keys), index: make(map[string]int, len(v.index))}
		if v.values != nil {
			c.values = cloneAll(v.values)
		}
		for k, i := range v.index {
			c.index[k] = i
		}
		return c
	case *record:
		return &record{fields: cloneAll(v.fields)}
	}
	return v
}

func cloneAll(vs []Value) []Value {
	c := make([]Value, len(vs))
	for i, v := range vs {
		c[i] = clone(v)
	}
	return c
}

// zero is the value that a missing map entry starts with.
func zero(t *types.Type) Value {
	switch t.Kind {
	case types.Int:
		return int64(0)
	case types.Float:
		return 0.0
	case types.Bool:
		return false
	case types.Str:
		return ""
	case types.List:
		return &list{}
	case types.Map, types.Set:
		return newTable(t.Kind == types.Map)
	}
	if t.Kind == types.Option {
		return absent{}
	}
	r := &record{}
	for _, f := range t.Fields {
		r.fields = append(r.fields, zero(f.Type))
	}
	return r
}

// equal is == of the language. Maps and sets are equal in any order.
func equal(a, b Value) bool {
	switch a := a.(type) {
	case *list:
		return equalAll(a.elems, b.(*list).elems)
	case *record:
		other, there := b.(*record)
		return there && equalAll(a.fields, other.fields)
	case *table:
		b := b.(*table)
		if len(a.keys) != len(b.keys) {
			return false
		}
		for i, k := range a.keys {
			at := b.find(k)
			if at < 0 || a.values != nil && !equal(a.values[i], b.values[at]) {
				return false
			}
		}
		return true
	}
	return a == b
}

func equalAll(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

// encode gives equal hashable values the same text and others different ones.
func encode(v Value) string { return string(appendEncoded(nil, v)) }

func appendEncoded(b []byte, v Value) []byte {
	switch v := v.(type) {
	case int64:
		return binary.LittleEndian.AppendUint64(b, uint64(v))
	case bool:
		return strconv.AppendBool(b, v)
	case string:
		return append(binary.AppendUvarint(b, uint64(len(v))), v...)
	case *list:
		b = binary.AppendUvarint(b, uint64(len(v.elems)))
		for _, e := range v.elems {
			b = appendEncoded(b, e)
		}
	case absent:
		return append(b, 0)
	case *record:
		b = append(b, 1)
		for _, f := range v.fields {
			b = appendEncoded(b, f)
		}
	case *table:
		// In sorted order: the order of insertion does not matter for equality.
		entries := make([]string, 0, len(v.keys))
		for i, k := range v.keys {
			e := appendEncoded(nil, k)
			if v.values != nil {
				e = appendEncoded(e, v.values[i])
			}
			entries = append(entries, string(e))
		}
		sortStrings(entries)
		b = binary.AppendUvarint(b, uint64(len(entries)))
		for _, e := range entries {
			b = append(binary.AppendUvarint(b, uint64(len(e))), e...)
		}
	}
	return b
}

// show appends v as print writes it; quoted says that a str stands inside
// something and gets quotes.
func show(b *strings.Builder, v Value, t *types.Type, quoted bool) {
	each := func(n int, one func(i int)) {
		for i := range n {
			if i > 0 {
				b.WriteString(", ")
			}
			one(i)
		}
	}
	switch t.Kind {
	case types.Int:
		b.WriteString(strconv.FormatInt(v.(int64), 10))
	case types.Float:
		b.WriteString(FormatFloat(v.(float64)))
	case types.Bool:
		b.WriteString(strconv.FormatBool(v.(bool)))
	case types.Str:
		if quoted {
			b.WriteString(Quote(v.(string)))
		} else {
			b.WriteString(v.(string))
		}
	case types.List:
		elems := v.(*list).elems
		b.WriteByte('[')
		each(len(elems), func(i int) { show(b, elems[i], t.Elem, true) })
		b.WriteByte(']')
	case types.Set:
		keys := v.(*table).keys
		b.WriteByte('{')
		each(len(keys), func(i int) { show(b, keys[i], t.Elem, true) })
		b.WriteByte('}')
	case types.Map:
		m := v.(*table)
		if len(m.keys) == 0 {
			b.WriteString("{:}")
			return
		}
		b.WriteByte('{')
		each(len(m.keys), func(i int) {
			show(b, m.keys[i], t.Key, true)
			b.WriteString(": ")
			show(b, m.values[i], t.Elem, true)
		})
		b.WriteByte('}')
	case types.Option:
		if v == (absent{}) {
			b.WriteString("none")
			return
		}
		show(b, v, t.Elem, quoted)
	case types.Tuple, types.Struct:
		fields := v.(*record).fields
		b.WriteString(t.Name)
		b.WriteByte('(')
		each(len(fields), func(i int) {
			if t.Kind == types.Struct {
				b.WriteString(t.Fields[i].Name)
				b.WriteString(": ")
			}
			show(b, fields[i], t.Fields[i].Type, true)
		})
		b.WriteByte(')')
	}
}

// FormatFloat gives the shortest of 15, 16 or 17 digits that reads back as f,
// with ".0" where it would look like an int.
func FormatFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	}
	for digits := 15; ; digits++ {
		s := fmt.Sprintf("%.*g", digits, f)
		if back, err := strconv.ParseFloat(s, 64); digits == 17 || err == nil && back == f {
			if !strings.ContainsAny(s, ".e") {
				s += ".0"
			}
			return s
		}
	}
}

// Quote gives s as a literal of the language.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; c {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '\n':
			b.WriteString(`\n`)
		case '\t':
			b.WriteString(`\t`)
		case '\r':
			b.WriteString(`\r`)
		default:
			if c < ' ' || c == 0x7f {
				fmt.Fprintf(&b, `\x%02x`, c)
			} else {
				b.WriteByte(c)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}
