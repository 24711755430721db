//go:build cgo && !ori_goheap

package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"libori.org/rt/cgo/check"
)

// matches reports which of the patterns are not in text, in order.
func matches(t *testing.T, what, text string, patterns ...string) {
	t.Helper()
	for _, p := range patterns {
		if !regexp.MustCompile("(?m)" + p).MatchString(text) {
			t.Errorf("%s: no %s in\n%s", what, p, text)
		}
	}
}

func TestLeaksAreGroupedByThePlaceThatAllocated(t *testing.T) {
	exe := link(t, "copies", builds["archive"])
	stderr, err := checked(t, exe, "ORI_LEAKS_EXIT=3", "leaks")
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 3 {
		t.Errorf("%v, want exit code 3", err)
	}
	matches(t, "leaks", stderr,
		`^ori: leaks: 3 objects, 192 bytes are live at the end$`,
		`^  1 list, 64 bytes, count 1\n    len 5: 0 1 2 3 4\n(    \S.*\n)*    leaks +\S*copies.c:\d+$`,
		`^  1 list, 32 bytes, count 1; held by others of this list\n    len 2: 0 1$`)
	if stderr, err := checked(t, exe, "ORI_LEAKS=1", "pins"); err != nil || stderr != "" {
		t.Errorf("%v: %s", err, stderr)
	}
}

func TestACycleIsNamed(t *testing.T) {
	stderr, err := checked(t, link(t, "copies", builds["archive"]), "ORI_LEAKS=1", "cycle")
	if err != nil {
		t.Error(err)
	}
	matches(t, "cycle", stderr, `^ori: leaks: 2 objects, 32 bytes`, `1 member of a cycle: each is held by what it holds\n.*\n    cycle +\S*copies.c:\d+$`)
}

func TestTheCopyProfileNamesLinesAndReasons(t *testing.T) {
	path := filepath.Join(t.TempDir(), "copies.pb.gz")
	stderr, err := checked(t, link(t, "copies", builds["archive"]), "ORI_WHY_SHARED=1 ORI_COPY_PROFILE="+path, "copies")
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p, err := profile.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[string][]int64{}
	for _, s := range p.Sample {
		reason := s.Label["reason"][0]
		sum := reasons[reason]
		if sum == nil {
			sum = make([]int64, len(s.Value))
		}
		for i, v := range s.Value {
			sum[i] += v
		}
		reasons[reason] = sum
		if op := s.Label["operation"]; op[0] != "ori_list_push_cow" {
			t.Errorf("operation %s", op)
		}
		var names []string
		for _, l := range s.Location {
			for _, line := range l.Line {
				if line.Line == 0 || filepath.Base(line.Function.Filename) != "copies.c" {
					t.Errorf("%s at %s:%d", line.Function.Name, line.Function.Filename, line.Line)
				}
				names = append(names, line.Function.Name)
			}
		}
		if stack := strings.Join(names, " "); !strings.HasPrefix(stack, "push ") || !strings.HasSuffix(stack, " copies main") {
			t.Errorf("the stack %s", stack)
		}
	}
	// 1000 to 1009 elements are copied in ten rounds; nine steps of growth, from 4 to 1024 slots.
	if have, want := reasons["shared"], []int64{10, 10045, 80360, 0, 0}; !equal(have, want) {
		t.Errorf("shared: %v, want %v", have, want)
	}
	if have := reasons["growth"]; len(have) != 5 || have[0] != 0 || have[3] != 8 {
		t.Errorf("growth: %v", have)
	}
	matches(t, "why shared", stderr, `ori_list_push_cow copied 10 times, 10045 elements, 80360 bytes:\n    push`,
		`the other reference was last taken here:\n    stray_reference +\S*copies.c:\d+\n    copies `)
}

func equal(a, b []int64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestTheHeapProfileCountsWhatLives(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heap.pb.gz")
	if _, err := checked(t, link(t, "copies", builds["archive"]), "ORI_HEAP_PROFILE="+path, "leaks"); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p, err := profile.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	var sum [4]int64
	for _, s := range p.Sample {
		for i, v := range s.Value {
			sum[i] += v
		}
	}
	if sum[2] != 3 || sum[3] != 192 || sum[0] < 3 {
		t.Errorf("allocated %d objects, %d bytes; live %d, %d", sum[0], sum[1], sum[2], sum[3])
	}
}

func TestTheSummaryIsJSONToo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "summary.json")
	exe := link(t, "copies", builds["archive"])
	if _, err := checked(t, exe, "ORI_SUMMARY=json:"+path, "copies"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var s check.Summary
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	if s.Shared != 10 || s.Copies != 10 || s.Bytes != 80360 || s.InPlace != 1000 || len(s.Places) != 1 || s.ByReason["shared"] != 10 {
		t.Errorf("%+v", s)
	}
	stderr, _ := checked(t, exe, "ORI_SUMMARY=text", "pins")
	matches(t, "summary", stderr, `8192  bytes pinned by a slice of 16 bytes; 1 such slices at pins \S*copies.c:\d+$`)
}

func TestTheBudgetEndsTheProgramAtTheFirstCopy(t *testing.T) {
	exe := link(t, "copies", builds["archive"])
	stderr, err := checked(t, exe, "", "budget")
	if want := "ori: ori_list_push_cow: a copy of 4 elements, 32 bytes, beyond the budget of copies\n"; err == nil || stderr != want {
		t.Errorf("%v: %q", err, stderr)
	}
	stderr, err = checked(t, exe, "ORI_COPY_BUDGET=3", "copies")
	if err == nil || !strings.Contains(stderr, "beyond the budget of copies") {
		t.Errorf("%v: %q", err, stderr)
	}
}
