// Package env is the environment variables of the checking build as data: one table,
// from which the settings are read, ORI_HELP=1 prints its text, and the table in
// docs/environment.md is made.
package env

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Settings are what the variables say.
type Settings struct {
	Help          bool
	Check         Checks
	Quarantine    int64 // bytes
	Objects       int64 // that the shadow table holds
	ChecksumBytes int64
	History       bool
	StackDepth    int64
	Leaks         bool
	LeakExit      int64
	CopyProfile   string
	HeapProfile   string
	WhyShared     bool
	CopyBudget    int64
	Summary       string
	HashSeed      *int64 // nil: secret
	Opened        bool   // unique lists are also changed without a call: of the program, not the environment
}

// Checks are the checks that can be switched.
type Checks uint

const (
	Counts     Checks = 1 << iota // objects: freed, never made, interior, of another kind
	Triples                       // len, cap and data are those of the last result
	Callbacks                     // sizes and inc/dec are those seen before, and pair
	Quarantine                    // freed memory is kept for a while, and poisoned
	Checksums                     // nobody writes to what is shared or constant
	Moves                         // no element is moved in twice
	All        = 1<<iota - 1
)

// checkNames are the words of ORI_CHECK.
var checkNames = []struct {
	name  string
	check Checks
	help  string
}{
	{"counts", Counts, "use after free, double release, what is no object, a map released as a list"},
	{"triples", Triples, "a stale len, cap or data; a slice whose cap lies"},
	{"callbacks", Callbacks, "another element size, another dec, inc and dec that do not pair"},
	{"quarantine", Quarantine, "freed memory is kept for a while, poisoned and checked"},
	{"checksums", Checksums, "writes into shared and constant buffers"},
	{"moves", Moves, "elements moved in twice; elements freed inside a collection"},
}

// Variable is a row of the table.
type Variable struct {
	Name, Type, Default, Help string
	set                       func(s *Settings, value string) error
}

// Variables is the table.
var Variables = []Variable{
	{"ORI_HELP", "0 or 1", "0", "print this table and exit",
		flag(func(s *Settings) *bool { return &s.Help })},
	{"ORI_CHECK", "list of checks", "none", "1 or all: every check; or names of checks, with - in front all but those: " + checkHelp(),
		checks},
	{"ORI_QUARANTINE", "bytes", "64M", "freed memory that is kept, the oldest goes first",
		size(func(s *Settings) *int64 { return &s.Quarantine })},
	{"ORI_OBJECTS", "number", "4M", "objects that are followed at once; those beyond are not checked",
		size(func(s *Settings) *int64 { return &s.Objects })},
	{"ORI_CHECKSUM_BYTES", "bytes", "1K", "of a shared buffer that are checked, half at each end; 0: all",
		size(func(s *Settings) *int64 { return &s.ChecksumBytes })},
	{"ORI_HISTORY", "0 or 1", "0", "keep where each object was retained and released, the last 32 places, and print it with an error",
		flag(func(s *Settings) *bool { return &s.History })},
	{"ORI_STACK_DEPTH", "number", "32", "frames of a stack that are kept",
		size(func(s *Settings) *int64 { return &s.StackDepth })},
	{"ORI_LEAKS", "0 or 1", "0", "at exit, print what is still live, by the place that allocated it; cycles are named",
		flag(func(s *Settings) *bool { return &s.Leaks })},
	{"ORI_LEAKS_EXIT", "0 to 255", "0", "the exit code of a program that leaks; above 0 it implies ORI_LEAKS",
		size(func(s *Settings) *int64 { return &s.LeakExit })},
	{"ORI_COPY_PROFILE", "file", "none", "at exit, write a pprof profile of copies and reallocations",
		text(func(s *Settings) *string { return &s.CopyProfile })},
	{"ORI_HEAP_PROFILE", "file", "none", "at exit, write a pprof profile of live and allocated objects",
		text(func(s *Settings) *string { return &s.HeapProfile })},
	{"ORI_WHY_SHARED", "0 or 1", "0", "at exit, print for each place that copies where the other references were taken",
		flag(func(s *Settings) *bool { return &s.WhyShared })},
	{"ORI_COPY_BUDGET", "number", "none", "the copy beyond so many is a fatal error",
		size(func(s *Settings) *int64 { return &s.CopyBudget })},
	{"ORI_SUMMARY", "text, json, or either:file", "none", "at exit, print what was shared, copied, changed in place and pinned",
		text(func(s *Settings) *string { return &s.Summary })},
	{"ORI_HASH_SEED", "number", "secret", "hash with this seed, as ori_rt_set_hash_seed does, so that runs can be repeated",
		number(func(s *Settings) **int64 { return &s.HashSeed })},
}

