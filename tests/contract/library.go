package contract

import (
	"strings"
	"unsafe"

	"libori.org/rt/account"
	"libori.org/rt/rc"
	"libori.org/rt/tests/check"
)

// Library calls the functions that take no collection: what the library says about itself,
// and how it fails when asked to. It returns the number of calls.
func Library(tb check.TB, m Machine) (calls int) {
	call := func(name string, args ...any) (Result, string) {
		calls++
		return m.Call(export(name), args)
	}
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
	fresh, failure := reverse()
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
