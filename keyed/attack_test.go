package keyed_test

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"
	"unsafe"

	"libori.org/rt/cowset"
	"libori.org/rt/cowstr"
	"libori.org/rt/keyed"
	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
)

// inverse returns the multiplicative inverse of an odd number.
func inverse(a uint64) uint64 {
	x := a
	for range 6 {
		x *= 2 - a*x
	}
	return x
}

// chosen are integers as an adversary would choose them who knows the source and not the
// keys, and as programs have them.
func chosen() map[string]func(i uint64) uint64 {
	golden := uint64(0x9E3779B97F4A7C15)
	other := inverse(0xD6E8FEB86659FD93)
	best := bestGuess()
	return map[string]func(i uint64) uint64{
		// old attacks: all met in one slot when the multiplier was published
		"multiples of an inverse":      func(i uint64) uint64 { return i * inverse(golden) },
		"multiples of another inverse": func(i uint64) uint64 { return i * other },
		"high bits only":               func(i uint64) uint64 { return i << 44 },
		"differences in one bit":       func(i uint64) uint64 { return 1<<(i%64) ^ 1<<(i/64%64) ^ i/4096<<20 },
		"worst for a thousand keys":    func(i uint64) uint64 { return i * best },
		"a word and its complement":    func(i uint64) uint64 { return i/2*golden ^ -(i & 1) },
		"products of small numbers":    func(i uint64) uint64 { return (i%256 + 1) * (i/256 + 1) << 32 },
		// natural patterns
		"0, 1, 2":           func(i uint64) uint64 { return i },
		"0, -1, -2":         func(i uint64) uint64 { return -i },
		"stride 8":          func(i uint64) uint64 { return i * 8 },
		"stride 2^16":       func(i uint64) uint64 { return i << 16 },
		"stride 2^32":       func(i uint64) uint64 { return i << 32 },
		"stride 10^9+7":     func(i uint64) uint64 { return i * 1_000_000_007 },
		"Fibonacci stride":  func(i uint64) uint64 { return i * 102334155 },
		"golden stride":     func(i uint64) uint64 { return i * golden },
		"pointers":          func(i uint64) uint64 { return 0x7f3a_1000_0000 + i*48 },
		"a grid":            func(i uint64) uint64 { return i%128<<32 | i/128 },
		"a grid of 16 bits": func(i uint64) uint64 { return i%128<<16 | i/128 },
		"doubles":           func(i uint64) uint64 { return math.Float64bits(float64(i)) },
		"tenths":            func(i uint64) uint64 { return math.Float64bits(float64(i) / 10) },
		"reversed bits":     func(i uint64) uint64 { return bits.Reverse64(i) },
	}
}

// bestGuess tries strides and returns the one that is worst for keys of its own choice:
// all that one can do who does not know the process's.
func bestGuess() (stride uint64) {
	random := rand.New(rand.NewPCG(7, 8))
	worst := 0
	for range 200 {
		s, same := random.Uint64(), 0
		for range 5 {
			k0, k1, k2 := random.Uint64(), random.Uint64()|1, random.Uint64()|1
			slots := map[uint64]bool{}
			for i := range uint64(200) {
				upper, lower := bits.Mul64(i*s^k0, k1)
				slot := (upper ^ lower) * k2 >> 56
				if slots[slot] {
					same++
				}
				slots[slot] = true
			}
		}
		if same > worst {
			worst, stride = same, s
		}
	}
	return stride
}

// TestNobodyCanChooseKeysThatCollide enters chosen integers under many seeds, and counts
// the groups of slots that searches look at: within twice what random keys need.
func TestNobodyCanChooseKeysThatCollide(t *testing.T) {
	member := cowset.Member{Eq: check.EqInt, Hash: check.Hashes["identity"]}
	ty := keyed.Type{Key: check.IntElem, Eq: member.Eq, Hash: member.Hash}
	probes := func(n uint64, key func(i uint64) uint64) int64 {
		var s rc.Triple
		for i := range n {
			k := key(i)
			s = cowset.Insert(s, unsafe.Pointer(&k), check.IntElem, member)
		}
		defer rc.BufferDec(s, check.IntElem)
		return ty.Probes(s) * int64(n) / s.Len
	}
	random := rand.New(rand.NewPCG(5, 6))
	for _, n := range []uint64{60, 600, 9_000} {
		usual := int64(0)
		for range 20 {
			usual = max(usual, probes(n, func(uint64) uint64 { return random.Uint64() }))
		}
		for name, key := range chosen() {
			for range check.Rounds(12) {
				runtime.Reseed(random.Uint64())
				if got := probes(n, key); got > 2*usual {
					t.Errorf("%d keys, %s: searches look at %d groups of slots, of random keys at %d", n, name, got, usual)
				}
			}
		}
	}
}

