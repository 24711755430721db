package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRowNamesAreUnique(t *testing.T) {
	seen := map[string]string{}
	for _, g := range groups {
		for _, r := range g.Rows {
			if other, ok := seen[r.Name]; ok {
				t.Errorf("%s is in the groups %s and %s", r.Name, other, g.Name)
			}
			seen[r.Name] = g.Name
		}
	}
}

func TestProgramsNameGroupsAndRowsThatExist(t *testing.T) {
	known := map[string]bool{}
	for _, g := range groups {
		known[g.Name] = true
		for _, r := range g.Rows {
			known[r.Name] = true
		}
	}
	for _, p := range programs {
		for _, name := range append(strings.Fields(p.Groups), p.Rows...) {
			if !known[name] {
				t.Errorf("%s: there is no %s", p.Name, name)
			}
		}
	}
	for name, s := range bySubTarget {
		for _, part := range append(s.groups, s.rows...) {
			if !known[part] {
				t.Errorf("-only %s: there is no %s", name, part)
			}
		}
		if _, err := chosenPrograms(s); err != nil {
			t.Errorf("-only %s: %v", name, err)
		}
	}
}

// Every workload that a C++ file times is one of rows.go, so that none is run
// for nothing; names put together at run time are checked when they are printed.
func TestWorkloadsInSourceAreRows(t *testing.T) {
	known := map[string]bool{}
	for _, g := range groups {
		for _, r := range g.Rows {
			known[r.Name] = true
		}
	}
	sources, err := filepath.Glob("cpp/workloads/*.hpp")
	if err != nil || len(sources) == 0 {
		t.Fatal("no workloads found", err)
	}
	found := 0
	for _, path := range sources {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range strings.Split(string(text), "bench.run")[1:] {
			_, rest, _ := strings.Cut(call, "(")
			name, ok := strings.CutPrefix(rest, `"`)
			if !ok {
				continue
			}
			name, tail, _ := strings.Cut(name, `"`)
			if strings.HasPrefix(tail, " + ") {
				continue
			}
			found++
			if !known[name] {
				t.Errorf("%s times %s, which is no row", path, name)
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d workloads found in the sources", found)
	}
}

func TestCompare(t *testing.T) {
	row := Row{Name: "w"}
	results := Results{"w": {
		"ori inline": {3, 2}, "ori archive": {4}, "std": {1.5, 1.9}, "qt6": {2.5}, "limit": {1}, "limit+malloc": {1.8},
	}}
	c := compare(results, row)
	if c.Inline != 2 || c.Peer != (Best{"std", 1.5}) || c.COW != (Best{"qt6", 2.5}) || c.Limit != (Best{"limit+malloc", 1.8}) {
		t.Errorf("compare = %+v; want the smallest of each kind", c)
	}
	if !c.InlineBehind() {
		t.Error("2 against 1.5 is behind")
	}
	if c.FarFromLimit() {
		t.Error("2 against a limit of 1.8 is near")
	}
	if !c.ArchiveBehind() {
		t.Error("4 against 2.5 and one call is behind")
	}
	if c.Archive = 3.5; c.ArchiveBehind() {
		t.Error("3.5 against 2.5 is one call")
	}
	if alone := compare(Results{"w": {"ori inline": {2}}}, row); alone.InlineBehind() || alone.ArchiveBehind() || !math.IsNaN(ratio(alone.Inline, alone.Peer)) {
		t.Error("without others nothing is behind")
	}
}

func TestMarkdownAligns(t *testing.T) {
	got := markdown([][]string{{"workload", "ns"}, {"push", "0.5"}, {"a longer name", "123456"}})
	want := `| workload      |     ns |
|---------------|-------:|
| push          |    0.5 |
| a longer name | 123456 |
`
	if got != want {
		t.Errorf("markdown:\n%s\nwant\n%s", got, want)
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{0.534: "0.53", 12.34: "12.3", 123.4: "123", 1234: "1234", 12345: "12.3k", 1234567: "1.23M"} {
		if got := number(v); got != want {
			t.Errorf("number(%v) = %s, want %s", v, got, want)
		}
	}
}

func TestParseRejectsOtherLines(t *testing.T) {
	if c, r, v, err := parse("std\tpush\t1.5"); c != "std" || r != "push" || v != 1.5 || err != nil {
		t.Errorf("parse = %q, %q, %v, %v", c, r, v, err)
	}
	for _, line := range []string{"", "std push 1.5", "std\tpush", "std\tpush\tfast"} {
		if _, _, _, err := parse(line); err == nil {
			t.Errorf("parse(%q) succeeded", line)
		}
	}
}

func TestDocumentAndPlotsOfAnyResults(t *testing.T) {
	results := Results{}
	for _, g := range groups {
		for i, r := range g.Rows {
			results.add(r.Name, inlineColumn, float64(i+2))
			results.add(r.Name, archiveColumn, float64(i+3))
			results.add(r.Name, "std", float64(i+1))
			results.add(r.Name, "qt6", float64(i+1))
		}
	}
	docs := t.TempDir()
	if err := writeDocument(results, docs, "clang++-22"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(docs, "benchmarks.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(text), "](")[1:] {
		link, _, _ := strings.Cut(part, ")")
		if _, err := os.Stat(filepath.Join(docs, link)); err != nil {
			t.Error("the document shows a plot that was not written: ", err)
		}
	}
	for _, g := range groups {
		if !strings.Contains(string(text), "## "+g.Title) {
			t.Errorf("the document lacks %s", g.Title)
		}
	}
}
