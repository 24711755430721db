package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"libori.org/rt/abi"
)

const root = "../.."

func TestGeneratedFilesAreCurrent(t *testing.T) {
	files, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		have, err := os.ReadFile(filepath.Join(root, f.path))
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(lines(have), lines(f.text)); diff != "" {
			t.Errorf("%s is out of date, run go generate ./... (-tree +generated):\n%s", f.path, diff)
		}
	}
}

func lines(text []byte) []string { return strings.SplitAfter(string(text), "\n") }

// resolve returns the exports of a package libori.org/rt/example, whose only file is
// the source after its first line.
func resolve(t *testing.T, source string) ([]*export, []error) {
	t.Helper()
	l := newLoader(root)
	dir := t.TempDir()
	source = "package example; import (\"unsafe\"; \"libori.org/rt/rc\"; \"libori.org/rt/runtime\")\n" + source +
		"\nvar (_ unsafe.Pointer; _ rc.Triple; _ runtime.ElemFn)\n"
	if err := os.WriteFile(filepath.Join(dir, "example.go"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	pkg, err := l.loadDir(module+"/example", dir)
	if err != nil {
		t.Fatal(err)
	}
	exports := l.exports(pkg, "Examples")
	l.checkNames(exports)
	l.resolveLinks(exports)
	return exports, l.errs
}

func TestADirectiveBecomesCAndIRAndGo(t *testing.T) {
	exports, errs := resolve(t, `
type Inner struct {
	Size   int64 `+"`c:\"elem_size\"`"+`
	hidden int64
	Extra  int64
}
type Outer struct {
	Inner
	Eq runtime.EqFn `+"`c:\"eq\"`"+`
}
// Mix does much.
// It is like [Peek].
//
//	consumes   data1
//	borrows    data2, needle
//	moves      elem -- or what
//		it is like
//	fills      elem_out
//	copies     shared; grows
//	unchanged  len1 <= 1; present elem
//	result     unique
//	releases   unstored elem when present elem; value
//	fails      negative len1; null elem when elem_size > 0
//
//ori:export ori_list_mix(data1, len1, cap1, const data2, const needle, const elem, new_len, v, elem_size, eq, OriMap out, elem_out, val_slot)
//go:inline
func Mix(t1, t2 rc.Triple, elem, needle unsafe.Pointer, newLen int64, v bool, o Outer, elemOut unsafe.Pointer, valSlot *unsafe.Pointer) rc.Triple { return t1 }

// Peek looks.
//
//	borrows  data
//	result   inside data
//
//ori:export const nonnull ori_rc_peek(data)
func Peek(data unsafe.Pointer) unsafe.Pointer { return data }
`)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	mix, peek := exports[0], exports[1]
	want := []string{
		"void ori_list_mix(void *data1, int64_t len1, int64_t cap1, const void *data2, const void *needle,\n" +
			"                  const void *elem, int64_t new_len, bool v, int64_t elem_size, ori_eq_fn eq,\n" +
			"                  OriMap *out, void *elem_out, void **val_slot)",
		"declare void @ori_list_mix(ptr noundef %data1, i64 noundef %len1, i64 noundef %cap1, ptr noundef %data2, " +
			"ptr noundef %needle, ptr noundef %elem, i64 noundef %new_len, i1 zeroext noundef %v, i64 noundef %elem_size, ptr noundef %eq, " +
			"ptr noalias nocapture noundef writeonly writable dereferenceable(24) align 8 %out, ptr noundef %elem_out, " +
			"ptr nocapture noundef writeonly dereferenceable(8) align 8 %val_slot) nounwind",
		"void @ori_list_mix(ptr noundef %data1, i64 noundef %len1, i64 noundef %cap1, ptr noundef %data2, " +
			"ptr noundef %needle, ptr noundef %elem, i64 noundef %new_len, i1 zeroext noundef %v, i64 noundef %elem_size, ptr noundef %eq, " +
			"ptr noalias nocapture noundef writeonly %out, ptr noundef %elem_out, ptr nocapture noundef writeonly %val_slot)",
		"ori_list_mix does much.\nIt is like ori_rc_peek.",
		"const void *ori_rc_peek(void *data)",
		"declare nonnull noundef ptr @ori_rc_peek(ptr noundef %data) nounwind willreturn",
	}
	have := []string{
		mix.prototype(), mix.Declaration(), mix.Head(), mix.Doc,
		peek.prototype(), peek.Declaration(),
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("(-want +have):\n%s", diff)
	}
	if !mix.Inline || peek.Inline {
		t.Errorf("inline: %v and %v, want only the first", mix.Inline, peek.Inline)
	}
	owners := map[string]string{}
	for _, p := range mix.Params {
		if p.Type.IsPointer() {
			owners[p.Name] = p.Owner.String()
		}
	}
	wantOwners := map[string]string{
		"data1": "Consumed", "data2": "Borrowed", "needle": "Borrowed", "elem": "MovedIn",
		"out": "Filled", "elem_out": "Filled", "val_slot": "Filled",
	}
	if diff := cmp.Diff(wantOwners, owners); diff != "" {
		t.Errorf("owners (-want +have):\n%s", diff)
	}
	always := abi.Condition{Test: abi.Always}
	wantContract := abi.Contract{
		Copies: abi.CopiesShared, Grows: abi.GrowsToFit, Result: abi.Unique,
		Unchanged: []abi.Unchanged{
			{Param: "data1", When: abi.Condition{Test: abi.Compared, Left: "len1", Op: "<=", Right: "1"}},
			{Param: "data1", When: abi.Condition{Test: abi.Present, Left: "elem"}},
		},
		Releases: []abi.Release{
			{What: abi.Unstored, Param: "elem", When: abi.Condition{Test: abi.Present, Left: "elem"}},
			{What: abi.Value, When: always},
		},
		Runs: []abi.Run{{Callback: "eq", On: []string{"data1", "data2", "needle", "elem", "out"}}},
		Fails: []abi.Failure{
			{Kind: abi.NegativeArg, Params: []string{"len1"}, When: always},
			{Kind: abi.NullArg, Params: []string{"elem"}, When: abi.Condition{Test: abi.Compared, Left: "elem_size", Op: ">", Right: "0"}},
			{Kind: abi.NullArg, Params: []string{"out"}, When: always},
			{Kind: abi.NullArg, Params: []string{"val_slot"}, When: always},
			{Kind: abi.NoMemory, When: always},
		},
		Effects: abi.Effects{
			Tests: []string{"data1"}, Counts: []string{"data1"}, Reads: []string{"data1", "data2", "needle", "elem"},
			Writes: []string{"data1", "out", "elem_out", "val_slot"}, Allocates: always,
		},
	}
	if diff := cmp.Diff(wantContract, mix.Contract); diff != "" {
		t.Errorf("contract (-want +have):\n%s", diff)
	}
	wantSaid := []sentence{
		{"Consumes", "list1"}, {"Borrows", "data2 and needle"}, {"Moves in", "elem; or what it is like"}, {"Fills", "elem_out and val_slot"},
		{"Releases", "the unstored elem when elem is there; the value that goes, if list1 is unique"},
		{"Copies when", "shared or a slice; a unique list1 without room is reallocated"},
		{"Unchanged", "list1 when len1 <= 1; list1 when elem is there"}, {"Result", "unique unless unchanged"},
		{"Units", "new_len in elements"},
		{"Fails when", "len1 is negative, elem is NULL and elem_size > 0, val_slot is NULL, memory is exhausted"},
	}
	if diff := cmp.Diff(wantSaid, mix.Clauses()); diff != "" {
		t.Errorf("in English (-want +have):\n%s", diff)
	}
	thunks, err := emitThunks(exports)
	if err != nil {
		t.Fatal(err)
	}
	call := "*out = example.Mix(rc.Triple{Len: len1, Cap: cap1, Data: data1}, rc.Triple{Data: data2}, elem, needle, newLen, v, " +
		"example.Outer{Inner: example.Inner{Size: elemSize}, Eq: eq}, elemOut, valSlot)"
	for _, want := range []string{call, `rc.FailNull("ori_list_mix", "out")`, "return example.Peek(data)"} {
		if !strings.Contains(string(thunks), want) {
			t.Errorf("no %q in\n%s", want, thunks)
		}
	}
}

func pathsText(t *testing.T, source string) string {
	t.Helper()
	exports, errs := resolve(t, source)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	text, err := emitPaths(exports, "example")
	if err != nil {
		t.Fatal(err)
	}
	thunks, err := emitThunks(exports)
	if err != nil {
		t.Fatal(err)
	}
	return string(text) + string(thunks)
}

func expectText(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("no\n%s in\n%s", want, text)
		}
	}
}

