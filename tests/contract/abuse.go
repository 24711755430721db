package contract

import (
	"fmt"
	"math"
	"strings"
	"unsafe"

	"libori.org/rt/abi"
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
	case *bool:
		return (*bool)(nil)
	case runtime.HashFn:
		return runtime.HashFn{}
	case runtime.CmpByFn:
		return runtime.CmpByFn{}
	case runtime.TestFn:
		return runtime.TestFn{}
	case runtime.EntryTestFn:
		return runtime.EntryTestFn{}
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
		if seen[row.Name] || len(row.A) == 0 && row.Export().With(abi.Data) != nil {
			continue
		}
		seen[row.Name] = true
		for _, at := range row.Settings() {
			if at.Keys != box && at.Keys != check.Integers || at.Vals != nil && at.Vals != at.Keys || at.HowA != check.Unique && at.HowA != check.Shared && at.HowA != check.LastSlice || at.HowB != check.Unique || at.Hash || at.Same || at.Alone || at.Inside {
				continue
			}
			errors = append(errors, row.wrong(at)...)
		}
	}
	for i := range errors {
		errors[i].Message = "ori: " + errors[i].Row.Name + ": " + errors[i].Text
	}
	return errors
}

// wrong returns what the contract says is refused.
func (r *Row) wrong(at Setting) (errors []Error) {
	n, e := int64(len(r.A)), r.Export()
	for _, f := range e.Contract.Fails {
		if f.When.Test == abi.Copied && !at.HowA.Copies() {
			continue // looked at when elements are copied
		}
		for _, param := range f.Params {
			add := func(value any, format string, args ...any) {
				errors = append(errors, Error{Row: r, At: at, Param: param, Value: value, Text: fmt.Sprintf(format, args...)})
			}
			name := strings.TrimRight(param, "12")
			switch f.Kind {
			case abi.NegativeArg:
				add(int64(-1), "%s is negative: -1", name)
				add(int64(math.MinInt64), "%s is negative: -9223372036854775808", name)
			case abi.NullArg:
				add(nil, "%s is NULL", name)
			case abi.LoneDec:
				if kind := e.Param(param).Of; param == f.Params[0] && (kind == abi.Vals && at.Vals.IsCounted() || kind != abi.Vals && at.Keys.IsCounted()) {
					add(nil, "%s without %s", f.Params[1], param)
				}
			case abi.BadAlign:
				for _, align := range []int64{0, 3, -8} {
					add(align, "alignment %d is not a power of two", align)
				}
			case abi.OutsideRange:
				end := map[string]int64{"len": n, "len-1": n - 1}[f.Hi]
				for _, i := range []int64{-1, end + 1, math.MinInt64, math.MaxInt64} {
					add(i, "index %d is out of range for length %d", i, n)
				}
			case abi.Overflow:
				bytes := at.Keys.Size
				if at.Vals != nil {
					bytes += at.Vals.Size
				}
				switch {
				case e.Name == "ori_rc_realloc":
					add(int64(1<<60), "1152921504606846976 bytes are more than an allocation can hold")
				case e.With(abi.Several) != nil && e.With(abi.Data) != nil: // which are added to those that are there
					add(int64(math.MaxInt64), "%d and 9223372036854775807 elements of %d bytes overflow the size of an allocation", n, bytes)
				default:
					add(int64(math.MaxInt64), "9223372036854775807 elements of %d bytes overflow the size of an allocation", bytes)
				}
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
