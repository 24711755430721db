package runtime

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unsafe"
)

func raised(f func(m *Message)) (text string) {
	defer func() { text = recover().(error).Error() }()
	var m Message
	f(&m)
	m.Raise()
	return ""
}

func TestMessagesHoldTextAndNumbers(t *testing.T) {
	for _, v := range []int64{0, 7, -7, 10, 1234567890, math.MaxInt64, math.MinInt64} {
		got := raised(func(m *Message) {
			m.Begin("ori_op")
			m.Text("v is ")
			m.Int(v)
		})
		if want := fmt.Sprintf("ori: ori_op: v is %d", v); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestLongMessagesAreCutOff(t *testing.T) {
	for room := range 30 {
		head := strings.Repeat("x", MessageMax-room)
		got := raised(func(m *Message) {
			m.Text(head)
			m.Int(math.MinInt64)
			m.Text(head)
		})
		want := (head + "-9223372036854775808" + head)[:MessageMax]
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestMemoryIsAlignedAndKept(t *testing.T) {
	for _, align := range []int64{16, 32, 4096} {
		p := MallocAligned(align, 2*align)
		if uintptr(p)%uintptr(align) != 0 {
			t.Errorf("%p is not aligned to %d", p, align)
		}
		Fill(p, 0x5A, 2*align)
		if b := *(*byte)(At(p, 2*align-1)); b != 0x5A {
			t.Errorf("filled with %#x", b)
		}
		Free(p)
	}
	p := Malloc(16)
	Fill(p, 7, 16)
	p = Realloc(p, 16, 4000)
	for i := range int64(16) {
		if b := *(*byte)(At(p, i)); b != 7 {
			t.Errorf("byte %d is %d after realloc", i, b)
		}
	}
	Free(p)
	Free(nil)
}

func TestRefuseMakesAllocationsFail(t *testing.T) {
	p := Malloc(16)
	asked := int64(0)
	Refuse = func(size int64) bool { asked += size; return true }
	if Malloc(1) != nil || MallocAligned(64, 64) != nil || Realloc(p, 16, 32) != nil {
		t.Error("memory in spite of Refuse")
	}
	Refuse = nil
	if asked != 97 {
		t.Errorf("asked for %d bytes", asked)
	}
	Free(p)
}

func TestBytesAreMovedAndCompared(t *testing.T) {
	b := [16]byte{0, 1, 2, 3, 4, 5, 6, 7}
	p := unsafe.Pointer(&b)
	Move(At(p, 2), p, 8)
	if b != [16]byte{0, 1, 0, 1, 2, 3, 4, 5, 6, 7} {
		t.Errorf("moved up: %v", b)
	}
	Move(p, At(p, 2), 8)
	if b != [16]byte{0, 1, 2, 3, 4, 5, 6, 7, 6, 7} {
		t.Errorf("moved down: %v", b)
	}
	Copy(At(p, 8), p, 8)
	if !Equal(p, At(p, 8), 8) || Equal(p, At(p, 1), 8) || !Equal(p, At(p, 1), 0) {
		t.Error("Equal")
	}
	b[8], b[9] = 0, 0x80
	for _, test := range []struct{ i, j, size, want int64 }{{0, 8, 2, -1}, {8, 0, 2, 1}, {0, 8, 1, 0}, {3, 3, 5, 0}} {
		if got := Compare(At(p, test.i), At(p, test.j), test.size); int64(got) != test.want {
			t.Errorf("Compare(%d, %d, %d) = %d", test.i, test.j, test.size, got)
		}
	}
	if !Within(At(p, 3), p, 4) || Within(At(p, 4), p, 4) || Within(p, At(p, 1), 4) || Offset(At(p, 5), p) != 5 {
		t.Error("Within, Offset")
	}
}

func TestAdditionsReturnTheValueBefore(t *testing.T) {
	n := int64(5)
	if v := AddRelaxed(&n, 3); v != 5 || n != 8 {
		t.Errorf("AddRelaxed returned %d, left %d", v, n)
	}
	if v := AddRelease(&n, -1); v != 8 || n != 7 {
		t.Errorf("AddRelease returned %d, left %d", v, n)
	}
	StoreRelaxed(&n, 9)
	FenceAcquire(&n)
	if LoadRelaxed(&n) != 9 || LoadAcquire(&n) != 9 || LoadOwners(&n) != 9 {
		t.Error("loads")
	}
}

func TestCallbacksKeepTheirCPointers(t *testing.T) {
	p := unsafe.Pointer(new(int))
	if ElemFnOf(p).fn != p || DropFnOf(p).fn != p || EqFnOf(p).fn != p || HashFnOf(p).fn != p || CmpFnOf(p).fn != p || FatalFnOf(p).fn != p {
		t.Error("another pointer")
	}
	if !ElemFnOf(nil).IsNil() || !DropFnOf(nil).IsNil() || !EqFnOf(nil).IsNil() || !HashFnOf(nil).IsNil() || !CmpFnOf(nil).IsNil() || EqFnOf(p).IsNil() {
		t.Error("IsNil")
	}
	SetFatalHandler(FatalFnOf(p))
	if FatalHandler() != p {
		t.Error("another handler")
	}
	SetFatalHandler(FatalFn{})
	if ABIVersion() != 1 {
		t.Error("the version is not 1; see docs/abi.md")
	}
}

func TestTheProgramsOwnErrors(t *testing.T) {
	messageOf := func(do func()) (message string) {
		defer func() { message = string(recover().(Fatal)) }()
		do()
		return ""
	}
	for _, text := range []string{"", "index 3", strings.Repeat("long ", 1000)} {
		b := append([]byte(text), 0)
		if got := messageOf(func() { FatalError(unsafe.Pointer(&b[0]), int64(len(text))) }); got != text {
			t.Errorf("%q, want %q", got, text)
		}
	}
	for want, do := range map[string]func(){
		"ori: ori_rt_fatal: len is negative: -1": func() { FatalError(nil, -1) },
		"ori: ori_rt_fatal: message is NULL":     func() { FatalError(nil, 1) },
	} {
		if got := messageOf(do); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
