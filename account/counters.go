package account

import "libori.org/rt/runtime"

// counters are what one thread books: a cache line of its own, so that booking
// costs no contention. Threads beyond the slots share one; the sums are exact.
type counters struct {
	allocated, freed, grown   int64
	shared, slices, immortals int64 // copies, by reason
	elements, bytes           int64 // copied
}

const slots = 16

var books [slots]counters

func mine() *counters { return &books[runtime.ThreadSlot()%slots] }

func add(counter *int64, n int64) {
	if runtime.SingleThreaded() {
		*counter += n
	} else {
		runtime.AddRelaxed(counter, n)
	}
}

// Allocated books a new buffer or box.
func Allocated() { add(&mine().allocated, 1) }

// Freed books that one is gone.
func Freed() { add(&mine().freed, 1) }

// sum returns what all threads have booked.
func sum() (all counters) {
	for i := range books {
		c := &books[i]
		all.allocated += runtime.LoadRelaxed(&c.allocated)
		all.freed += runtime.LoadRelaxed(&c.freed)
		all.grown += runtime.LoadRelaxed(&c.grown)
		all.shared += runtime.LoadRelaxed(&c.shared)
		all.slices += runtime.LoadRelaxed(&c.slices)
		all.immortals += runtime.LoadRelaxed(&c.immortals)
		all.elements += runtime.LoadRelaxed(&c.elements)
		all.bytes += runtime.LoadRelaxed(&c.bytes)
	}
	return all
}

// Live returns the number of allocations not yet freed.
func Live() (n int64) {
	for i := range books {
		n += runtime.LoadRelaxed(&books[i].allocated) - runtime.LoadRelaxed(&books[i].freed)
	}
	return n
}
