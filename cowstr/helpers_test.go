package cowstr

import (
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// how tells how the string that an operation is given is held.
type how int

const (
	shortForm how = iota // in the 24 bytes
	zero                 // 24 bytes of 0: empty
	unique               // a buffer without room, the only reference
	roomy                // a buffer with room for 8 more bytes, the only reference
	shared               // the test holds another reference
	slice                // a slice; the test holds the string
	lastSlice            // a slice, and the only reference to the buffer
	immortal             // in read-only memory
	hows
)

func (w how) String() string {
	return [...]string{"short", "zero", "unique", "with room", "shared", "slice", "last owner slice", "immortal"}[w]
}

// hasBuffer reports whether the text is not in the string itself.
func (w how) hasBuffer() bool { return w >= unique }

// writable reports whether the buffer is the holder's alone.
func (w how) writable() bool { return w == unique || w == roomy }

// spareRoom is what a roomy string has.
const spareRoom = 8

// held is a string for an operation to read or to consume.
type held struct {
	how
	s      Str
	text   string
	others []Str // what the test keeps, of the text whole
	whole  string
}

// hold makes a string held as w tells; ok is false when it cannot hold the text.
func hold(tb testing.TB, w how, str string) (h *held, ok bool) {
	h = &held{how: w, text: str, whole: str}
	switch w {
	case shortForm:
		if len(str) > shortMax {
			return nil, false
		}
		h.s = strOf(str)
	case zero:
		return h, str == ""
	case unique:
		h.s = heapStr(str, 0)
	case roomy:
		h.s = heapStr(str, spareRoom)
	case shared:
		h.s = heapStr(str, spareRoom)
		RcInc(h.at())
		h.others = []Str{h.s}
	case slice, lastSlice:
		h.whole = "<<<" + str + ">>"
		buffer := heapStr(h.whole, 0)
		h.s = fromHeap(buffer.heap().Slice(3, int64(3+len(str)), 1))
		if w == slice {
			RcInc(h.at())
			h.others = []Str{buffer}
		}
	case immortal:
		h.s = immortalStr(tb, str)
		h.others = []Str{h.s}
	}
	return h, true
}

func (h *held) at() unsafe.Pointer { return unsafe.Pointer(&h.s) }

// verify expects that what the test keeps is as it was and is held by refs references.
func (h *held) verify(t *testing.T, refs int64) {
	t.Helper()
	for i := range h.others {
		if got := str(&h.others[i]); got != h.whole {
			t.Errorf("another holder's %q became %q", h.whole, got)
		}
		if got := rc.Count(h.others[i].heap().Buffer()); got >= 0 && got != refs {
			t.Errorf("the buffer has count %d, want %d", got, refs)
		}
	}
}

func (h *held) end() {
	for i := range h.others {
		drop(&h.others[i])
	}
}

// each runs f for every way to hold the text.
func each(t *testing.T, text string, f func(h *held)) {
	t.Helper()
	for w := shortForm; w < hows; w++ {
		heap := check.NewHeap(t)
		if h, ok := hold(t, w, text); ok {
			f(h)
			h.end()
			if t.Failed() {
				t.Fatalf("with %d bytes, held %v", len(text), w)
			}
		}
		heap.Close()
	}
}

// allocs returns the number of allocations that f makes.
func allocs(f func()) (n int) {
	before := runtime.Refuse
	runtime.Refuse = func(int64) bool { n++; return false }
	f()
	runtime.Refuse = before
	return n
}

// expectWritable expects a string of the text that nobody else holds.
func expectWritable(t *testing.T, s *Str, want string) {
	t.Helper()
	expectText(t, s, want)
	if !s.isShort() && !s.heap().IsUnique() {
		t.Errorf("%q is shared or a slice", want)
	}
}

// expectText expects a string of the text in one of its forms.
func expectText(t *testing.T, s *Str, want string) {
	t.Helper()
	if got := str(s); got != want {
		t.Errorf("have %q, want %q", got, want)
	}
	if s.isShort() {
		if s.shortLen() > shortMax {
			t.Errorf("a short string of %d bytes", s.shortLen())
		}
		image := (*[24]byte)(unsafe.Pointer(s))
		for i := len(want); i < shortMax; i++ {
			if image[i] != 0 {
				t.Errorf("byte %d behind the text of %q is %d", i, want, image[i])
			}
		}
		if image[23] != byte(0x80|len(want)) {
			t.Errorf("the tag of %q is %#x", want, image[23])
		}
	} else if l := s.heap(); !l.IsSlice() && l.Len > l.Cap {
		t.Errorf("len %d, but cap %d", l.Len, l.Cap)
	}
}

func str(s *Str) string {
	if Len(s) == 0 {
		return ""
	}
	return string(unsafe.Slice((*byte)(Data(s)), Len(s)))
}

func drop(s *Str) { RcDec(unsafe.Pointer(s)) }

func dataOf(s string) unsafe.Pointer { return unsafe.Pointer(unsafe.StringData(s)) }

// strOf makes a string of the text.
func strOf(s string) Str { return FromBytes(dataOf(s), int64(len(s))) }

// heapStr makes a string with a buffer, however short the text.
func heapStr(s string, room int64) Str {
	return newHeap("test", text{dataOf(s), int64(len(s))}, int64(len(s))+room)
}

// immortalStr makes a string in a page that cannot be written.
func immortalStr(tb testing.TB, s string) Str {
	mem := pages(tb, 2)
	copy(mem[64:], s)
	data := unsafe.Pointer(&mem[64])
	header := (*[2]int64)(unsafe.Pointer(&mem[48]))
	header[0], header[1] = int64(len(s)), -1
	if err := syscall.Mprotect(mem, syscall.PROT_READ); err != nil {
		tb.Fatal(err)
	}
	return fromHeap(rc.Triple{Len: int64(len(s)), Cap: int64(len(s)), Data: data})
}

const pageSize = 4096

func pages(tb testing.TB, n int) []byte {
	mem, err := syscall.Mmap(-1, 0, n*pageSize, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { syscall.Munmap(mem) })
	return mem
}

// fence returns a function that places text so that the byte before it, or the
// one behind it, cannot be read.
func fence(tb testing.TB) (before, behind func(s string) unsafe.Pointer) {
	mem := pages(tb, 3)
	middle := mem[pageSize : 2*pageSize]
	for _, guard := range [][]byte{mem[:pageSize], mem[2*pageSize:]} {
		if err := syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
			tb.Fatal(err)
		}
	}
	place := func(at int, s string) unsafe.Pointer {
		copy(middle[at:], s)
		return runtime.At(unsafe.Pointer(unsafe.SliceData(middle)), int64(at))
	}
	before = func(s string) unsafe.Pointer { return place(0, s) }
	behind = func(s string) unsafe.Pointer { return place(pageSize-len(s), s) }
	return before, behind
}

// sample returns n bytes, all values among them, with zeros and no period.
func sample(n int) string {
	var b strings.Builder
	x := uint32(1)
	for i := range n {
		x = x*1664525 + 1013904223
		if i%7 == 3 {
			b.WriteByte(0)
		} else {
			b.WriteByte(byte(x >> 24))
		}
	}
	return b.String()
}
