package rc

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// The counts. One unsigned comparison separates the common case from all the
// others, because subtracting first moves them to one end of the number line:
//
//	count     immortal ... -1   0   1   2  ...  MaxInt64-1   MaxInt64
//	retain    └───── slow ────────┘ └──────── fast ────────┘ └ slow ┘   uint64(count-1) < MaxInt64-1
//	release   └───── slow ────────────┘ └────── fast ──────┘ └ slow ┘   uint64(count-2) < MaxInt64-2

// Inc adds a reference. NULL and immortals: nothing.
//
//	borrows  data
//	retains  data
//	header   data
//	fails    freed data
//
//ori:export ori_rc_inc(data)
//go:inline
func Inc(data unsafe.Pointer) {
	if data == nil {
		return
	}
	h := headerOf(data)
	count := runtime.LoadRelaxed(&h.count)
	if runtime.Likely(uint64(count-1) < saturated-1) {
		if runtime.SingleThreaded() {
			runtime.StoreRelaxed(&h.count, count+1)
		} else {
			runtime.AddRelaxed(&h.count, 1)
		}
		return
	}
	if count == 0 {
		failFreed("ori_rc_inc", data)
	}
}

// drop drops a reference and reports whether it was the last, so that the
// caller must destroy the object. It has then acquired what the other owners
// wrote, and count is 0.
//
//go:inline
func (h *Header) drop() (last bool) {
	count := runtime.LoadRelaxed(&h.count)
	if runtime.Likely(uint64(count-2) < saturated-2) {
		if runtime.SingleThreaded() {
			runtime.StoreRelaxed(&h.count, count-1)
			return false
		}
		if runtime.Likely(runtime.AddRelease(&h.count, -1) != 1) {
			return false
		}
		runtime.FenceAcquire(&h.count) // the others left between our load and our subtraction
		return true
	}
	return h.dropRare(count)
}

// dropRare is drop for a count that is 1, negative (immortal or saturated), or 0: an error.
//
//go:inline
func (h *Header) dropRare(count int64) (last bool) {
	if count == 1 {
		runtime.FenceAcquire(&h.count)
		runtime.StoreRelaxed(&h.count, 0)
		return true
	}
	if count == 0 {
		failFreed("ori_rc_dec", h.data())
	}
	return false // immortal or saturated
}

// Dec drops a reference. With the last one it calls drop, which must release
// what the object owns and then call ori_rc_free; without drop the memory is
// freed. NULL and immortals: nothing.
//
//	consumes  data
//	releases  all data
//	fails     freed data
//
//ori:export ori_rc_dec(data, drop)
//go:inline
func Dec(data unsafe.Pointer, drop runtime.DropFn) {
	if data != nil && headerOf(data).drop() {
		destroy(data, drop)
	}
}

//go:noinline
func destroy(data unsafe.Pointer, drop runtime.DropFn) {
	if drop.IsNil() {
		free(data)
	} else {
		destroyAs(data, 0, 0, Kind{drop: drop})
	}
}

// IsUnique reports whether data has exactly one reference, which the caller
// holds, so that the caller may write. NULL and immortals: false. It acquires
// what the former owners read and wrote.
//
//	borrows  data
//	header   data
//	tests    data
//
//ori:export ori_rc_is_unique(const data)
//go:inline
func IsUnique(data unsafe.Pointer) bool {
	return data != nil && runtime.LoadAcquire(&headerOf(data).count) == 1
}

// HasOneOwner is the uniqueness test of an operation that goes on to write to
// the buffer of data, which is not nil. It orders these writes, and only these,
// after what the former owners did.
//
//go:inline
func HasOneOwner(data unsafe.Pointer) bool {
	return runtime.LoadOwners(&headerOf(data).count) == 1
}

// IsUniqueOrNull is [IsUnique], and true for NULL.
//
//	borrows  data
//	header   data
//	tests    data
//
//ori:export ori_rc_is_unique_or_null(const data)
//go:inline
func IsUniqueOrNull(data unsafe.Pointer) bool {
	return data == nil || IsUnique(data)
}

// Count returns the number of references: negative for immortals, 0 for NULL.
//
//	borrows  data
//	header   data
//	tests    data
//
//ori:export ori_rc_count(const data)
//go:inline
func Count(data unsafe.Pointer) int64 {
	if data == nil {
		return 0
	}
	return runtime.LoadRelaxed(&headerOf(data).count)
}

// DataSize returns the bytes of data that the header records, 0 for NULL. For
// the buffer of a list that was sliced it is len*elem_size, or len where elements
// have no bytes.
//
//	borrows  data
//	header   data
//
//ori:export ori_rc_data_size(const data)
//go:inline
func DataSize(data unsafe.Pointer) int64 {
	if data == nil {
		return 0
	}
	return headerOf(data).bytes()
}
