package cowstr

import (
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"libori.org/rt/rc"

	"pgregory.net/rapid"
)

// A model holds strings and what they should be. After each step every
// reference is recounted.
type model struct {
	live int64 // allocations before
	strs []Str
	want []string
}

// TestStringsAgreeWithGo runs random operations on strings that share their
// buffers in random ways, beside Go's strings.
func TestStringsAgreeWithGo(t *testing.T) { rapid.Check(t, stringModel) }

func FuzzStrings(f *testing.F) { f.Fuzz(rapid.MakeFuzz(stringModel)) }

func stringModel(t *rapid.T) {
	m := &model{live: rc.LiveCount()}
	defer func() { // also when rapid gives up on a draw, so that the next run starts clean
		for i := range m.strs {
			drop(&m.strs[i])
		}
		if n := rc.LiveCount() - m.live; n != 0 {
			t.Errorf("%d allocations are still alive", n)
		}
	}()
	t.Repeat(map[string]func(*rapid.T){
		"":           m.check,
		"make":       m.literal,
		"zero":       m.zero,
		"int":        m.ofInt,
		"share":      m.share,
		"drop":       m.release,
		"slice":      m.slice,
		"push bytes": m.pushBytes,
		"push part":  m.pushPart,
		"push byte":  m.pushByte,
		"push char":  m.pushChar,
		"concat":     m.concat,
		"unshare":    m.unshare,
		"overwrite":  m.overwrite,
		"read":       m.read,
	})
}

// update runs an operation on one of the strings. The place of the result is that of the
// operand, as in "s = push(s)".
func (m *model) update(t *rapid.T, op func(s *Str, want string) (Str, string)) {
	if i := m.any(t); i >= 0 {
		m.strs[i], m.want[i] = op(&m.strs[i], m.want[i])
	}
}

// add keeps a string, unless there are enough.
func (m *model) add(s Str, want string) {
	if len(m.strs) < 12 {
		m.strs, m.want = append(m.strs, s), append(m.want, want)
	} else {
		drop(&s)
	}
}

func (m *model) literal(t *rapid.T) {
	text := someText(t)
	m.add(strOf(text), text)
}

func (m *model) zero(t *rapid.T) {
	m.add(Str{}, "")
}

func (m *model) ofInt(t *rapid.T) {
	v := rapid.Int64().Draw(t, "v")
	m.add(FromInt(v), strconv.FormatInt(v, 10))
}

func (m *model) share(t *rapid.T) {
	if i := m.any(t); i >= 0 {
		RcInc(unsafe.Pointer(&m.strs[i]))
		m.add(m.strs[i], m.want[i])
	}
}

func (m *model) release(t *rapid.T) {
	if i := m.any(t); i >= 0 {
		drop(&m.strs[i])
		last := len(m.strs) - 1
		m.strs[i], m.want[i] = m.strs[last], m.want[last]
		m.strs, m.want = m.strs[:last], m.want[:last]
	}
}

func (m *model) slice(t *rapid.T) {
	if i := m.any(t); i >= 0 {
		n := len(m.want[i])
		start := rapid.IntRange(0, n).Draw(t, "start")
		end := rapid.IntRange(start, n).Draw(t, "end")
		m.add(Slice(&m.strs[i], int64(start), int64(end)), m.want[i][start:end])
	}
}

func (m *model) pushBytes(t *rapid.T) {
	more := someText(t)
	m.update(t, func(s *Str, want string) (Str, string) {
		return PushBytes(s, dataOf(more), int64(len(more))), want + more
	})
}

func (m *model) pushPart(t *rapid.T) {
	m.update(t, func(s *Str, want string) (Str, string) {
		start := rapid.IntRange(0, len(want)).Draw(t, "start")
		end := rapid.IntRange(start, len(want)).Draw(t, "end")
		part := (text{Data(s), Len(s)}).at(int64(start))
		return PushBytes(s, part, int64(end-start)), want + want[start:end]
	})
}

func (m *model) pushByte(t *rapid.T) {
	c := rapid.Byte().Draw(t, "c")
	m.update(t, func(s *Str, want string) (Str, string) {
		return PushByte(s, int64(c)), want + string([]byte{c})
	})
}

func (m *model) pushChar(t *rapid.T) {
	c := rapid.Rune().Draw(t, "c")
	m.update(t, func(s *Str, want string) (Str, string) {
		return PushChar(s, int64(c)), want + string(c)
	})
}

func (m *model) concat(t *rapid.T) {
	j := m.any(t)
	m.update(t, func(s *Str, want string) (Str, string) {
		other := m.strs[j]
		RcInc(unsafe.Pointer(&other))
		return Concat(s, &other), want + m.want[j]
	})
}

func (m *model) unshare(t *rapid.T) {
	room := rapid.Int64Range(-1, 60).Draw(t, "room")
	m.update(t, func(s *Str, want string) (Str, string) {
		w := Unshare(s, room)
		return w, want
	})
}

func (m *model) overwrite(t *rapid.T) {
	m.update(t, func(s *Str, want string) (Str, string) {
		w := Unshare(s, 0)
		overwrite(&w)
		return w, strings.Repeat("!", len(want))
	})
}

func (m *model) read(t *rapid.T) {
	i, j := m.any(t), m.any(t)
	if i < 0 {
		return
	}
	a, b := &m.strs[i], &m.strs[j]
	pa, pb := unsafe.Pointer(a), unsafe.Pointer(b)
	if got, want := Compare(pa, pb), strings.Compare(m.want[i], m.want[j]); got != int32(want) {
		t.Fatalf("Compare(%q, %q) is %d", m.want[i], m.want[j], got)
	}
	if equal := m.want[i] == m.want[j]; Eq(pa, pb) != equal || (Hash(pa) == Hash(pb)) != equal {
		t.Fatalf("Eq or Hash of %q and %q", m.want[i], m.want[j])
	}
	if got, want := Find(a, b, 1), index(m.want[i], m.want[j], 1); got != want {
		t.Fatalf("%q is in %q at %d, want %d", m.want[j], m.want[i], got, want)
	}
}

func someText(t *rapid.T) string {
	n := rapid.OneOf(rapid.IntRange(0, 12), rapid.IntRange(20, 27), rapid.IntRange(0, 100)).Draw(t, "n")
	return sample(n + 3)[3:]
}

func (m *model) any(t *rapid.T) int {
	if len(m.strs) == 0 {
		return -1
	}
	return rapid.IntRange(0, len(m.strs)-1).Draw(t, "i")
}

// check compares every text, and every count with the number of holders.
func (m *model) check(t *rapid.T) {
	holders := map[unsafe.Pointer]int64{}
	for i := range m.strs {
		s := &m.strs[i]
		if got := str(s); got != m.want[i] {
			t.Fatalf("string %d is %q, want %q", i, got, m.want[i])
		}
		if !s.isShort() && s.heap().Data != nil {
			holders[s.heap().Buffer()]++
		}
	}
	for buffer, n := range holders {
		if got := rc.Count(buffer); got != n {
			t.Fatalf("a buffer has count %d, but %d holders", got, n)
		}
	}
	if got := rc.LiveCount() - m.live; got != int64(len(holders)) {
		t.Fatalf("%d buffers are alive, %d are held", got, len(holders))
	}
}
