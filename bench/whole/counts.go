package whole

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
)

// Counts are what valgrind counts of a run: it knows no clock, and two runs give
// the same.
type Counts struct {
	Instructions int64
	Reads        int64 // of memory
	Writes       int64
	Misses       int64 // of the first-level data cache
	LastMisses   int64 // of the last level
	Mispredicted int64 // branches
}

// count counts instructions and misses of our inline executable and of the best
// other one, where ours is behind. A run under valgrind takes fifty times as long.
func (r *Results) count(list []executable, input string, t Tools, say func(string, ...any)) error {
	program := list[0].Program.Name
	for _, row := range r.rows(program) {
		if !row.behind() {
			continue
		}
		for _, e := range list {
			if e.Column != row.Ours && e.Column != row.Best.Column {
				continue
			}
			say("counting %s, %s", program, e.Column)
			counts, err := countRun(e.file, input, t)
			if err != nil {
				return err
			}
			if r.Counts == nil {
				r.Counts = map[string]map[string]Counts{}
			}
			if r.Counts[program] == nil {
				r.Counts[program] = map[string]Counts{}
			}
			r.Counts[program][e.Column] = counts
		}
	}
	return nil
}

func countRun(file, input string, t Tools) (Counts, error) {
	in, err := os.Open(input)
	if err != nil {
		return Counts{}, err
	}
	defer in.Close()
	cmd := exec.Command("valgrind", "--tool=cachegrind", "--cache-sim=yes", "--branch-sim=yes", "--cachegrind-out-file="+t.bin("cachegrind.out"), file)
	cmd.Stdin, cmd.Env = in, append(os.Environ(), Tuned.environment()...)
	var report lastBytes
	cmd.Stderr = &report
	if err := cmd.Run(); err != nil {
		return Counts{}, fmt.Errorf("valgrind %s: %w\n%s", file, err, report)
	}
	return parseCounts(string(report))
}

// parseCounts reads the summary that cachegrind prints.
func parseCounts(report string) (c Counts, err error) {
	number := func(digits string) (n int64) {
		n, err = strconv.ParseInt(regexp.MustCompile(`,`).ReplaceAllString(digits, ""), 10, 64)
		return n
	}
	get := func(line, group string) int64 {
		m := regexp.MustCompile(line + `:\s+([\d,]+)\s*(?:\(\s*([\d,]+)\s*\S+\s*\+\s*([\d,]+)\s*\S+\s*\))?`).FindStringSubmatch(report)
		if m == nil {
			err = fmt.Errorf("valgrind printed no %q:\n%s", line, report)
			return 0
		}
		switch group {
		case "reads":
			return number(m[2])
		case "writes":
			return number(m[3])
		}
		return number(m[1])
	}
	c = Counts{get("I +refs", ""), get("D +refs", "reads"), get("D +refs", "writes"), get("D1 +misses", ""), get("LLd misses", ""), get("Mispredicts", "")}
	return c, err
}

// lastBytes keeps what valgrind prints; the summary is its last page.
type lastBytes []byte

func (b *lastBytes) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}
