//go:build ori_sched

package interleave

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"unsafe"

	"libori.org/rt/rc"
	"libori.org/rt/runtime"
	"libori.org/rt/tests/check"
	"libori.org/rt/tests/contract"
)

var stride = flag.Int("stride", 7, "explore one of so many calls of the contract table; 1: all")

// thrower is a check.TB that ends the run with the first error.
type thrower struct{}

func (thrower) Helper()                           {}
func (thrower) Errorf(format string, args ...any) { panic(failure(fmt.Sprintf(format, args...))) }
func (thrower) Fatalf(format string, args ...any) { panic(failure(fmt.Sprintf(format, args...))) }

// explored is what came of one function.
type explored struct {
	name                 string
	scenarios, schedules int
	err                  error // the first
}

// exploreRows explores every function of the contract table, beside other owners that
// leave, in as many scenarios as keep keeps, one at least.
func exploreRows(weak Weaken, keep func(i int, call *contract.Made) bool) (all []*explored) {
	check.Freed = func(p unsafe.Pointer) bool {
		w := watched().words[uintptr(p)]
		return w != nil && w.freed
	}
	defer func() { check.Freed = nil }()
	of := map[string]*explored{}
	for i, call := range contract.Calls() {
		e := of[call.Name]
		if e == nil {
			e = &explored{name: call.Name}
			of[call.Name] = e
			all = append(all, e)
		}
		if e.err != nil || e.scenarios > 0 && !keep(i, &call) {
			continue
		}
		runs, err := Explore(weak, func() Scenario {
			b := call.Make(thrower{}, &contract.Hosted{})
			return Scenario{
				Threads: append([]func(){b.Call}, b.Leave...),
				Check:   func() error { b.Finish(); return nil },
			}
		})
		if err != nil {
			e.err = fmt.Errorf("%s: %w", call.What, err)
		}
		e.scenarios++
		e.schedules += runs
	}
	return all
}

// TestEveryFunctionBesideOthers calls every function that takes a collection while other
// owners leave: of its buffer, of a slice of it, of an element, of the second operand. The
// explorer lets each of them go on before every access to a count. That is done for each
// way in which compiled code runs an operation; with a stride, each takes others.
func TestEveryFunctionBesideOthers(t *testing.T) {
	defer runtime.SetCode(runtime.InlinedCode)
	functions, scenarios, schedules := 0, 0, 0
	for i, code := range runtime.Codes {
		runtime.SetCode(code)
		all := exploreRows(Weaken{}, func(j int, _ *contract.Made) bool { return (i+j)%*stride == 0 })
		functions = len(all)
		for _, e := range all {
			if e.err != nil {
				t.Errorf("%v code: %v", code, e.err)
			}
			t.Logf("%-34s %5d scenarios %7d schedules in %v code", e.name, e.scenarios, e.schedules, code)
			scenarios += e.scenarios
			schedules += e.schedules
		}
	}
	t.Logf("%d functions, %d scenarios, %d schedules, every one right", functions, scenarios, schedules)
}

// TestOwnersByControlDependency expects that the uniqueness test of an operation needs no
// acquire, not even on a machine with weak ordering, but only the branch on it: later
// writes wait for the branch, later reads may come before and find what a former owner
// has since changed, as the header of a buffer that it sliced.
func TestOwnersByControlDependency(t *testing.T) {
	keep := func(i int, call *contract.Made) bool {
		return slices.Contains(call.Owners, contract.OfSlicing) || i%(3**stride) == 0
	}
	weak := Weaken{Stale: true}
	always := map[string]bool{} // as with slices of one list, which all record the same
	for _, e := range exploreRows(weak, keep) {
		always[e.name] = e.err != nil
	}
	weak.Owners = true
	passed := 0
	for _, e := range exploreRows(weak, keep) {
		switch {
		case e.err == nil:
			passed++
		case !always[e.name]:
			t.Errorf("needs an acquire: %v", e.err)
		default:
			t.Logf("with an acquire, too: %v", e.err)
		}
	}
	t.Logf("%d functions need no acquire", passed)
}

// TestABranchOrdersWritesOnly is the model's own test: the last owner writes, or reads, what
// another has written before it left.
func TestABranchOrdersWritesOnly(t *testing.T) {
	for _, access := range []struct {
		name string
		do   func(data unsafe.Pointer)
		want bool
	}{
		{"write", func(data unsafe.Pointer) { runtime.Fill(data, 1, 8) }, true},
		{"read", func(data unsafe.Pointer) { number(data) }, false},
	} {
		_, err := Explore(Weaken{Owners: true}, func() Scenario {
			data := rc.Alloc(8, 8)
			rc.Inc(data)
			var mine bool
			return Scenario{
				[]func(){
					func() {
						if mine = rc.HasOneOwner(data); mine {
							access.do(data)
						}
					},
					func() { runtime.Fill(data, 2, 8); rc.Dec(data, runtime.DropFn{}) },
				},
				func() error { rc.Dec(data, runtime.DropFn{}); return nil },
			}
		})
		if (err == nil) != access.want {
			t.Errorf("a %s after the branch: %v", access.name, err)
		}
	}
}
