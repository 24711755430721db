package contract

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"libori.org/rt/cowstr"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"
)

// Parts calls what takes three strings, or makes lists of strings and of lists of strings:
// replace, split and join, each allocation failing in turn. It returns what was done.
func Parts(tb check.TB, m Machine) (sum Tally) {
	texts := []string{"", shortText, longText, ", ", "a ", "aa", "aaa", longText + ", " + longText + ", x"}
	for _, s := range texts {
		for _, sep := range texts {
			for _, by := range []string{"", "-", longText} {
				want := s
				if sep != "" { // an empty one is nowhere
					want = strings.ReplaceAll(s, sep, by)
				}
				sum.Add(starve(m, "ori_str_replace", func() attempt { return newParts(tb, "ori_str_replace", []string{want}, s, sep, by) }))
			}
			parts := []string{s}
			if sep != "" {
				parts = strings.Split(s, sep)
			}
			sum.Add(starve(m, "ori_str_split", func() attempt { return newParts(tb, "ori_str_split", parts, s, sep) }))
			sum.Add(starve(m, "ori_str_join", func() attempt { return newParts(tb, "ori_str_join", []string{s}, append(parts, sep)...) }))
		}
	}
	return sum
}

// parts is a call with strings that are borrowed.
type parts struct {
	tb   check.TB
	name string
	live int64
	want []string

	texts    []string
	operands []*cowstr.Str
	list     []cowstr.Str // of join
	out      [3]uint64    // a string or a list
	args     []any
}

// newParts makes strings of texts; those of join are the elements and then the separator.
func newParts(tb check.TB, name string, want []string, texts ...string) *parts {
	c := &parts{tb: tb, name: name, live: check.Live(), want: want, texts: texts, list: make([]cowstr.Str, 0, len(texts))}
	for _, text := range texts {
		s := new(cowstr.Str)
		b := append([]byte(text), 0)
		*s = cowstr.FromBytes(unsafe.Pointer(&b[0]), int64(len(text)))
		c.operands = append(c.operands, s)
	}
	if name == "ori_str_join" {
		n := len(texts) - 1
		for _, s := range c.operands[:n] {
			c.list = append(c.list, *s)
		}
		c.args = []any{unsafe.Pointer(unsafe.SliceData(c.list)), int64(n), c.operands[n]}
	} else {
		for _, s := range c.operands {
			c.args = append(c.args, s)
		}
	}
	if out := unsafe.Pointer(&c.out); name == "ori_str_split" {
		c.args = append(c.args, (*rc.Triple)(out))
	} else {
		c.args = append(c.args, (*cowstr.Str)(out))
	}
	return c
}

func (c *parts) call(m Machine) (Result, string) { return m.Call(export(c.name), c.args) }

func (c *parts) errorf(format string, args ...any) {
	c.tb.Helper()
	c.tb.Errorf("%s %q: %s", c.name, c.texts, fmt.Sprintf(format, args...))
}

func (c *parts) intact() {
	c.tb.Helper()
	for i, s := range c.operands {
		if got := textOf(s); got != c.texts[i] {
			c.errorf("operand %d is %q", i, got)
		}
	}
}

func (c *parts) succeeded(Result) {
	c.tb.Helper()
	c.intact()
	made := []cowstr.Str{*(*cowstr.Str)(unsafe.Pointer(&c.out))}
	var list rc.Triple
	if c.name == "ori_str_split" {
		list = *(*rc.Triple)(unsafe.Pointer(&c.out))
		made = unsafe.Slice((*cowstr.Str)(list.Data), list.Len)
	}
	var got []string
	for i := range made {
		got = append(got, textOf(&made[i]))
		cowstr.RcDec(unsafe.Pointer(&made[i]))
	}
	if !slices.Equal(got, c.want) {
		c.errorf("%q, want %q", got, c.want)
	}
	if list.Data != nil {
		list.FreeEmptied()
	}
	for _, s := range c.operands {
		cowstr.RcDec(unsafe.Pointer(s))
	}
	if n := check.Live() - c.live; n != 0 {
		c.errorf("%d allocations are still alive", n)
	}
}
