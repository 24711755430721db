package debuggers

import (
	"os/exec"
	"strings"
	"testing"
)

// lldbVersion is one that Debian 12 and 13 have.
const lldbVersion = "lldb-19"

func TestLldbPrintsValues(t *testing.T) {
	need(t, lldbVersion)
	exe := compileC(t, "testdata/values.c", "-O0")
	tests := []struct{ command, want string }{
		{"frame variable xs", "(OriList) xs = OriList, len 3, cap 4, shared by 2"},
		{"frame variable slice", "(OriList) slice = OriList, len 2, slice, shared by 2"},
		{"frame variable empty", "(OriList) empty = OriList, empty"},
		{"frame variable fixed", "(OriList) fixed = OriList, len 3, cap 3, constant"},
		{"frame variable set", "(OriSet) set = OriSet, len 3, cap 4, unique"},
		{"frame variable m", "(OriMap) m = OriMap, len 3, cap 4, unique"},
		{"frame variable hello", `(OriStr) hello = "hello"`},
		{"frame variable text", `(OriStr) text = "a \"text\" that is too long to lie inside"`},
		{"ori xs int64_t", "[1, 2, 3]"},
		{"ori slice int64_t", "[2, 3]"},
		{"ori m int64_t OriStr", `{1: "100", 2: "200", 3: "300"}`},
	}
	args := []string{"-b", "-o", "command script import " + root + "/debug/ori_lldb.py", "-o", "breakpoint set -n stop", "-o", "run", "-o", "up"}
	for _, test := range tests {
		args = append(args, "-o", test.command)
	}
	out, err := exec.Command(lldbVersion, append(args, exe)...).CombinedOutput()
	if err != nil {
		t.Fatalf("lldb: %v\n%s", err, out)
	}
	for _, test := range tests {
		if !strings.Contains(string(out), "(lldb) "+test.command+"\n"+test.want+"\n") {
			t.Errorf("%s: no %q in\n%s", test.command, test.want, out)
		}
	}
}