func TestAnOperationWithTwoPathsFindsItsWay(t *testing.T) {
	text := pathsText(t, `
// Two has two paths.
//
//	moves    elem
//	result   unique; buffer
//	length   n + 1
//	releases unstored elem when present elem
//
//ori:export frameless ori_list_two(n, const elem, elem_size, dec, out)
func Two(n int64, elem unsafe.Pointer, e rc.Elem) rc.Triple { return rc.Triple{} }
func twoInPlace(n int64, elem unsafe.Pointer, e rc.Elem) (rc.Triple, bool) { return rc.Triple{}, false }
func twoSlow(n int64, elem unsafe.Pointer, e rc.Elem) rc.Triple { return rc.Triple{} }
`)
	expectText(t, text, `func TwoTo(n int64, elem unsafe.Pointer, e rc.Elem, out *rc.Triple) {
	result, ok := rc.Triple{}, false
	if out != nil && (runtime.Inlined() || e.Dec.IsNil()) {
		result, ok = twoInPlace(n, elem, e)
	}
	switch {
	case ok:
		*out = result
	case runtime.Inlined() && out != nil:
		elemWord, ok0 := rc.Word(elem, e.Size)
		if ok0 {
			result = twoWord(n, elemWord, e)
		} else {
			result = twoSlow(n, elem, e)
		}
		result.Len = n + 1 // known to the caller's optimiser, unlike what a call returns
		*out = result
		out.AssumeNoSlice()
	default:
		twoCalled(n, elem, e.Size, e.Dec, out)
		return
	}
	out.AssumeUnique()
}

//go:noinline
func twoCalled(n int64, elem unsafe.Pointer, elemSize int64, dec runtime.ElemFn, out *rc.Triple) {
	if out == nil {
		rc.FailNull("ori_list_two", "out")
	}
	e := rc.Elem{Size: elemSize, Dec: dec}
	*out = twoSlow(n, elem, e)
}

//go:noinline
func twoWord(n int64, elemWord uint64, e rc.Elem) rc.Triple {
	return twoSlow(n, unsafe.Pointer(&elemWord), e)
}
`, "	example.TwoTo(n, elem, rc.Elem{Size: elemSize, Dec: dec}, out)\n")
}

