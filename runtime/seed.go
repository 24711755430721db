package runtime

import "math/bits"

// The hash keys are secrets of the process, so that nobody can choose keys for a table
// that collide. They come from the 16 random bytes that the kernel gives every process
// (AT_RANDOM): no file is read and nothing can fail, and every copy of the library in the
// process has the same keys, so that collections may pass between libraries. The C library
// makes its stack guard of the same bytes; so the keys are made of them one way, by
// SipHash, and tell nothing about them.

const hashKeys = 8

// Whether the keys are set, and may still be set otherwise.
const (
	keysUnset = iota // the program has not come to the library's constructor yet
	keysSet
	keysUsed // there is, or was, a table
)

// SetHashSeed makes the keys of the hash tables from seed, so that runs can be repeated
// exactly. Without it they differ from process to process. What the functions return, the
// order of entries among it, never depends on them; only ori_str_hash and ori_hash_bytes
// show them. Call it before anything of the kind. Each copy of the library in a process
// has to be told.
//
//	fails  late seed
//
//ori:export ori_rt_set_hash_seed(seed)
func SetHashSeed(seed int64) {
	if loadKeyState() == keysUsed {
		failKeysUsed()
	}
	setHashKeys(uint64(seed), 0)
}

//go:noinline
func failKeysUsed() {
	var m Message
	m.Begin("ori_rt_set_hash_seed")
	m.Text("tables exist that use the seed of before")
	m.Raise()
}

// UseHashKeys is called before a table is made.
//
//go:inline
func UseHashKeys() {
	if loadKeyState() != keysUsed {
		useHashKeys()
	}
}

//go:noinline
func useHashKeys() {
	seedHashKeys()
	storeKeyState(keysUsed)
}

// seedHashKeys sets the keys to those of the process, unless they are set. It is the
// constructor of the native library, before those of the program; where nobody runs
// constructors, the first table calls it.
//
//go:noinline
func seedHashKeys() {
	if loadKeyState() == keysUnset {
		setHashKeys(processSecret())
	}
}

// setHashKeys derives the keys from a secret.
func setHashKeys(a, b uint64) {
	for i := int64(0); i < hashKeys; i++ {
		setHashKey(i, sipHash(a, b, uint64(i))|1) // odd: no key is 0
	}
	storeKeyState(keysSet)
}

// sipHash is SipHash-2-4 of one word of 8 bytes.
func sipHash(key0, key1, word uint64) uint64 {
	s := sip{key0 ^ 0x736f6d6570736575, key1 ^ 0x646f72616e646f6d, key0 ^ 0x6c7967656e657261, key1 ^ 0x7465646279746573}
	s.compress(word)
	s.compress(8 << 56)
	s.v2 ^= 0xff
	for i := 0; i < 4; i++ {
		s.round()
	}
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3
}

type sip struct{ v0, v1, v2, v3 uint64 }

func (s *sip) compress(word uint64) {
	s.v3 ^= word
	s.round()
	s.round()
	s.v0 ^= word
}

func (s *sip) round() {
	s.v0 += s.v1
	s.v1 = bits.RotateLeft64(s.v1, 13) ^ s.v0
	s.v0 = bits.RotateLeft64(s.v0, 32)
	s.v2 += s.v3
	s.v3 = bits.RotateLeft64(s.v3, 16) ^ s.v2
	s.v0 += s.v3
	s.v3 = bits.RotateLeft64(s.v3, 21) ^ s.v0
	s.v2 += s.v1
	s.v1 = bits.RotateLeft64(s.v1, 17) ^ s.v2
	s.v2 = bits.RotateLeft64(s.v2, 32)
}
