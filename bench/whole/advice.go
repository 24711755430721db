package whole

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// What the advice in the guides is worth: programs of ours with a part of it left out.

// advised are the programs, or forms of one, that advice on IR is measured with.
var advised = []string{"matmul_ikj", "matmul_ikj.window", "lcs.window", "dijkstra", "vm"}

// Something that a back end tells the optimiser, and how it is taken out of IR.
type told struct {
	Name string
	what []*regexp.Regexp
	line string // only lines that begin so
}

var (
	attributes = told{Name: "attributes of parameters", line: "define ", what: []*regexp.Regexp{
		regexp.MustCompile(`\b(noalias|nonnull|noundef|readonly|writable|nocapture|captures\(none\)|align \d+|dereferenceable\(\d+\)) `)}}
	tbaa   = told{Name: "TBAA", what: []*regexp.Regexp{regexp.MustCompile(`, !tbaa !\d+`)}}
	ranges = told{Name: "ranges of lengths", what: []*regexp.Regexp{regexp.MustCompile(`, !range !\d+`)}}
	weight = told{Name: "branch weights", what: []*regexp.Regexp{regexp.MustCompile(`, !prof !\d+`)}}

	leftOut = []struct {
		Name  string
		parts []told
	}{
		{"nothing", nil},
		{attributes.Name, []told{attributes}},
		{ranges.Name, []told{ranges}},
		{tbaa.Name, []told{tbaa}},
		{weight.Name, []told{weight}},
		{"attributes and TBAA", []told{attributes, tbaa}},
		{"all of it", []told{attributes, ranges, tbaa, weight}},
	}
)

