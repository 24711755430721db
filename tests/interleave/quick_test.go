//go:build !ori_sched && !race

package interleave

import (
	"os/exec"
	"testing"
)

// TestInterleavings runs this package's tests as they must be built, with a small part of
// the calls in the contract table: make test and make stress try more of them.
func TestInterleavings(t *testing.T) {
	if out, err := exec.Command("go", "test", "-vet=off", "-tags=ori_sched", ".", "-args", "-stride=60").CombinedOutput(); err != nil {
		t.Errorf("go test -tags=ori_sched: %v\n%s", err, out)
	}
}
