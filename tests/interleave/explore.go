//go:build ori_sched

package interleave

import (
	"fmt"
	"unsafe"

	"libori.org/rt/runtime"
)

// A Scenario is made anew for every run.
type Scenario struct {
	Threads []func()
	Check   func() error // after all threads have ended
}

// Explore runs every schedule of the scenario and returns how many there were.
// It stops at the first failure.
func Explore(weak Weaken, scenario func() Scenario) (runs int, err error) {
	var path []*choice
	for {
		r := &run{memory: memory{words: map[uintptr]*word{}, weak: weak}, path: path}
		runtime.Watch = r
		failure := r.do(scenario)
		runtime.Watch = nil
		path = r.path
		if !r.redundant {
			runs++
		}
		if failure != nil {
			return runs, fmt.Errorf("%w (schedule %v)", failure, r.schedule)
		}
		// The deepest choice with an alternative left.
		for len(path) > 0 && !path[len(path)-1].next() {
			path = path[:len(path)-1]
		}
		if len(path) == 0 {
			return runs, nil
		}
	}
}

// step is the access that a thread has stopped before.
type step struct {
	p      *int64
	access runtime.Access
}

func (s step) reads() bool {
	return s.access == runtime.Load || s.access == runtime.AcquireLoad || s.access == runtime.OwnersLoad
}

func (s step) commutes(other step) bool { return s.p != other.p || s.reads() && other.reads() }

// choice is a point where several threads could go on.
type choice struct {
	can    []int            // threads
	todo   [maxThreads]bool // whose turn here may come to something else
	asleep [maxThreads]bool // whose turn would repeat a schedule that was tried
	chosen int
}

// everySchedule, set by a test, tries also the schedules that are like others.
var everySchedule bool

// next moves on to a thread whose turn it has not been.
func (c *choice) next() bool {
	c.asleep[c.chosen] = true
	for _, id := range c.can {
		if (c.todo[id] || everySchedule) && !c.asleep[id] {
			c.chosen = id
			return true
		}
	}
	return false
}

// worker is a thread's goroutine.
type worker struct {
	thread
	resume chan struct{}
	step   step
	ended  bool
}

// run is one schedule.
type run struct {
	memory
	workers   []*worker
	running   *worker // nil: setting up or checking
	main      thread
	stopped   chan any // from a worker that stops, ends (nil) or fails
	path      []*choice
	depth     int
	schedule  []int
	redundant bool
	races     races
}

func (r *run) do(scenario func() Scenario) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = asError(p)
		}
	}()
	r.stopped = make(chan any)
	r.main.now[0] = 1
	s := scenario()
	for i, f := range s.Threads {
		w := &worker{thread: thread{id: i + 1, now: r.main.now}, resume: make(chan struct{})}
		w.now[w.id] = 1
		r.workers = append(r.workers, w)
		go r.work(w, f)
	}
	var failed error
	for _, w := range r.workers { // to the first count
		if e := r.proceed(w); e != nil && failed == nil {
			failed = e
		}
	}
	var asleep [maxThreads]bool
	for failed == nil {
		can := r.able()
		if len(can) == 0 {
			break
		}
		chosen := can[0]
		var choice *choice
		if len(can) > 1 {
			choice = r.choose(can, asleep)
			if r.redundant {
				break
			}
			chosen, asleep = choice.chosen, choice.asleep
		} else if asleep[chosen] {
			r.redundant = true
			break
		}
		r.schedule = append(r.schedule, chosen)
		w := r.workers[chosen-1]
		for _, id := range can {
			if !r.workers[id-1].step.commutes(w.step) || everySchedule {
				asleep[id] = false
			}
		}
		r.races.take(w.id, w.step, choice)
		failed = r.proceed(w)
	}
	r.drain(failed != nil)
	if failed != nil {
		return failed
	}
	if r.redundant {
		return nil
	}
	for _, w := range r.workers {
		r.main.now.join(w.now)
	}
	return s.Check()
}

// able returns the threads that have not ended.
func (r *run) able() (can []int) {
	for _, w := range r.workers {
		if !w.ended {
			can = append(can, w.id)
		}
	}
	return can
}

// choose takes the choice of this run's path, or opens a new one, at which the first
// thread goes on that is not asleep.
func (r *run) choose(can []int, asleep [maxThreads]bool) *choice {
	if r.depth == len(r.path) {
		c := &choice{can: can, asleep: asleep}
		for _, id := range can {
			if !asleep[id] {
				c.chosen = id
				break
			}
		}
		if c.chosen == 0 {
			r.redundant = true
			return nil
		}
		r.path = append(r.path, c)
	}
	c := r.path[r.depth]
	r.depth++
	return c
}

// proceed lets a worker go on until it stops, and returns its failure.
func (r *run) proceed(w *worker) error {
	r.running = w
	w.resume <- struct{}{}
	p := <-r.stopped
	r.running = nil
	if p == nil {
		return nil
	}
	return asError(p)
}

// drain lets the workers of a run that nobody is interested in end.
func (r *run) drain(failed bool) {
	for _, w := range r.workers {
		for !w.ended {
			if failed {
				w.ended = true // its goroutine stays where it is: memory may be damaged
				break
			}
			if err := r.proceed(w); err != nil {
				w.ended = true
			}
		}
	}
}

func (r *run) work(w *worker, f func()) {
	<-w.resume
	defer func() {
		w.ended = true
		r.stopped <- recover()
	}()
	f()
}

func asError(p any) error {
	if f, ok := p.(failure); ok {
		return fmt.Errorf("%s", string(f))
	}
	return fmt.Errorf("%v", p)
}

// current returns the thread that runs.
func (r *run) current() *thread {
	if r.running != nil {
		return &r.running.thread
	}
	return &r.main
}

// Atomic implements runtime.Watcher: here a thread stops.
func (r *run) Atomic(p *int64, access runtime.Access) {
	if access == runtime.Fence {
		r.fence(r.current())
		return
	}
	if w := r.running; w != nil && r.words[uintptr(unsafe.Pointer(p))] != nil {
		w.step = step{p, access}
		r.stopped <- nil
		<-w.resume
	}
	r.atomic(r.current(), p, access)
}

func (r *run) Read(p unsafe.Pointer, size int64)  { r.read(r.current(), p, size) }
func (r *run) Write(p unsafe.Pointer, size int64) { r.write(r.current(), p, size) }
func (r *run) Alloc(mem []byte)                   { r.alloc(r.current(), mem) }
func (r *run) Free(mem []byte)                    { r.free(r.current(), mem) }

// watched returns the run that goes on.
func watched() *run { return runtime.Watch.(*run) }
