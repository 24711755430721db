package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"libori.org/rt/cgo/stacks"
	"libori.org/rt/runtime"
)

// A leak is what is still live at the end of one place that allocates.
type leak struct {
	stack   stacks.ID
	kind    kind
	objects int
	bytes   int64
	sample  info
	cycles  int // objects that hold each other, directly or not
	held    int // objects that another leaked object holds
}

// findLeaks groups what is live by the place that allocated it, the largest first. Those that only other
// leaks hold come behind those that nobody holds.
func findLeaks() []*leak {
	alive := map[uint64]info{}
	shadows.all(func(x *info) {
		if x.state == live && count(x.data) >= 0 { // what was made immortal stays
			alive[x.data] = *x.copy()
		}
	})
	refers := map[uint64][]uint64{}
	held := map[uint64]bool{}
	for data, x := range alive {
		for at := int64(0); at+8 <= x.bytes; at += 8 {
			if to := word(data + uint64(at)); to != 0 {
				if _, ok := alive[to]; ok {
					refers[data] = append(refers[data], to)
					held[to] = true
				}
			}
		}
	}
	cyclic := cycles(refers)
	groups := map[stacks.ID]*leak{}
	for data, x := range alive {
		l := groups[x.allocated]
		if l == nil {
			l = &leak{stack: x.allocated, kind: x.kind, sample: x}
			groups[x.allocated] = l
		}
		l.objects++
		l.bytes += x.bytes
		if x.birth < l.sample.birth {
			l.sample, l.kind = x, x.kind
		}
		if cyclic[data] {
			l.cycles++
		} else if held[data] {
			l.held++
		}
	}
	var all []*leak
	for _, l := range groups {
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b *leak) int {
		return cmp.Or(cmp.Compare(b2i(a.held == a.objects), b2i(b.held == b.objects)), cmp.Compare(b.bytes, a.bytes), cmp.Compare(a.sample.birth, b.sample.birth))
	})
	return all
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// cycles returns the objects that lead back to themselves: Tarjan's strongly connected components,
// without recursion.
func cycles(refers map[uint64][]uint64) map[uint64]bool {
	type frame struct {
		node uint64
		next int
	}
	order, low := map[uint64]int{}, map[uint64]int{}
	on, cyclic := map[uint64]bool{}, map[uint64]bool{}
	var stack []uint64
	for root := range refers {
		if order[root] != 0 {
			continue
		}
		work := []frame{{root, 0}}
		for len(work) > 0 {
			f := &work[len(work)-1]
			n := f.node
			if f.next == 0 {
				order[n] = len(order) + 1
				low[n] = order[n]
				stack = append(stack, n)
				on[n] = true
			}
			if f.next < len(refers[n]) {
				to := refers[n][f.next]
				f.next++
				switch {
				case to == n:
					cyclic[n] = true
				case order[to] == 0:
					work = append(work, frame{to, 0})
				case on[to]:
					low[n] = min(low[n], order[to])
				}
				continue
			}
			work = work[:len(work)-1]
			if len(work) > 0 {
				low[work[len(work)-1].node] = min(low[work[len(work)-1].node], low[n])
			}
			if low[n] != order[n] {
				continue
			}
			size := len(stack) - slices.Index(stack, n)
			for _, member := range stack[len(stack)-size:] {
				on[member] = false
				cyclic[member] = cyclic[member] || size > 1
			}
			stack = stack[:len(stack)-size]
		}
	}
	return cyclic
}

func leaksText(leaks []*leak) string {
	var b strings.Builder
	objects, bytes := 0, int64(0)
	for _, l := range leaks {
		objects += l.objects
		bytes += l.bytes
	}
	fmt.Fprintf(&b, "ori: leaks: %d objects, %d bytes are live at the end\n", objects, bytes)
	for _, l := range leaks {
		fmt.Fprintf(&b, "  %s, %d bytes, count %d", plural(l.objects, l.kind.String()), l.bytes, count(l.sample.data))
		switch {
		case l.cycles > 0:
			fmt.Fprintf(&b, "; %s of a cycle: each is held by what it holds", plural(l.cycles, "member"))
		case l.held == l.objects:
			b.WriteString("; held by others of this list")
		}
		fmt.Fprintf(&b, "\n    %s\n%s", l.sample.glimpse(), l.stack.Text())
		if h := l.sample.history; h != nil {
			b.WriteString(h.text())
		}
	}
	return b.String()
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// glimpse shows the beginning of an object's contents.
func (x *info) glimpse() string {
	bytes := x.bytes
	if x.kind.row() && x.len >= 0 && x.size > 0 {
		bytes = min(bytes, x.len*x.size)
	}
	if x.kind == text || x.kind.row() && x.size == 1 {
		return fmt.Sprintf("%q", sample(x.data, min(bytes, 48)))
	}
	var words []string
	for at := int64(0); at+8 <= bytes && len(words) < 6; at += 8 {
		words = append(words, wordText(word(x.data+uint64(at))))
	}
	s := strings.Join(words, " ")
	if int64(len(words))*8 < bytes {
		s += " …"
	}
	if x.len >= 0 {
		return fmt.Sprintf("len %d: %s", x.len, s)
	}
	return s
}

// wordText writes a word as the number it probably is.
func wordText(w uint64) string {
	if n := int64(w); -1<<32 < n && n < 1<<32 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%#x", w)
}

func sample(at uint64, n int64) string {
	return string(runtime.BytesAt(at, n))
}
