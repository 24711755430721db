//go:build ori_sched

package interleave

// maxThreads includes the one that sets up and checks.
const maxThreads = 4

// clock is a vector clock: how far each thread had come.
type clock [maxThreads]int32

// join takes over what another clock knows.
func (c *clock) join(d clock) {
	for i := range c {
		c[i] = max(c[i], d[i])
	}
}

// covers reports whether everything in d happened before c.
func (c *clock) covers(d clock) bool {
	for i := range c {
		if d[i] > c[i] {
			return false
		}
	}
	return true
}
