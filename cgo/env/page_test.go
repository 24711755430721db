package env_test

import (
	"flag"
	"os"
	"testing"

	"libori.org/rt/cgo/env"
	"libori.org/rt/tests/page"
)

var update = flag.Bool("update", false, "write the table of docs/environment.md")

// TestPage: the table of docs/environment.md is the one that settings are read from.
func TestPage(t *testing.T) {
	const file = "../../docs/environment.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := page.Put(string(text), "variables", env.Markdown())
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(text) != want {
		t.Errorf("%s does not hold the table as it is; go test ./cgo/env -run TestPage -update", file)
	}
}
