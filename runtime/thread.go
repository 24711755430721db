package runtime

// Thread is what the runtime itself knows of a thread: the first words of Local's
// memory, zero at first.
//
// It counts how deep destructions are nested, a number that must not stay high when
// the frames that raised it are gone: a fatal handler may leave by longjmp. A fatal
// error therefore sets it to 0, and each level puts it back to its own. A callback
// that leaves by longjmp all by itself is found out by the stack: a frame further up
// than the outermost that counts says that this one is gone.
//
//	main ─> release ─> dec ─> release ─> dec ─> …        depth 2
//	main ─> release                                      longjmp to main: depth 0 again
//	        └ not further down than where depth was 0
type Thread struct {
	depth     int64
	outermost int64 // the frame that was entered at depth 0
	raising   int64 // the address of the Message whose handler was called last
}

// Enter goes one level deeper and returns the depth before, for Leave.
func (t *Thread) Enter() (depth int64) {
	here := frameAddress()
	if here != 0 && here >= t.outermost {
		t.depth = 0
	}
	if t.depth == 0 {
		t.outermost = here
	}
	depth = t.depth
	t.depth++
	return depth
}

// Leave goes back to the depth that Enter returned.
func (t *Thread) Leave(depth int64) { t.depth = depth }

// endNesting forgets the levels that a fatal error may leave.
func endNesting() {
	if p := Local(); p != nil {
		(*Thread)(p).depth = 0
	}
}
