package cowstr

// Inline strings are put together and taken apart in registers. Their 24 bytes
// are one number of 192 bits whose lowest byte is the first of the text; behind
// the text all is 0, so that joining two is a shift and an or:
//
//	"abc"                 │ a b c · · · · · … │ 3 │
//	"de" << 3 bytes       │ · · · d e · · · … │
//	"abcde"               │ a b c d e · · · … │ 5 │
//
// A shift by 64 bits or more gives 0, and a negative count is a large unsigned
// one, so the shifts below need no case distinction.

const (
	inlineMax = 23 // bytes of text

	tagShift = 56
	tagFlag  = 1 << 63
	tagMask  = 0xff << tagShift
)

// tagged returns the inline string of n bytes whose text the words hold.
//
// Requires an empty tag.
//
//go:inline
func (s Str) tagged(n int64) Str {
	s.hi |= tagFlag | uint64(n)<<tagShift
	return s
}

// inlineLen returns the length of an inline string.
//
//go:inline
func (s *Str) inlineLen() int64 { return int64(s.hi >> tagShift & 0x7f) }

// plus appends the text of t, which is short.n bytes and lies in its words.
//
// Requires s inline, and room for n bytes.
//
//go:inline
func (s Str) plus(t short) Str {
	have := s.inlineLen()
	k := uint64(have) * 8
	s.lo |= t.lo << k
	s.mid |= t.mid<<k | t.lo<<(k-64) | t.lo>>(64-k)
	s.hi = s.hi&^tagMask | t.hi<<k | t.mid<<(k-64) | t.mid>>(64-k) | t.lo<<(k-128) | t.lo>>(128-k)
	return s.tagged(have + t.n)
}

// short is at most inlineMax bytes of text in registers, 0 behind its end.
type short struct {
	lo, mid, hi uint64
	n           int64
}

// short returns the text of an inline string.
//
//go:inline
func (s *Str) short() short { return short{s.lo, s.mid, s.hi &^ tagMask, s.inlineLen()} }

// str returns the inline string; that of the zero short is the empty one.
//
//go:inline
func (t short) str() Str { return Str{t.lo, t.mid, t.hi}.tagged(t.n) }

// short loads the text. Words that overlap cover every length without a loop
// and without reading a byte too many:
//
//	│ 0 1 2 3 4 5 6 7 8 9 a b c │     13 bytes
//	  └───── lo ────┘
//	            └───── mid ───┘       the bytes that lo has are shifted out
//
// Requires t.len <= inlineMax.
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
		s.lo = t.byte(0) | t.byte(t.len/2)<<(n/2*8&15) | t.byte(t.len-1)<<((n-1)*8&31)
	}
	return s
}
