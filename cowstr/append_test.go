package cowstr

import (
	"testing"
	"unicode/utf8"
	"unsafe"

	"libori.org/rt/tests/check"
)

// appendAllocs is what appending n > 0 bytes to a string of length have allocates.
func appendAllocs(w how, have, n int) int {
	switch {
	case w == roomy && n <= spareRoom:
		return 0
	case !w.writable() && have+n <= shortMax:
		return 0
	}
	return 1
}

// verifyAppended expects what an append of n bytes to h must have made.
func (h *held) verifyAppended(t *testing.T, got *Str, n, made int, want string) {
	t.Helper()
	expectWritable(t, got, want)
	if n > 0 {
		if want := appendAllocs(h.how, len(h.text), n); made != want {
			t.Errorf("appending %d bytes to %d made %d allocations, want %d", n, len(h.text), made, want)
		}
		if short := !h.how.writable() && len(h.text)+n <= shortMax; got.isShort() != short {
			t.Errorf("appending %d bytes to %d: short %t, want %t", n, len(h.text), got.isShort(), short)
		}
	}
	h.verify(t, 1)
}

func TestPushBytesOfEveryLength(t *testing.T) {
	for have := 0; have <= 50; have++ {
		for _, n := range []int{1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 22, 23, 24, 30} {
			more := sample(have + n)[have:]
			each(t, sample(have), func(h *held) {
				var got Str
				made := allocs(func() { got = PushBytes(&h.s, dataOf(more), int64(n)) })
				h.verifyAppended(t, &got, n, made, h.text+more)
				drop(&got)
			})
		}
	}
}

func TestPushBytesFromTheStringItself(t *testing.T) {
	for have := 1; have <= 40; have++ {
		for _, from := range []int{0, 1, have / 2, have - 1} {
			from := min(from, have-1)
			each(t, sample(have), func(h *held) {
				self := text{Data(&h.s), Len(&h.s)}
				n := have - from
				h.s = PushBytes(&h.s, self.at(int64(from)), int64(n))
				expectWritable(t, &h.s, h.text+h.text[from:])
				h.verify(t, 1)
				drop(&h.s)
			})
		}
	}
}

func TestPushNothing(t *testing.T) {
	for _, have := range []int{0, 5, 23, 24, 40} {
		each(t, sample(have), func(h *held) {
			for _, bytes := range []unsafe.Pointer{nil, dataOf("x")} {
				made := allocs(func() {
					if got := PushBytes(&h.s, bytes, 0); got != h.s {
						t.Errorf("%+v became %+v", h.s, got)
					}
				})
				if made != 0 {
					t.Errorf("%d allocations", made)
				}
			}
			drop(&h.s)
			h.verify(t, 1)
		})
	}
}

func TestPushByteAndCharOfEveryLength(t *testing.T) {
	for have := 0; have <= 50; have++ {
		for _, c := range []rune{0, 'a', 0x7f} {
			for _, push := range []func(*Str, int64) Str{PushByte, PushChar} {
				each(t, sample(have), func(h *held) {
					var got Str
					made := allocs(func() { got = push(&h.s, int64(c)) })
					h.verifyAppended(t, &got, 1, made, h.text+string(c))
					drop(&got)
				})
			}
		}
		for _, c := range []rune{0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff} {
			each(t, sample(have), func(h *held) {
				var got Str
				made := allocs(func() { got = PushChar(&h.s, int64(c)) })
				h.verifyAppended(t, &got, utf8.RuneLen(c), made, h.text+string(c))
				drop(&got)
			})
		}
		each(t, sample(have), func(h *held) {
			got := PushByte(&h.s, 0xff)
			h.verifyAppended(t, &got, 0, 0, h.text+"\xff")
			drop(&got)
		})
	}
}

