package main

import (
	"path/filepath"
	"testing"
)

// TestMutantsFindTheirPlaces notices when the core has changed under a mutant.
func TestMutantsFindTheirPlaces(t *testing.T) {
	for _, m := range mutants {
		if _, err := m.find(filepath.Join("..", "..")); err != nil {
			t.Errorf("%s: %v", m.what, err)
		}
		if m.old == m.new {
			t.Errorf("%s: %s changes nothing", m.in, m.what)
		}
	}
	if len(mutants) < 30 {
		t.Errorf("%d mutants", len(mutants))
	}
}

// TestPatterns finds expressions and statements however they are laid out.
func TestPatterns(t *testing.T) {
	for _, test := range []struct {
		old  string
		want bool
	}{
		{"len(pattern)", false},
		{"pattern.Len()!=tree.Len()", true},
		{"_ != tree.Len()", true},
		{"return pattern.Equal(_)", true},
		{"pattern = pattern.Elem()", true},
		{"for i := range pattern.Len() { if !same(_, _) { return false } }; return true", true},
	} {
		m := mutant{in: "tools/mutants.same", old: test.old}
		if _, err := m.find(filepath.Join("..", "..")); (err == nil) != test.want {
			t.Errorf("%q: %v", test.old, err)
		}
	}
}
