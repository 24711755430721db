package contract

import (
	"fmt"
	"math"
	"strings"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// An Error is a wrong argument and the message that it must give.
type Error struct {
	Row     *Row
	At      Setting
	Param   string
	Value   any    // what is passed instead: int64 or NULL of the parameter's type
	Text    string // of the message, after "ori: <function>: "
	Message string
}

// null is NULL as an argument of the parameter's type, that of good.
func null(good any) any {
	switch good.(type) {
	case runtime.ElemFn:
		return runtime.ElemFn{}
	case runtime.EqFn:
		return runtime.EqFn{}
	case runtime.CmpFn:
		return runtime.CmpFn{}
	case *rc.Triple:
		return (*rc.Triple)(nil)
	case *unsafe.Pointer:
		return (*unsafe.Pointer)(nil)
	}
	return unsafe.Pointer(nil)
}

// Errors returns every wrong argument for every function: each parameter in
// turn, where the rules below say what is wrong.
func Errors() (errors []Error) {
	seen := map[string]bool{}
	rows := Rows()
	for i := range rows {
		row := &rows[i]
		if seen[row.Name] || len(row.A) == 0 {
			continue
		}
		seen[row.Name] = true
		for _, at := range row.Settings() {
			if at.Keys != box || at.Vals != nil && at.Vals != box || at.HowA != check.Unique && at.HowA != check.Shared && at.HowA != check.LastSlice || at.HowB != check.Unique || at.Hash || at.Same {
				continue
			}
			for _, p := range row.Export().Params {
				errors = append(errors, row.wrong(at, p.Name)...)
			}
		}
	}
	for i := range errors {
		errors[i].Message = "ori: " + errors[i].Row.Name + ": " + errors[i].Text
	}
	return errors
}

// wrong returns the errors of one parameter.
func (r *Row) wrong(at Setting, param string) (errors []Error) {
	add := func(value any, format string, args ...any) {
		errors = append(errors, Error{Row: r, At: at, Param: param, Value: value, Text: fmt.Sprintf(format, args...)})
	}
	negative := func(what string) {
		add(int64(-1), "%s is negative: -1", what)
		add(int64(math.MinInt64), "%s is negative: -9223372036854775808", what)
	}
	n, e := int64(len(r.A)), r.Export()
	copies := at.HowA.Copies()
	name := strings.TrimRight(param, "12")
	switch name {
	case "len":
		if hasParam(e, "cap") && strings.HasSuffix(r.Name, "rc_dec") {
			return nil // trusted: no copy is made
		}
		negative("len")
	case "elem_size":
		if strings.HasSuffix(r.Name, "rc_dec") || r.Name == "ori_list_unshare_cow" && !copies {
			return nil // not looked at where nothing is copied
		}
		negative("elem_size")
	case "key_size":
		if strings.HasSuffix(r.Name, "rc_dec") {
			return nil
		}
		negative("key_size")
	case "val_size":
		if strings.HasSuffix(r.Name, "rc_dec") {
			return nil
		}
		negative("val_size")
	case "old_size", "new_size", "new_len":
		negative(name)
	case "size":
		if r.Name == "ori_box_unshare" && copies {
			negative("elem_size")
		}
	case "n":
		if hasParam(e, "src") {
			negative("n")
			add(int64(math.MaxInt64), "9223372036854775807 elements of 8 bytes overflow the size of an allocation")
			add(int64(math.MaxInt64/8), "%d elements of 8 bytes overflow the size of an allocation", int64(math.MaxInt64/8)+n)
		}
	case "index":
		last := n
		if !strings.Contains(r.Name, "insert") {
			add(n, "index %d is out of range for length %d", n, n)
		}
		for _, i := range []int64{-1, last + 1, math.MinInt64, math.MaxInt64} {
			add(i, "index %d is out of range for length %d", i, n)
		}
	case "min_cap":
		bytes := at.Keys.Size
		if at.Vals != nil {
			bytes += at.Vals.Size
		}
		add(int64(math.MaxInt64), "9223372036854775807 elements of %d bytes overflow the size of an allocation", bytes)
	case "elem", "needle", "src", "elem_out", "key", "val", "default_val", "val_slot", "out":
		add(nil, "%s is NULL", name)
	case "data":
		if r.Name == "ori_box_unshare" {
			add(nil, "data is NULL")
		}
	case "eq", "key_eq", "val_eq", "cmp":
		add(nil, "%s is NULL", name)
	case "inc", "key_inc", "val_inc":
		// Looked at when elements are copied; in place only dec is called.
		if copies && hasParam(e, strings.Replace(name, "inc", "dec", 1)) {
			add(nil, "%s without %s", strings.Replace(name, "inc", "dec", 1), name)
		}
	case "elem_align", "align":
		if copies && e.Contract.CopiesWhen != "" || r.Name == "ori_rc_realloc" {
			for _, align := range []int64{0, 3, -8} {
				add(align, "alignment %d is not a power of two", align)
			}
		}
	}
	return errors
}

func (e *Error) String() string {
	return fmt.Sprintf("%s of %s, %s = %v", e.Row.Name, e.At.HowA, e.Param, e.Value)
}

// Abuse makes the call and expects the message, and that every argument is as
// it was and the caller's.
func Abuse(tb check.TB, m Machine, e *Error) Tally {
	c := newCall(tb, e.Row, e.At)
	i := c.param(e.Param)
	c.args[i] = e.Value
	if e.Value == nil {
		c.args[i] = null(c.arg(&c.e.Params[i]))
	}
	_, failure := m.Call(c.e, c.args)
	if failure != e.Message {
		c.errorf("%s = %v: %q, want %q", e.Param, e.Value, failure, e.Message)
		if failure == "" {
			tb.Fatalf("what was not refused has consumed its arguments")
		}
	}
	c.intact()
	if m.Blocks() > 0 {
		c.errorf("%s = %v: %d blocks of memory are lost", e.Param, e.Value, m.Blocks())
	}
	c.args[i] = c.arg(&c.e.Params[i])
	c.at.HowB = check.Unique
	c.execute(m) // the right argument still works
	return Tally{Calls: 2, Faults: 1}
}
