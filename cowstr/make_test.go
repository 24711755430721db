package cowstr

import (
	"math"
	"strconv"
	"testing"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/tests/check"
)

// maxLen is the longest text that tests try at every length.
const maxLen = 70

func TestFromBytesOfEveryLength(t *testing.T) {
	heap := check.NewHeap(t)
	defer heap.Close()
	for n := 0; n <= maxLen; n++ {
		want := sample(n)
		var s Str
		made := allocs(func() { s = strOf(want) })
		expectWritable(t, &s, want)
		if n <= shortMax && (made != 0 || !s.isShort()) {
			t.Errorf("%d bytes: %d allocations, short %t", n, made, s.isShort())
		}
		if n > shortMax && (made != 1 || s.isShort() || s.heap().Cap != int64(n)) {
			t.Errorf("%d bytes: %d allocations, %+v", n, made, s)
		}
		drop(&s)
	}
}

// Words that overlap must not reach over either end of the text.
func TestFromBytesReadsNothingElse(t *testing.T) {
	before, behind := fence(t)
	for n := 0; n <= maxLen; n++ {
		want := sample(n)
		for _, place := range []func(string) unsafe.Pointer{before, behind} {
			s := FromBytes(place(want), int64(n))
			expectText(t, &s, want)
			drop(&s)
			s = strOf("x")
			s = PushBytes(&s, place(want), int64(n))
			expectText(t, &s, "x"+want)
			drop(&s)
		}
	}
}

func TestNullBytesOfLengthZero(t *testing.T) {
	s := FromBytes(nil, 0)
	expectText(t, &s, "")
	if s != (short{}).str() {
		t.Errorf("the empty string is %+v", s)
	}
}

func TestFromInt(t *testing.T) {
	values := []int64{0, 1, -1, 9, 10, -10, 99, 100, 12345678, 123456789, math.MaxInt64, math.MinInt64, math.MinInt64 + 1}
	for p := int64(1); p < math.MaxInt64/10; p *= 10 {
		values = append(values, p, p-1, -p, 1-p)
	}
	for _, v := range values {
		s := FromInt(v)
		expectText(t, &s, strconv.FormatInt(v, 10))
		if !s.isShort() {
			t.Errorf("%d is not short", v)
		}
	}
}

func TestLenAndDataOfEveryForm(t *testing.T) {
	for n := 0; n <= maxLen; n++ {
		want := sample(n)
		each(t, want, func(h *held) {
			expectText(t, &h.s, want)
			switch data := Data(&h.s); {
			case h.how == shortForm && data != h.at():
				t.Errorf("the text of a short string is at %p, the string at %p", data, h.at())
			case h.how == zero && data != nil:
				t.Errorf("the zero string has text at %p", data)
			case h.hasBuffer() && data != h.s.heap().Data:
				t.Errorf("text at %p, data is %p", data, h.s.heap().Data)
			}
			drop(&h.s)
			h.verify(t, 1)
		})
	}
}

func TestCountsOfEveryForm(t *testing.T) {
	for _, n := range []int{0, 5, 23, 24, 60} {
		each(t, sample(n), func(h *held) {
			count := func() int64 {
				if !h.hasBuffer() {
					return 0
				}
				return rc.Count(h.s.heap().Buffer())
			}
			was := h.s
			start := count()
			RcInc(h.at())
			if want := start + 1; h.hasBuffer() && h.how != immortal && count() != want {
				t.Errorf("inc made %d of %d", count(), start)
			}
			drop(&h.s)
			if count() != start || h.s != was {
				t.Errorf("inc and dec made count %d of %d, %+v of %+v", count(), start, h.s, was)
			}
			drop(&h.s)
			h.verify(t, 1)
		})
	}
}
