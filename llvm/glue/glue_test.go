package glue

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"os"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
)

const description = `
# What a compiler might have.
struct point { int, int }
union shape { point, float, str, none }
struct node { str, [shape], {str: int}, box node }
`

// A C program uses the callbacks of a description, and gives everything back.
func TestCallbacksOfADescription(t *testing.T) {
	types, err := Types(description)
	if err != nil {
		t.Fatal(err)
	}
	m := irb.New("glue")
	defer m.Dispose()
	Emit(m, types)
	if err := m.Finish(); err != nil {
		t.Fatal(err)
	}
	if !m.LLVM.NamedFunction("node_compare").IsNil() || !m.LLVM.NamedFunction("point_inc").IsNil() {
		t.Errorf("a map is ordered, or plain data is counted")
	}
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(file("glue.ll"), []byte(m.LLVM.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	major, _, _ := strings.Cut(llvm.Version, ".")
	args := []string{"-O2", "-Wall", "-Wno-override-module", "-I", "../../include", "testdata/use.c", file("glue.ll"), "../../build/lib/libori_rt.a", "-o", file("use")}
	if text, err := exec.Command("clang-"+major, args...).CombinedOutput(); err != nil {
		t.Fatalf("clang: %v\n%s", err, text)
	}
	text, err := exec.Command(file("use")).CombinedOutput()
	if want := "equal, hashes alike, ordered, 0 alive\n"; err != nil || string(text) != want {
		t.Errorf("%v: %q, want %q", err, text, want)
	}
}

func TestMistakesAreReported(t *testing.T) {
	for description, want := range map[string]string{
		"struct a { int }\nstruct a { int }":  "line 2: a is described twice",
		"struct a { b }":                      `line 1: there is no type "b"`,
		"struct a { int":                      `line 1: want "," or "}", have ""`,
		"struct int { int }":                  "line 1: int means something already",
		"strict a { int }":                    `line 1: want struct or union, have "strict"`,
		"struct a { int; int }":               `line 1: ";" is no part of a description`,
		"struct a { b }\nstruct b { int, a }": "a contains itself, and would be endless: put a box or a list in between",
		"struct a { none }":                   `line 1: there is no type "none"`,
		"union a { [int }":                    `line 1: want "]", have "}"`,
		"union a { {int; } }":                 `line 1: ";" is no part of a description`,
		"union a { {int int} }":               `line 1: want ":" or "}", have "int"`,
	} {
		if _, err := Types(description); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", description, err, want)
		}
	}
}
