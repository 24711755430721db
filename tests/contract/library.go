package contract

import (
	"math"
	"strings"
	"unsafe"

	"libori.org/rt/account"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// Library calls the functions that take no collection: what the library says about itself,
// and how it fails when asked to. It returns the number of calls.
func Library(tb check.TB, m Machine) (calls int) {
	call := func(name string, args ...any) (Result, string) {
		calls++
		return m.Call(export(name), args)
	}
	calls += callbacksForPlainTypes(tb, m) + memoryUsedAgain(tb, m) + countedAtOnce(tb, m)
	expect := func(name, failure, want string) {
		tb.Helper()
		if failure != want {
			tb.Errorf("%s fails with %q, want %q", name, failure, want)
		}
	}

	h := check.NewHeap(tb)
	stats := func() (s account.Stats) {
		s.Size = int64(unsafe.Sizeof(s))
		_, failure := call("ori_rt_stats", unsafe.Pointer(&s))
		expect("ori_rt_stats", failure, "")
		return s
	}
	before := stats()
	_, failure := call("ori_rt_stats", unsafe.Pointer(nil))
	expect("ori_rt_stats", failure, "ori: ori_rt_stats: stats is NULL")
	_, failure = call("ori_rt_stats", unsafe.Pointer(&account.Stats{Size: 8}))
	expect("ori_rt_stats", failure, "ori: ori_rt_stats: size is below 16: it must say how large stats is")

	// A budget of no copy refuses one before anything is consumed, and of one allows it.
	list := h.List(check.I64, 0, 1, 2, 3)
	rc.ListInc(list)
	l := &large{tb: tb, m: m, c: goCallbacks}
	reverse := func() (out rc.Triple, failure string) {
		_, failure = call("ori_list_reverse_cow", list.Data, list.Len, list.Cap, int64(8), int64(8), check.I64.Inc, check.I64.Dec, &out)
		return out, failure
	}
	call("ori_rt_copy_budget", int64(0))
	if _, failure = reverse(); !strings.HasPrefix(failure, "ori: ori_list_reverse_cow: ") {
		tb.Errorf("a copy beyond the budget fails with %q", failure)
	}
	h.Verify(check.I64, []rc.Triple{list, list})
	call("ori_rt_copy_budget", int64(1))
	var heard []int64
	hook := runtime.GoCopy(func(op, data unsafe.Pointer, bytes int64, _ unsafe.Pointer) {
		name := string(unsafe.Slice((*byte)(op), len("ori_list_reverse_cow")))
		if name != "ori_list_reverse_cow" || data != list.Data {
			tb.Errorf("the hook hears of %s from %p, want %p", name, data, list.Data)
		}
		heard = append(heard, bytes)
	})
	call("ori_rt_set_copy_hook", hook, unsafe.Pointer(nil))
	fresh, failure := reverse()
	call("ori_rt_set_copy_hook", runtime.CopyFn{}, unsafe.Pointer(nil))
	if len(heard) != 1 || heard[0] != 24 {
		tb.Errorf("the hook hears of copies of %v bytes, want one of 24", heard)
	}
	expect("ori_list_reverse_cow", failure, "")
	if left, _ := call("ori_rt_copy_budget", int64(-1)); left.Int != 0 {
		tb.Errorf("%d copies of the budget are left", left.Int)
	}
	after := stats()
	if n, bytes := after.SharedCopies-before.SharedCopies, after.BytesCopied-before.BytesCopied; n != 1 || bytes != 24 {
		tb.Errorf("the library counts %d copies of %d bytes, want 1 of 24", n, bytes)
	}
	l.release(list)
	l.release(fresh)
	calls += l.calls
	h.Close()

	// Tables have used the keys.
	table := rc.Triple{}
	for v := range int64(100) {
		table, _ = l.with("ori_set_insert_cow", true, table, v, 0)
	}
	_, failure = call("ori_rt_set_hash_seed", int64(1))
	expect("ori_rt_set_hash_seed", failure, "ori: ori_rt_set_hash_seed: tables exist that use the seed of before")
	l.release(table)

	for _, text := range []string{"index 7 out of range", "", strings.Repeat("long ", 80)} {
		bytes := append([]byte(text), 0)
		_, failure = call("ori_rt_fatal", unsafe.Pointer(&bytes[0]), int64(len(text)))
		expect("ori_rt_fatal", failure, text)
	}
	_, failure = call("ori_rt_fatal", unsafe.Pointer(nil), int64(3))
	expect("ori_rt_fatal", failure, "ori: ori_rt_fatal: message is NULL")
	_, failure = call("ori_rt_fatal", unsafe.Pointer(&failure), int64(-1))
	if !strings.HasPrefix(failure, "ori: ori_rt_fatal: ") {
		tb.Errorf("a negative len fails with %q", failure)
	}
	return calls
}

// callbacksForPlainTypes calls eq, hash and compare of each plain type with two values.
func callbacksForPlainTypes(tb check.TB, m Machine) (calls int) {
	f64 := func(v float64) *uint64 { bits := math.Float64bits(v); return &bits }
	word := func(v uint64) *uint64 { return &v }
	for _, plain := range []struct {
		name       string
		less, more *uint64
	}{
		{"u8", word(3), word(200)}, {"bool", word(0), word(1)},
		{"i32", word(0xffffffff), word(5)}, {"i64", word(1<<64 - 1), word(5)},
		{"f64", f64(-0.5), f64(3)},
	} {
		less, more, same := unsafe.Pointer(plain.less), unsafe.Pointer(plain.more), unsafe.Pointer(word(*plain.less))
		call := func(what string, args ...any) int64 {
			calls++
			result, failure := m.Call(export("ori_"+plain.name+"_"+what), args)
			if failure != "" {
				tb.Errorf("ori_%s_%s: %s", plain.name, what, failure)
			}
			return result.Int
		}
		if call("eq", less, same) != 1 || call("eq", less, more) != 0 {
			tb.Errorf("ori_%s_eq is wrong", plain.name)
		}
		if call("hash", less) != call("hash", same) {
			tb.Errorf("ori_%s_hash differs for equal values", plain.name)
		}
		if call("compare", less, more) >= 0 || call("compare", more, less) <= 0 || call("compare", less, same) != 0 {
			tb.Errorf("ori_%s_compare is wrong", plain.name)
		}
	}
	for a, nan := range map[float64]float64{1: math.NaN(), math.Inf(1): math.NaN()} {
		ordered, failure := m.Call(export("ori_f64_compare"), []any{unsafe.Pointer(f64(a)), unsafe.Pointer(f64(nan))})
		if calls++; failure != "" || ordered.Int >= 0 {
			tb.Errorf("ori_f64_compare of %v and NaN: %d %s", a, ordered.Int, failure)
		}
	}
	for n := range int64(100) {
		a, b := make([]byte, n+1), make([]byte, n+1)
		hash := func(bytes []byte) int64 {
			calls++
			result, failure := m.Call(export("ori_hash_bytes"), []any{unsafe.Pointer(&bytes[0]), n, int64(7)})
			if failure != "" {
				tb.Errorf("ori_hash_bytes: %s", failure)
			}
			return result.Int
		}
		if hash(a) != hash(b) {
			tb.Errorf("ori_hash_bytes differs for equal %d bytes", n)
		}
		if a[n/2] = 1; n > 0 && hash(a) == hash(b) {
			tb.Errorf("ori_hash_bytes overlooks byte %d of %d", n/2, n)
		}
	}
	return calls
}

// memoryUsedAgain drops objects for their memory, and makes others of it.
func memoryUsedAgain(tb check.TB, m Machine) (calls int) {
	h := check.NewHeap(tb)
	call := func(name string, args ...any) Result {
		calls++
		result, failure := m.Call(export(name), args)
		if failure != "" {
			tb.Errorf("%s: %s", name, failure)
		}
		return result
	}
	const size, align = int64(64), int64(8)
	none := runtime.ElemFn{}
	p := call("ori_rc_alloc", size, align).Ptr
	call("ori_rc_inc_n", p, int64(2))
	if call("ori_rc_dec_is_last", p).Int != 0 {
		tb.Errorf("ori_rc_dec_is_last: one of three is the last")
	}
	if token := call("ori_rc_drop_reuse", p, none).Ptr; token != nil {
		tb.Errorf("ori_rc_drop_reuse hands out what is shared")
	}
	token := call("ori_rc_drop_reuse", p, none).Ptr
	if token != p || call("ori_rc_alloc_reuse", token, size, align).Ptr != p {
		tb.Errorf("memory of the same size is not used again")
	}
	q := call("ori_rc_alloc_reuse", p, 2*size, align).Ptr
	q = call("ori_rc_alloc_reuse", q, 2*size, int64(64)).Ptr
	if q = call("ori_rc_alloc_reuse", q, 2*size, int64(64)).Ptr; rc.DataSize(q) != 2*size {
		tb.Errorf("new memory has %d bytes, want %d", rc.DataSize(q), 2*size)
	}
	if call("ori_rc_dec_is_last", q).Int != 1 {
		tb.Errorf("ori_rc_dec_is_last: the last is not")
	}
	refused := func(name, says string, args ...any) {
		calls++
		if _, failure := m.Call(export(name), args); !strings.HasPrefix(failure, "ori: "+name+": ") || !strings.Contains(failure, says) {
			tb.Errorf("%s is to be refused because %s, but fails with %q", name, says, failure)
		}
	}
	var filled rc.Triple
	seven := byte(7)
	call("ori_list_repeat", unsafe.Pointer(&seven), int64(40), int64(1), int64(1), none, &filled)
	if bytes := unsafe.Slice((*byte)(filled.Data), 40); filled.Len != 40 || bytes[0] != 7 || bytes[39] != 7 {
		tb.Errorf("a list of 40 bytes 7: %v", filled)
	}
	call("ori_buffer_rc_dec", filled.Data, filled.Len, filled.Cap, int64(1), none)
	refused("ori_rc_alloc_reuse", "negative", q, int64(-1), align)
	refused("ori_rc_inc_n", "negative", q, int64(-1))
	call("ori_rc_make_immortal", unsafe.Pointer(nil))
	call("ori_rc_inc_n", unsafe.Pointer(nil), int64(3))
	call("ori_rc_free", q, 2*size, int64(64))
	list := h.List(check.I64, 0, 1, 2, 3)
	var out rc.Triple
	refused("ori_list_splice_cow", "", list.Data, list.Len, list.Cap, int64(2), int64(1), unsafe.Pointer(nil), int64(0), int64(8), int64(8), none, none, &out)
	h.Verify(check.I64, []rc.Triple{list})
	check.Release(check.I64, list)
	h.Close()
	return calls
}

// countedAtOnce adds several references, to what has few, many and none left, and freezes.
func countedAtOnce(tb check.TB, m Machine) (calls int) {
	var object [4]int64 // a header, and data
	data, count := unsafe.Pointer(&object[2]), &object[1]
	for _, test := range []struct {
		name          string
		before, after int64
		failure       string
	}{
		{"ori_rc_inc_n", 1, 4, ""},
		{"ori_rc_inc_n", math.MaxInt64 - 2, math.MaxInt64, ""},
		{"ori_rc_inc_n", math.MaxInt64, math.MaxInt64, ""},
		{"ori_rc_inc_n", -5, -5, ""},
		{"ori_rc_inc_n", 0, 0, "ori: ori_rc_inc_n: "},
		{"ori_rc_make_immortal", 0, 0, "ori: ori_rc_make_immortal: "},
		{"ori_rc_make_immortal", -5, -5, ""},
	} {
		*count = test.before
		args := []any{data, int64(3)}[:len(export(test.name).Params)]
		_, failure := m.Call(export(test.name), args)
		calls++
		if !strings.HasPrefix(failure, test.failure) || (failure == "") != (test.failure == "") || *count != test.after {
			tb.Errorf("%s with count %d: count %d, failure %q; want %d, %q", test.name, test.before, *count, failure, test.after, test.failure)
		}
	}
	return calls
}
