package instructions

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// A Record is what a file of counts holds: counts-22.txt those of LLVM 22.
type Record struct {
	Compiler string // first line of clang --version
	Counts   Counts
}

const compilerLine = "# compiler: "

// Write writes the record, one count a line.
func (r Record) Write(path string) error {
	var b strings.Builder
	b.WriteString("# Instructions of the operations in operations.c, all rounds together, without those of libc.\n")
	b.WriteString("# Written by: go test ./instructions -run TestCounts -record\n")
	b.WriteString(compilerLine + r.Compiler + "\n")
	for _, key := range slices.Sorted(maps.Keys(r.Counts)) {
		fmt.Fprintf(&b, "%-40s %10d\n", key, r.Counts[key])
	}
	return os.WriteFile(path, []byte(b.String()), 0o666)
}

// ReadRecord reads what Write wrote.
func ReadRecord(path string) (Record, error) {
	r := Record{Counts: Counts{}}
	f, err := os.Open(path)
	if err != nil {
		return r, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		if compiler, ok := strings.CutPrefix(line, compilerLine); ok {
			r.Compiler = compiler
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		var build, operation string
		var n int64
		if _, err := fmt.Sscan(line, &build, &operation, &n); err != nil {
			return r, fmt.Errorf("%s: %q: %w", path, line, err)
		}
		r.Counts[build+" "+operation] = n
	}
	return r, lines.Err()
}

// drift is the part of a count by which it may change with code elsewhere in the module,
// such as how the registers of a slow path are saved.
const drift = 0.005

// Compare returns a line for every operation that needs more instructions than
// recorded, beyond the drift, or is missing on either side, and one for every operation that
// needs fewer.
func (r Record) Compare(now Counts) (worse, better []string) {
	for _, key := range slices.Sorted(maps.Keys(r.Counts)) {
		was, is := r.Counts[key], now[key]
		line := fmt.Sprintf("%s: %d instructions, recorded %d (%+.1f %%)", key, is, was, 100*float64(is-was)/float64(was))
		switch {
		case is == 0:
			worse = append(worse, key+": recorded, but not counted")
		case float64(is) > float64(was)*(1+drift):
			worse = append(worse, line)
		case is < was:
			better = append(better, line)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(now)) {
		if _, ok := r.Counts[key]; !ok {
			worse = append(worse, key+": counted, but not recorded")
		}
	}
	return worse, better
}
