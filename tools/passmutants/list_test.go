package main

import (
	"os"
	"path/filepath"
	"testing"
)

// Every mutant finds its place, and what it does is said once.
func TestEveryMutantHasAPlace(t *testing.T) {
	said := map[string]bool{}
	for _, m := range mutants {
		text, err := os.ReadFile(filepath.Join("../../llvm/oriopt", m.file))
		if err != nil {
			t.Fatal(err)
		}
		if mutated, err := m.plant(string(text)); err != nil || mutated == string(text) {
			t.Errorf("%s: %v", m.what, err)
		}
		if said[m.what] {
			t.Errorf("%s: twice", m.what)
		}
		said[m.what] = true
	}
}