// What the path in place found goes to the slow one.
func TestWhatWasFoundIsPassedOn(t *testing.T) {
	expectText(t, pathsText(t, `
type Place struct{ at int64 }
// Two has two paths.
//
//	result  unique
//
//ori:export ori_list_two(n, out)
func Two(n int64) rc.Triple { return rc.Triple{} }
func twoInPlace(n int64) (rc.Triple, Place, bool) { return rc.Triple{}, Place{}, false }
func twoSlow(n int64, found Place) rc.Triple { return rc.Triple{} }
// Three is like Two.
//
//	result  unique
//
//ori:export frameless ori_list_three(n, out)
func Three(n int64) rc.Triple { return rc.Triple{} }
func threeInPlace(n int64) (rc.Triple, Place, bool) { return rc.Triple{}, Place{}, false }
func threeSlow(n int64, found Place) rc.Triple { return rc.Triple{} }
`), `	result, found, ok := twoInPlace(n)
	if ok {
		*out = result
		return
	}
	*out = twoSlow(n, found)
`, "	var found Place\n", "result, found, ok = threeInPlace(n)", "result = threeSlow(n, found)", "*out = threeSlow(n, Place{})")
}

// Where an operation is called, its path in place is tried for the library's own
// callbacks, and in the frame of its slow path for others.
func TestTheLibrarysCallbacks(t *testing.T) {
	expectText(t, pathsText(t, `
type Keys struct {
	Size int64 `+"`c:\"key_size\"`"+`
	Eq runtime.EqFn `+"`c:\"key_eq\"`"+`
}
type Refs struct { Dec runtime.ElemFn `+"`c:\"key_dec\"`"+` }
func integers(k Keys, r Refs) (Keys, Refs, bool) { return k, r, true }
func external(k Keys) Keys { return k }
func readable(n int64, k Keys) bool { return true }
// Put puts.
//
//	result  unique
//
//ori:export frameless integers ori_map_put(n, key_size, key_eq, key_dec, out)
func Put(n int64, k Keys, r Refs) rc.Triple { return rc.Triple{} }
func putInPlace(n int64, k Keys, r Refs) (rc.Triple, bool) { return rc.Triple{}, false }
func putSlow(n int64, k Keys, r Refs) rc.Triple { return rc.Triple{} }
// Find finds.
//
//ori:export integers ori_map_find(n, key_size, key_eq)
func Find(n int64, k Keys) bool { return findAny(n, k) }
func find(n int64, k Keys) bool { return false }
func findAny(n int64, k Keys) bool { return false }
`), `	kIn, rIn, may := k, r, true
	if !runtime.Inlined() {
		kIn, rIn, may = integers(k, r)
	}
	if may && out != nil {
		result, ok = putInPlace(n, kIn, rIn)
	}
`, `	k := Keys{Size: keySize, Eq: keyEq}
	r := Refs{Dec: keyDec}
	result, ok := putInPlace(n, external(k), r)
	if ok {
		*out = result
		return
	}
	*out = putSlow(n, k, r)
`, `func findAny(n int64, k Keys) bool {
	if runtime.Inlined() {
		return find(n, k)
	}
	if kIn, _, may := integers(k, Refs{}); may && readable(n, kIn) {
		return find(n, kIn)
	}
	return findCalled(n, k.Size, k.Eq)
}
`, `	k := Keys{Size: keySize, Eq: keyEq}
	return find(n, external(k))
`, "	return example.Find(n, example.Keys{Size: keySize, Eq: keyEq})\n")
}

