package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"libori.org/rt/bench/whole"
)

const plotDir = "benchmarks"

// writeDocument writes benchmarks.md and its plots; compiler is what the C++
// programs were compiled with.
func writeDocument(results Results, docs, compiler string) error {
	if err := os.MkdirAll(filepath.Join(docs, plotDir), 0o777); err != nil {
		return err
	}
	if err := writePlots(results, filepath.Join(docs, plotDir)); err != nil {
		return err
	}
	file := filepath.Join(docs, "benchmarks.md")
	before, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	page := whole.Replace(document(results, compiler), whole.Section(string(before)))
	return os.WriteFile(file, []byte(page), 0o666)
}

func document(results Results, compiler string) string {
	var b strings.Builder
	b.WriteString(`# Benchmarks

Written by ` + "`make bench`" + `: the same workloads on this library and on what others offer, in one run on one machine.
` + "`make bench-quick`" + ` is a short look, ` + "`make bench-lists` and `make bench-maps`" + ` measure parts.

`)
	b.WriteString(machine(compiler))
	b.WriteString(summary(results))
	b.WriteString("\n## What is compared\n\n")
	rows := [][]string{{"column", "", "what"}}
	kinds := map[Kind]string{Ours: "ours", Value: "values, copied", COW: "copy-on-write", Limit: "limit"}
	for _, c := range columns(programs) {
		if hasColumn(results, c.Name) {
			rows = append(rows, []string{c.Name, kinds[c.Kind], c.What})
		}
	}
	b.WriteString(leftAligned(rows))
	b.WriteString(`
Every C++ program, ours included, is compiled by the same clang with the same flags from the same workload templates; only the adapter
differs. Loops are aligned to 32 bytes. Where a loop writes to a collection that it was given, our program makes it unique in front of the loop, as a
compiler does that moves uniqueness tests out of loops; the operations in the loop are the usual ones, and the rows called naive have the tests where they are. A value is the smallest of all repetitions in all rounds; in each round the programs of a group run one after another,
beginning with another one each time. All programs run with glibc's vector memcpy: its default on some machines (` + "`rep movsb`" + ` from 2 KB on)
is up to fourteen times slower depending on the two addresses, which would decide rows by luck.

**inline/best** is the time through the inline bitcode over the best of all others, copy-on-write or not; **inline/limit** over what the
machine allows (loops and memcpy without any runtime, with malloc and free where the operation allocates);
**archive/COW** the time through the plain archive over the best copy-on-write peer. Bold: behind (by more than ` + fmt.Sprintf("%.0f %%; against the limit %.0f %%; the archive by one call, %.0f ns", 100*(level-1), 100*(nearLimit-1), oneCall) + `).
k = 1000, M = 1,000,000.
`)
	for _, g := range groups {
		if g.Name == "scale" || !measured(results, g) {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n", g.Title, unitSentence(g))
		cs := comparisons(results, g)
		b.WriteString(ratioTable(cs))
		if len(timed(cs)) > 0 {
			fmt.Fprintf(&b, "\n![%s: ratios](%s/%s)\n", g.Title, plotDir, ratioPlotName(g))
		}
		b.WriteString("\n<details><summary>All columns, and what the workloads do</summary>\n\n")
		b.WriteString(allColumnsTable(results, g))
		b.WriteString("\n")
		for _, r := range g.Rows {
			fmt.Fprintf(&b, "- `%s`, per %s: %s\n", r.Name, r.Unit, r.What)
		}
		b.WriteString("\n</details>\n")
	}
	b.WriteString(scaleSection(results))
	b.WriteString("\n## What is behind, and why\n\n")
	b.WriteString(behindTable(results))
	b.WriteString(explanations(results))
	return b.String()
}

func unitSentence(g Group) string {
	if g.Rows[0].Bytes() {
		return "Bytes per element, as the C allocator counts them; peak: highest resident size"
	}
	return "Nanoseconds per operation"
}

// machine describes where the numbers come from.
func machine(compiler string) string {
	cpu := "unknown processor"
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if m := regexp.MustCompile(`model name\s*: (.*)`).FindSubmatch(info); m != nil {
			cpu = string(m[1])
		}
	}
	version := func(c ...string) string {
		out, err := exec.Command(c[0], c[1:]...).Output()
		if err != nil {
			return c[0] + " missing"
		}
		return strings.TrimSpace(strings.SplitN(string(out), "\n", 2)[0])
	}
	return fmt.Sprintf("%s; %s; %s; %s; %s. Compare ratios, not times: the machine is shared and other machines differ.\n\n",
		cpu, version(compiler, "--version"), version("rustc", "--version"), version("go", "version"), version("ldd", "--version"))
}

// summary counts in how many rows we are level or ahead.
func summary(results Results) string {
	var rows, inline, limits, near, archives, archive int
	for _, g := range groups {
		if g.Name == "scale" || g.Name == "memory" {
			continue
		}
		for _, c := range comparisons(results, g) {
			if c.Peer.found() {
				rows++
				if !c.InlineBehind() {
					inline++
				}
			}
			if c.Limit.found() {
				limits++
				if !c.FarFromLimit() {
					near++
				}
			}
			if c.COW.found() {
				archives++
				if !c.ArchiveBehind() {
					archive++
				}
			}
		}
	}
	return fmt.Sprintf("Of %d workloads the inline bitcode is ahead of or level with the best of all others in **%d**, and within %.0f %% of the limit in **%d** of %d; "+
		"the plain archive is within one call of the best copy-on-write peer in **%d** of %d.\n",
		rows, inline, 100*(nearLimit-1), near, limits, archive, archives)
}

func scaleSection(results Results) string {
	var b strings.Builder
	for _, op := range scaleOperations {
		if _, ok := results.Min(scaleRow(op.Name, scaleSizes[0]), inlineColumn); !ok {
			continue
		}
		fmt.Fprintf(&b, "\n![%s](%s/%s)\n", op.What, plotDir, scalePlotName(op))
	}
	if b.Len() == 0 {
		return ""
	}
	return "\n## Cost against size\n\nNanoseconds per element, n from 4 to ten million.\n" + b.String()
}

func explanations(results Results) string {
	var b strings.Builder
	for _, remark := range remarks {
		var behind []string
		for _, g := range groups {
			for _, c := range comparisons(results, g) {
				if (c.InlineBehind() || c.ArchiveBehind()) && remark.Rows.MatchString(c.Row.Name) {
					behind = append(behind, "`"+c.Row.Name+"`")
				}
			}
		}
		if behind != nil {
			fmt.Fprintf(&b, "\n- %s: %s\n", strings.Join(behind, ", "), remark.Why)
		}
	}
	return b.String()
}

func hasColumn(results Results, column string) bool {
	for _, values := range results {
		if len(values[column]) > 0 {
			return true
		}
	}
	return false
}

// leftAligned is a Markdown table of text.
func leftAligned(rows [][]string) string {
	var b strings.Builder
	for n, row := range rows {
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if n == 0 {
			b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
	return b.String()
}
