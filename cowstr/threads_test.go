package cowstr

import (
	"sync"
	"testing"
	"unsafe"

	"libori.org/rt/rc"
)

// Threads that hold references to one buffer read, slice, append and drop them
// at once. The race detector watches in the Go heap build.
func TestThreadsShareABuffer(t *testing.T) {
	live := rc.LiveCount()
	for range 50 {
		want := sample(60)
		s := strOf(want)
		var threads sync.WaitGroup
		for range 4 {
			RcInc(unsafe.Pointer(&s))
			own := s
			threads.Go(func() {
				part := Slice(&own, 10, 50)
				own = PushByte(&own, '!')
				expectText(t, &own, want+"!")
				expectText(t, &part, want[10:50])
				part = Unshare(&part, 0)
				overwrite(&part)
				drop(&part)
				drop(&own)
			})
		}
		drop(&s)
		threads.Wait()
	}
	if n := rc.LiveCount() - live; n != 0 {
		t.Errorf("%d allocations are still alive", n)
	}
}
