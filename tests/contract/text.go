package contract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"libori.org/rt/abi"
	"libori.org/rt/abi/thunk"
	"libori.org/rt/cowstr"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"
)

// A TextRow is one call of a function on strings, and what comes out.
type TextRow struct {
	Name   string
	A, B   string // the operands; B is also what bytes points to
	Ints   map[string]int64
	Want   string
	Result int64 // of a function without out
	Told   int64 // what is stored at value_out or code_out
}

const (
	shortMax  = 23 // bytes up to which a string may be short
	shortText = "short"
	longText  = "a text that no string itself can hold"
)

// TextRows returns a row or more for every function on strings.
func TextRows() (rows []TextRow) {
	for _, a := range []string{"", shortText, longText} {
		n := len(a)
		rows = append(rows,
			TextRow{Name: "ori_str_len", A: a, Result: int64(n)},
			TextRow{Name: "ori_str_data", A: a},
			TextRow{Name: "ori_str_rc_inc", A: a},
			TextRow{Name: "ori_str_rc_dec", A: a},
			TextRow{Name: "ori_str_hash", A: a},
			TextRow{Name: "ori_str_push_byte_cow", A: a, Ints: ints("value", int('x')), Want: a + "x"},
			TextRow{Name: "ori_str_push_char_cow", A: a, Ints: ints("code", int('€')), Want: a + "€"},
			TextRow{Name: "ori_str_unshare_cow", A: a, Ints: ints("min_cap", 0), Want: a},
			TextRow{Name: "ori_str_unshare_cow", A: a, Ints: ints("min_cap", 100), Want: a},
			TextRow{Name: "ori_str_slice", A: a, Ints: ints("start", 1, "end", n-1), Want: part(a, 1, n-1)},
			TextRow{Name: "ori_str_slice", A: a, Ints: ints("start", 1, "end", 3), Want: part(a, 1, 3)},
			TextRow{Name: "ori_str_slice", A: a, Ints: ints("start", -9, "end", 999), Want: a},
			TextRow{Name: "ori_str_slice_take", A: a, Ints: ints("n", n-2), Want: part(a, 0, n-2)},
			TextRow{Name: "ori_str_slice_drop", A: a, Ints: ints("n", 2), Want: part(a, 2, n)},
		)
		for _, b := range []string{"", shortText, longText} {
			rows = append(rows,
				TextRow{Name: "ori_str_push_bytes_cow", A: a, B: b, Ints: ints("n", len(b)), Want: a + b},
				TextRow{Name: "ori_str_concat_cow", A: a, B: b, Want: a + b},
				TextRow{Name: "ori_str_eq", A: a, B: b, Result: truth(a == b)},
				TextRow{Name: "ori_str_compare", A: a, B: b, Result: int64(strings.Compare(a, b))},
				TextRow{Name: "ori_str_find", A: a, B: b, Ints: ints("from", 0), Result: int64(strings.Index(a, b))},
			)
		}
	}
	much := strings.Repeat(longText+"; ", 5)
	all := strings.Repeat("a", 9000) // in which both ends of a needle are everywhere
	for _, code := range []int{'x', 'é', '😀'} {
		rows = append(rows, TextRow{Name: "ori_str_push_char_cow", A: shortText, Ints: ints("code", code), Want: shortText + string(rune(code))})
	}
	for n := range shortMax + 2 {
		rows = append(rows,
			TextRow{Name: "ori_str_from_bytes", B: longText[:n], Ints: ints("n", n), Want: longText[:n]},
			TextRow{Name: "ori_str_slice", A: longText[:shortMax-1], Ints: ints("start", n/3, "end", n), Want: part(longText[:shortMax-1], n/3, n)})
	}
	return append(append(rows, shapeRows()...),
		TextRow{Name: "ori_str_hash", A: much},
		TextRow{Name: "ori_str_find", A: much, B: shortText, Ints: ints("from", 0), Result: -1},
		TextRow{Name: "ori_str_find", A: all, B: all[:20] + "b" + all[:20], Ints: ints("from", 0), Result: -1},
		TextRow{Name: "ori_str_find", A: all + "b" + all[:20], B: all[:20] + "b" + all[:20], Ints: ints("from", 0), Result: 9000 - 20},
		TextRow{Name: "ori_str_from_bytes", B: shortText, Ints: ints("n", len(shortText)), Want: shortText},
		TextRow{Name: "ori_str_from_bytes", B: longText, Ints: ints("n", len(longText)), Want: longText},
		TextRow{Name: "ori_str_from_int", Ints: ints("v", -1<<63), Want: "-9223372036854775808"})
}

