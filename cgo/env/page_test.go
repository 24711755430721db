package env_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"libori.org/rt/cgo/env"
)

var update = flag.Bool("update", false, "write the table of docs/environment.md")

// TestPage: the table of docs/environment.md is the one that settings are read from.
func TestPage(t *testing.T) {
	const page, open, shut = "../../docs/environment.md", "<!-- variables -->\n", "<!-- /variables -->"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, opened := strings.Cut(string(text), open)
	_, after, closed := strings.Cut(rest, shut)
	if !opened || !closed {
		t.Fatalf("%s has no place for the table between %q and %q", page, open, shut)
	}
	want := before + open + "\n" + env.Markdown() + "\n" + shut + after
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(text) != want {
		t.Errorf("%s does not hold the table as it is; go test ./cgo/env -run TestPage -update", page)
	}
}
