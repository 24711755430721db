package rc

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// Header lies directly before the data of every allocation.
type Header struct {
	size  int64 // see package comment: bytes, alignment, index bit
	count int64
}

const (
	headerBytes = int64(unsafe.Sizeof(Header{}))

	sizeBits  = 56
	sizeMask  = 1<<sizeBits - 1
	alignMask = 63 << sizeBits
	indexBit  = 1 << 62

	// MaxBytes bounds the data of one allocation, so that sums of a few sizes
	// below it cannot overflow.
	MaxBytes = 1 << 55

	// mallocAlign is what malloc guarantees.
	mallocAlign = 16

	saturated = 1<<63 - 1
)

// The layout is the C ABI's.
var (
	_ [0]struct{} = [headerBytes - 16]struct{}{}
	_ [0]struct{} = [unsafe.Offsetof(Header{}.count) - 8]struct{}{}
)

// headerOf returns the header of the allocation whose data is at data.
func headerOf(data unsafe.Pointer) *Header { return (*Header)(runtime.At(data, -headerBytes)) }

// MarkFreed gives an object that is freed, and whose memory is kept, the count 0.
func MarkFreed(data unsafe.Pointer) { runtime.StoreRelaxed(&headerOf(data).count, 0) }

// data returns the address behind the header.
func (h *Header) data() unsafe.Pointer { return runtime.At(unsafe.Pointer(h), headerBytes) }

// bytes returns the recorded bytes of data.
func (h *Header) bytes() int64 { return runtime.LoadRelaxed(&h.size) & sizeMask }

// setBytes records the bytes of data; the top byte stays. Several owners may
// record the same value at once.
func (h *Header) setBytes(bytes int64) {
	runtime.StoreRelaxed(&h.size, runtime.LoadRelaxed(&h.size)&^sizeMask|bytes)
}

// padding returns the bytes between what malloc returned and data.
func (h *Header) padding() int64 {
	if runtime.Likely(uint64(runtime.LoadRelaxed(&h.size)) <= sizeMask) {
		return headerBytes // neither aligned above 16 nor moved nor indexed
	}
	if h.moved() {
		return *h.front()
	}
	return h.alignedAt()
}

// alignedAt returns the bytes between what malloc returned and where data was at first:
// the alignment, where it is above 16.
func (h *Header) alignedAt() int64 {
	if log := runtime.LoadRelaxed(&h.size) & alignMask >> sizeBits; log != 0 {
		return 1 << log
	}
	return headerBytes
}

// Indexed reports whether a hash index lies behind the elements of the buffer.
//
// Requires data != nil.
func Indexed(data unsafe.Pointer) bool {
	return runtime.LoadRelaxed(&headerOf(data).size)&indexBit != 0
}

// SetIndexed records whether a hash index lies behind the elements.
//
// Requires a unique buffer.
func SetIndexed(data unsafe.Pointer, indexed bool) {
	h := headerOf(data)
	size := runtime.LoadRelaxed(&h.size) &^ indexBit
	if indexed {
		size |= indexBit
	}
	runtime.StoreRelaxed(&h.size, size)
}
