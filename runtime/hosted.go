//go:build !ori_native

package runtime

import (
	"bytes"
	"math"
	"math/bits"
	"strconv"
	"sync/atomic"
	"unsafe"
)

// MulWide returns the 128 bits of a product: the upper 64 and the lower ones.
func MulWide(a, b uint64) (upper, lower uint64) { return bits.Mul64(a, b) }

// Offset returns how many bytes p lies after base.
func Offset(p, base unsafe.Pointer) int64 { return int64(uintptr(p) - uintptr(base)) }

// Within reports whether p lies in the size bytes at base.
func Within(p, base unsafe.Pointer, size int64) bool {
	return uintptr(p)-uintptr(base) < uintptr(size)
}

func bytesAt(p unsafe.Pointer, size int64) []byte { return unsafe.Slice((*byte)(p), size) }

// Copy copies size bytes; the two ranges are the same or do not overlap, which
// the release build relies on.
func Copy(dst, src unsafe.Pointer, size int64) {
	if dst != src && size > 0 && (Within(dst, src, size) || Within(src, dst, size)) {
		panic("runtime.Copy: the ranges overlap")
	}
	Move(dst, src, size)
}

// Move copies size bytes; the two ranges may overlap.
func Move(dst, src unsafe.Pointer, size int64) {
	watchRead(src, size)
	watchWrite(dst, size)
	copy(bytesAt(dst, size), bytesAt(src, size))
}

// MoveOver is Move where a header may lie in either range: of what is read and written
// otherwise, the optimiser of the release build believes that it is one or the other.
func MoveOver(dst, src unsafe.Pointer, size int64) { Move(dst, src, size) }

// StoreOver writes a word of a header where an element was: see MoveOver.
func StoreOver(p *int64, v int64) { StoreRelaxed(p, v) }

// MoveSmall is Move for values below TripleBytes. The optimiser then knows that
// no collection's triple is among what is written.
func MoveSmall(dst, src unsafe.Pointer, size int64) { Move(dst, src, size) }

// Fill sets size bytes to value.
func Fill(dst unsafe.Pointer, value uint8, size int64) {
	watchWrite(dst, size)
	b := bytesAt(dst, size)
	for i := range b {
		b[i] = value
	}
}

// Equal reports whether two ranges hold the same bytes.
func Equal(a, b unsafe.Pointer, size int64) bool {
	watchRead(a, size)
	watchRead(b, size)
	return bytes.Equal(bytesAt(a, size), bytesAt(b, size))
}

// Compare orders two ranges as unsigned bytes: <0, 0 or >0.
func Compare(a, b unsafe.Pointer, size int64) int32 {
	watchRead(a, size)
	watchRead(b, size)
	return int32(bytes.Compare(bytesAt(a, size), bytesAt(b, size)))
}

// LoadRelaxed, LoadAcquire, LoadOwners, StoreRelaxed, AddRelaxed and AddRelease
// name the weakest ordering that is right: LoadOwners' is that no write to the
// buffer comes before what the former owners read there. Go's own atomics are sequentially consistent.
// The Add functions return the value before.
func LoadRelaxed(p *int64) int64 {
	watchAtomic(p, Load)
	return atomic.LoadInt64(p)
}

func LoadAcquire(p *int64) int64 {
	watchAtomic(p, AcquireLoad)
	return atomic.LoadInt64(p)
}

func LoadOwners(p *int64) int64 {
	watchAtomic(p, OwnersLoad)
	return atomic.LoadInt64(p)
}

func StoreRelaxed(p *int64, v int64) {
	watchAtomic(p, Store)
	atomic.StoreInt64(p, v)
}

func AddRelaxed(p *int64, d int64) int64 {
	watchAtomic(p, Add)
	return atomic.AddInt64(p, d) - d
}

func AddRelease(p *int64, d int64) int64 {
	watchAtomic(p, ReleaseAdd)
	return atomic.AddInt64(p, d) - d
}

// FenceAcquire orders later accesses after what the other threads did before
// they changed *p, whose value was seen with a relaxed or release operation.
// Go's atomics have done so already.
func FenceAcquire(p *int64) { watchAtomic(p, Fence) }

