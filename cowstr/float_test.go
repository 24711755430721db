package cowstr

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"libori.org/rt/rc"

	"pgregory.net/rapid"
)

// written returns what FromF64 writes, and checks that ToF64 reads the same bits from it.
func written(t interface {
	Errorf(string, ...any)
}, f float64) string {
	bits := int64(math.Float64bits(f))
	s := FromF64(bits)
	read := int64(1)
	if at := ToF64(&s, &read); at != -1 || read != bits && f == f {
		t.Errorf("%v: error at %d, bits %#x, want %#x", f, at, read, bits)
	}
	text := str(&s)
	drop(&s)
	return text
}

func TestFloatsAreWrittenShortest(t *testing.T) {
	live := rc.LiveCount()
	for f, want := range map[float64]string{
		0: "0", math.Copysign(0, -1): "-0", 0.1: "0.1", 100: "100", -1.5: "-1.5", 1e-4: "0.0001", 1e-5: "1e-05", 123456789: "123456789",
		1e20: "100000000000000000000", 1e21: "1e+21", math.Inf(1): "+Inf", math.Inf(-1): "-Inf", math.NaN(): "NaN", 5e-324: "5e-324",
		-math.SmallestNonzeroFloat64: "-5e-324", math.MaxFloat64: "1.7976931348623157e+308", -2.2250738585072014e-308: "-2.2250738585072014e-308",
	} {
		if got := written(t, f); got != want {
			t.Errorf("%v is written %q, want %q", f, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		f := math.Float64frombits(rapid.Uint64().Draw(t, "bits"))
		if got, want := written(t, f), fmt.Sprint(f); got != want {
			t.Errorf("%v is written %q, want %q", f, got, want)
		}
	})
	if n := rc.LiveCount() - live; n != 0 {
		t.Errorf("%d strings are left", n)
	}
}

func TestFloatsAreRead(t *testing.T) {
	for text, want := range map[string]float64{
		"1": 1, "+1": 1, "-1.5e3": -1500, ".5": 0.5, "5.": 5, "1E-2": 0.01, "inf": math.Inf(1), "-Infinity": math.Inf(-1), "+INF": math.Inf(1),
		"1e400": math.Inf(1), "-1e400": math.Inf(-1), "1e-400": 0, "9007199254740993": 9007199254740992, "00012": 12,
		"1.00000000000000011102230246251565404236316680908203125": 1, // half way: to even
		"1.00000000000000011102230246251565404236316680908203126": 1.0000000000000002,
	} {
		s, read := strOf(text), int64(0)
		if at := ToF64(&s, &read); at != -1 || math.Float64frombits(uint64(read)) != want {
			t.Errorf("%q is read as %v, error at %d, want %v", text, math.Float64frombits(uint64(read)), at, want)
		}
		drop(&s)
	}
	for text, want := range map[string]int64{
		"": 0, "-": 1, ".": 1, "e5": 0, "1e": 2, "1e+": 3, "1.5x": 3, " 1": 0, "1 ": 1, "0x10": 1, "1_000": 1, "--1": 1, "in": 2, "infi": 4,
		"infinityx": 8, "nanx": 3, "-nan": 1, "na": 2, "1e5.5": 3, "½": 0, "a text of more than 23 bytes": 0,
	} {
		s, read := strOf(text), int64(42)
		if at := ToF64(&s, &read); at != want || read != 42 {
			t.Errorf("%q: error at %d, want %d; %d is stored", text, at, want, read)
		}
		drop(&s)
	}
}

// What is accepted is what package strconv accepts, but for hexadecimal digits and
// underscores.
func TestFloatsAreReadAsGoReadsThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[+-]?([0-9]{0,3}\.?[0-9]{0,20}([eE][+-]?[0-9]{0,3})?|[iI]nf(inity)?|nan|[iInNfFaAtTyY]{1,8})`).Draw(t, "text")
		s, read := strOf(text), int64(0)
		at := ToF64(&s, &read)
		drop(&s)
		want, err := strconv.ParseFloat(text, 64)
		if accepted := err == nil || math.IsInf(want, 0); accepted != (at == -1) {
			t.Fatalf("%q: error at %d, package strconv says %v", text, at, err)
		}
		if at == -1 && uint64(read) != math.Float64bits(want) && want == want {
			t.Fatalf("%q is read as %v, want %v", text, math.Float64frombits(uint64(read)), want)
		}
	})
}
