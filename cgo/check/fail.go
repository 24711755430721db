package check

import (
	"fmt"
	"strings"
	"sync"

	"libori.org/rt/cgo/stacks"
	"libori.org/rt/runtime"
)

// A Problem is what is wrong with a call.
type Problem struct {
	text   string // of the line, behind the name of the function
	object *info
	also   []place
}

// place is where something was done that matters now.
type place struct {
	what  string
	op    int // -1: not said
	stack stacks.ID
}

// fail ends the call with a fatal error. The stacks are printed behind its line.
func (t *caller) fail(op string, p *Problem) {
	failure(op, p, t.stackHere())
}

func failure(op string, p *Problem, here stacks.ID) {
	var b strings.Builder
	fmt.Fprintf(&b, "  now, in %s:\n%s", op, here.Text())
	for _, place := range p.also {
		if place.stack == 0 {
			continue
		}
		what := place.what
		if place.op >= 0 && place.op < len(plans) {
			what += ", in " + plans[place.op].name
		}
		fmt.Fprintf(&b, "  %s:\n%s", what, place.stack.Text())
	}
	if p.object != nil {
		b.WriteString("  " + p.object.describe() + "\n")
		if h := p.object.history; h != nil {
			b.WriteString(h.text())
		} else if settings.History == false && (p.object.shares > 0) {
			b.WriteString("  ORI_HISTORY=1 lists where it was retained and released\n")
		}
	}
	detailsMu.Lock()
	details = b.String()
	detailsMu.Unlock()
	var m runtime.Message
	m.Begin(op)
	m.Text(p.text)
	m.Raise()
}

var (
	details   string
	detailsMu sync.Mutex
)

// TakeDetails returns the stacks of the error that was raised last: whoever prints its line
// prints them, too.
func TakeDetails() string {
	detailsMu.Lock()
	defer detailsMu.Unlock()
	text := details
	details = ""
	return text
}

// describe says what is known of an object.
func (x *info) describe() string {
	s := fmt.Sprintf("the object: %s at %#x", x.kind, x.data)
	if x.len >= 0 {
		s += fmt.Sprintf(", len %d, cap %d", x.len, x.cap)
	}
	if x.size >= 0 && x.kind != text {
		s += fmt.Sprintf(", elements of %d bytes", x.size)
	}
	switch x.state {
	case live:
		s += fmt.Sprintf(", count %d", count(x.data))
	case freed:
		s += ", freed"
	case immortal:
		s += ", a constant"
	}
	return s
}

func (x *info) note(op int, stack stacks.ID, count int64) {
	if x.history == nil {
		x.history = new(history)
	}
	h := x.history
	h.events[h.next%len(h.events)] = event{op, stack, count}
	h.next++
}

func (h *history) text() string {
	var b strings.Builder
	b.WriteString("  retained, released and changed:\n")
	for i := max(0, h.next-len(h.events)); i < h.next; i++ {
		e := h.events[i%len(h.events)]
		fmt.Fprintf(&b, "    %s, count then %d, at %s\n", plans[e.op].name, e.count, e.stack.Site())
	}
	return b.String()
}

// functionName names a callback.
func functionName(address uint64) string {
	if address == 0 {
		return "NULL"
	}
	return stacks.Lines(address + 1)[0].Function
}
