package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"libori.org/rt/runtime"
	"libori.org/rt/tests/contract"
)

func read(t *testing.T) string {
	text, err := os.ReadFile(filepath.Join("..", "..", document))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestEveryFigureHasACommand keeps the marks and the list of commands complete.
func TestEveryFigureHasACommand(t *testing.T) {
	var names []string
	for _, s := range sources {
		names = append(names, s.names...)
	}
	marked := regexp.MustCompile(`<!-- figure: (.*?) -->`).FindAllStringSubmatch(read(t), -1)
	for _, m := range marked {
		if !slices.Contains(names, m[1]) {
			t.Errorf("no command writes the figure %q", m[1])
		}
	}
	for _, name := range names {
		if !mark(name).MatchString(read(t)) {
			t.Errorf("%s has no figure %q", document, name)
		}
	}
}

// TestFiguresAreNotStale compares what is counted quickly: rows and functions come and go,
// the figures must not say more, nor be far behind.
func TestFiguresAreNotStale(t *testing.T) {
	scenarios, functions := 0, map[string]bool{}
	for _, call := range contract.Calls() {
		scenarios += len(runtime.Codes)
		functions[call.Name] = true
	}
	for name, now := range map[string]int{
		"scenarios beside others": scenarios, "functions beside others": len(functions), "mutants": mutants(t, "mutants"),
		"mutants of oriopt": mutants(t, "passmutants"),
	} {
		said, err := strconv.Atoi(mark(name).FindStringSubmatch(read(t))[1])
		if err != nil || now < said*9/10 || now > said*2 {
			t.Errorf("%s: %d, but the document says %d: go run ./tools/figures -only %q", name, now, said, "^"+name+"$")
		}
	}
}

// mutants counts the mutants in a tool's list.
func mutants(t *testing.T, tool string) int {
	text, err := os.ReadFile(filepath.Join("..", tool, "list.go"))
	if err != nil {
		t.Fatal(err)
	}
	return len(regexp.MustCompile(`(?m)^\t\{["\x60]`).FindAll(text, -1))
}

// TestPut writes a figure and finds out where there is no place for it.
func TestPut(t *testing.T) {
	const before = "all <!-- figure: cows -->12 cows, <!-- figure: cows -->12.5 more"
	after, err := put(before, "cows", "13")
	if want := "all <!-- figure: cows -->13 cows, <!-- figure: cows -->13 more"; after != want || err != nil {
		t.Errorf("%q, %v", after, err)
	}
	if _, err := put(before, "sheep", "1"); err == nil {
		t.Error("a figure without a place was written")
	}
}
