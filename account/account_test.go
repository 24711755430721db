package account_test

import (
	"testing"
	"unsafe"

	"libori.org/rt/account"
	"libori.org/rt/cowlist"
	"libori.org/rt/cowmap"
	"libori.org/rt/cowstr"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

var word = rc.Elem{Size: 8, Align: 8}

func read() account.Stats {
	s := account.Stats{Size: int64(unsafe.Sizeof(account.Stats{}))}
	account.ReadStats(&s)
	return s
}

// since returns what was booked while f ran.
func since(f func()) account.Stats {
	before := read()
	f()
	now := read()
	return account.Stats{
		Allocations:    now.Allocations - before.Allocations,
		Frees:          now.Frees - before.Frees,
		Reallocations:  now.Reallocations - before.Reallocations,
		SharedCopies:   now.SharedCopies - before.SharedCopies,
		SliceCopies:    now.SliceCopies - before.SliceCopies,
		ImmortalCopies: now.ImmortalCopies - before.ImmortalCopies,
		ElementsCopied: now.ElementsCopied - before.ElementsCopied,
		BytesCopied:    now.BytesCopied - before.BytesCopied,
	}
}

func list(n int64) (l rc.Triple) {
	for i := range n {
		l = cowlist.Push(l, unsafe.Pointer(&i), word)
	}
	return l
}

func release(l rc.Triple) { rc.BufferDec(l, word) }

func TestWhatIsBooked(t *testing.T) {
	nine := int64(9)
	constant := [6]int64{32, -1, 1, 2, 3, 4}
	immortal := rc.Triple{Len: 4, Cap: 4, Data: unsafe.Pointer(&constant[2])}
	for _, test := range []struct {
		name string
		run  func()
		want account.Stats
	}{
		{"a list that grows twice", func() { release(list(9)) },
			account.Stats{Allocations: 1, Frees: 1, Reallocations: 2}},
		{"a change in place", func() {
			l := list(3)
			release(cowlist.Set(l, 1, unsafe.Pointer(&nine), word))
		}, account.Stats{Allocations: 1, Frees: 1}},
		{"a push to a shared list", func() {
			l := list(3)
			rc.ListInc(l)
			release(cowlist.Push(l, unsafe.Pointer(&nine), word))
			release(l)
		}, account.Stats{Allocations: 2, Frees: 2, SharedCopies: 1, ElementsCopied: 3, BytesCopied: 24}},
		{"a set in a shared list", func() {
			l := list(3)
			rc.ListInc(l)
			release(cowlist.Set(l, 1, unsafe.Pointer(&nine), word))
			release(l)
		}, account.Stats{Allocations: 2, Frees: 2, SharedCopies: 1, ElementsCopied: 2, BytesCopied: 16}},
		{"a shared list reversed", func() {
			l := list(4)
			rc.ListInc(l)
			release(cowlist.Reverse(l, word))
			release(l)
		}, account.Stats{Allocations: 2, Frees: 2, SharedCopies: 1, ElementsCopied: 4, BytesCopied: 32}},
		{"a slice", func() {
			l := list(4)
			release(cowlist.Push(cowlist.Slice(l, 1, 3, 8), unsafe.Pointer(&nine), word))
			release(l)
		}, account.Stats{Allocations: 2, Frees: 2, SliceCopies: 1, ElementsCopied: 2, BytesCopied: 16}},
		{"a constant", func() { release(cowlist.Push(immortal, unsafe.Pointer(&nine), word)) },
			account.Stats{Allocations: 1, Frees: 1, ImmortalCopies: 1, ElementsCopied: 4, BytesCopied: 32}},
		{"a shared map", func() {
			k := cowmap.Keys{KeySize: 8, ValSize: 16, Eq: runtime.Int64Eq(), Hash: runtime.Int64Hash()}
			value := [2]int64{1, 2}
			m := cowmap.Insert(rc.Triple{}, unsafe.Pointer(&nine), unsafe.Pointer(&value), k, cowmap.Refs{})
			rc.ListInc(m)
			c := cowmap.Insert(m, unsafe.Pointer(&value), unsafe.Pointer(&value), k, cowmap.Refs{})
			cowmap.BufferDec(c, k, cowmap.Refs{})
			cowmap.BufferDec(m, k, cowmap.Refs{})
		}, account.Stats{Allocations: 2, Frees: 2, SharedCopies: 1, ElementsCopied: 1, BytesCopied: 24}},
		{"a shared string", func() {
			text := [40]byte{}
			s := cowstr.FromBytes(unsafe.Pointer(&text), 40)
			cowstr.RcInc(unsafe.Pointer(&s))
			c := cowstr.PushByte(&s, 'x')
			cowstr.RcDec(unsafe.Pointer(&c))
			cowstr.RcDec(unsafe.Pointer(&s))
		}, account.Stats{Allocations: 2, Frees: 2, SharedCopies: 1, ElementsCopied: 40, BytesCopied: 40}},
	} {
		if got := since(test.run); got != test.want {
			t.Errorf("%s:\n have %+v\n want %+v", test.name, got, test.want)
		}
	}
}

func TestStatsFillWhatThereIsRoomFor(t *testing.T) {
	release(list(1))
	s := account.Stats{Size: 24, Frees: -5}
	account.ReadStats(&s)
	if s.Size != 24 || s.Version != 1 || s.Allocations < 1 || s.Frees != -5 {
		t.Errorf("%+v", s)
	}
	s.Size = 1 << 20
	account.ReadStats(&s)
	if s.Size != int64(unsafe.Sizeof(s)) || s.Frees < 0 {
		t.Errorf("%+v", s)
	}
	s.Size = 8
	for _, test := range []struct {
		stats *account.Stats
		want  string
	}{
		{nil, "ori: ori_rt_stats: stats is NULL"},
		{&s, "ori: ori_rt_stats: size is below 16: it must say how large stats is"},
	} {
		if got := check.Fatal(func() { account.ReadStats(test.stats) }); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func TestTheHookIsCalledBeforeEveryCopy(t *testing.T) {
	context := unsafe.Pointer(new(int))
	var seen []string
	account.SetCopyHook(runtime.GoCopy(func(op, data unsafe.Pointer, bytes int64, ctx unsafe.Pointer) {
		name := ""
		for p := op; *(*byte)(p) != 0; p = unsafe.Add(p, 1) {
			name += string(*(*byte)(p))
		}
		if bytes != 24 || ctx != context || rc.Count(data) != 2 {
			t.Errorf("%s: %d bytes, count %d", name, bytes, rc.Count(data))
		}
		seen = append(seen, name)
	}), context)
	defer account.SetCopyHook(runtime.CopyFn{}, nil)
	l := list(3)
	rc.ListInc(l)
	release(cowlist.Push(l, unsafe.Pointer(new(int64)), word))
	release(l)
	if len(seen) != 1 || seen[0] != "ori_list_push_cow" {
		t.Errorf("seen %q", seen)
	}
}

func TestTheBudgetEndsAtTheCopyBeyondIt(t *testing.T) {
	l := list(3)
	share := func() {
		rc.ListInc(l)
		release(cowlist.Push(l, unsafe.Pointer(new(int64)), word))
	}
	if left := account.CopyBudget(2); left != -1 {
		t.Errorf("%d left of no budget", left)
	}
	share()
	if left := account.CopyBudget(1); left != 1 {
		t.Errorf("%d left, want 1", left)
	}
	share()
	live := rc.LiveCount()
	for range 2 {
		rc.ListInc(l)
		got := check.Fatal(func() { cowlist.Push(l, unsafe.Pointer(new(int64)), word) })
		if want := "ori: ori_list_push_cow: a copy of 3 elements, 24 bytes, beyond the budget of copies"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if rc.Count(l.Data) != 2 || rc.LiveCount() != live {
			t.Errorf("count %d, %d alive: something was consumed", rc.Count(l.Data), rc.LiveCount()-live)
		}
		rc.BufferDec(l, word)
	}
	if left := account.CopyBudget(-1); left != 0 {
		t.Errorf("%d left, want 0", left)
	}
	share()
	release(l)
}