// without takes what was told out of a module.
func (t told) without(ir string) string {
	var b strings.Builder
	for line := range strings.Lines(ir) {
		if strings.HasPrefix(line, t.line) {
			for _, w := range t.what {
				line = w.ReplaceAllString(line, "")
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

// advice measures, for each program, the time without each part.
func (r *Results) advice(t Tools, rounds int, say func(string, ...any)) error {
	version := strings.TrimPrefix(t.Clang, "clang++-")
	r.Advice = map[string]map[string]float64{}
	for _, name := range advised {
		say("advice: %s", name)
		program, _, _ := strings.Cut(name, ".")
		ir, err := exec.Command(t.moo(), "emit-ir", "-lib", "none", filepath.Join(t.Root, "bench", "whole", "_programs", program, name+".moo")).Output()
		if err != nil {
			return fmt.Errorf("moo emit-ir %s: %w", name, err)
		}
		var files []executable
		for i, l := range leftOut {
			text := string(ir)
			for _, part := range l.parts {
				text = part.without(text)
			}
			file := t.bin(fmt.Sprintf("advice-%s-%d", name, i))
			if err := compileIR(text, file, version, t); err != nil {
				return err
			}
			files = append(files, executable{Program: Program{Name: name}, Column: l.Name, file: file})
		}
		run, err := buildRunner(t)
		if err != nil {
			return err
		}
		m := measurement{program: Program{Name: name}, runner: run, tools: t, values: map[Malloc]map[string]Value{}}
		if err := m.all(files, []Malloc{Tuned}, rounds); err != nil {
			return err
		}
		r.Advice[name] = map[string]float64{}
		for column, v := range m.values[Tuned] {
			r.Advice[name][column] = v.Seconds
		}
	}
	return nil
}

// compileIR makes an executable with LLVM's own tools, as the back end guide shows.
func compileIR(ir, out, version string, t Tools) error {
	support := t.bin("moo.o")
	if err := os.WriteFile(out+".ll", []byte(ir), 0o666); err != nil {
		return err
	}
	for _, c := range [][]string{
		{"cc", "-O2", "-std=gnu11", "-fPIC", "-c", "-I", filepath.Join(t.Root, "include"), "-o", support, filepath.Join(t.Root, "moo", "backend", "support", "moo.c")},
		{"llvm-link-" + version, out + ".ll", t.lib("libori_rt_inline.bc"), "-o", out + ".bc"},
		{"opt-" + version, "-passes=default<O3>", out + ".bc", "-o", out + ".opt.bc"},
		{"llc-" + version, "-O2", "-relocation-model=pic", "-filetype=obj", out + ".opt.bc", "-o", out + ".o"},
		{"cc", out + ".o", support, t.lib("libori_rt.a"), "-lm", "-o", out},
	} {
		if err := command(c); err != nil {
			return err
		}
	}
	return nil
}

// AdviceTable gives the times as multiples of those with everything told.
func (r *Results) AdviceTable() string {
	head := []string{"left out"}
	for _, name := range advised {
		head = append(head, strings.Replace(name, ".", ", ", 1))
	}
	t := [][]string{head}
	for _, l := range leftOut {
		line := []string{l.Name}
		for _, name := range advised {
			v, all := r.Advice[name][l.Name], r.Advice[name][leftOut[0].Name]
			switch {
			case all == 0:
				line = append(line, "-")
			case l.parts == nil:
				line = append(line, seconds(all)+" s")
			default:
				line = append(line, fmt.Sprintf("%.2f", v/all))
			}
		}
		t = append(t, line)
	}
	return markdown(t)
}

// Allocators that take malloc's place, by LD_PRELOAD: Debian's packages.
var allocators = []struct{ Name, Package, File string }{
	{"glibc, its defaults", "", ""},
	{"glibc, freed memory kept", "", ""},
	{"mimalloc", "libmimalloc2.0", "libmimalloc.so.2.0"},
	{"jemalloc", "libjemalloc2", "libjemalloc.so.2"},
	{"tcmalloc", "libtcmalloc-minimal4", "libtcmalloc_minimal.so.4"},
}

// Allocators returns the packages to install.
func Allocators() (packages []string) {
	for _, a := range allocators {
		if a.Package != "" {
			packages = append(packages, a.Package)
		}
	}
	return packages
}

// allocating are programs in which malloc's part is large.
var allocating = []string{"history", "lcs", "sudoku", "binarytrees_box", "cfold", "wordcount"}

// mallocs measures our inline executables with each allocator that is there.
func (r *Results) mallocs(t Tools, rounds int, say func(string, ...any)) error {
	r.Mallocs = map[string]map[string]Value{}
	run, err := buildRunner(t)
	if err != nil {
		return err
	}
	for _, name := range allocating {
		programs, err := Programs([]string{name})
		if err != nil {
			return err
		}
		list := executables(programs[0], t, true)[:1]
		if err := build(list, t, say); err != nil {
			return err
		}
		say("malloc: %s", name)
		m := measurement{program: programs[0], runner: run, tools: t}
		if m.input, err = inputFile(programs[0], t); err != nil {
			return err
		}
		r.Mallocs[name] = map[string]Value{}
		for range rounds {
			for i, a := range allocators {
				setting := Plain
				if i == 1 {
					setting = Tuned
				}
				if a.File != "" {
					file := "/usr/lib/x86_64-linux-gnu/" + a.File
					if _, err := os.Stat(file); err != nil {
						continue
					}
					m.preload = file
				}
				v, err := m.run(list[0], setting)
				m.preload = ""
				if err != nil {
					return err
				}
				if old, ok := r.Mallocs[name][a.Name]; ok {
					v = Value{min(v.Seconds, old.Seconds), max(v.MB, old.MB)}
				}
				r.Mallocs[name][a.Name] = v
			}
		}
	}
	return nil
}

// MallocTable gives seconds and peak memory with each allocator.
func (r *Results) MallocTable() string {
	t := [][]string{append([]string{"malloc"}, allocating...)}
	for _, a := range allocators {
		line := []string{a.Name}
		for _, name := range allocating {
			if v, ok := r.Mallocs[name][a.Name]; ok {
				line = append(line, fmt.Sprintf("%s s, %s MB", seconds(v.Seconds), mb(v.MB)))
			} else {
				line = append(line, "-")
			}
		}
		t = append(t, line)
	}
	return markdown(t)
}
