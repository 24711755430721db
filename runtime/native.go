//go:build ori_native

package runtime

import "unsafe"

// The bitcode driver supplies these bodies as LLVM IR (llvm/driver/ir)
// after the Go code has been optimised once, so that escape analysis trusts the
// //go:noescape marks below and does not look through callbacks.

// MulWide is the machine's one multiplication. LLVM before 20 does not see it in the four of
// package math/bits.
func MulWide(a, b uint64) (upper, lower uint64)

// Offset and Within are not written in Go here, because a conversion to uintptr
// makes the optimiser believe that the address gets away.

//go:noescape
func Offset(p, base unsafe.Pointer) int64

//go:noescape
func Within(p, base unsafe.Pointer, size int64) bool

func systemMalloc(size int64) unsafe.Pointer
func systemMallocAligned(align, size int64) unsafe.Pointer
func systemRealloc(p unsafe.Pointer, oldSize, newSize int64) unsafe.Pointer
func systemFree(p unsafe.Pointer)

//go:noescape
func Copy(dst, src unsafe.Pointer, size int64)

//go:noescape
func Move(dst, src unsafe.Pointer, size int64)

//go:noescape
func MoveOver(dst, src unsafe.Pointer, size int64)

//go:noescape
func StoreOver(p *int64, v int64)

//go:noescape
func MoveSmall(dst, src unsafe.Pointer, size int64)

//go:noescape
func Fill(dst unsafe.Pointer, value uint8, size int64)

//go:noescape
func Equal(a, b unsafe.Pointer, size int64) bool

//go:noescape
func Compare(a, b unsafe.Pointer, size int64) int32

//go:noescape
func LoadRelaxed(p *int64) int64

//go:noescape
func LoadAcquire(p *int64) int64

//go:noescape
func LoadOwners(p *int64) int64

//go:noescape
func StoreRelaxed(p *int64, v int64)

//go:noescape
func AddRelaxed(p *int64, d int64) int64

//go:noescape
func AddRelease(p *int64, d int64) int64

//go:noescape
func FenceAcquire(p *int64)

func SingleThreaded() bool

//go:noescape
func callElem(fn, elem unsafe.Pointer)

//go:noescape
func callEq(fn, stored, needle unsafe.Pointer) bool

//go:noescape
func callHash(fn, elem unsafe.Pointer) uint64

//go:noescape
func callCmp(fn, a, b unsafe.Pointer) int32

//go:noescape
func callCmpBy(fn, a, b, ctx unsafe.Pointer) int32

//go:noescape
func callTest(fn, elem, ctx unsafe.Pointer) bool

//go:noescape
func callEntryTest(fn, key, val, ctx unsafe.Pointer) bool

// callFatal calls a FatalFn.
//
//go:noescape
func callFatal(fn, message unsafe.Pointer, size int64)

// callCopy calls a CopyFn.
//
//go:noescape
func callCopy(fn, op, data unsafe.Pointer, bytes int64, ctx unsafe.Pointer)

// callAlloc calls an AllocFn, callRealloc a ReallocFn, callFree a FreeFn.
func callAlloc(fn unsafe.Pointer, size, align int64, ctx unsafe.Pointer) unsafe.Pointer
func callRealloc(fn, p unsafe.Pointer, oldSize, newSize int64, ctx unsafe.Pointer) unsafe.Pointer
func callFree(fn, p, ctx unsafe.Pointer)

// The addresses of the library's own callbacks.
func int64Eq() unsafe.Pointer
func int64Hash() unsafe.Pointer
func int64Compare() unsafe.Pointer

// unusedAddress is one that no callback has.
func unusedAddress() unsafe.Pointer

// writeError writes to standard error.
//
//go:noescape
func writeError(text unsafe.Pointer, size int64)

func abort()

// The driver compiles the numbers of Go's standard library with the little Go runtime that it
// supplies; see its package runtime.

//go:noescape
//go:linkname AppendFloat runtime.appendFloat
func AppendFloat(buffer unsafe.Pointer, size, bits int64, form uint8) int64

//go:noescape
//go:linkname ParseFloat runtime.parseFloat
func ParseFloat(text unsafe.Pointer, size int64) int64

func Likely(b bool) bool

func Assume(b bool)

// Constant reports whether the optimiser knows v.
func Constant(v int64) bool

// Inlined reports whether this is a copy of the function it stands in, inlined
// into compiled code, and not the function that such code calls.
func Inlined() bool

// AssumeOne tells the optimiser of the compiled code that *p is 1.
//
//go:noescape
func AssumeOne(p *int64)

// ThreadSlot returns a small number that differs between most running threads.
func ThreadSlot() int64

// Checking tells that arguments are checked which a release takes on trust.
const Checking = false

// frameAddress returns where the caller's stack frame is.
func frameAddress() int64

// Local returns LocalBytes bytes of the calling thread, zero at first.
func Local() unsafe.Pointer

// Present returns p and tells the optimiser that it is not nil.
func Present(p unsafe.Pointer) unsafe.Pointer

// Pick returns yes or no, without a branch.
func Pick(b bool, yes, no unsafe.Pointer) unsafe.Pointer

// Match16x32 and Match8x64 tell which of so many words of so many bits at p
// equal want in the bits of mask: bit i of the result speaks of word i. Negative16x32 and
// Negative8x64 tell which are negative.
func Match16x32(p unsafe.Pointer, want, mask int32) (equal uint32)
func Match8x64(p unsafe.Pointer, want, mask int64) (equal uint32)
func Negative16x32(p unsafe.Pointer) (negative uint32)
func Negative8x64(p unsafe.Pointer) (negative uint32)
