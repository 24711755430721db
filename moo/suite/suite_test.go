package suite

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"libori.org/rt/llvm/link"
	"libori.org/rt/moo/build"
	"libori.org/rt/tests/need"
)

func TestShrinkKeepsWhatMatters(t *testing.T) {
	text := `fn f() {
    let a = 1
}
fn main() {
    let x = 1
    if x == 1 {
        let bad = 2
        print(bad)
    }
    print(x)
}
`
	got := Shrink(text, func(s string) bool { return strings.Contains(s, "let bad") })
	if want := "        let bad = 2\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Shrink(text, func(string) bool { return false }); got != text {
		t.Errorf("shrunk although nothing smaller is bad: %q", got)
	}
}

func TestCompareTellsWhatDiffers(t *testing.T) {
	k := &Case{Name: "k", Text: "fn main() {\n    print(1)\n    print([1][2])\n}\n"}
	if err := k.prepare(1000); err != nil {
		t.Fatal(err)
	}
	good := *k.want
	if what := k.compare(good); what != "" {
		t.Errorf("the right outcome: %s", what)
	}
	for name, change := range map[string]func(o *outcome){
		"stdout": func(o *outcome) { o.stdout += "x" },
		"stderr": func(o *outcome) { o.stderr = "" },
		"code":   func(o *outcome) { o.code = 97 },
	} {
		bad := good
		change(&bad)
		if k.compare(bad) == "" {
			t.Errorf("another %s goes unnoticed", name)
		}
	}
}

// builds returns the library's builds, and the repository's root; it skips the
// test where they have not been made.
func builds(t *testing.T) ([]link.Build, string) {
	t.Helper()
	root, err := build.Root()
	if err != nil {
		t.Fatal(err)
	}
	list := link.Builds(filepath.Join(root, "build", "lib"))
	for _, b := range list {
		if missing := b.Missing(); len(missing) > 0 {
			need.Missing(t, "%v not made; make lib does", missing)
		}
	}
	return list, root
}

func TestSeedProgramsRunWithEveryBuild(t *testing.T) {
	list, root := builds(t)
	c, err := newCompiler(root, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	cases, err := Directory(filepath.Join(root, "testdata", "moo"))
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{"recipe": true, "int_collection": true, "inout": true, "stack": true, "cow_tuple": true, "order": true}
	for _, k := range cases {
		if !wanted[k.Name] {
			continue
		}
		t.Run(k.Name, func(t *testing.T) {
			if err := c.all(k, Variants(list)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAProgramThatLeaksIsFound(t *testing.T) {
	list, root := builds(t)
	c, err := newCompiler(root, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	k := &Case{Name: "leak", Text: "fn main() {\n    let x = [1].take(1) + [2]\n    print(x)\n}\n"}
	if err := k.prepare(1000); err != nil {
		t.Fatal(err)
	}
	m, err := emit(k, build.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Dispose()
	// Take out the release of x.
	for fn := range functions(m.LLVM) {
		if fn.Name() == "dec [int]" {
			removeCalls(fn)
		}
	}
	v := Variant{Build: list[0], Level: "O0"}
	if err := c.object(m.LLVM, v, "leak"); err != nil {
		t.Fatal(err)
	}
	p, err := c.link(v, "leak")
	if err != nil {
		t.Fatal(err)
	}
	if what := k.compare(execute(p, k)); !strings.Contains(what, "1 allocations are still live") {
		t.Errorf("got %q", what)
	}
}

func TestCountsTellUniqueFromShared(t *testing.T) {
	list, root := builds(t)
	c, err := newCompiler(root, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	k := &Case{Name: "count", Text: `fn main() {
    var a: [int] = []
    for i in 0..4 { a.push(i) }
    let b = a
    a.push(9)
    a = b[1..]
    a.push(10)
    print(a, b)
}
`}
	if err := k.prepare(1000); err != nil {
		t.Fatal(err)
	}
	counts := Counts{}
	if err := c.count(k, list[0], counts); err != nil {
		t.Fatal(err)
	}
	got := counts["ori_list_push_cow data"]
	if got == nil || *got != [states]int64{empty: 1, unique: 3, shared: 1, slice: 1} {
		t.Errorf("pushes: %v", got)
	}
	var report bytes.Buffer
	counts.Report(&report)
	if !strings.Contains(report.String(), "ori_list_push_cow data") || !strings.Contains(report.String(), "ori_list_slice 1") {
		t.Errorf("report:\n%s", &report)
	}
}

func TestFuzzRunsUntilItsTimeIsOver(t *testing.T) {
	list, root := builds(t)
	var out bytes.Buffer
	err := Fuzz(FuzzOptions{
		Root: root, Builds: list[:1], Seed: 1, For: 2 * time.Second, Save: t.TempDir(), Work: t.TempDir(), Out: &out, Workers: 1,
	})
	if err != nil || !strings.Contains(out.String(), "programs") {
		t.Errorf("%v\n%s", err, &out)
	}
}
