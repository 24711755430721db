package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMutantsFindTheirPlaces notices when oriopt has changed under a mutant.
func TestMutantsFindTheirPlaces(t *testing.T) {
	said := map[string]bool{}
	for _, m := range mutants {
		if _, err := m.find("../../llvm/oriopt"); err != nil {
			t.Errorf("%s: %v", m.what, err)
		}
		if m.old == m.new {
			t.Errorf("%s: %s changes nothing", m.in, m.what)
		}
		if said[m.what] {
			t.Errorf("%s: twice", m.what)
		}
		said[m.what] = true
	}
}

const source = `
// twice is called here: twice(1); it is defined below.
int twice(int X);
class Box {
  Box(int X) : Held(X) {}
  bool holds(int X) const { return twice(X) == Held && X /* not 0 */ != '}'; }
  template <typename Fn> void each(Fn F) {
    if (Held) { // one round
      F("{", Held);
    }
    F("}", Held); F("}", Held);
  }
};
int once(int X) { return twice(X); }
int twice(int X) { return X; }
`

// TestPlaces finds functions, and places in them, however they are laid out.
func TestPlaces(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "box.hpp"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ in, old, text, wrong string }{
		{"box.twice", "return X;", "return X;", ""},
		{"box.once", "twice( X )", "twice(X)", ""},
		{"box.holds", "X!='}'", "X /* not 0 */ != '}'", ""},
		{"box.each", `if (Held) { F("{", Held); }`, "if (Held) { // one round\n      F(\"{\", Held);\n    }", ""},
		{"box.each", `F("}", Held)`, "", "2 times"},
		{"box.each", "round", "", "0 times"},
		{"box.once", "Held", "", "0 times"},
		{"box.thrice", "X", "", "there is no such function"},
	} {
		p, err := mutant{in: test.in, old: test.old}.find(dir)
		if test.wrong == "" && err != nil || test.wrong != "" && (err == nil || !strings.Contains(err.Error(), test.wrong)) {
			t.Errorf("%s, %q: %v", test.in, test.old, err)
		} else if got := source[p.from:p.to]; got != test.text {
			t.Errorf("%s has %q, want %q", test.in, got, test.text)
		}
	}
}

// TestPlant puts a bug into a file and takes it out again.
func TestPlant(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "box.hpp")
	read := func() string {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := mutant{in: "box.twice", old: "X"}.find(dir)
	if err != nil {
		t.Fatal(err)
	}
	restore, err := p.plant("$0 + 1")
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(source, "return X;", "return X + 1;", 1); read() != want {
		t.Errorf("planted:\n%s", read())
	}
	if err := restore(); err != nil || read() != source {
		t.Errorf("%v; taken out:\n%s", err, read())
	}
}