// SingleThreaded reports whether the process has only one thread, so that
// counts need no locked instruction. A Go program always has several.
func SingleThreaded() bool { return false }

// AppendFloat writes the number whose bits these are to buffer, of size bytes, and returns how
// many it took: the fewest digits from which ParseFloat makes it again, in form 'e' with an
// exponent, in form 'f' without.
func AppendFloat(buffer unsafe.Pointer, size, bits int64, form uint8) int64 {
	return int64(len(strconv.AppendFloat(bytesAt(buffer, size)[:0], math.Float64frombits(uint64(bits)), form, -1, 64)))
}

// ParseFloat returns the bits of the number that a text is, infinity if it is too large.
//
// Requires a number in decimal digits, or the words for infinity and for none.
func ParseFloat(text unsafe.Pointer, size int64) int64 {
	f, _ := strconv.ParseFloat(string(bytesAt(text, size)), 64)
	return int64(math.Float64bits(f))
}

// Likely returns b and tells the optimiser that it is usually true.
func Likely(b bool) bool { return b }

// Assume tells the optimiser that b is true. Here it is checked.
func Assume(b bool) {
	if !b {
		panic("libori.org/rt/runtime: an assumption does not hold")
	}
}

// AssumeOne tells the optimiser of compiled code that *p is 1.
func AssumeOne(p *int64) { Assume(LoadRelaxed(p) == 1) }

// Present returns p and tells the optimiser that it is not nil.
func Present(p unsafe.Pointer) unsafe.Pointer { return p }

// Pick returns yes or no, without a branch.
func Pick(b bool, yes, no unsafe.Pointer) unsafe.Pointer {
	if b {
		return yes
	}
	return no
}

// ThreadSlot returns a small number that differs between most running threads.
// Goroutines have no such number; they share slot 0.
func ThreadSlot() int64 { return 0 }

// LocalBlock, when set, returns the calling thread's LocalBytes bytes. The
// exports of the cgo build set it, since a call from C stays on its thread, and
// so do tests that stay on one goroutine.
var LocalBlock func() unsafe.Pointer

// Checking tells that arguments are checked which a release takes on trust, since the
// check would cost on a path in place.
const Checking = true

// Local returns LocalBytes bytes of the calling thread, zero at first and kept
// between calls, or nil where there are none. Go code may change threads at any
// time, and its stack grows, so that it needs none.
func Local() unsafe.Pointer {
	if LocalBlock == nil {
		return nil
	}
	return LocalBlock()
}

// frameAddress returns where the caller's stack frame is, in compiled code, and 0
// here: a goroutine's stack moves.
func frameAddress() int64 { return 0 }

// Match16x32 and Match8x64 tell which of so many words of so many bits at p
// equal want in the bits of mask: bit i of the result speaks of word i. Negative16x32 and
// Negative8x64 tell which are negative.

func Match16x32(p unsafe.Pointer, want, mask int32) (equal uint32) {
	return match((*[16]int32)(p)[:], want, mask)
}

func Match8x64(p unsafe.Pointer, want, mask int64) (equal uint32) {
	return match((*[8]int64)(p)[:], want, mask)
}

func match[T int32 | int64](words []T, want, mask T) (equal uint32) {
	for i, word := range words {
		if word&mask == want {
			equal |= 1 << i
		}
	}
	return equal
}

func Negative16x32(p unsafe.Pointer) (negative uint32) { return Match16x32(p, -1<<31, -1<<31) }
func Negative8x64(p unsafe.Pointer) (negative uint32)  { return Match8x64(p, -1<<63, -1<<63) }

// The library's own callbacks, and an address that no callback has.
func int64Eq() unsafe.Pointer       { return ownEq }
func int64Hash() unsafe.Pointer     { return ownHash }
func int64Compare() unsafe.Pointer  { return ownCompare }
func unusedAddress() unsafe.Pointer { return unsafe.Pointer(&unused) }

var (
	ownEq, ownHash, ownCompare = register(EqInt64), register(HashInt64), register(CompareInt64)
	unused                     byte
)
