package debuggers

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const root = "../.."

func need(t *testing.T, packages ...string) {
	t.Helper()
	if out, err := exec.Command(root+"/tools/need.sh", packages...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// gdb runs a program under gdb with commands, and returns what it says.
func gdb(t *testing.T, program string, commands ...string) string {
	t.Helper()
	need(t, "gdb")
	args := []string{"-q", "-nx", "-batch", "-iex", "set debuginfod enabled off", "-ex", "source " + root + "/debug/ori_gdb.py"}
	for _, c := range commands {
		args = append(args, "-ex", c)
	}
	out, err := exec.Command("gdb", append(args, program)...).CombinedOutput()
	if err != nil {
		t.Fatalf("gdb: %v\n%s", err, out)
	}
	return string(out)
}

// compileC links a C program with the release build.
func compileC(t *testing.T, source string, flags ...string) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), strings.TrimSuffix(filepath.Base(source), ".c"))
	args := append([]string{"-g", "-I", root + "/include", source, root + "/build/lib/libori_rt.a", "-o", exe}, flags...)
	if out, err := exec.Command("gcc", args...).CombinedOutput(); err != nil {
		t.Fatalf("gcc: %v\n%s", err, out)
	}
	return exe
}

func TestGdbPrintsValues(t *testing.T) {
	exe := compileC(t, "testdata/values.c", "-O0")
	tests := []struct{ expression, want string }{
		{"xs", "OriList, len 3, cap 4, shared by 2"},
		{"slice", "OriList, len 2, slice, shared by 2"},
		{"empty", "OriList, empty"},
		{"fixed", "OriList, len 3, cap 3, constant"},
		{"set", "OriSet, len 3, cap 4, unique"},
		{"m", "OriMap, len 3, cap 4, unique"},
		{"hello", `"hello"`},
		{"text", `"a \"text\" that is too long to lie inside"`},
		{"small", "Numbers, len 3, cap 4, unique = {10, 20, 30}"},
		{"$ori(xs, (int64_t *)0)", "{1, 2, 3}"},
		{"$ori(slice, (int64_t *)0)", "{2, 3}"},
		{`$ori(set, "int64_t")`, "{1, 2, 3}"},
		{`$ori(m, "int64_t", "OriStr")`, `"{1: \"100\", 2: \"200\", 3: \"300\"}"`},
		{"$ori_object(box)", `"32 bytes, unique"`},
		{"$ori_count(xs.data)", "2"},
		{"*(OriStr *)&hello", `"hello"`},
	}
	commands := []string{"break stop", "run", "up"}
	for _, test := range tests {
		commands = append(commands, "print "+test.expression)
	}
	out := gdb(t, exe, commands...)
	for i, test := range tests {
		if line := fmt.Sprintf("$%d = %s\n", i+1, test.want); !strings.Contains(out, line) {
			t.Errorf("print %s: no %q in\n%s", test.expression, line, out)
		}
	}
}

// A copy in a release build is a place to stop at.
func TestGdbStopsAtACopy(t *testing.T) {
	exe := compileC(t, root+"/cgo/testdata/copies.c", "-O1")
	out := gdb(t, exe, "break ori_copied_shared", "run copies", "backtrace")
	for _, want := range []string{"ori_copied_shared", "in push ", "in copies ", "copies.c:"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestGdbPrintsArgumentsOfMoo(t *testing.T) {
	exe := compileMoo(t, "testdata/greet.moo", "archive", nil)
	out := gdb(t, exe, "break moo.greet", "run", "print $ori_str($rdi)", "print $ori($rsi, (long *)0)", "backtrace",
		"continue", "print $ori_str($rdi)", "print $ori($rsi, (long *)0)")
	for _, want := range []string{
		`= "hello"`, "= {1, 2, 3}", `= "a text that is too long to lie in the string"`, "= {4}", "greet.moo:",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// Compiled with -g, a program's variables have names, types and values.
func TestGdbPrintsVariablesOfMoo(t *testing.T) {
	exe := compileMoo(t, "testdata/locals.moo", "archive", nil)
	out := gdb(t, exe, "break locals.moo:20", "run", "info locals", "print point.y", "print words.data[1]",
		"break locals.moo:7", "continue", "info args", "info locals", "delete", "break locals.moo:9", "continue", "print total")
	for _, want := range []string{
		`name = "a text that is too long to lie in the string" (constant)`,
		`words = [str], len 3, cap 4, unique = {"one", "two", "three"}`,
		"point = {x = 3, y = 0.5}", "found = true", "ages = OriMap, len 2, cap 4, unique",
		"$1 = 0.5", `$2 = "two"`,
		"numbers = [int], len 3, cap 3, constant = {1, 2, 3}", "factor = 10", "n = 1", "$3 = 60",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}
