package check

import (
	"os"
	"sync"
)

var memory = sync.OnceValue(func() *os.File {
	file, _ := os.Open("/proc/self/mem")
	return file
})

// readable reports whether memory can be read, without reading it: an address that a program
// got wrong may be no memory at all.
func readable(at uint64, bytes int) bool {
	if memory() == nil || int64(at) < 0 {
		return false
	}
	n, err := memory().ReadAt(make([]byte, bytes), int64(at))
	return err == nil && n == bytes
}
