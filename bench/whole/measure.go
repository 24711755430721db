package whole

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// A Value is what an executable took: the least CPU time, user and system, in
// seconds, and the most memory in MB.
type Value struct{ Seconds, MB float64 }

// Results holds a value for each program, malloc setting and column.
type Results struct {
	Versions []string
	Rounds   int
	Quick    bool `json:",omitempty"` // see Plan
	Values   map[string]map[Malloc]map[string]Value
	Counts   map[string]map[string]Counts  `json:",omitempty"`
	Advice   map[string]map[string]float64 `json:",omitempty"` // seconds by program and what is left out
	Mallocs  map[string]map[string]Value   `json:",omitempty"` // by program and allocator
}

// Malloc says how the C library's malloc is set. Where a program frees what it had
// at the end of each round, glibc gives the memory back to the kernel, and the
// kernel's work decides the time: so everything is measured both ways, and like
// is compared with like.
type Malloc string

const (
	// Plain leaves glibc's defaults alone.
	Plain Malloc = "plain"
	// Tuned keeps freed memory: what moo's start-up sets, set for all others too.
	Tuned Malloc = "tuned"
)

// environment is how a setting is brought about. What Moo's start-up sets for
// itself, MOO_MALLOC=system leaves as it is.
func (m Malloc) environment() []string {
	if m == Tuned {
		return []string{"GLIBC_TUNABLES=glibc.malloc.trim_threshold=134217728:glibc.malloc.mmap_threshold=33554432"}
	}
	return []string{"MOO_MALLOC=system"}
}

// A Plan is what to measure.
type Plan struct {
	Programs []Program
	Rounds   int
	Quick    bool // of C++ the O3 executables only, malloc as Moo sets it
	Counts   bool // valgrind's counts where we are behind
	Advice   bool // what the advice in the guides is worth
}

// Run builds, runs and compares.
func (p Plan) Run(t Tools, say func(string, ...any)) (*Results, error) {
	if err := Missing(t); err != nil {
		return nil, err
	}
	results := &Results{Versions: Versions(t), Rounds: p.Rounds, Quick: p.Quick, Values: map[string]map[Malloc]map[string]Value{}}
	var all [][]executable
	for _, program := range p.Programs {
		list := executables(program, t, p.Quick)
		if err := build(list, t, say); err != nil {
			return nil, err
		}
		all = append(all, list)
	}
	run, err := buildRunner(t)
	if err != nil {
		return nil, err
	}
	settings := []Malloc{Tuned, Plain}
	if p.Quick {
		settings = settings[:1]
	}
	for i, program := range p.Programs {
		say("%d/%d  %s", i+1, len(p.Programs), program.Name)
		m := measurement{program: program, runner: run, tools: t, values: map[Malloc]map[string]Value{}}
		if err := m.all(all[i], settings, p.Rounds); err != nil {
			return nil, err
		}
		results.Values[program.Name] = m.values
		if p.Counts {
			if err := results.count(all[i], m.input, t, say); err != nil {
				return nil, err
			}
		}
	}
	if p.Advice {
		if err := results.advice(t, p.Rounds, say); err != nil {
			return nil, err
		}
		if err := results.mallocs(t, p.Rounds, say); err != nil {
			return nil, err
		}
	}
	return results, nil
}

// measurement is the measuring of one program.
type measurement struct {
	program Program
	runner  string
	tools   Tools
	input   string
	preload string // LD_PRELOAD
	output  []byte // what the first executable printed
	first   string // its column
	values  map[Malloc]map[string]Value
}

// all runs the executables in turns, each round beginning with another one.
func (m *measurement) all(list []executable, settings []Malloc, rounds int) (err error) {
	if m.input, err = inputFile(m.program, m.tools); err != nil {
		return err
	}
	for _, s := range settings {
		m.values[s] = map[string]Value{}
	}
	for round := range rounds {
		for i := range list {
			e := list[(i+round)%len(list)]
			for _, s := range settings {
				v, err := m.run(e, s)
				if err != nil {
					return err
				}
				if old, ok := m.values[s][e.Column]; ok {
					v = Value{min(v.Seconds, old.Seconds), max(v.MB, old.MB)}
				}
				m.values[s][e.Column] = v
			}
		}
	}
	return nil
}

// run runs an executable once and compares what it prints.
func (m *measurement) run(e executable, s Malloc) (Value, error) {
	out := m.tools.bin("output")
	cmd := exec.Command(m.runner, m.input, out, e.file)
	cmd.Env = append(os.Environ(), s.environment()...)
	if m.preload != "" {
		cmd.Env = append(cmd.Env, "LD_PRELOAD="+m.preload)
	}
	report, err := cmd.Output()
	if err != nil {
		return Value{}, fmt.Errorf("%s: %w", e.file, err)
	}
	var user, system, kb, status int64
	if _, err := fmt.Sscan(string(report), &user, &system, &kb, &status); err != nil {
		return Value{}, fmt.Errorf("%s: %w", e.file, err)
	}
	if status != 0 {
		return Value{}, fmt.Errorf("%s ended with %d", e.file, status)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		return Value{}, err
	}
	if m.output == nil {
		m.output, m.first = text, e.Column
	}
	if len(text) == 0 || !bytes.Equal(text, m.output) {
		return Value{}, fmt.Errorf("%s: %s prints\n\t%s\nand %s\n\t%s", m.program.Name, m.first, clip(m.output), e.Column, clip(text))
	}
	return Value{float64(user+system) / 1e6, float64(kb) / 1024}, nil
}

func clip(text []byte) string { return strings.TrimSpace(string(text[:min(len(text), 200)])) }

// Save and Load keep results in a file.
func (r *Results) Save(file string) error {
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(data, '\n'), 0o666)
}

func Load(file string) (*Results, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	r := &Results{}
	return r, json.Unmarshal(data, r)
}
