package cowstr

import (
	"fmt"
	"math/rand"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
	"unsafe"

	"pgregory.net/rapid"

	"libori.org/rt/rc"
	"libori.org/rt/tests/check"
)

// newStr returns a string of its own, and goText its text.
func newStr(text string) Str { return FromBytes(dataOf(text+"\x00"), int64(len(text))) }

func goText(s *Str) string {
	t := s.text("test")
	b := make([]byte, t.len)
	for i := range b {
		b[i] = t.byte(int64(i))
	}
	return string(b)
}

// few draws texts of few letters, in which much repeats.
func few() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Repeat(rapid.StringOfN(rapid.SampledFrom([]rune("abAZ é")), 0, 12, -1).Draw(t, "letters"), rapid.IntRange(0, 4).Draw(t, "times"))
	})
}

func TestTextsAgreeWithGo(t *testing.T) {
	live := rc.LiveCount()
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := few().Draw(t, "a"), rapid.StringOfN(rapid.SampledFrom([]rune("ab ")), 0, 3, -1).Draw(t, "b"), few().Draw(t, "c")
		s, old, now := newStr(a), newStr(b), newStr(c)
		if got, want := StartsWith(&s, &old), strings.HasPrefix(a, b); got != want {
			t.Fatalf("starts with: %v", got)
		}
		if got, want := EndsWith(&s, &old), strings.HasSuffix(a, b); got != want {
			t.Fatalf("ends with: %v", got)
		}
		if got, want := RFind(&s, &old), int64(strings.LastIndex(a, b)); got != want {
			t.Fatalf("last: %d, want %d", got, want)
		}
		if b != "" {
			if got, want := Count(&s, &old), int64(strings.Count(a, b)); got != want {
				t.Fatalf("count: %d, want %d", got, want)
			}
			r := Replace(&s, &old, &now)
			if got, want := goText(&r), strings.ReplaceAll(a, b, c); got != want {
				t.Fatalf("replaced: %q, want %q", got, want)
			}
			drop(&r)
			before := rc.LiveCount()
			parts := Split(&s, &old)
			if rc.LiveCount() != before+1 {
				t.Fatalf("split takes %d allocations", rc.LiveCount()-before)
			}
			var texts []string
			for i := range parts.Len {
				texts = append(texts, goText((*Str)(parts.Elems(24).At(i))))
			}
			if want := strings.Split(a, b); !slices.Equal(texts, want) {
				t.Fatalf("split: %q, want %q", texts, want)
			}
			joined := Join(parts, &now)
			if got, want := goText(&joined), strings.Join(texts, c); got != want {
				t.Fatalf("joined: %q, want %q", got, want)
			}
			drop(&joined)
			for i := range parts.Len {
				RcDec(parts.Elems(24).At(i))
			}
			rc.Free(parts.Data, 0, 0)
		}
		trimmed := Trim(&s)
		if got, want := goText(&trimmed), strings.Trim(a, " \t\n\v\f\r"); got != want {
			t.Fatalf("trimmed: %q, want %q", got, want)
		}
		drop(&trimmed)
		for _, recase := range []struct {
			name string
			of   func(*Str) Str
			want func(r rune) rune
		}{{"upper", Upper, upper}, {"lower", Lower, lower}} {
			RcInc(unsafe.Pointer(&s))
			recased := recase.of(&s)
			if got, want := goText(&recased), strings.Map(recase.want, a); got != want {
				t.Fatalf("%s: %q, want %q", recase.name, got, want)
			}
			drop(&recased)
		}
		drop(&s)
		drop(&old)
		drop(&now)
	})
	if n := rc.LiveCount() - live; n != 0 {
		t.Errorf("%d strings alive", n)
	}
}

func TestUTF8AgreesWithGo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := []byte(rapid.String().Draw(t, "text"))
		for range rapid.IntRange(0, 3).Draw(t, "damages") {
			if len(b) > 0 {
				b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
			}
		}
		text := string(b)
		s := newStr(text)
		defer drop(&s)
		wrong := int64(-1)
		for i, r := range text {
			if _, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && size == 1 {
				wrong = int64(i)
				break
			}
		}
		if got := UTF8Error(&s); got != wrong {
			t.Fatalf("%q: error at %d, want %d", text, got, wrong)
		}
		if got, want := CharCount(&s), int64(utf8.RuneCountInString(text)); got != want {
			t.Fatalf("%q: %d characters, want %d", text, got, want)
		}
		var code int64
		for i := int64(0); i < int64(len(text)); {
			r, size := utf8.DecodeRuneInString(text[i:])
			want := int64(r)
			if r == utf8.RuneError && size == 1 {
				want = -1
			}
			next := NextChar(&s, i, &code)
			if next != i+int64(size) || code != want {
				t.Fatalf("%q at %d: %#x, then %d; want %#x, then %d", text, i, code, next, want, i+int64(size))
			}
			i = next
		}
		for i := int64(len(text)); i > 0; {
			r, size := utf8.DecodeLastRuneInString(text[:i])
			want := int64(r)
			if r == utf8.RuneError && size == 1 {
				want = -1
			}
			before := PrevChar(&s, i, &code)
			if before != i-int64(size) || code != want {
				t.Fatalf("%q before %d: %#x from %d; want %#x from %d", text, i, code, before, want, i-int64(size))
			}
			i = before
		}
	})
}