func TestPushCharOfEveryCodePoint(t *testing.T) {
	var s Str
	for c := rune(0); c <= utf8.MaxRune; c++ {
		if !utf8.ValidRune(c) {
			continue
		}
		var want [utf8.UTFMax]byte
		got := PushChar(&s, int64(c))
		if n := utf8.EncodeRune(want[:], c); str(&got) != string(want[:n]) {
			t.Fatalf("%#x became % x, want % x", c, str(&got), want[:n])
		}
	}
}

// Growth by single bytes reallocates a logarithmic number of times.
func TestBuildingByteByByte(t *testing.T) {
	heap := check.NewHeap(t)
	defer heap.Close()
	const n = 100_000
	want := sample(n)
	var s Str
	made := allocs(func() {
		for i := range n {
			s = PushByte(&s, int64(want[i]))
		}
	})
	expectWritable(t, &s, want)
	if made != 13 { // 46, 92, ..., 46 << 12 bytes
		t.Errorf("%d allocations", made)
	}
	drop(&s)
}

func TestConcatOfEveryForm(t *testing.T) {
	for _, n1 := range []int{0, 1, 8, 16, 22, 23, 24, 40} {
		for _, n2 := range []int{0, 1, 7, 8, 15, 16, 23, 24, 40} {
			text2 := sample(n1 + n2)[n1:]
			for w2 := shortForm; w2 < hows; w2++ {
				each(t, sample(n1), func(h1 *held) {
					h2, ok := hold(t, w2, text2)
					if !ok {
						drop(&h1.s)
						return
					}
					first, second := h1.s, h2.s
					var got Str
					made := allocs(func() { got = Concat(&h1.s, &h2.s) })
					switch {
					case n1 > 0 && n2 > 0:
						h1.verifyAppended(t, &got, n2, made, h1.text+h2.text)
					case made != 0:
						t.Errorf("with an empty string: %d allocations", made)
					case n2 > 0 && got != second:
						t.Errorf("empty + %+v is %+v", second, got)
					case n1 > 0 && got != first:
						t.Errorf("%+v + empty is %+v", first, got)
					}
					expectText(t, &got, h1.text+h2.text)
					drop(&got)
					h1.verify(t, 1)
					h2.verify(t, 1)
					h2.end()
				})
			}
		}
	}
}

// A new buffer of a concatenation is as large as its text; a buffer that grows doubles.
func TestRoomOfANewBuffer(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(s *Str) Str
		slot int64
	}{
		{"concat", func(s *Str) Str { more := strOf("0123456789"); return Concat(s, &more) }, 50},
		{"push bytes", func(s *Str) Str { return PushBytes(s, dataOf("0123456789"), 10) }, 80},
		{"push byte", func(s *Str) Str { return PushByte(s, 'x') }, 80},
		{"push char", func(s *Str) Str { return PushChar(s, 0x20ac) }, 80},
		{"unshare", func(s *Str) Str { return Unshare(s, 45) }, 45},
	} {
		for _, w := range []how{shared, slice, lastSlice, immortal} {
			h, _ := hold(t, w, sample(40))
			got := c.do(&h.s)
			if got.heap().Cap != c.slot {
				t.Errorf("%s, %v: cap %d, want %d", c.name, w, got.heap().Cap, c.slot)
			}
			drop(&got)
			h.end()
		}
		h, _ := hold(t, unique, sample(40))
		got := c.do(&h.s)
		if got.heap().Cap != 80 {
			t.Errorf("%s, unique: cap %d, want 80", c.name, got.heap().Cap)
		}
		drop(&got)
	}
}

func TestConcatOfAStringWithItself(t *testing.T) {
	for _, n := range []int{0, 1, 11, 12, 23, 24, 50} {
		each(t, sample(n), func(h *held) {
			RcInc(h.at()) // one reference for each operand, which are one place
			h.s = Concat(&h.s, &h.s)
			expectText(t, &h.s, h.text+h.text)
			if n > 0 {
				expectWritable(t, &h.s, h.text+h.text)
			}
			drop(&h.s)
			h.verify(t, 1)
		})
	}
}
