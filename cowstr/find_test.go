package cowstr

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unsafe"

	"libori.org/rt/tests/check"
)

// index is what Find promises.
func index(s, needle string, from int64) int64 {
	from = max(from, 0)
	if from > int64(len(s)) {
		return -1
	}
	if i := strings.Index(s[from:], needle); i >= 0 {
		return from + int64(i)
	}
	return -1
}

func textOf(s string) text { return text{dataOf(s), int64(len(s))} }

func TestFindInRandomText(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n, letters int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "ab\x00\x80\xff\x01"[r.IntN(letters)]
		}
		return string(b)
	}
	for range 20_000 {
		letters := 1 + r.IntN(6)
		text := random(r.IntN(120), letters)
		needle := random(r.IntN(12), letters)
		if at := r.IntN(len(text) + 1); r.IntN(2) == 0 {
			needle = text[at:min(at+r.IntN(40), len(text))]
		}
		from := int64(r.IntN(len(text)+4) - 2)
		s, n := strOf(text), strOf(needle)
		if got, want := Find(&s, &n, from), index(text, needle, from); got != want {
			t.Fatalf("%q is in %q from %d at %d, want %d", needle, text, from, got, want)
		}
		if at := max(from, 0); needle != "" && at < int64(len(text)) {
			if got, want := textOf(text).findTwoWay(textOf(needle), at), index(text, needle, at); got != want {
				t.Fatalf("rolling: %q is in %q from %d at %d, want %d", needle, text, at, got, want)
			}
		}
		drop(&s)
		drop(&n)
	}
}

func TestFindInEveryForm(t *testing.T) {
	for _, n := range []int{0, 1, 23, 24, 60} {
		each(t, sample(n), func(h *held) {
			for w := shortForm; w < hows; w++ {
				for _, want := range []string{"", h.text, h.text[n/2:], h.text + "x", "absent"} {
					needle, ok := hold(t, w, want)
					if !ok {
						continue
					}
					for _, from := range []int64{math.MinInt64, 0, 1, int64(n), int64(n) + 1, math.MaxInt64} {
						if got, want := Find(&h.s, &needle.s, from), index(h.text, needle.text, from); got != want {
							t.Errorf("%q is in %q from %d at %d, want %d", needle.text, h.text, from, got, want)
						}
					}
					drop(&needle.s)
					needle.end()
				}
			}
			drop(&h.s)
			h.verify(t, 1)
		})
	}
}

func TestFindReadsNothingElse(t *testing.T) {
	before, behind := fence(t)
	for n := int64(1); n <= 40; n++ {
		hay := sample(int(n))
		for m := int64(1); m <= n; m++ {
			for from := int64(0); from+m <= n; from++ {
				needle := hay[n-m:]
				for _, place := range []func(string) unsafe.Pointer{before, behind} {
					text := text{place(hay), n}
					if got, want := text.find(textOf(needle), from), index(hay, needle, from); got != want {
						t.Fatalf("%q is in %q from %d at %d, want %d", needle, hay, from, got, want)
					}
					if got, want := text.findTwoWay(textOf(needle), from), index(hay, needle, from); got != want {
						t.Fatalf("rolling: %q is in %q from %d at %d, want %d", needle, hay, from, got, want)
					}
				}
			}
		}
	}
}

// A needle that nearly stands everywhere would take a quarter of an hour if every position
// were compared.
func TestFindTakesLinearTime(t *testing.T) {
	heap := check.NewHeap(t)
	defer heap.Close()
	const n = 4 << 20
	hay := strings.Repeat("a", n)
	needle := strings.Repeat("a", n/4) + "b" + strings.Repeat("a", n/4)
	for _, tail := range []string{"", needle} {
		s, want := strOf(hay+tail), strOf(needle)
		if got, want := Find(&s, &want, 0), index(hay+tail, needle, 0); got != want {
			t.Errorf("found at %d, want %d", got, want)
		}
		drop(&s)
		drop(&want)
	}
}

// TestFindIsLinear searches texts that are made to cost much: periods, Fibonacci words,
// Thue and Morse's word, needles that nearly stand everywhere. Four times the length may
// take ten times as long at most, in the best of five rounds; quadratic, it would take
// sixteen times.
func TestFindIsLinear(t *testing.T) {
	fibonacci := func(n int) string {
		a, b := "a", "ab"
		for len(b) < n {
			a, b = b, b+a
		}
		return b[:n]
	}
	thueMorse := func(n int) string {
		s := make([]byte, n)
		for i := range s {
			s[i] = 'a' + byte(bits.OnesCount(uint(i))&1)
		}
		return string(s)
	}
	for name, make := range map[string]func(n int) (hay, needle string){
		"a^n b": func(n int) (string, string) { return strings.Repeat("a", n), strings.Repeat("a", n/2) + "b" },
		"b a^n": func(n int) (string, string) { return strings.Repeat("a", n), "b" + strings.Repeat("a", n/2) },
		"a^n b a^n": func(n int) (string, string) {
			h := strings.Repeat("a", n/4)
			return strings.Repeat(h+"c", 4), h + "b" + h
		},
		"periods":    func(n int) (string, string) { return strings.Repeat("abc", n/3), strings.Repeat("abc", n/6) + "abd" },
		"fibonacci":  func(n int) (string, string) { return fibonacci(n), fibonacci(n/2) + "c" },
		"thue-morse": func(n int) (string, string) { return thueMorse(n), thueMorse(n/2) + "b" + thueMorse(n/4) },
		"blocks": func(n int) (string, string) {
			return strings.Repeat(thueMorse(1024)+"x", n/1025), thueMorse(2048)[1024:] + "y"
		},
	} {
		cost := func(n int) time.Duration {
			hay, needle := make(n)
			h, want := strOf(hay), strOf(needle)
			defer drop(&h)
			defer drop(&want)
			best, there := time.Hour, int64(strings.Index(hay, needle))
			for range 5 {
				began := time.Now()
				at := Find(&h, &want, 0)
				best = min(best, time.Since(began))
				if at != there {
					t.Fatalf("%s: found at %d", name, at)
				}
			}
			return best
		}
		// A machine that is busy with other things may disturb one comparison, but not each.
		for attempt := 1; ; attempt++ {
			small, large := cost(50_000), cost(200_000)
			if large <= 10*small+time.Millisecond {
				break
			}
			if attempt == 5 {
				t.Errorf("%s: %v for 50,000 bytes and %v for 200,000", name, small, large)
				break
			}
		}
	}
}
