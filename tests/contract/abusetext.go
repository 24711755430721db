package contract

import (
	"fmt"
	"math"
	"slices"
	"unsafe"

	"libori.org/rt/abi"
	"libori.org/rt/cowstr"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// AbuseTexts passes every wrong argument to every function on strings, as Abuse
// does to the others.
func AbuseTexts(tb check.TB, m Machine) (sum Tally) {
	seen := map[string]bool{}
	rows := TextRows()
	for i := range rows {
		row := &rows[i]
		if seen[row.Name] || row.Name != "ori_str_from_bytes" && row.Name != "ori_str_from_int" && row.Name != "ori_str_from_i64" && row.A != longText {
			continue
		}
		if row.B == "" && hasParam(export(row.Name), "bytes") {
			continue // no bytes may be NULL
		}
		seen[row.Name] = true
		for _, p := range export(row.Name).Params {
			for value, text := range wrongText(p) {
				for _, how := range []check.How{check.Unique, check.Shared} {
					c := newTextCall(tb, row, how, check.Unique)
					c.abuse(m, p.Name, value, text)
					sum.Add(Tally{Calls: 2, Faults: 1})
				}
			}
		}
	}
	return sum
}

// wrongText returns the wrong values of a parameter, with what the message says.
// nil is NULL.
func wrongText(p abi.Param) map[any]string {
	char := func(code int64) (any, string) { return code, fmt.Sprintf("%d is no Unicode scalar value", code) }
	wrong := map[any]string{}
	add := func(value any, text string) { wrong[value] = text }
	switch p.Name {
	case "s", "s1", "s2", "a", "b", "needle", "bytes", "out", "prefix", "suffix", "code_out", "value_out":
		add(nil, p.Name+" is NULL")
	case "value":
		add(int64(-1), "-1 is no byte: it is not in 0..255")
		add(int64(256), "256 is no byte: it is not in 0..255")
	case "code":
		add(char(-1))
		add(char(0xD800))
		add(char(0xDFFF))
		add(char(0x110000))
	case "base":
		for _, base := range []int64{-1, 0, 1, 37, math.MaxInt64} {
			add(base, fmt.Sprintf("base %d is not in 2..36", base))
		}
	case "width":
		for _, width := range []int64{-1, 65, math.MinInt64} {
			add(width, fmt.Sprintf("width %d is not in 0..64", width))
		}
	case "at":
		for _, at := range []int64{-1, int64(len(longText)) + 1, math.MinInt64, math.MaxInt64} {
			add(at, fmt.Sprintf("index %d is out of range for length %d", at, len(longText)))
		}
	case "min_cap":
		add(int64(math.MaxInt64), "9223372036854775807 elements of 1 bytes overflow the size of an allocation")
	}
	return wrong
}

func (c *textCall) abuse(m Machine, param string, value any, text string) {
	i := slices.IndexFunc(c.e.Params, func(p abi.Param) bool { return p.Name == param })
	good := c.args[i]
	if c.args[i] = value; value == nil {
		c.args[i] = unsafe.Pointer(nil)
		if _, ok := good.(*cowstr.Str); ok {
			c.args[i] = (*cowstr.Str)(nil)
		}
		if _, ok := good.(*int64); ok {
			c.args[i] = (*int64)(nil)
		}
	}
	_, failure := m.Call(c.e, c.args)
	if want := "ori: " + c.row.Name + ": " + text; failure != want {
		c.errorf("%s = %v: %q, want %q", param, value, failure, want)
		if failure == "" {
			c.tb.Fatalf("what was not refused has consumed its arguments")
		}
	}
	c.intact()
	c.args[i] = good
	result, failure := m.Call(c.e, c.args)
	if failure != "" {
		c.errorf("%s", failure)
	}
	c.succeeded(result)
}

// AbuseObjects passes wrong sizes to the functions that make and resize
// objects, and objects that are freed, immortal or saturated to those that count.
func AbuseObjects(tb check.TB, m Machine) (sum Tally) {
	h := check.NewHeap(tb)
	call := func(want, name string, args ...any) Result {
		result, failure := m.Call(export(name), args)
		if want != "" {
			want = "ori: " + want
		}
		if failure != want {
			tb.Errorf("%s%v: %q, want %q", name, args, failure, want)
		}
		sum.Calls++
		if want != "" {
			sum.Faults++
		}
		return result
	}
	const alloc, realloc = "ori_rc_alloc", "ori_rc_realloc"
	size, align := int64(8), int64(8)
	null := unsafe.Pointer(nil)
	call("ori_rc_alloc: size is negative: -1", alloc, int64(-1), align)
	call("ori_rc_alloc: alignment 3 is not a power of two", alloc, size, int64(3))
	call("ori_rc_alloc: alignment 0 is not a power of two", alloc, size, int64(0))
	call("ori_rc_alloc: 9223372036854775807 bytes are more than an allocation can hold", alloc, int64(math.MaxInt64), align)
	for _, align := range []int64{8, 64} {
		m.Starve(1, true)
		call("ori_rc_alloc: out of memory allocating 8 bytes", alloc, size, align)
		m.Starve(0, false)
		data := call("", alloc, size, align).Ptr
		*(*int64)(data) = 42
		call("", "ori_rc_inc", data)
		call(fmt.Sprintf("ori_rc_realloc: the object at %p is not unique: count 2", data), realloc, data, size, int64(16), align)
		call("", "ori_rc_dec", data, runtime.DropFn{})
		call("ori_rc_realloc: 1152921504606846976 bytes are more than an allocation can hold", realloc, data, size, int64(1<<60), align)
		m.Starve(1, true)
		call("ori_rc_realloc: out of memory allocating 16 bytes", realloc, data, size, int64(16), align)
		m.Starve(0, false)
		if *(*int64)(data) != 42 || rc.Count(data) != 1 {
			tb.Errorf("the object was changed")
		}
		data = call("", realloc, data, size, int64(16), align).Ptr
		call("", "ori_rc_free", data, int64(16), align)
		data = call("", realloc, null, int64(0), size, align).Ptr
		header := (*[2]int64)(runtime.At(data, -16))
		for _, count := range []int64{-1, math.MinInt64, math.MaxInt64} { // immortal, saturated
			header[1] = count
			call("", "ori_rc_inc", data)
			call("", "ori_rc_dec", data, runtime.DropFn{})
			call("", "ori_buffer_rc_dec", data, int64(1), int64(1), size, runtime.ElemFn{})
			if header[1] != count || call("", "ori_rc_is_unique", data).Int != 0 {
				tb.Errorf("count %d became %d, or is unique", count, header[1])
			}
			if count < 0 {
				call("", "ori_rc_free", data, size, align)
			}
		}
		header[1] = math.MaxInt64 - 1
		call("", "ori_rc_inc", data)
		call("", "ori_rc_dec", data, runtime.DropFn{})
		if header[1] != math.MaxInt64 {
			tb.Errorf("the count %d does not stick at its maximum", header[1])
		}
		header[1] = 0
		call(fmt.Sprintf("ori_rc_inc: the object at %p was already freed: count 0", data), "ori_rc_inc", data)
		call(fmt.Sprintf("ori_rc_dec: the object at %p was already freed: count 0", data), "ori_rc_dec", data, runtime.DropFn{})
		call(fmt.Sprintf("ori_rc_inc: the object at %p was already freed: count 0", data), "ori_list_rc_inc", data, int64(1))
		call(fmt.Sprintf("ori_rc_dec: the object at %p was already freed: count 0", data), "ori_buffer_rc_dec", data, int64(1), int64(1), size, runtime.ElemFn{})
		call("", "ori_rc_free", data, size, align)
	}
	call("", "ori_rc_free", null, size, align)
	if n := m.Blocks(); n > 0 {
		tb.Errorf("%d blocks of memory are lost", n)
	}
	h.Close()
	return sum
}
