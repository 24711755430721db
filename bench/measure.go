package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Results holds every value measured: workload, column, one value per round.
type Results map[string]map[string][]float64

// Min returns the smallest value of a column in a row.
func (r Results) Min(row, column string) (float64, bool) {
	values := r[row][column]
	if len(values) == 0 {
		return 0, false
	}
	return slices.Min(values), true
}

func (r Results) add(row, column string, value float64) {
	if r[row] == nil {
		r[row] = map[string][]float64{}
	}
	r[row][column] = append(r[row][column], value)
}

func (r Results) save(path string) error {
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o666)
}

func loadResults(path string) (Results, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r := Results{}
	return r, json.Unmarshal(data, &r)
}

// glibc's memcpy uses "rep movsb" from 2 KB upwards on processors that announce
// it. On some of them that is up to fourteen times slower than its own vector
// loop, depending on the two addresses: a lottery that would decide many rows.
// All programs run with the vector loop.
const vectorMemcpy = "GLIBC_TUNABLES=glibc.cpu.x86_rep_movsb_threshold=1000000000"

// A Plan is what to measure.
type Plan struct {
	Programs []Program
	Groups   []Group // with the rows that are wanted
	Rounds   int
	MS       float64
	Bin      string
	// TuneMemcpy sets vectorMemcpy.
	TuneMemcpy bool
}

// run starts the programs in turns: in each round every group, in each group
// every program, beginning with another one each time. The programs of a group
// run shortly after one another, so that a noisy minute hits all of them.
func (p Plan) run(say func(string, ...any)) (Results, error) {
	results := Results{}
	started, done, total := time.Now(), 0, p.starts()
	for round := range p.Rounds {
		for _, g := range p.Groups {
			if g.Rounds > 0 && round >= g.Rounds {
				continue
			}
			runners := p.runners(g)
			for i := range runners {
				program := runners[(i+round)%len(runners)]
				if err := p.start(program, g, results); err != nil {
					return nil, err
				}
				done++
				left := time.Since(started) / time.Duration(done) * time.Duration(total-done)
				say("round %d/%d  %-9s %-12s %3d%%, about %s left", round+1, p.Rounds, g.Name, program.Name, 100*done/total, left.Round(time.Second))
			}
		}
	}
	return results, nil
}

func (p Plan) runners(g Group) []Program {
	var runners []Program
	for _, program := range p.Programs {
		if program.has(g.Name) && len(wanted(program, g)) > 0 {
			runners = append(runners, program)
		}
	}
	return runners
}

func (p Plan) starts() int {
	n := 0
	for _, g := range p.Groups {
		rounds := p.Rounds
		if g.Rounds > 0 {
			rounds = min(rounds, g.Rounds)
		}
		n += rounds * len(p.runners(g))
	}
	return n
}

// wanted returns the group's rows that the program is to measure.
func wanted(p Program, g Group) []string {
	var rows []string
	for _, r := range g.Rows {
		if p.Rows == nil || slices.Contains(p.Rows, r.Name) {
			rows = append(rows, r.Name)
		}
	}
	return rows
}

// start runs one program on one group and adds what it prints.
func (p Plan) start(program Program, g Group, results Results) error {
	cmd := exec.Command(filepath.Join(p.Bin, program.Name))
	cmd.Env = append(os.Environ(),
		"BENCH_GROUP="+g.Name,
		"BENCH_ROWS="+strings.Join(wanted(program, g), ","),
		"BENCH_MS="+strconv.FormatFloat(p.MS, 'g', -1, 64),
	)
	if g.LeastReps > 0 {
		cmd.Env = append(cmd.Env, "BENCH_REPS="+strconv.Itoa(g.LeastReps))
	}
	if p.TuneMemcpy {
		cmd.Env = append(cmd.Env, vectorMemcpy)
	}
	var errors bytes.Buffer
	cmd.Stderr = &errors
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%s, group %s: %w\n%s", program.Name, g.Name, err, &errors)
	}
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		column, row, value, err := parse(lines.Text())
		if err != nil {
			return fmt.Errorf("%s: %w", program.Name, err)
		}
		if !slices.ContainsFunc(g.Rows, func(r Row) bool { return r.Name == row }) {
			return fmt.Errorf("%s printed %s, which is no workload of group %s", program.Name, row, g.Name)
		}
		if !slices.ContainsFunc(program.Columns, func(c Column) bool { return c.Name == column }) {
			return fmt.Errorf("%s printed values for %s", program.Name, column)
		}
		results.add(row, column, value)
	}
	return lines.Err()
}

// parse takes apart a line that a program prints: column, row and value between tabs.
func parse(line string) (column, row string, value float64, err error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 3 {
		return "", "", 0, fmt.Errorf("a line is not column, row, value: %q", line)
	}
	value, err = strconv.ParseFloat(fields[2], 64)
	return fields[0], fields[1], value, err
}
