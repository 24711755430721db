package cowstr

import (
	"math"
	"testing"
	"unsafe"

	"libori.org/rt/rc"
)

func TestSlicesOfEveryForm(t *testing.T) {
	for _, n := range []int{0, 1, 22, 23, 24, 47, 48, 70} {
		for _, start := range []int64{math.MinInt64, -1, 0, 1, 7, 23, 24, 25, 46, 70, math.MaxInt64} {
			for _, length := range []int64{0, 1, 8, 22, 23, 24, 25, 47, 70, math.MaxInt64} {
				end := max(start, 0) + length
				if end < 0 {
					end = math.MaxInt64
				}
				each(t, sample(n), func(h *held) {
					from, to := min(max(start, 0), int64(n)), min(end, int64(n))
					want := h.text[from:max(from, to)]
					var got Str
					if made := allocs(func() { got = Slice(&h.s, start, end) }); made != 0 {
						t.Errorf("a slice made %d allocations", made)
					}
					expectText(t, &got, want)
					h.verifyView(t, &got, want)
				})
			}
		}
	}
}

// verifyView expects that got, which is want, shares the buffer of h if it is too long
// to be short, and outlives it.
func (h *held) verifyView(t *testing.T, got *Str, want string) {
	t.Helper()
	if got.isShort() != (len(want) <= shortMax) {
		t.Errorf("a slice of %d bytes: short %t", len(want), got.isShort())
	}
	if !got.isShort() {
		if got.heap().Buffer() != h.s.heap().Buffer() {
			t.Error("the slice does not share the buffer")
		}
		if len(want) == len(h.text) && *got != h.s {
			t.Errorf("all of %+v is %+v", h.s, *got)
		}
		h.verify(t, int64(len(h.others))+2)
	} else {
		h.verify(t, int64(len(h.others))+1)
	}
	drop(&h.s)
	expectText(t, got, want)
	drop(got)
	h.verify(t, 1)
}

func TestTakeAndDrop(t *testing.T) {
	for _, n := range []int{0, 10, 23, 24, 60} {
		for _, k := range []int64{math.MinInt64, 0, 1, 10, 23, 24, 36, 37, 60, 61, math.MaxInt64} {
			each(t, sample(n), func(h *held) {
				at := min(max(k, 0), int64(n))
				taken, rest := SliceTake(&h.s, k), SliceDrop(&h.s, k)
				expectText(t, &taken, h.text[:at])
				expectText(t, &rest, h.text[at:])
				drop(&taken)
				h.verifyView(t, &rest, h.text[at:])
			})
		}
	}
}

func TestSlicesOfSlicesAccumulate(t *testing.T) {
	whole := sample(200)
	s := strOf(whole)
	start, end := 0, 200
	for end-start > shortMax+12 {
		next := Slice(&s, 5, int64(end-start-7))
		drop(&s)
		s, start, end = next, start+5, end-7
		expectText(t, &s, whole[start:end])
		if offset := -(math.MinInt64 - s.heap().Cap); offset != int64(start) {
			t.Errorf("the offset is %d, want %d", offset, start)
		}
	}
	if count := rc.Count(s.heap().Buffer()); count != 1 {
		t.Errorf("the last slice has count %d", count)
	}
	drop(&s)
}

func TestUnshareOfEveryForm(t *testing.T) {
	for _, n := range []int{0, 1, 15, 16, 22, 23, 24, 40} {
		for _, room := range []int64{math.MinInt64, 0, 10, 22, 23, 24, 31, 48, 100} {
			each(t, sample(n), func(h *held) {
				before := h.s
				var got Str
				made := allocs(func() { got = Unshare(&h.s, room) })
				expectWritable(t, &got, h.text)
				need := max(room, int64(n))
				stays := h.how.writable() && need <= before.heap().Cap ||
					h.how == shortForm && need <= shortMax
				if stays && (got != before || made != 0) {
					t.Errorf("room %d: %+v became %+v with %d allocations", room, before, got, made)
				}
				becomesShort := !h.how.writable() && need <= shortMax
				if !stays && (made == 0) != becomesShort || got.isShort() != becomesShort {
					t.Errorf("room %d: %+v with %d allocations", room, got, made)
				}
				if !got.isShort() && got.heap().Cap < need {
					t.Errorf("room %d: cap %d", room, got.heap().Cap)
				}
				if room > shortMax && got.isShort() {
					t.Errorf("room %d: no buffer", room)
				}
				h.verify(t, 1)
				overwrite(&got)
				h.verify(t, 1)
				drop(&got)
			})
		}
	}
}

// overwrite writes to every byte of a string that Unshare returned.
func overwrite(s *Str) {
	t := text{Data(s), Len(s)}
	for i := range t.len {
		*(*byte)(t.at(i)) = '!'
	}
}

// With a buffer, generated code may append by itself.
func TestAppendingInTheBuffer(t *testing.T) {
	for _, n := range []int{0, 20, 40} {
		each(t, sample(n), func(h *held) {
			got := Unshare(&h.s, int64(n+24))
			triple := (*rc.Triple)(unsafe.Pointer(&got))
			*(*byte)(triple.Elems(1).At(triple.Len)) = '!'
			triple.Len++
			expectWritable(t, &got, h.text+"!")
			h.verify(t, 1)
			drop(&got)
		})
	}
}
