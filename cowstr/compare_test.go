package cowstr

import (
	"strings"
	"testing"
	"unsafe"

	"libori.org/rt/tests/check"
)

// texts differ in length, in one byte of each word, in sign of a byte, in trailing
// zeros, and are prefixes of each other.
func texts() []string {
	var all []string
	for _, n := range []int{0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 22, 23, 24, 25, 40} {
		all = append(all, sample(n), strings.Repeat("a", n), strings.Repeat("\x00", n))
		for _, at := range []int{0, 3, 7, 8, 12, 15, 16, 20, 22, 23, 39} {
			if at < n {
				changed := []byte(strings.Repeat("a", n))
				for _, c := range []byte{0, 'b', 0x80, 0xff} {
					changed[at] = c
					all = append(all, string(changed))
				}
			}
		}
	}
	return all
}

func TestCompareEqAndHashAgreeWithTheBytes(t *testing.T) {
	heap := check.NewHeap(t)
	defer heap.Close()
	type formed struct {
		s    Str
		text string
	}
	var all []formed
	for _, text := range texts() {
		for _, w := range []how{shortForm, zero, unique, lastSlice} {
			if h, ok := hold(t, w, text); ok {
				all = append(all, formed{h.s, text})
			}
		}
	}
	for i := range all {
		for j := range all {
			a, b := &all[i], &all[j]
			pa, pb := unsafe.Pointer(&a.s), unsafe.Pointer(&b.s)
			equal := a.text == b.text
			if Eq(pa, pb) != equal {
				t.Fatalf("Eq(%q, %q) is %t", a.text, b.text, !equal)
			}
			if got, want := Compare(pa, pb), int32(strings.Compare(a.text, b.text)); got != want {
				t.Fatalf("Compare(%q, %q) is %d, want %d", a.text, b.text, got, want)
			}
			if equal != (Hash(pa) == Hash(pb)) {
				t.Fatalf("%q and %q hash to %x and %x", a.text, b.text, Hash(pa), Hash(pb))
			}
		}
	}
	for i := range all {
		drop(&all[i].s)
	}
}

func TestEqOfSharedText(t *testing.T) {
	each(t, sample(60), func(h *held) {
		same := h.s
		if !Eq(h.at(), unsafe.Pointer(&same)) || Compare(h.at(), unsafe.Pointer(&same)) != 0 {
			t.Error("a string differs from itself")
		}
		drop(&h.s)
	})
}
