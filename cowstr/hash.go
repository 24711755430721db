package cowstr

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// The hash multiplies pairs of words, each with a key of the process, to 128 bits and
// folds the product (see keyed.Mix). 16 bytes make a block:
//
//	state    ──> spread ──> ^ ──> state
//	                        │
//	block    fold(word 0 ^ key, word 1 ^ key)
//
// Spread is one to one, so two states stay two, whatever the block and the keys are: there
// is none in which the hash stays, and no text that lets it forget what came before. And
// which blocks fold to the same word, nobody knows without the keys. Up to 23 bytes the
// hash works on the short form, which is in registers already.

// keys of the hash: those before are keyed.Mix's
const (
	keyA = iota + 3
	keyB
	keyC
	keyD
	keyE
)

//go:inline
func key(i int64) uint64 { return runtime.HashKey(i) }

// spread is one to one: the multiplier is odd, and the shift is undone by itself.
//
//go:inline
func spread(h uint64) uint64 {
	h *= 0xD6E8FEB86659FD93
	return h ^ h>>32
}

// fold multiplies two words to 128 bits, and takes the halves together.
//
//go:inline
func fold(a, b uint64) uint64 {
	upper, lower := runtime.MulWide(a, b)
	return upper ^ lower
}

// finish makes every bit of the hash depend on every bit of the state. A table mixes the
// hash once more.
//
//go:inline
func finish(h uint64) uint64 { return fold(h^key(keyC), key(keyE)) }

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
	if runtime.Likely(str.isShort()) {
		return hashShort(*str)
	}
	return hashHeap(*str)
}

// hashShort hashes a short string. Its tag, the length, is hashed with the text.
//
//go:inline
func hashShort(s Str) uint64 {
	return finish(fold(s.lo^key(keyA), s.mid^key(keyB)) ^ fold(s.hi^key(keyB), key(keyD)))
}

//go:noinline
func hashHeap(s Str) uint64 {
	t := s.heapText("ori_str_hash")
	if t.len <= shortMax {
		return hashShort(t.short().str())
	}
	return t.hashLong(uint64(t.len) * key(keyD))
}

// HashBytes hashes n bytes, after what h is the hash of: a hash callback for keys of
// several parts calls it for each, with the hash of the parts before. Like ori_str_hash it
// is keyed, so that nobody can choose parts for which it is the same.
//
//	borrows  bytes
//	fails    negative n; null bytes
//
//ori:export ori_hash_bytes(const bytes, n, h)
//go:inline
func HashBytes(bytes unsafe.Pointer, n, h int64) uint64 {
	t := bytesOf("ori_hash_bytes", bytes, n)
	state := spread(uint64(h) ^ uint64(n)*key(keyD))
	switch {
	case n == 8:
		return finish(state ^ fold(t.word(0)^key(keyA), key(keyB)))
	case n > 16:
		return t.hashLong(state)
	}
	a, b := t.ends()
	return finish(state ^ fold(a^key(keyA), b^key(keyB)))
}

// ends returns two words in which every byte of t is.
//
// Requires t.len <= 16.
func (t text) ends() (a, b uint64) {
	switch {
	case t.len >= 8:
		return t.word(0), t.word(t.len - 8)
	case t.len >= 4:
		return t.half(0), t.half(t.len - 4)
	case t.len > 0:
		return uint64(t.byte(0)) | uint64(t.byte(t.len/2))<<8 | uint64(t.byte(t.len-1))<<16, 0
	}
	return 0, 0
}

// hashLong hashes 16 bytes per multiplication and ends with the last 16, which may
// overlap those before.
//
// Requires t.len >= 16.
//
//go:noinline
func (t text) hashLong(h uint64) uint64 {
	i := int64(0)
	if t.len > 48 {
		h, i = t.hashStripes(h)
	}
	for ; t.len-i > 16; i += 16 {
		h = spread(h) ^ fold(t.word(i)^key(keyA), t.word(i+8)^key(keyB))
	}
	return finish(spread(h) ^ fold(t.word(t.len-16)^key(keyB), t.word(t.len-8)^key(keyD)))
}

// hashStripes hashes three times 16 bytes at once while there are 48, and returns how
// many these were.
//
//ori:hot
//go:noinline
func (t text) hashStripes(h uint64) (hash uint64, n int64) {
	a, b, c, d, e := key(keyA), key(keyB), key(keyC), key(keyD), key(keyE)
	i, h1, h2 := int64(0), h^c, h^d
	for ; t.len-i > 48; i += 48 {
		h = spread(h) ^ fold(t.word(i)^a, t.word(i+8)^b)
		h1 = spread(h1) ^ fold(t.word(i+16)^c, t.word(i+24)^d)
		h2 = spread(h2) ^ fold(t.word(i+32)^e, t.word(i+40)^c)
	}
	return spread(spread(h)^h1) ^ h2, i
}
