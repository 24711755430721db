package rt

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestMapsAreComplete: README's map and that of CONTRIBUTING name each folder, and no other.
func TestMapsAreComplete(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	is := map[string]bool{}
	for _, entry := range entries {
		if entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") && entry.Name() != "build" {
			is[entry.Name()] = true
		}
	}
	for name, line := range map[string]*regexp.Regexp{
		"README.md":       regexp.MustCompile(`(?m)^    ((?:\w+/ )+)`),
		"CONTRIBUTING.md": regexp.MustCompile("(?m)^\\| (`\\w+/`(?:, `\\w+/`)*) \\|"),
	} {
		named := map[string]bool{}
		for _, entry := range line.FindAllStringSubmatch(document(t, name), -1) {
			for _, dir := range regexp.MustCompile(`\w+`).FindAllString(entry[1], -1) {
				named[dir] = true
				if !is[dir] {
					t.Errorf("%s names %s/, which is not there", name, dir)
				}
			}
		}
		for dir := range is {
			if !named[dir] {
				t.Errorf("%s does not name %s/", name, dir)
			}
		}
	}
}

// TestTheExampleOfAFunction: what CONTRIBUTING shows of a function is what its file says.
func TestTheExampleOfAFunction(t *testing.T) {
	shown := regexp.MustCompile("(?s)```go\n(.*?)\n```").FindStringSubmatch(document(t, "CONTRIBUTING.md"))
	if shown == nil || !strings.Contains(document(t, "cowlist/reverse.go"), shown[1]) {
		t.Error("CONTRIBUTING.md shows what is not in cowlist/reverse.go")
	}
}
