package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMutantsCanBePlanted notices when the core has changed under a mutant.
func TestMutantsCanBePlanted(t *testing.T) {
	for _, m := range mutants {
		text, err := os.ReadFile(filepath.Join("..", "..", m.file))
		if err != nil {
			t.Error(err)
			continue
		}
		if n := strings.Count(string(text), m.old); n != 1 {
			t.Errorf("%s: %q occurs %d times (%s)", m.file, m.old, n, m.what)
		}
		if m.old == m.new {
			t.Errorf("%s: %s changes nothing", m.file, m.what)
		}
	}
	if len(mutants) < 30 {
		t.Errorf("%d mutants", len(mutants))
	}
}