func part(s string, from, to int) string {
	from, to = min(from, len(s)), max(min(to, len(s)), 0)
	return s[from:max(from, to)]
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// shortForm is how a string without a buffer is held.
const shortForm = check.How(-1)

// textHows returns the ways to hold a text.
func textHows(text string) []check.How {
	hows := []check.How{check.Unique, check.Roomy, check.Shared, check.Sliced, check.LastSlice, check.Immortal}
	if text == "" {
		return []check.How{shortForm, check.Unique} // the latter is the zero value
	}
	if len(text) <= shortMax {
		hows = append(hows, shortForm)
	}
	return hows
}

// textCall is one run of a row.
type textCall struct {
	tb         check.TB
	h          *check.Heap
	row        *TextRow
	e          *abi.Export
	howA, howB check.How
	a, b, out  *cowstr.Str
	others     []check.Root
	frozen     []check.Frozen
	bytes      []byte
	told       int64
	args       []any
}

var characters = check.Plain[0]

func newTextCall(tb check.TB, row *TextRow, howA, howB check.How) *textCall {
	c := &textCall{tb: tb, h: check.NewHeap(tb), row: row, e: export(row.Name), howA: howA, howB: howB, out: new(cowstr.Str)}
	c.a = c.str(howA, row.A)
	if c.operands() == 2 {
		c.b = c.str(howB, row.B)
	}
	c.bytes = append([]byte(row.B), 0)
	for _, p := range c.e.Params {
		c.args = append(c.args, c.arg(p))
	}
	return c
}

// operands returns how many strings the function takes.
func (c *textCall) operands() int { return c.row.operands() }

func (r *TextRow) operands() (n int) {
	for _, p := range export(r.Name).Params {
		n = max(n, p.Operand)
	}
	return n
}

func (c *textCall) arg(p abi.Param) any {
	s := c.a
	switch p.Role {
	case abi.Text:
		if p.Operand == 2 {
			s = c.b
		}
	case abi.Several:
		return unsafe.Pointer(&c.bytes[0])
	case abi.Out:
		return c.out
	case abi.Told:
		return &c.told
	default:
		return c.row.Ints[p.Name]
	}
	if p.Type == abi.Str {
		return s
	}
	return unsafe.Pointer(s)
}

// str makes a string that is held as how says.
func (c *textCall) str(how check.How, text string) *cowstr.Str {
	s := new(cowstr.Str)
	if how == shortForm {
		b := append([]byte(text), 0)
		thunk.StrFromBytes(unsafe.Pointer(&b[0]), int64(len(text)), s)
		return s
	}
	var values []int64
	for _, b := range []byte(text) {
		values = append(values, int64(b))
	}
	if text == "" {
		return s
	}
	var t rc.Triple
	switch n := int64(len(text)); how {
	case check.Sliced, check.LastSlice:
		l := c.h.List(characters, 0, slices.Concat(list('<', '<'), values, list('>'))...)
		c.h.Note(l)
		if how == check.Sliced {
			rc.ListInc(l)
			c.others = append(c.others, check.Root{Triple: l, Keys: characters})
		}
		t = l.Slice(2, 2+n, 1)
	case check.Roomy:
		t = c.h.List(characters, n+80, values...)
	default:
		t = c.h.List(characters, n, values...)
	}
	switch how {
	case check.Shared:
		rc.ListInc(t)
		c.others = append(c.others, check.Root{Triple: t, Keys: characters})
	case check.Immortal:
		f := c.h.Freeze(t)
		t = f.Triple
		c.frozen = append(c.frozen, f)
		c.others = append(c.others, check.Root{Triple: t, Keys: characters})
	}
	*(*rc.Triple)(unsafe.Pointer(s)) = t
	return s
}

// bufferOf returns a string that is not short as a root.
func bufferOf(s *cowstr.Str) (root check.Root, ok bool) {
	if tag(s)&0x80 != 0 {
		return check.Root{}, false
	}
	return check.Root{Triple: *(*rc.Triple)(unsafe.Pointer(s)), Keys: characters}, true
}

// tag returns the last byte of a string: 0x80 and the length if it is short.
func tag(s *cowstr.Str) byte { return *(*byte)(rc.ElemsAt(unsafe.Pointer(s), 1).At(shortMax)) }

// textOf returns a string's text, by its layout.
func textOf(s *cowstr.Str) string {
	data, n := unsafe.Pointer(s), int64(tag(s)&0x7f)
	if root, ok := bufferOf(s); ok {
		data, n = root.Data, root.Len
	}
	var b []byte
	for i := range n {
		b = append(b, *(*byte)(rc.ElemsAt(data, 1).At(i)))
	}
	return string(b)
}

// ExecuteTexts runs every row of strings in every setting, and StarveTexts with
// failing allocations: see Execute and Starve.
func ExecuteTexts(tb check.TB, m Machine) (sum Tally) {
	eachText(func(row *TextRow, howA, howB check.How) {
		c := newTextCall(tb, row, howA, howB)
		result, failure := c.call(m)
		if failure != "" {
			c.errorf("%s", failure)
			return
		}
		c.compareCost(m)
		c.succeeded(result)
		sum.Calls++
	})
	return sum
}

// StarveTexts: see ExecuteTexts.
func StarveTexts(tb check.TB, m Machine) (sum Tally) {
	eachText(func(row *TextRow, howA, howB check.How) {
		sum.Add(starve(m, row.Name, func() attempt { return newTextCall(tb, row, howA, howB) }))
	})
	return sum
}

func (c *textCall) call(m Machine) (Result, string) { return m.Call(c.e, c.args) }

// eachText calls f for every row and way to hold its operands.
func eachText(f func(row *TextRow, howA, howB check.How)) {
	rows := TextRows()
	for i := range rows {
		for _, howA := range textHows(rows[i].A) {
			for _, howB := range textHows(rows[i].B) {
				f(&rows[i], howA, howB)
			}
		}
	}
}

func (c *textCall) errorf(format string, args ...any) {
	c.tb.Helper()
	c.tb.Errorf("%s %q (%s) %q (%s) %v: %s", c.row.Name, c.row.A, howText(c.howA), c.row.B, howText(c.howB), c.row.Ints, fmt.Sprintf(format, args...))
}

func howText(how check.How) string {
	if how == shortForm {
		return "short"
	}
	return how.String()
}

// held returns what the caller holds before the call.
func (c *textCall) held() []check.Root {
	roots := slices.Clone(c.others)
	for _, s := range []*cowstr.Str{c.a, c.b} {
		if s != nil {
			if root, ok := bufferOf(s); ok {
				roots = append(roots, root)
			}
		}
	}
	return roots
}

func (c *textCall) intact() {
	c.tb.Helper()
	c.h.VerifyAll(c.held(), nil)
	if got := textOf(c.a); got != c.row.A {
		c.errorf("operand: %q", got)
	}
	if c.b != nil {
		if got := textOf(c.b); got != c.row.B {
			c.errorf("operand 2: %q", got)
		}
	}
}

// owner returns who owns operand 1 or 2 after the call.
func (c *textCall) owner(operand int) abi.Ownership {
	for _, p := range c.e.Params {
		if p.Operand == operand {
			return p.Owner
		}
	}
	return abi.Borrowed // no such parameter: the string stays the caller's
}

// finish expects what the row says came out, recounts, and releases everything.
func (c *textCall) succeeded(result Result) {
	c.tb.Helper()
	roots := slices.Clone(c.others)
	keep := func(s *cowstr.Str) {
		if root, ok := bufferOf(s); ok {
			roots = append(roots, root)
		}
	}
	if c.owner(1) != abi.Consumed {
		keep(c.a)
	}
	if c.b != nil && c.owner(2) != abi.Consumed {
		keep(c.b)
	}
	if c.e.Contract.Retains != nil && !hasParam(c.e, "out") {
		keep(c.a)
	}
	if hasParam(c.e, "out") {
		keep(c.out)
		if got := textOf(c.out); got != c.row.Want {
			c.errorf("result %q, want %q", got, c.row.Want)
		}
	}
	c.expectResult(result)
	c.h.VerifyAll(roots, nil)
	for _, root := range roots {
		check.Release(characters, root.Triple)
	}
	for _, f := range c.frozen {
		f.Thaw(c.h, characters, nil)
	}
	c.h.Close()
}

func (c *textCall) expectResult(result Result) {
	c.tb.Helper()
	if c.told != c.row.Told {
		c.errorf("%d is stored, want %d", c.told, c.row.Told)
	}
	switch c.row.Name {
	case "ori_str_data":
		b, _ := bufferOf(c.a)
		if want := b.Data; result.Ptr != want && (tag(c.a)&0x80 == 0 || result.Ptr != unsafe.Pointer(c.a)) {
			c.errorf("the text lies at %p, want %p", result.Ptr, want)
		}
	case "ori_str_hash": // as that of the same text elsewhere
		text := append([]byte(c.row.A), 0)
		var same cowstr.Str
		thunk.StrFromBytes(unsafe.Pointer(&text[0]), int64(len(c.row.A)), &same)
		if want := int64(thunk.StrHash(unsafe.Pointer(&same))); result.Int != want {
			c.errorf("hash %#x, want %#x", result.Int, want)
		}
		thunk.StrRcDec(unsafe.Pointer(&same))
	case "ori_str_compare":
		if sign(result.Int) != c.row.Result {
			c.errorf("returns %d, want %d", result.Int, c.row.Result)
		}
	default:
		if c.e.Result.Type != abi.Void && result.Int != c.row.Result {
			c.errorf("returns %d, want %d", result.Int, c.row.Result)
		}
	}
}

func sign(v int64) int64 {
	switch {
	case v < 0:
		return -1
	case v > 0:
		return 1
	}
	return 0
}

// compareCost compares allocations and moves with the contract.
func (c *textCall) compareCost(m Machine) {
	c.tb.Helper()
	contract := c.e.Contract
	if contract.Copies == abi.CopiesNever {
		want := 0
		if c.holds(contract.Effects.Allocates) {
			want = 1
		}
		if m.Allocs() != want {
			c.errorf("%d allocations, want %d", m.Allocs(), want)
		}
		return
	}
	before, hasBuffer := bufferOf(c.a)
	after, _ := bufferOf(c.out)
	for _, u := range contract.Unchanged {
		if !c.holds(u.When) {
			continue
		}
		same := c.a
		if c.e.Param(u.Param).Operand == 2 {
			same = c.b
		}
		if *c.out != *same || m.Allocs() != 0 {
			c.errorf("nothing changes, but the string did, or %d allocations", m.Allocs())
		}
		return
	}
	switch {
	case !hasBuffer || before.Data == nil || c.row.A == "":
	case c.howA.Copies():
		if after.Data != nil && after.Buffer() == before.Buffer() {
			c.errorf("the result shares the buffer of what is not unique")
		}
	case max(int64(len(c.row.Want)), c.row.Ints["min_cap"]) <= before.Cap:
		if after.Data != before.Data || m.Allocs() != 0 {
			c.errorf("unique and with room, but moved, or %d allocations", m.Allocs())
		}
	}
	if c.holds(contract.Buffer) && after.Data == nil {
		c.errorf("the result has no buffer, which the contract promises when %v", contract.Buffer)
	}
	if after.Data != nil && !after.IsUnique() {
		c.errorf("the result is not unique")
	}
}

// holds reports whether a condition of the contract is true of this call.
func (c *textCall) holds(when abi.Condition) bool {
	switch when.Test {
	case abi.Never:
		return false
	case abi.Always:
		return true
	case abi.Empty:
		return []string{c.row.A, c.row.B}[c.e.Param(when.Left).Operand-1] == ""
	case abi.Compared:
		bound, err := strconv.ParseInt(when.Right, 10, 64)
		if err != nil {
			panic(err)
		}
		if when.Left == "result" {
			return compare(int64(len(c.row.Want)), when.Op, bound)
		}
		return compare(c.row.Ints[when.Left], when.Op, bound)
	}
	panic(fmt.Sprintf("contract: condition %v", when))
}
