package cowstr

// Short strings are put together and taken apart in registers. Their 24 bytes
// are one number of 192 bits whose lowest byte is the first of the text; behind
// the text all is 0, so that joining two is a shift and an or:
//
//	"abc"                 │ a b c · · · · · … │ 3 │
//	"de" << 3 bytes       │ · · · d e · · · … │
//	"abcde"               │ a b c d e · · · … │ 5 │
//
// A long shift moves whole words first and then bits between neighbours. Go's
// shifts by 64 or more give 0, and a count below 0 is a large one without sign,
// so that shifting a single byte to its place needs no cases at all.

const (
	shortMax = 23 // bytes of text

	tagShift = 56
	tagFlag  = 1 << 63
	tagMask  = 0xff << tagShift
)

// tagged returns the short string of n bytes whose text the words hold.
//
// Requires an empty tag.
//
//go:inline
func (s Str) tagged(n int64) Str {
	s.hi |= tagFlag | uint64(n)<<tagShift
	return s
}

// shortLen returns the length of a short string.
//
//go:inline
func (s *Str) shortLen() int64 { return int64(s.hi >> tagShift & 0x7f) }

// isTidy reports whether a short string has a length that there is, and zeros behind
// its text.
func (s *Str) isTidy() bool {
	n := s.shortLen()
	if n > shortMax {
		return false
	}
	t := s.short()
	return t == t.part(0, n)
}

// hasShortRoom reports whether s is short and has room for a byte.
//
//go:inline
func (s *Str) hasShortRoom() bool { return s.hi>>tagShift-tagFlag>>tagShift < shortMax }

// plusByte appends a byte.
//
// Requires s.hasShortRoom().
//
//go:inline
func (s Str) plusByte(c uint64) Str {
	k := uint64(s.shortLen()) * 8
	s.lo |= c << k
	s.mid |= c << (k - 64)
	s.hi = s.hi + 1<<tagShift | c<<(k-128)
	return s
}

// plus appends t.
//
// Requires s short, and room for n bytes.
//
//go:inline
func (s Str) plus(t short) Str {
	have := s.shortLen()
	switch have / 8 {
	case 1:
		t.hi, t.mid, t.lo = t.mid, t.lo, 0
	case 2:
		t.hi, t.mid, t.lo = t.lo, 0, 0
	}
	k := uint64(have) % 8 * 8
	s.lo |= t.lo << k
	s.mid |= t.mid<<k | t.lo>>1>>(63-k)
	s.hi = s.hi&^tagMask | t.hi<<k | t.mid>>1>>(63-k)
	return s.tagged(have + t.n)
}

// short is at most shortMax bytes of text in registers, 0 behind its end.
type short struct {
	lo, mid, hi uint64
	n           int64
}

// short returns the text of a short string.
//
//go:inline
func (s *Str) short() short { return short{s.lo, s.mid, s.hi &^ tagMask, s.shortLen()} }

// str returns the short string; that of the zero short is the empty one.
//
//go:inline
func (t short) str() Str { return Str{t.lo, t.mid, t.hi}.tagged(t.n) }

// part returns n bytes from position start on.
//
// Requires start + n <= t.n.
//
//go:inline
func (t short) part(start, n int64) short {
	switch start / 8 {
	case 1:
		t.lo, t.mid, t.hi = t.mid, t.hi, 0
	case 2:
		t.lo, t.mid, t.hi = t.hi, 0, 0
	}
	k := uint64(start) % 8 * 8
	t.lo = t.lo>>k | t.mid<<1<<(63-k)
	t.mid = t.mid>>k | t.hi<<1<<(63-k)
	t.hi >>= k
	behind := ^uint64(0) << (uint64(n) % 8 * 8)
	switch n / 8 {
	case 0:
		t.lo, t.mid, t.hi = t.lo&^behind, 0, 0
	case 1:
		t.mid, t.hi = t.mid&^behind, 0
	default:
		t.hi &^= behind
	}
	t.n = n
	return t
}

// short loads the text. Words that overlap cover every length without a loop
// and without reading a byte too many:
//
//	│ 0 1 2 3 4 5 6 7 8 9 a b c │     13 bytes
//	  └───── lo ────┘
//	            └───── mid ───┘       the bytes that lo has are shifted out
//
// Requires t.len <= shortMax.
//
//go:inline
func (t text) short() short {
	s := short{n: t.len}
	n := uint64(t.len)
	switch {
	case n >= 16:
		s.lo, s.mid = t.word(0), t.word(8)
		s.hi = t.word(t.len-8) >> 8 >> ((23 - n) * 8 & 63)
	case n >= 8:
		s.lo = t.word(0)
		s.mid = t.word(t.len-8) >> 8 >> ((15 - n) * 8 & 63)
	case n >= 4:
		s.lo = t.half(0) | t.half(t.len-4)<<((n-4)*8&31)
	case n > 0:
		s.lo = uint64(t.byte(0)) | uint64(t.byte(t.len/2))<<(n/2*8&15) | uint64(t.byte(t.len-1))<<((n-1)*8&31)
	}
	return s
}