func TestNumbersAgreeWithGo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Int64().Draw(t, "v")
		base := rapid.Int64Range(2, 36).Draw(t, "base")
		s := FromI64(v, base, 0)
		want := strconv.FormatInt(v, int(base))
		if got := goText(&s); got != want {
			t.Fatalf("%d in base %d: %q, want %q", v, base, got, want)
		}
		var back int64
		if at := ToI64(&s, base, &back); at != -1 || back != v {
			t.Fatalf("%q in base %d: %d, error at %d", want, base, back, at)
		}
		drop(&s)
		width := rapid.Int64Range(0, 64).Draw(t, "width")
		padded := FromI64(v, 10, width)
		if got, want := goText(&padded), fmt.Sprintf("%0*d", width, v); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
		drop(&padded)
	})
	for text, at := range map[string]int64{"": 0, "-": 1, "+": 1, "12x": 2, "--1": 1, " 1": 0, "9223372036854775808": 18, "-9223372036854775809": 19, "1_000": 1} {
		s, v := newStr(text), int64(77)
		if got := ToI64(&s, 10, &v); got != at || v != 77 {
			t.Errorf("%q: error at %d and %d stored, want %d", text, got, v, at)
		}
	}
}

// A text and a needle made for each other: every place has the right ends.
func TestLastInLinearTime(t *testing.T) {
	long := strings.Repeat("a", 20000)
	s, needle := newStr(long), newStr(strings.Repeat("a", 5000)+"b"+strings.Repeat("a", 5000))
	if got := RFind(&s, &needle); got != -1 {
		t.Errorf("found at %d", got)
	}
	hit := newStr("b" + long[:3] + "ab" + long[:10] + strings.Repeat("ab", 3000))
	for range 200 {
		n := rand.Intn(400) + 1
		from := rand.Intn(6000 - n)
		text := goText(&hit)
		needle := newStr(text[from : from+n])
		if got, want := RFind(&hit, &needle), int64(strings.LastIndex(text, text[from:from+n])); got != want {
			t.Errorf("found at %d, want %d", got, want)
		}
		if got := hit.textOf().lastByHash(needle.textOf(), hit.textOf().len-needle.textOf().len); got != int64(strings.LastIndex(text, text[from:from+n])) {
			t.Errorf("by hash at %d", got)
		}
		drop(&needle)
	}
	drop(&s)
	drop(&needle)
	drop(&hit)
}

func (s *Str) textOf() text { return s.text("test") }

func TestTerminated(t *testing.T) {
	for n := range 60 {
		for _, shared := range []bool{false, true} {
			s := newStr(sample(n))
			if shared {
				RcInc(unsafe.Pointer(&s))
			}
			other := s
			s = Terminated(&s)
			data := Data(&s)
			if got := goText(&s); got != sample(n) || *(*byte)(rc.ElemsAt(data, 1).At(int64(n))) != 0 {
				t.Errorf("%d bytes: %q, not terminated", n, got)
			}
			drop(&s)
			if shared {
				drop(&other)
			}
		}
	}
}

func TestThreeStringsAreChecked(t *testing.T) {
	s := newStr("abc")
	for want, do := range map[string]func(){
		"ori: ori_str_replace: s is NULL":        func() { Replace(nil, &s, &s) },
		"ori: ori_str_replace: old is NULL":      func() { Replace(&s, nil, &s) },
		"ori: ori_str_replace: by is NULL":       func() { Replace(&s, &s, nil) },
		"ori: ori_str_split: s is NULL":          func() { Split(nil, &s) },
		"ori: ori_str_split: sep is NULL":        func() { Split(&s, nil) },
		"ori: ori_str_join: sep is NULL":         func() { Join(rc.Triple{}, nil) },
		"ori: ori_str_join: len is negative: -1": func() { Join(rc.Triple{Len: -1}, &s) },
		"ori: ori_str_join: data is NULL":        func() { Join(rc.Triple{Len: 1}, &s) },
		"ori: ori_str_repeat: 9223372036854775807 elements of 3 bytes overflow the size of an allocation": func() { Repeat(&s, 1<<63-1) },
	} {
		if got := check.Fatal(do); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// upper and lower are what becomes of a character: of ASCII letters only.
func upper(r rune) rune {
	if 'a' <= r && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}

func lower(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r - 'A' + 'a'
	}
	return r
}
