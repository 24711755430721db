package whole

import (
	"fmt"
	"math"
	"strings"
)

// level is the ratio up to which a program counts as fast as the best other one.
const level = 1.1

// archiveLevel is the same for the archive, which pays for calls.
const archiveLevel = 1.5

// Best is the least time among some columns.
type Best struct {
	Column  string
	Seconds float64
}

// A row compares one program, or a form of it, with the others.
type row struct {
	Program, Form string
	Ours          string // the inline column
	Inline        Value  // malloc tuned, as Moo's start-up does
	Archive       Value
	Plain         Value // inline, malloc's defaults
	Peers         map[string]Best
	Best          Best // among the peers' columns, malloc tuned
	PlainBest     Best
}

func (r row) name() string {
	if r.Form == "" {
		return r.Program
	}
	return r.Program + ", " + r.Form
}

func (r row) ratio() float64        { return r.Inline.Seconds / r.Best.Seconds }
func (r row) archiveRatio() float64 { return r.Archive.Seconds / r.Best.Seconds }
func (r row) plainRatio() float64   { return r.Plain.Seconds / r.PlainBest.Seconds }
func (r row) behind() bool          { return r.ratio() > level }

// rows returns the program's row and those of its forms.
func (r *Results) rows(program string) []row {
	values := r.Values[program]
	made := func(form string) (row, bool) {
		w := row{Program: program, Form: form, Ours: inline, Peers: map[string]Best{}}
		archived := archive
		if form != "" {
			w.Ours, archived = formColumn(inline, form), formColumn(archive, form)
		}
		if _, ok := values[Tuned][w.Ours]; !ok {
			return w, false
		}
		w.Inline, w.Archive, w.Plain = values[Tuned][w.Ours], values[Tuned][archived], values[Plain][w.Ours]
		for _, v := range variants {
			if v.Language == ours {
				continue
			}
			better(&w.Best, values[Tuned], v.Name)
			better(&w.PlainBest, values[Plain], v.Name)
			b := w.Peers[v.Language]
			if better(&b, values[Tuned], v.Name) {
				w.Peers[v.Language] = b
			}
		}
		return w, true
	}
	var list []row
	if w, ok := made(""); ok {
		list = append(list, w)
	}
	for _, p := range mustPrograms() {
		if p.Name == program {
			for _, form := range p.Forms {
				if w, ok := made(form); ok {
					list = append(list, w)
				}
			}
		}
	}
	return list
}

func better(b *Best, values map[string]Value, column string) bool {
	v, ok := values[column]
	if !ok || b.Column != "" && b.Seconds <= v.Seconds {
		return false
	}
	*b = Best{column, v.Seconds}
	return true
}

// allRows returns the rows of all programs measured, in the order of the folder.
func (r *Results) allRows() []row {
	var list []row
	for _, p := range mustPrograms() {
		list = append(list, r.rows(p.Name)...)
	}
	return list
}

func mustPrograms() []Program {
	list, err := Programs(nil)
	if err != nil {
		panic(err) // embedded
	}
	return list
}

// Table gives the times and ratios.
func (r *Results) Table() string {
	t := [][]string{{"program", "inline", "archive", "C++", "Rust", "Go", "Swift", "best other", "inline/best", "archive/best", "plain malloc: inline", "best", "ratio"}}
	for _, w := range r.allRows() {
		line := []string{w.name(), seconds(w.Inline.Seconds), seconds(w.Archive.Seconds)}
		for _, l := range languages {
			if b, ok := w.Peers[l]; ok {
				line = append(line, seconds(b.Seconds))
			} else {
				line = append(line, "-")
			}
		}
		line = append(line, w.Best.Column, marked(w.ratio(), level), marked(w.archiveRatio(), archiveLevel),
			seconds(w.Plain.Seconds), seconds(w.PlainBest.Seconds), marked(w.plainRatio(), level))
		t = append(t, line)
	}
	return markdown(t)
}

