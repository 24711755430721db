package env

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestSettingsAreRead(t *testing.T) {
	s, wrong := Read([]string{"HOME=/", "ORI_CHECK=all,-moves", "ORI_QUARANTINE=2M", "ORI_LEAKS_EXIT=7", "ORI_COPY_PROFILE=x", "ORI_STACK_DEPTH=1000", "ORI_HASH_SEED=-0x10"})
	if wrong != nil {
		t.Error(wrong)
	}
	if s.Check != All&^Moves || s.Quarantine != 2<<20 || !s.Leaks || s.LeakExit != 7 || s.CopyProfile != "x" || s.StackDepth != MaxDepth || s.CopyBudget != -1 {
		t.Errorf("%+v", s)
	}
	if s.HashSeed == nil || *s.HashSeed != -16 {
		t.Errorf("the hash seed is %v", s.HashSeed)
	}
	if !s.Watching() {
		t.Error("nobody watches")
	}
	if s, _ := Read(nil); s.Watching() {
		t.Error("nothing is set, and calls are looked at")
	}
}

func TestChecksAreChosen(t *testing.T) {
	for value, want := range map[string]Checks{
		"1": All, "all": All, "0": 0, "none": 0, "counts": Counts, "counts,triples": Counts | Triples,
		"-checksums": All &^ Checksums, "-checksums,-moves": All &^ (Checksums | Moves), "all,-counts": All &^ Counts,
	} {
		if s, wrong := Read([]string{"ORI_CHECK=" + value}); s.Check != want || wrong != nil {
			t.Errorf("ORI_CHECK=%s: %b, want %b; %v", value, s.Check, want, wrong)
		}
	}
}

func TestWhatIsWrongIsSaidAndLeavesTheDefault(t *testing.T) {
	for line, want := range map[string]string{
		"ORI_LEEKS=1":                "ori: environment: ORI_LEEKS is not known; is it ORI_LEAKS? ORI_HELP=1 lists what there is",
		"ORI_NOTHING_LIKE=1":         "ori: environment: ORI_NOTHING_LIKE is not known ORI_HELP=1 lists what there is",
		"ORI_HASH_SEED=x":            "ori: environment: ORI_HASH_SEED=x: want a number",
		"ORI_LEAKS=yes":              "ori: environment: ORI_LEAKS=yes: want 0 or 1",
		"ORI_QUARANTINE=-1":          "ori: environment: ORI_QUARANTINE=-1: want a number, perhaps with K, M or G",
		"ORI_QUARANTINE=9999999999G": "ori: environment: ORI_QUARANTINE=9999999999G: want a number, perhaps with K, M or G",
	} {
		s, wrong := Read([]string{line})
		want = strings.Replace(want, "known ORI_HELP", "known: ORI_HELP", 1)
		if !slices.Equal(wrong, []string{want}) {
			t.Errorf("%s: %q, want %q", line, wrong, want)
		}
		if d, _ := Read(nil); !reflect.DeepEqual(s, d) {
			t.Errorf("%s: %+v", line, s)
		}
	}
}

func TestHelpAndTableNameEveryVariable(t *testing.T) {
	for _, v := range Variables {
		if !strings.Contains(Help(), "\n"+v.Name+"=") || !strings.Contains(Markdown(), "| `"+v.Name+"` |") {
			t.Errorf("%s is missing", v.Name)
		}
	}
}