func checkHelp() string {
	var b strings.Builder
	for i, c := range checkNames {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "%s (%s)", c.name, c.help)
	}
	return b.String()
}

// Read returns the settings of an environment, and a line for everything in it that
// begins with ORI_ and is wrong. What is wrong is left at its default.
func Read(environ []string) (Settings, []string) {
	s := Settings{
		Quarantine: 64 << 20, Objects: 4 << 20, ChecksumBytes: 1 << 10, StackDepth: 32, CopyBudget: -1,
	}
	var wrong []string
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		if !strings.HasPrefix(name, "ORI_") {
			continue
		}
		v := find(name)
		if v == nil {
			wrong = append(wrong, unknown(name))
		} else if err := v.set(&s, value); err != nil {
			wrong = append(wrong, fmt.Sprintf("ori: environment: %s=%s: %v", name, value, err))
		}
	}
	s.StackDepth = min(max(s.StackDepth, 1), MaxDepth)
	s.Leaks = s.Leaks || s.LeakExit > 0
	return s, wrong
}

// MaxDepth bounds the frames of a stack.
const MaxDepth = 128

// Watching reports whether calls have to be looked at at all.
func (s *Settings) Watching() bool {
	return s.Check != 0 || s.Leaks || s.CopyProfile != "" || s.HeapProfile != "" || s.WhyShared || s.Summary != ""
}

// HeapBooks reports whether allocations are counted by place.
func (s *Settings) HeapBooks() bool { return s.HeapProfile != "" }

func find(name string) *Variable {
	for i := range Variables {
		if Variables[i].Name == name {
			return &Variables[i]
		}
	}
	return nil
}

func unknown(name string) string {
	const advice = " ORI_HELP=1 lists what there is"
	if near := nearest(name); near != "" {
		return fmt.Sprintf("ori: environment: %s is not known; is it %s?%s", name, near, advice)
	}
	return fmt.Sprintf("ori: environment: %s is not known:%s", name, advice)
}

func flag(field func(*Settings) *bool) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		if value != "0" && value != "1" {
			return fmt.Errorf("want 0 or 1")
		}
		*field(s) = value == "1"
		return nil
	}
}

func text(field func(*Settings) *string) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		*field(s) = value
		return nil
	}
}

// number reads an integer as Go writes them.
func number(field func(*Settings) **int64) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		n, err := strconv.ParseInt(value, 0, 64)
		if err != nil {
			return fmt.Errorf("want a number")
		}
		*field(s) = &n
		return nil
	}
}

// size reads a number, of which K, M and G are multiples.
func size(field func(*Settings) *int64) func(*Settings, string) error {
	return func(s *Settings, value string) error {
		digits, shift := value, 0
		if i := strings.IndexAny(value, "KMG"); i >= 0 && i == len(value)-1 {
			digits, shift = value[:i], 10*(1+strings.IndexByte("KMG", value[i]))
		}
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || n < 0 || n > math.MaxInt64>>shift {
			return fmt.Errorf("want a number, perhaps with K, M or G")
		}
		*field(s) = n << shift
		return nil
	}
}

// checks reads ORI_CHECK: "1", "all", "counts,triples", "-checksums", "all,-moves".
func checks(s *Settings, value string) error {
	var chosen Checks
	for i, word := range strings.Split(value, ",") {
		name, off := strings.CutPrefix(word, "-")
		if off && i == 0 {
			chosen = All
		}
		check, err := checkNamed(name)
		switch {
		case err != nil:
			return err
		case off:
			chosen &^= check
		default:
			chosen |= check
		}
	}
	s.Check = chosen
	return nil
}

func checkNamed(name string) (Checks, error) {
	switch name {
	case "1", "all":
		return All, nil
	case "0", "none", "":
		return 0, nil
	}
	var names []string
	for _, c := range checkNames {
		if c.name == name {
			return c.check, nil
		}
		names = append(names, c.name)
	}
	return 0, fmt.Errorf("there is no check %q: want 1, all or some of %s", name, strings.Join(names, ", "))
}

// nearest returns the variable that a misspelt name is closest to, if close.
func nearest(name string) string {
	best, at := 3, ""
	for _, v := range Variables {
		if d := distance(name, v.Name); d < best {
			best, at = d, v.Name
		}
	}
	return at
}

// distance counts the letters to insert, delete or change to get from a to b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
