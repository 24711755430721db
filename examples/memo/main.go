// Command memo shows what deferred copies are for. A memoized function that returns something mutable must
// hand out copies, or a caller's changes would spoil what is remembered; but most callers change nothing.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"

	"example.com/memo/value"
)

// Memo remembers the results of f and returns copies of them.
type Memo struct {
	mu   sync.Mutex
	f    func(n int64) *value.List
	seen map[int64]*value.List
}

func (m *Memo) Get(n int64) *value.List {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := m.seen[n]
	if l == nil {
		l = m.f(n)
		m.seen[n] = l
	}
	return l.Copy() // the defensive copy, deferred
}

// divisors is slow enough to be worth remembering.
func divisors(n int64) *value.List {
	l := value.New()
	for d := int64(1); d <= n; d++ {
		if n%d == 0 {
			l.Append(d)
		}
	}
	return l
}

func main() {
	memo := &Memo{f: divisors, seen: map[int64]*value.List{}}

	// Four goroutines ask; every second result is changed by who asked for it.
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range int64(1000) {
				l := memo.Get(i%10 + 1)
				if i%2 == 0 {
					l.Append(-1)
					l.Set(0, 0)
				}
			}
		}()
	}
	wg.Wait()
	fmt.Println("the divisors of 10 are still", memo.Get(10).Values())
	deferred, actual := value.Deferred.Load(), value.Actual.Load()
	fmt.Printf("%d deferred copies, %d actual ones\n", deferred, actual)

	memo = nil
	for range 100 { // what is garbage gives its reference back
		if runtime.GC(); value.Alive() == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Println(value.Alive(), "alive at the end")
}
