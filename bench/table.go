package main

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// markdown lays out a table with aligned columns, readable as text and as
// Markdown. The first row is the head; all columns but the first are numbers.
func markdown(rows [][]string) string {
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell), 3)
		}
	}
	var b strings.Builder
	for n, row := range rows {
		for i, cell := range row {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				b.WriteString("| " + cell + pad)
			} else {
				b.WriteString(" | " + pad + cell)
			}
		}
		b.WriteString(" |\n")
		if n == 0 {
			for i, w := range width {
				if i == 0 {
					b.WriteString("|" + strings.Repeat("-", w+2))
				} else {
					b.WriteString("|" + strings.Repeat("-", w+1) + ":")
				}
			}
			b.WriteString("|\n")
		}
	}
	return b.String()
}

// number formats a value with three significant digits; k = 1000, M = 1,000,000.
func number(v float64) string {
	switch {
	case math.IsNaN(v):
		return "-"
	case v >= 1e6:
		return fmt.Sprintf("%.3gM", v/1e6)
	case v >= 1e4:
		return fmt.Sprintf("%.3gk", v/1e3)
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

func factor(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	return fmt.Sprintf("%.2f", v)
}

func named(b Best) string {
	if !b.found() {
		return "-"
	}
	return number(b.Value) + " " + b.Column
}

// ratioTable is the main table: ours, the best of the others, the ratios.
func ratioTable(cs []Comparison) string {
	rows := [][]string{{"workload", "inline", "archive", "best of all", "best COW", "limit", "inline/best", "inline/limit", "archive/COW"}}
	for _, c := range cs {
		rows = append(rows, []string{
			c.Row.Name, number(c.Inline), number(c.Archive), named(c.Peer), named(c.COW), named(c.Limit),
			marked(ratio(c.Inline, c.Peer), c.InlineBehind()),
			marked(ratio(c.Inline, c.Limit), c.FarFromLimit()),
			marked(ratio(c.Archive, c.COW), c.ArchiveBehind()),
		})
	}
	return markdown(rows)
}

// marked sets ratios that are behind in bold.
func marked(v float64, behind bool) string {
	if behind {
		return "**" + factor(v) + "**"
	}
	return factor(v)
}

// allColumnsTable has every value measured in the group.
func allColumnsTable(results Results, g Group) string {
	var present []Column
	for _, c := range columns(programs) {
		for _, r := range g.Rows {
			if _, ok := results.Min(r.Name, c.Name); ok {
				present = append(present, c)
				break
			}
		}
	}
	head := []string{"workload"}
	for _, c := range present {
		head = append(head, c.Name)
	}
	rows := [][]string{head}
	for _, r := range g.Rows {
		row := []string{r.Name}
		for _, c := range present {
			row = append(row, number(valueOf(results, r.Name, c.Name)))
		}
		if results[r.Name] != nil {
			rows = append(rows, row)
		}
	}
	return markdown(rows)
}

// fullTable is what the command prints: both tables of every group measured.
func fullTable(results Results) string {
	var b strings.Builder
	for _, g := range groups {
		cs := comparisons(results, g)
		if g.Name == "scale" {
			continue // for the plots; far too long for a terminal
		}
		if !measured(results, g) {
			continue
		}
		fmt.Fprintf(&b, "\n%s (%s)\n\n", g.Title, unitOf(g))
		b.WriteString(allColumnsTable(results, g))
		if len(cs) > 0 {
			b.WriteString("\n" + ratioTable(cs))
		}
	}
	return b.String()
}

func unitOf(g Group) string {
	if g.Rows[0].Bytes() {
		return "bytes per element"
	}
	return "ns per operation; k = 1000, M = 1,000,000"
}

func measured(results Results, g Group) bool {
	for _, r := range g.Rows {
		if len(results[r.Name]) > 0 {
			return true
		}
	}
	return false
}

// behindTable lists the rows in which we are behind the best of the others.
func behindTable(results Results) string {
	rows := [][]string{{"behind", "inline", "best of all", "ratio", "archive", "best COW", "excess"}}
	for _, g := range groups {
		if g.Name == "scale" {
			continue
		}
		for _, c := range comparisons(results, g) {
			if !c.InlineBehind() && !c.ArchiveBehind() {
				continue
			}
			row := []string{c.Row.Name, "", "", "", "", "", ""}
			if c.InlineBehind() {
				row[1], row[2], row[3] = number(c.Inline), named(c.Peer), factor(ratio(c.Inline, c.Peer))
			}
			if c.ArchiveBehind() {
				row[4], row[5], row[6] = number(c.Archive), named(c.COW), number(c.Archive-c.COW.Value)
			}
			rows = append(rows, row)
		}
	}
	if len(rows) == 1 {
		return "No row is behind.\n"
	}
	return markdown(rows)
}
