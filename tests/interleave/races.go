//go:build ori_sched

package interleave

// Which other orders are worth trying follows from the order that was: where two threads
// have accessed one count, not both reading, and nothing else kept them in that order, the
// second could have come first. So its thread is put down as a choice where the first one
// was made (dynamic partial order reduction); all other choices would lead to schedules
// that differ from known ones in the order of accesses that commute.
//
//	thread 1   ──load a──────add b──────────────
//	thread 2              ▲          └──load b──
//	                      └─ a choice: thread 2

// races finds them in one run.
type races struct {
	known [maxThreads]clock   // what has happened before the next step of each thread
	taken map[*int64][]*taken // by count
}

// taken is a step, and the choice that let it come then.
type taken struct {
	step
	thread int
	at     int32 // how many of its thread's there were with it
	known  clock // what has happened before it, and it
	choice *choice
}

// take adds the next step of a thread.
func (r *races) take(thread int, s step, c *choice) {
	if r.taken == nil {
		r.taken = map[*int64][]*taken{}
	}
	known := &r.known[thread]
	before := r.taken[s.p]
	race := false
	for i := len(before) - 1; i >= 0; i-- {
		t := before[i]
		if t.thread == thread || s.commutes(t.step) || t.at <= known[t.thread] {
			continue
		}
		if !race && t.choice != nil {
			t.choice.todo[thread] = true
		}
		race = true // the last is enough: with it reversed, the one before turns up
		known.join(t.known)
	}
	known[thread]++
	r.taken[s.p] = append(before, &taken{s, thread, known[thread], *known, c})
}
