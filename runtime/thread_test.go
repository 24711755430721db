package runtime

import "testing"

// A level goes back to its own depth, also where deeper ones were left by an error and have
// not gone back to theirs.
func TestLeaveForgetsDeeperLevels(t *testing.T) {
	var thread Thread
	outer := thread.Enter()
	thread.depth = 5 // levels whose frames are gone
	thread.Leave(outer)
	if thread.depth != 0 {
		t.Errorf("depth %d behind the outermost level", thread.depth)
	}
}
