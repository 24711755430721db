package cowstr

import (
	"strings"
	"testing"
	"unsafe"

	"libori.org/rt/cowlist"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// What generated code passes for lists, sets and maps of strings: the exported
// functions themselves.
var (
	strElem = rc.Elem{Size: 24, Align: 8, Inc: runtime.GoElem(RcInc), Dec: runtime.GoElem(RcDec)}
	strEq   = runtime.GoEq(Eq)
)

func split(s, sep *Str) (parts rc.Triple) {
	for at := int64(0); ; {
		end := Find(s, sep, at)
		last := end < 0
		if last {
			end = Len(s)
		}
		part := Slice(s, at, end)
		parts = cowlist.Push(parts, unsafe.Pointer(&part), strElem)
		if last {
			return parts
		}
		at = end + Len(sep)
	}
}

func TestAListOfStrings(t *testing.T) {
	heap := check.NewHeap(t)
	defer heap.Close()
	const line = "short,,a part that is too long to be short,ünïcödé,another part that is too long to be short"
	s, sep := strOf(line), strOf(",")
	parts := split(&s, &sep)
	drop(&s)

	copied := parts
	rc.ListInc(copied)
	extra := strOf("an extra part in a buffer of its own")
	copied = cowlist.Push(copied, unsafe.Pointer(&extra), strElem)
	copied = cowlist.Remove(copied, 0, strElem)

	want := strings.Split(line, ",")
	for i := range want {
		expectText(t, (*Str)(parts.Elems(24).At(int64(i))), want[i])
		needle := heapStr(want[i], 0)
		if got := cowlist.Find(parts, unsafe.Pointer(&needle), 24, strEq); got != int64(i) {
			t.Errorf("%q is at %d, want %d", want[i], got, i)
		}
		drop(&needle)
	}
	rc.BufferDec(parts, strElem)
	want = append(want[1:], "an extra part in a buffer of its own")
	if copied.Len != int64(len(want)) {
		t.Fatalf("the copy has %d strings, want %d", copied.Len, len(want))
	}
	for i := range want {
		expectText(t, (*Str)(copied.Elems(24).At(int64(i))), want[i])
	}
	rc.BufferDec(copied, strElem)
}