// NaiveTable gives what a front end gets that emits naive code: without oriopt and with it.
func (r *Results) NaiveTable() string {
	t := [][]string{{"program", "naive", "naive + oriopt", "Moo's own analysis", "naive/best", "oriopt/best", "archive: naive + oriopt", "archive/best"}}
	ratios, programs := 0.0, 0
	for _, p := range mustPrograms() {
		values := r.Values[p.Name][Tuned]
		before, ok := values[naive]
		if !ok {
			continue
		}
		w := r.rows(p.Name)[0]
		after, archived := values[naiveOpt], values[naiveArchive]
		t = append(t, []string{p.Name, seconds(before.Seconds), seconds(after.Seconds), seconds(w.Inline.Seconds),
			marked(before.Seconds/w.Best.Seconds, level), marked(after.Seconds/w.Best.Seconds, level),
			seconds(archived.Seconds), marked(archived.Seconds/w.Best.Seconds, archiveLevel)})
		ratios += math.Log(after.Seconds / w.Best.Seconds)
		programs++
	}
	if programs == 0 {
		return ""
	}
	return markdown(t) + fmt.Sprintf("\nGeometric mean of naive + oriopt over the best of C++, Rust and Go: %.2f.\n", math.Exp(ratios/float64(programs)))
}

// MemoryTable gives the peaks in MB.
func (r *Results) MemoryTable() string {
	head := []string{"program", "inline", "archive", "C++", "Rust", "Go", "Swift"}
	t := [][]string{head}
	for _, w := range r.allRows() {
		line := []string{w.name(), mb(w.Inline.MB), mb(w.Archive.MB)}
		for _, l := range languages {
			if b, ok := w.Peers[l]; ok {
				line = append(line, mb(r.Values[w.Program][Tuned][b.Column].MB))
			} else {
				line = append(line, "-")
			}
		}
		t = append(t, line)
	}
	return markdown(t)
}

// CountsTable gives what valgrind counted of the programs that are behind.
func (r *Results) CountsTable() string {
	t := [][]string{{"program", "", "instructions", "reads", "writes", "cache misses", "last level", "mispredicted"}}
	for _, w := range r.allRows() {
		for _, column := range []string{w.Ours, w.Best.Column} {
			if c, ok := r.Counts[w.Program][column]; ok {
				t = append(t, []string{w.name(), column, millions(c.Instructions), millions(c.Reads), millions(c.Writes),
					millions(c.Misses), millions(c.LastMisses), millions(c.Mispredicted)})
			}
		}
	}
	if len(t) == 1 {
		return ""
	}
	return markdown(t)
}

// Summary counts in how many programs we are level or ahead.
func (r *Results) Summary() string {
	rows := r.allRows()
	if len(rows) == 0 {
		return ""
	}
	var ahead, near, programs, forms int
	product := 0.0
	for _, w := range rows {
		if w.Form != "" {
			forms++
			continue
		}
		programs++
		product += math.Log(w.ratio())
		if w.ratio() <= 1 {
			ahead++
		}
		if !w.behind() {
			near++
		}
	}
	return fmt.Sprintf("Of %d programs, ours with the inline bitcode is ahead of the best of C++, Rust and Go in **%d** and within %.0f %% of it in **%d**; geometric mean of the ratios %.2f. %d other forms stand beside.\n",
		programs, ahead, 100*(level-1), near, math.Exp(product/float64(max(programs, 1))), forms)
}

func seconds(v float64) string {
	if v == 0 || math.IsNaN(v) {
		return "-"
	}
	return fmt.Sprintf("%.3f", v)
}

func mb(v float64) string {
	if v == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", v)
}

func millions(n int64) string { return fmt.Sprintf("%.1fM", float64(n)/1e6) }

// marked sets ratios above the limit in bold.
func marked(v, limit float64) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0) || v == 0:
		return "-"
	case v > limit:
		return fmt.Sprintf("**%.2f**", v)
	}
	return fmt.Sprintf("%.2f", v)
}

// markdown is a table whose first column is text and whose others are numbers.
func markdown(rows [][]string) string {
	var b strings.Builder
	for n, row := range rows {
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if n == 0 {
			b.WriteString("|---|" + strings.Repeat("--:|", len(row)-1) + "\n")
		}
	}
	return b.String()
}