// TestNobodyCanChooseTextsThatCollide does the same with strings and bytes.
func TestNobodyCanChooseTextsThatCollide(t *testing.T) {
	word := func(v uint64) string { return string((*[8]byte)(unsafe.Pointer(&v))[:]) }
	// What folded to 1 with the published constants, whatever came before: a block's
	// first word is the constant with its lowest bit turned.
	const pi1 = 0x13198a2e03707344
	texts := map[string]func(i uint64) string{
		"short":            func(i uint64) string { return fmt.Sprint(i) },
		"long":             func(i uint64) string { return fmt.Sprintf("%0200d", i) },
		"absorbed before":  func(i uint64) string { return fmt.Sprintf("%016d", i) + word(pi1^1) + word(0) + "the same at the end!" },
		"zero factor":      func(i uint64) string { return word(pi1) + fmt.Sprintf("%08d", i) + word(pi1) + word(pi1) + word(i%7) },
		"blocks exchanged": func(i uint64) string { return blocks(i, 14) },
		"one bit":          func(i uint64) string { return fmt.Sprintf("%032b", i) },
	}
	random := rand.New(rand.NewPCG(9, 10))
	for range check.Rounds(4) {
		runtime.Reseed(random.Uint64())
		for name, text := range texts {
			seen := map[uint32]string{}
			same, n := 0, uint64(16_000)
			for i := range n {
				s := text(i)
				for what, h := range map[string]uint64{"string": stringHash(s), "bytes": bytesHash(s)} {
					top := uint32(keyed.Mix(h) >> 40)
					if what == "string" {
						top |= 1 << 31
					}
					if other, ok := seen[top]; ok && other != s {
						same++
					}
					seen[top] = s
				}
			}
			if chance := int(2 * n * n / 2 >> 24); same > 3*chance+10 {
				t.Errorf("%s: %d of %d meet in 24 bits of the hash, by chance %d would", name, same, n, chance)
			}
		}
	}
}

// blocks returns a text of n blocks of 16 bytes, of two kinds as the bits of i say.
func blocks(i uint64, n int) (s string) {
	for j := range n {
		s += []string{"0123456789abcdef", "fedcba9876543210"}[i>>j&1]
	}
	return s
}

func stringHash(s string) uint64 {
	v := cowstr.FromBytes(unsafe.Pointer(unsafe.StringData(s)), int64(len(s)))
	h := cowstr.Hash(unsafe.Pointer(&v))
	cowstr.RcDec(unsafe.Pointer(&v))
	return h
}

func bytesHash(s string) uint64 {
	return cowstr.HashBytes(unsafe.Pointer(unsafe.StringData(s)), int64(len(s)), 0)
}

// TestResultsDoNotDependOnTheSeed does the same under other seeds, and compares the bytes.
func TestResultsDoNotDependOnTheSeed(t *testing.T) {
	member := cowset.Member{Eq: check.EqInt, Hash: check.Hashes["identity"]}
	var want []int64
	for seed := range uint64(10) {
		runtime.Reseed(seed)
		random := rand.New(rand.NewPCG(11, 12))
		var s rc.Triple
		for range 5000 {
			v := random.Int64N(3000)
			switch random.IntN(4) {
			case 0:
				s = cowset.SwapRemove(s, unsafe.Pointer(&v), check.IntElem, member)
			case 1:
				s = cowset.Remove(s, unsafe.Pointer(&v), check.IntElem, member)
			default:
				s = cowset.Insert(s, unsafe.Pointer(&v), check.IntElem, member)
			}
		}
		if got := check.Int64s(s); seed == 0 {
			want = got
		} else if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("seed %d: another set", seed)
		}
		rc.BufferDec(s, check.IntElem)
	}
}

// TestGiantTablesAreIndexed lays out small tables as those of more than 2^30 slots are.
func TestGiantTablesAreIndexed(t *testing.T) {
	defer keyed.SetWidths(4, 6)()
	for _, test := range []func(*testing.T){
		TestSetsOfAllSizesAgreeWithSlices, TestCountedEntriesAreCountedExactly,
	} {
		test(t)
	}
	var s rc.Triple
	for v := int64(0); v < 5000; v++ {
		s = cowset.Insert(s, unsafe.Pointer(&v), check.IntElem, cowset.Member{Eq: check.EqInt, Hash: check.Hashes["identity"]})
	}
	if !keyed.Indexed(s) {
		t.Error("a giant table has no index")
	}
	rc.BufferDec(s, check.IntElem)
}
