package account

import (
	"unsafe"

	"libori.org/rt/runtime"
)

// Stats is OriStats in C: what the library has done since the program started. New
// fields are added at the end.
type Stats struct {
	Size, Version  int64
	Allocations    int64 // buffers and boxes
	Frees          int64 // of these; the difference is alive
	Reallocations  int64 // of something unique that grew or shrank
	SharedCopies   int64 // copies because somebody else held the buffer
	SliceCopies    int64 // copies because the input was a slice
	ImmortalCopies int64 // copies because the input was a constant
	ElementsCopied int64
	BytesCopied    int64
}

const (
	statsBytes   = int64(unsafe.Sizeof(Stats{}))
	statsVersion = 1
	headBytes    = 16 // Size and Version
)

// ReadStats fills in what the library has counted on its slow paths since the program
// started; changes in place are not counted. size is the caller's: it says how many bytes
// there are at stats, and then how many of them were written. Other threads may go on
// meanwhile. A size below 16 is an error.
//
//	fills  stats
//	fails  null stats
//
//ori:export ori_rt_stats(stats)
func ReadStats(stats *Stats) {
	const op = "ori_rt_stats"
	if stats == nil {
		fail(op, "stats is NULL")
	}
	if stats.Size < headBytes {
		fail(op, "size is below 16: it must say how large stats is")
	}
	c := sum()
	filled := Stats{
		Size: min(stats.Size, statsBytes), Version: statsVersion,
		Allocations: c.allocated, Frees: c.freed, Reallocations: c.grown,
		SharedCopies: c.shared, SliceCopies: c.slices, ImmortalCopies: c.immortals,
		ElementsCopied: c.elements, BytesCopied: c.bytes,
	}
	runtime.Copy(unsafe.Pointer(stats), unsafe.Pointer(&filled), filled.Size)
}

func fail(op, what string) {
	var m runtime.Message
	m.Begin(op)
	m.Text(what)
	m.Raise()
}
