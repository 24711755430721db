package cowstr

import (
	"fmt"
	"math"
	"math/bits"
	"strings"
	"testing"
	"unsafe"

	"libori.org/rt/keyed"
)

func hashOf(s string) uint64 {
	v := strOf(s)
	defer drop(&v)
	return Hash(unsafe.Pointer(&v))
}

// Families of similar strings, as keys of programs are.
func families() map[string]func(i int) string {
	return map[string]func(i int) string{
		"numbers":       func(i int) string { return fmt.Sprint(i) },
		"padded":        func(i int) string { return fmt.Sprintf("key%08d", i) },
		"long prefix":   func(i int) string { return strings.Repeat("p", 40) + fmt.Sprint(i) },
		"long suffix":   func(i int) string { return fmt.Sprint(i) + strings.Repeat("s", 100) },
		"zeros":         func(i int) string { return strings.Repeat("\x00", i%1000) + string(rune(i/1000)) },
		"last word":     func(i int) string { return "0123456789abcdef" + fmt.Sprintf("%06d", i) },
		"one bit":       func(i int) string { return fmt.Sprintf("%032b", uint32(i)*0x10001) },
		"three lanes":   func(i int) string { return strings.Repeat(".", i%64) + fmt.Sprint(i) + strings.Repeat(".", 64-i%64) },
		"reversed bits": func(i int) string { return fmt.Sprintf("%016x", bits.Reverse64(uint64(i))) },
	}
}

// In 2^15 strings of a family no 64-bit hashes collide, and the lowest and
// highest bits fill a table as evenly as chance would.
func TestHashSpreadsSimilarStrings(t *testing.T) {
	const n, buckets = 1 << 15, 1 << 9
	for name, text := range families() {
		seen := make(map[uint64]string, n)
		var low, high [buckets]float64
		for i := range n {
			s := text(i)
			h := hashOf(s)
			if other, ok := seen[h]; ok && other != s {
				t.Errorf("%s: %q and %q both hash to %x", name, other, s, h)
			}
			seen[h] = s
			low[h%buckets]++
			high[h>>55]++
		}
		for what, counts := range map[string][buckets]float64{"low": low, "high": high} {
			chi := 0.0
			for _, c := range counts {
				chi += (c - n/buckets) * (c - n/buckets) / (n / buckets)
			}
			// chi squared has mean buckets-1 and deviation sqrt(2*buckets)
			if limit := buckets + 8*math.Sqrt(2*buckets); chi > limit {
				t.Errorf("%s: chi squared of the %s bits is %.0f, over %.0f", name, what, chi, limit)
			}
		}
	}
}

// Every bit of the text turns every bit of what a table makes of the hash in about half of
// the cases.
func TestHashAvalanche(t *testing.T) {
	const trials = 600
	for _, n := range []int{1, 3, 4, 8, 11, 16, 20, 23, 24, 33, 48, 49, 100} {
		worst := 0.0
		for _, at := range []int{0, n / 2, n - 1} {
			for bit := range 8 {
				var turned [64]int
				for i := range trials {
					text := []byte(sample(n))
					for j := range text {
						text[j] += byte(i * (j + 1) * 31 >> (j % 5))
					}
					h := keyed.Mix(hashOf(string(text)))
					text[at] ^= 1 << bit
					h ^= keyed.Mix(hashOf(string(text)))
					for k := 32; k < 64; k++ { // the bits that number slots
						turned[k] += int(h >> k & 1)
					}
				}
				for _, c := range turned[32:] {
					worst = max(worst, math.Abs(float64(c)/trials-0.5))
				}
			}
		}
		if worst > 0.1 && n > 1 { // one byte has 256 texts only
			t.Errorf("%d bytes: a bit of the text turns a bit of the hash with a probability %.2f off 0.5", n, worst)
		}
	}
}

func TestHashReadsNothingElse(t *testing.T) {
	before, behind := fence(t)
	for n := 24; n <= 200; n++ {
		want := hashOf(sample(n))
		if a, b := (text{before(sample(n)), int64(n)}).hashLong(uint64(n)*key(keyD)), (text{behind(sample(n)), int64(n)}).hashLong(uint64(n)*key(keyD)); a != want || b != want {
			t.Errorf("%d bytes hash to %x, %x and %x", n, want, a, b)
		}
	}
}

// TestHashOfParts: the hash of a key's parts follows from each part, the order and what was before.
func TestHashOfParts(t *testing.T) {
	seen := map[uint64]string{}
	for n := range 80 {
		for at := range n {
			bytes := []byte(sample(n))
			bytes[at] ^= 0x20
			for h := range int64(3) {
				this := fmt.Sprintf("%x after %d", bytes, h)
				got := HashBytes(unsafe.Pointer(unsafe.SliceData(bytes)), int64(n), h)
				if again := HashBytes(dataOf(string(bytes)), int64(n), h); again != got {
					t.Errorf("%s: %x, and %x elsewhere", this, got, again)
				}
				if other, has := seen[got]; has && other != this {
					t.Errorf("%s hashes as %s", this, other)
				}
				seen[got] = this
			}
		}
	}
}
