package instructions

import (
	"flag"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var record = flag.Bool("record", false, "write the counts instead of comparing with those on record")

// missing leaves the test out, or fails where LIBORI_TEST_ALL is set, as make test does.
func missing(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("LIBORI_TEST_ALL") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// TestCounts holds the instructions of every operation to what is on record for the LLVM
// that the library in build/lib was made with. It needs that library, its clang and valgrind.
func TestCounts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	used, err := os.ReadFile(filepath.Join(root, "build", "llvm"))
	if err != nil {
		missing(t, "the library is not built: %v", err)
	}
	llvm := strings.TrimSpace(string(used))
	clang, recorded := "clang-"+llvm, filepath.Join("testdata", "counts-"+llvm+".txt")
	for _, tool := range []string{clang, "valgrind"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, "%s is not installed", tool)
		}
	}
	if _, err := os.Stat(filepath.Join(root, "build", "lib", "libori_rt_inline.bc")); err != nil {
		missing(t, "the library is not built: %v", err)
	}
	version, err := exec.Command(clang, "--version").Output()
	if err != nil {
		t.Fatal(err)
	}
	now := Record{Compiler: strings.TrimSpace(strings.SplitN(string(version), "\n", 2)[0]), Counts: Counts{}}
	for _, b := range Builds {
		counts, err := b.Count(clang, filepath.Join("testdata", "operations.c"), root, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(now.Counts, counts)
	}
	if *record {
		if err := now.Write(recorded); err != nil {
			t.Fatal(err)
		}
		return
	}
	then, err := ReadRecord(recorded)
	if err != nil {
		t.Fatalf("nothing is on record for LLVM %s: go test ./instructions -run TestCounts -record (%v)", llvm, err)
	}
	if then.Compiler != now.Compiler {
		t.Logf("recorded with %s, this is %s", then.Compiler, now.Compiler)
	}
	worse, better := then.Compare(now.Counts)
	for _, line := range better {
		t.Log("better: ", line)
	}
	for _, line := range worse {
		t.Error(line)
	}
	if worse != nil {
		t.Log("if this is meant to be: go test ./instructions -run TestCounts -record")
	}
}

// TestSum reads a dump like callgrind's: only the program's own instructions count.
func TestSum(t *testing.T) {
	const dump = `version: 1
desc: Trigger: --dump-after=counted_list_pop
summary: 175

ob=/tmp/program
fn=counted_list_pop
0 14
cob=/lib/libc.so
cfn=free
calls=2 0
0 100
0 3

ob=/lib/libc.so
fn=free
10 50
11 50

ob=/tmp/program
fn=helper
7 58
`
	operation, total, err := sum(strings.NewReader(dump), "/tmp/program")
	if operation != "list_pop" || total != 14+3+58 || err != nil {
		t.Errorf("sum = %q, %d, %v; want list_pop, 75", operation, total, err)
	}
}

func TestCompareFailsOnMore(t *testing.T) {
	r := Record{Counts: Counts{"inline a": 100, "inline b": 100, "inline c": 100, "inline gone": 1}}
	worse, better := r.Compare(Counts{"inline a": 101, "inline b": 100, "inline c": 99, "inline new": 1})
	if len(worse) != 3 || len(better) != 1 {
		t.Errorf("worse %q, better %q; want a, gone and new worse, c better", worse, better)
	}
}