// A result is unique only if there is room for something: with min_cap 0 there may be
// no buffer.
func TestUniqueWithRoom(t *testing.T) {
	expectText(t, pathsText(t, `
// Room makes room.
//
//	result  unique; buffer when min_cap > 0
//
//ori:export frameless ori_list_room(min_cap, out)
func Room(minCap int64) rc.Triple { return rc.Triple{} }
func roomInPlace(minCap int64) (rc.Triple, bool) { return rc.Triple{}, false }
func roomSlow(minCap int64) rc.Triple { return rc.Triple{} }
`),
		"	if minCap > 0 {\n			out.AssumeNoSlice()\n		}\n",
		"\n	if minCap > 0 {\n		out.AssumeUnique()\n	}\n}\n")
}

// Every mistake in a directive or contract is reported with its place and with
// what would be right. The sources begin on line 2.
func TestMistakesAreReported(t *testing.T) {
	ok := "// F works.\n//\n"
	for _, test := range []struct{ name, source, want string }{
		{"no parentheses", ok + "//ori:export ori_rc_f\nfunc F() {}",
			`example.go:4: want //ori:export name(param, param, ...), have "ori_rc_f"`},
		{"name", ok + "//ori:export rc_f()\nfunc F() {}",
			"example.go:4: rc_f is no name of the C ABI: they look like ori_list_push_cow"},
		{"result word", ok + "//ori:export pure ori_rc_f()\nfunc F() {}",
			`"pure" before ori_rc_f: want const, frameless, integers or one of noalias, nonnull`},
		{"function attribute", ok + "//ori:export ori_rc_f() memory(argmem: read)\nfunc F() {}",
			`"memory(argmem: read)" after ori_rc_f(...): want one of memory(none)`},
		{"no attribute at all", ok + "//ori:export ori_rc_f() - memory(none)\nfunc F() {}",
			`"-" after ori_rc_f(...) is no attribute`},
		{"empty parameter", ok + "//ori:export ori_rc_f(a,)\nfunc F(a int64) {}",
			"a parameter without a name (a comma too many?)"},
		{"parameter name", ok + "//ori:export ori_rc_f(newLen)\nfunc F(newLen int64) {}",
			`"newLen" is no name of a C parameter: they look like new_len`},
		{"parameter word", ok + "//ori:export ori_rc_f(int64_t a)\nfunc F(a int64) {}",
			`"int64_t" before parameter a: want const, or OriList, OriMap, OriSet or OriStr before out`},
		{"twice", ok + "//ori:export ori_rc_f(a, a)\nfunc F(a int64) {}",
			"parameter a is there twice"},
		{"unknown parameter", ok + "//ori:export ori_rc_f(b)\nfunc F(a int64) {}",
			"F has no parameter b; it has a"},
		{"unknown field", ok + "//ori:export ori_rc_f(size)\nfunc F(e rc.Elem) {}",
			"F has no parameter size; it has elem_size, elem_align, inc, dec"},
		{"digits", ok + "//	borrows  data1\n//\n//ori:export ori_rc_f(data, len)\nfunc F(t1 rc.Triple) {}",
			"F has no parameter data; it has len1, cap1, data1"},
		{"unlisted scalar", ok + "//ori:export ori_rc_f(a)\nfunc F(a, b int64) {}",
			"F's parameter b is not in the directive"},
		{"unlisted struct", ok + "//ori:export ori_rc_f(a)\nfunc F(a int64, e rc.Elem) {}",
			"F's parameter e is not in the directive"},
		{"ambiguous", ok + "//ori:export ori_rc_f(data, len)\nfunc F(t, u rc.Triple) {}",
			"C name len is ambiguous in F: end the Go parameters' names in digits to tell their fields apart"},
		{"unnamed", ok + "//ori:export ori_rc_f()\nfunc F(int64) {}",
			"a parameter of type int64 has no name"},
		{"type", ok + "//ori:export ori_rc_f(a)\nfunc F(a int) {}",
			"parameter a has type int, which has no C type: want bool, int32, int64,"},
		{"struct without tags", "type S struct{ N int64 }\n" + ok + "//ori:export ori_rc_f(n)\nfunc F(s S) {}",
			`parameter s: struct libori.org/rt/example.S has no exported field with a ` + "`c:\"name\"` tag"},
		{"const number", ok + "//ori:export ori_rc_f(const a)\nfunc F(a int64) {}",
			"const a: only an unsafe.Pointer can be const"},
		{"const result", ok + "//ori:export const ori_rc_f()\nfunc F() int64 { return 0 }",
			"const before ori_rc_f: only an unsafe.Pointer result can be const"},
		{"noalias number", ok + "//ori:export noalias ori_rc_f()\nfunc F() int64 { return 0 }",
			"noalias before ori_rc_f: it returns no pointer"},
		{"result type", ok + "//ori:export ori_rc_f()\nfunc F() int { return 0 }",
			"F returns int, which has no C type: want bool,"},
		{"two results", ok + "//ori:export ori_rc_f()\nfunc F() (a, b int64) { return }",
			"F has 2 results, the C ABI returns at most one"},
		{"no out", ok + "//ori:export ori_list_f()\nfunc F() rc.Triple { return rc.Triple{} }",
			"F returns a rc.Triple: the directive needs a parameter out"},
		{"out for nothing", ok + "//ori:export ori_list_f(out)\nfunc F() {}",
			"out is where a collection is stored, but F returns nothing"},
		{"const out", ok + "//ori:export ori_list_f(const out)\nfunc F() rc.Triple { return rc.Triple{} }",
			"out cannot be const"},
		{"which out", ok + "//ori:export ori_box_f(out)\nfunc F() rc.Triple { return rc.Triple{} }",
			`does not follow from the name ori_box_f and the result rc.Triple: write "OriList out"`},
		{"wrong out", ok + "//ori:export ori_list_f(OriStr out)\nfunc F() rc.Triple { return rc.Triple{} }",
			"does not follow from the name ori_list_f and the result rc.Triple"},
		{"method", "type T struct{}\n" + ok + "//ori:export ori_rc_f()\nfunc (T) F() {}",
			"example.go:5: F is a method: export a function that calls it"},
		{"generic", ok + "//ori:export ori_rc_f()\nfunc F[T any]() {}",
			"F is generic"},
		{"variadic", ok + "//ori:export ori_rc_f(a)\nfunc F(a ...int64) {}",
			"F is variadic"},
		{"unexported", "// f works.\n//\n//ori:export ori_rc_f()\nfunc f() {}",
			"f is not exported by its package"},
		{"no doc", "//ori:export ori_rc_f()\nfunc F() {}",
			"example.go:2: F has no doc comment"},
		{"stray", ok + "//ori:export ori_rc_f()\n\nfunc F() {}",
			"example.go:4: this directive belongs to no function"},
		{"unknown directive", ok + "//ori:exports ori_rc_f()\nfunc F() {}",
			"example.go:4: unknown directive //ori:exports: there are only //ori:export, //ori:specialise, //ori:hot"},
		{"same name twice", ok + "//ori:export ori_rc_f()\nfunc F() {}\n// G works.\n//\n//ori:export ori_rc_f()\nfunc G() {}",
			"example.go:8: ori_rc_f is already exported by F at"},
		{"owner missing", ok + "//ori:export ori_rc_f(data)\nfunc F(data unsafe.Pointer) {}",
			"the contract does not say what becomes of data: name it under consumes, borrows, moves or fills"},
		{"owner unknown", ok + "//	borrows  everything\n//\n//ori:export ori_rc_f(data)\nfunc F(data unsafe.Pointer) {}",
			"borrows: ori_rc_f has no parameter everything; it has data"},
		{"owner of a number", ok + "//	borrows  n\n//\n//ori:export ori_rc_f(n)\nfunc F(n int64) {}",
			"borrows: n is no pointer"},
		{"two owners", ok + "//	consumes  data\n//	borrows   data\n//\n//ori:export ori_rc_f(data)\nfunc F(data unsafe.Pointer) {}",
			"borrows: data is Consumed already"},
		{"unknown clause", ok + "//	borrows  data\n//	consume  data\n//\n//ori:export ori_rc_f(data)\nfunc F(data unsafe.Pointer) {}",
			`unknown clause "consume": want consumes, borrows, moves, fills, `},
		{"old clause", ok + "// Consumes: data\n//\n//ori:export ori_rc_f(data)\nfunc F(data unsafe.Pointer) {}",
			"the contract does not say what becomes of data"},
		{"clause twice", ok + "//	units  n bytes\n//	units  n bits\n//\n//ori:export ori_rc_f(n)\nfunc F(n int64) {}",
			`clause "units" is there twice`},
		{"empty clause", ok + "//	units\n//\n//ori:export ori_rc_f()\nfunc F() {}",
			`clause "units" says nothing`},
		{"no unit", ok + "//	units  n\n//\n//ori:export ori_rc_f(n)\nfunc F(n int64) {}",
			`units: "n": want PARAMETER UNIT`},
		{"copies", ok + "//	copies  seldom\n//\n//ori:export ori_rc_f()\nfunc F() {}",
			`copies: "seldom": want never, shared, always, grows, grows to sum, shrinks or advances`},
		{"copies what", ok + "//	copies  shared\n//\n//ori:export ori_rc_f()\nfunc F() {}",
			"copies shared: but nothing is consumed"},
		{"unchanged", ok + "//	borrows    data\n//	unchanged  data when n == 0\n//\n//ori:export ori_rc_f(data, n)\nfunc F(data unsafe.Pointer, n int64) {}",
			"unchanged: data is not consumed, so it cannot be the result"},
		{"condition", ok + "//	retains  data when raining\n//	borrows  data\n//\n//ori:export ori_rc_f(data)\nfunc F(data unsafe.Pointer) {}",
			`retains: condition "raining": want a comparison as in len <= new_len, or always, empty,`},
		{"operands of a condition", ok + "//	retains  data when empty\n//	borrows  data\n//\n//ori:export ori_rc_f(data)\nfunc F(data unsafe.Pointer) {}",
			`retains: condition "empty": want 1 names behind "empty"`},
		{"parameter of a condition", ok + "//	retains  data when m == 0\n//	borrows  data\n//\n//ori:export ori_rc_f(data)\nfunc F(data unsafe.Pointer) {}",
			"retains: ori_rc_f has no parameter m; it has data"},
		{"releases", ok + "//	consumes  data\n//	releases  water\n//\n//ori:export ori_rc_f(data)\nfunc F(data unsafe.Pointer) {}",
			`releases: "water": want element, elements, value, values, entry, entries, all PARAMETER or unstored PARAMETER`},
		{"result", ok + "//	result  good\n//\n//ori:export ori_rc_f()\nfunc F() {}",
			`result: "good": want unique, buffer, view PARAMETER or inside PARAMETER`},
		{"no result", ok + "//ori:export ori_list_f(out)\nfunc F() (t rc.Triple) { return }",
			"the contract does not say what out holds: result unique, or view PARAMETER"},
		{"runs", ok + "//	runs  n on data\n//\n//ori:export ori_rc_f(n)\nfunc F(n int64) {}",
			`runs: "n on data": want CALLBACK on PARAMETER, PARAMETER`},
		{"fails", ok + "//	fails  badly\n//\n//ori:export ori_rc_f()\nfunc F() {}",
			`fails: "badly": want negative, null, outside, align, overflow, scalar, shared, freed or late, and parameters`},
		{"range", ok + "//	fails  outside n\n//\n//ori:export ori_rc_f(n)\nfunc F(n int64) {}",
			`fails: "outside n": want outside PARAMETER LO..HI`},
		{"no such word", ok + "//ori:export ori_rc_f(length)\nfunc F(length int64) {}",
			"parameter length is not in the vocabulary: take a name that is, or add it to abi.Names with its role"},
		{"half of two paths", ok + "//	result  unique\n//\n//ori:export ori_list_f(n, out)\nfunc F(n int64) (t rc.Triple) { return }\nfunc fInPlace(n int64) (t rc.Triple) { return }",
			"fInPlace and fSlow go together, and with a parameter out"},
		{"frameless without two paths", ok + "//ori:export frameless ori_rc_f()\nfunc F() {}",
			"frameless before ori_rc_f: it has no two paths"},
		{"integers without them", ok + "//	result  unique\n//\n//ori:export integers ori_rc_f(n)\nfunc F(n int64) bool { return true }",
			"integers before ori_rc_f: its package has no functions integers and external"},
		{"two paths without out", ok + "//ori:export ori_list_f(n)\nfunc F(n int64) {}\nfunc fInPlace(n int64) {}\nfunc fSlow(n int64) {}",
			"fInPlace and fSlow go together, and with a parameter out"},
		{"unlike paths", ok + "//	result  unique\n//\n//ori:export ori_list_f(n, out)\nfunc F(n int64) (t rc.Triple) { return }\n" +
			"func fSlow(n int64) (t rc.Triple) { return }\nfunc fInPlace(n int64) (t rc.Triple) { return }",
			"fInPlace has type func(n int64) (t rc.Triple), want func(n int64) (t rc.Triple, bool)"},
		{"length", ok + "//	length  twice\n//\n//ori:export ori_rc_f()\nfunc F() {}",
			"length: ori_rc_f has no parameter twice; it has "},
		{"dangling link", "// F is like [G].\n//\n//ori:export ori_rc_f()\nfunc F() {}",
			"the doc link [G] names no exported function, and means nothing in C"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, errs := resolve(t, test.source)
			if len(errs) != 1 || !strings.Contains(errs[0].Error(), test.want) {
				t.Errorf("have %v\nwant %s", errs, test.want)
			}
		})
	}
}
