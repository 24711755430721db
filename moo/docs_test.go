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
