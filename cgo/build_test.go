//go:build cgo && !ori_goheap

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"libori.org/rt/abi"
)

// The builds under test, by name; TestMain makes them.
var builds = map[string]string{"archive": "libori_rt_cgo.a", "shared library": "libori_rt_cgo.so"}

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "ori_cgo")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	exportsMap, err := filepath.Abs("exports.map")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for name, flags := range map[string][]string{
		"archive":        {"-buildmode=c-archive"},
		"shared library": {"-buildmode=c-shared", "-ldflags=-extldflags=-Wl,--version-script=" + exportsMap},
	} {
		builds[name] = filepath.Join(dir, builds[name])
		args := append(append([]string{"build", "-o", builds[name]}, flags...), ".")
		if out, err := exec.Command("go", args...).CombinedOutput(); err != nil || len(out) > 0 {
			fmt.Fprintf(os.Stderr, "go %s: %v\n%s", strings.Join(args, " "), err, out)
			return 1
		}
	}
	return m.Run()
}

func onEachBuild(t *testing.T, test func(t *testing.T, library string)) {
	for name, library := range builds {
		t.Run(name, func(t *testing.T) { test(t, library) })
	}
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// link compiles a program of testdata with nothing but the library.
func link(t *testing.T, program, library string) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), program)
	run(t, "gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-g", "-I", "../include",
		filepath.Join("testdata", program+".c"), library, "-o", exe)
	return exe
}

func TestExportsExactlyTheABI(t *testing.T) {
	want := []string{fmt.Sprintf("ori_rt_abi_%d", abi.Version)}
	for _, e := range abi.Exports {
		want = append(want, e.Name)
	}
	slices.Sort(want)
	for name, args := range map[string][]string{"archive": {"-g"}, "shared library": {"-D"}} {
		t.Run(name, func(t *testing.T) {
			var have, others []string
			for line := range strings.Lines(run(t, "nm", append(args, "--defined-only", builds[name])...)) {
				if fields := strings.Fields(line); len(fields) == 3 && fields[1] != "A" { // A: the name of a version
					if name, _, _ := strings.Cut(fields[2], "@"); strings.Contains(name, "ori_") {
						have = append(have, name)
					} else {
						others = append(others, fields[2])
					}
				}
			}
			slices.Sort(have)
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("(-listed +exported):\n%s", diff)
			}
			if name == "shared library" && len(others) > 0 {
				t.Errorf("exported besides: %q", others)
			}
		})
	}
}

func TestProgramGivesEverythingBack(t *testing.T) {
	onEachBuild(t, func(t *testing.T, library string) {
		if have, want := run(t, link(t, "owners", library)), "nothing alive\n"; have != want {
			t.Errorf("have %q, want %q", have, want)
		}
	})
}

func TestAHandlerMayLongjmp(t *testing.T) {
	messages := []string{
		"ori: ori_list_set_cow: index 7 is out of range for length 3",
		"ori: ori_list_push_cow: out is NULL",
		"ori: ori_rc_alloc: size is negative: -1",
		"ori: ori_rc_alloc: alignment 48 is not a power of two",
		"ori: ori_list_unshare_cow: 2305843009213693951 elements of 8 bytes overflow the size of an allocation",
	}
	wantOut := "handler: " + strings.Join(messages, "\nhandler: ") + "\nlen 4, last 7, count 1\n0 alive\n"
	wantErr := strings.Join(messages, "\n") + "\n"
	onEachBuild(t, func(t *testing.T, library string) {
		var stdout, stderr bytes.Buffer
		cmd := exec.Command(link(t, "fatal", library), "longjmp")
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Run(); err != nil {
			t.Errorf("%v", err)
		}
		if diff := cmp.Diff(wantOut, stdout.String()); diff != "" {
			t.Errorf("stdout (-want +have):\n%s", diff)
		}
		if diff := cmp.Diff(wantErr, stderr.String()); diff != "" {
			t.Errorf("stderr (-want +have):\n%s", diff)
		}
	})
}

func TestAFatalErrorAborts(t *testing.T) {
	const message = "ori: ori_list_set_cow: index 7 is out of range for length 3\n"
	onEachBuild(t, func(t *testing.T, library string) {
		exe := link(t, "fatal", library)
		for mode, wantOut := range map[string]string{"default": "", "return": "handler: " + message} {
			var stdout, stderr bytes.Buffer
			cmd := exec.Command(exe, mode)
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			err := cmd.Run()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGABRT {
				t.Errorf("%s: %v, want SIGABRT", mode, err)
			}
			if stdout.String() != wantOut || stderr.String() != message {
				t.Errorf("%s: stdout %q, stderr %q", mode, stdout.String(), stderr.String())
			}
		}
	})
}
