package whole

import (
	"strings"
	"testing"
)

// Every program is there in all languages that must be, and in one of ours.
func TestProgramsAreComplete(t *testing.T) {
	programs, err := Programs(nil)
	if err != nil || len(programs) == 0 {
		t.Fatal("no programs", err)
	}
	for _, p := range programs {
		for _, ext := range []string{".cpp", ".rs", ".go"} {
			if !p.has(p.Name + ext) {
				t.Errorf("%s%s is missing", p.Name, ext)
			}
		}
		if !p.has(p.Name+".moo") && !p.has(p.Name+".ori.cpp") {
			t.Errorf("%s: there is none of ours", p.Name)
		}
	}
	if _, err := Programs([]string{"nonesuch"}); err == nil {
		t.Error("a program that is not there was found")
	}
}

// A remark is about a program that is there.
func TestRemarksAreAboutPrograms(t *testing.T) {
	for name := range remarks {
		if _, err := Programs([]string{name}); err != nil {
			t.Error(err)
		}
	}
	if why := someResults().Remarks(); !strings.HasPrefix(why, "- vm: ") {
		t.Errorf("vm is behind, and the page says %q", why)
	}
}

func someResults() *Results {
	return &Results{Rounds: 1, Versions: []string{"a compiler"}, Values: map[string]map[Malloc]map[string]Value{"vm": {
		Tuned: {inline: {0.3, 1}, archive: {0.9, 1}, "g++ -O3": {0.25, 1}, "clang++ -O3": {0.2, 1}, "rustc": {0.4, 1}, "go": {0.5, 2}},
		Plain: {inline: {0.3, 1}, "clang++ -O3": {0.3, 1}},
	}}}
}

func TestRatiosAreToTheBest(t *testing.T) {
	rows := someResults().rows("vm")
	if len(rows) != 1 {
		t.Fatalf("%d rows", len(rows))
	}
	w := rows[0]
	if w.Best != (Best{"clang++ -O3", 0.2}) || w.Peers[cpp] != w.Best || !w.behind() {
		t.Errorf("best %v, best C++ %v, behind %v", w.Best, w.Peers[cpp], w.behind())
	}
	if r := w.ratio(); r < 1.499 || r > 1.501 {
		t.Errorf("ratio %v, want 1.5", r)
	}
	if r := w.plainRatio(); r != 1 {
		t.Errorf("ratio with plain malloc %v, want 1", r)
	}
	if text := someResults().Table(); !strings.Contains(text, "**1.50**") || !strings.Contains(text, "| 1.00 |") {
		t.Errorf("the table lacks a ratio:\n%s", text)
	}
}

func TestNaiveCodeStandsBesideTheBest(t *testing.T) {
	r := someResults()
	if text := r.NaiveTable(); text != "" {
		t.Errorf("a table of what was not measured:\n%s", text)
	}
	tuned := r.Values["vm"][Tuned]
	tuned[naive], tuned[naiveOpt], tuned[naiveArchive] = Value{1, 1}, Value{0.2, 1}, Value{0.4, 1}
	if text := r.NaiveTable(); !strings.Contains(text, "| **5.00** | 1.00 |") || !strings.Contains(text, "| **2.00** |") {
		t.Errorf("the table lacks a ratio:\n%s", text)
	}
}

func TestSectionsReplaceEachOther(t *testing.T) {
	page := Replace("# Page\n\ntext\n", "\nfirst\n")
	if Section(page) != "\nfirst\n" || !strings.HasPrefix(page, "# Page\n\ntext\n") {
		t.Fatalf("%q", page)
	}
	page = Replace(page+"behind\n", "\nsecond\n")
	if Section(page) != "\nsecond\n" || strings.Contains(page, "first") || !strings.HasSuffix(page, "behind\n") {
		t.Errorf("%q", page)
	}
	if Replace(page, "") != page {
		t.Error("an empty section changes the page")
	}
}

func TestCountsAreRead(t *testing.T) {
	c, err := parseCounts(`
==9== I   refs:      1,234,567
==9== D   refs:         65,432  (50,000 rd   + 15,432 wr)
==9== D1  misses:        2,345  ( 1,000 rd   +  1,345 wr)
==9== LLd misses:        1,111  (   900 rd   +    211 wr)
==9== Branches:         30,000  (29,000 cond +  1,000 ind)
==9== Mispredicts:       4,321  ( 4,000 cond +    321 ind)
`)
	want := Counts{1234567, 50000, 15432, 2345, 1111, 4321}
	if err != nil || c != want {
		t.Errorf("%+v, %v; want %+v", c, err, want)
	}
	if _, err := parseCounts("nothing"); err == nil {
		t.Error("an empty report was read")
	}
}
