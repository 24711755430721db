package moo_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"libori.org/rt/moo"
	"libori.org/rt/moo/check"
	"libori.org/rt/moo/interp"
)

func reference(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "docs", "language.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestReferenceNamesEveryMethod(t *testing.T) {
	text := reference(t)
	for _, m := range check.Methods() {
		_, name, _ := strings.Cut(m.Op, ".")
		if !strings.Contains(text, "`"+name+"(") && !strings.Contains(text, "*`"+name+"(") {
			t.Errorf("docs/language.md does not mention %s", m.Op)
		}
	}
}

func TestReferencesProgramRuns(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```moo\n(.*?)```").FindAllStringSubmatch(reference(t), -1)
	var out bytes.Buffer
	for _, b := range blocks {
		if !strings.Contains(b[1], "fn main") {
			continue
		}
		unit, err := moo.Load("reference.moo", b[1])
		if err != nil {
			t.Fatal(err)
		}
		if err := interp.Run(unit.Program, unit.Info, interp.Environment{Stdin: strings.NewReader(""), Stdout: &out}); err != nil {
			t.Error(err)
		}
	}
	if got, want := out.String(), "Ann has 68, had 100\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Statements that a page shows outside a program are checked among the declarations that they need.
func TestFragments(t *testing.T) {
	const around = `struct Entry { names: [str] }
fn sort_it(row: inout [int]) { row.sort() }
fn fragment(grid: inout [[int]], table: inout {str: Entry}, count: inout {str: int}, rows: inout [[int]], word: str,
    c: inout [[float]], b: [[float]], x: float, i: int, k: int, n: int) {
    let j = 0
`
	for page, fragments := range map[string]int{"language.md": 1, "oriopt.md": 1} {
		text, err := os.ReadFile(filepath.Join("..", "docs", page))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range regexp.MustCompile("(?s)```moo\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(b[1], "fn main") {
				continue
			}
			fragments--
			if _, err := moo.Load("fragment.moo", around+b[1]+"}\nfn main() {}\n"); err != nil {
				t.Errorf("docs/%s: %v\n%s", page, err, b[1])
			}
		}
		if fragments != 0 {
			t.Errorf("docs/%s has another number of fragments than expected", page)
		}
	}
}

func TestReferencesMistakeIsShownLikeThat(t *testing.T) {
	_, err := moo.Load("sum.moo", "fn main() {\n    let n = 1\n    print(n + \"1\")\n}\n")
	if err == nil {
		t.Fatal("no complaint")
	}
	want := `+ needs two of the same type, not int and str
        print(n + "1")
                ^`
	if !strings.HasSuffix(err.Error(), want) || !strings.Contains(reference(t), strings.ReplaceAll(want, "\n", "\n    ")) {
		t.Errorf("got\n%v", err)
	}
}
