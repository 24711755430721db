package cowstr

import (
	"math/bits"
	"unsafe"

	"libori.org/rt/runtime"
)

// The hash multiplies pairs of words to 128 bits and folds the product, like
// wyhash and its kin. Up to 23 bytes it works on the inline form, which is in
// registers already: two multiplications, whatever the length. It is not keyed:
// who can choose the strings can choose ones that collide.

// The fraction of pi.
const (
	pi0 = 0x243f6a8885a308d3
	pi1 = 0x13198a2e03707344
	pi2 = 0xa4093822299f31d0
	pi3 = 0x082efa98ec4e6c89
)

// Hash returns a hash of the text of the string at s, the same for both forms. It
// is a hash callback as it stands.
//
//	borrows  s
//	fails    null s
//
//ori:export ori_str_hash(const s)
//go:inline
func Hash(s unsafe.Pointer) uint64 {
	str := (*Str)(s)
	checkStr("ori_str_hash", "s", str)
	if runtime.Likely(str.isInline()) {
		return hashInline(*str)
	}
	return hashHeap(*str)
}

// hashInline hashes an inline string. Its tag, the length, is hashed with the text.
//
//go:inline
func hashInline(s Str) uint64 { return fold(fold(s.lo^pi0, s.mid^pi1)^pi2, s.hi^pi3) }

//go:noinline
func hashHeap(s Str) uint64 {
	t := s.heapText("ori_str_hash")
	if t.len <= inlineMax {
		return hashInline(t.short().str())
	}
	return t.hashLong()
}

// hashLong hashes 16 bytes per multiplication and ends with the last 16, which may
// overlap those before.
//
// Requires t.len >= 16.
func (t text) hashLong() uint64 {
	h, i := uint64(t.len)^pi3, int64(0)
	if t.len > 48 {
		h, i = t.hashStripes(h)
	}
	for ; t.len-i > 16; i += 16 {
		h = fold(t.word(i)^pi1, t.word(i+8)^h)
	}
	h = fold(t.word(t.len-16)^pi2, t.word(t.len-8)^h)
	return fold(h^pi0, uint64(t.len)^pi1)
}

// hashStripes hashes three times 16 bytes at once while there are 48, and returns how
// many these were.
//
//ori:hot
//go:noinline
func (t text) hashStripes(h uint64) (hash uint64, n int64) {
	i, h1, h2 := int64(0), h, h
	for ; t.len-i > 48; i += 48 {
		h = fold(t.word(i)^pi0, t.word(i+8)^h)
		h1 = fold(t.word(i+16)^pi1, t.word(i+24)^h1)
		h2 = fold(t.word(i+32)^pi2, t.word(i+40)^h2)
	}
	return h ^ h1 ^ h2, i
}

// fold mixes two words into one. The factors go into the result besides the
// product, so that one of them being 0 does not hide the other.
//
//go:inline
func fold(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return a ^ b ^ hi ^ lo
}
