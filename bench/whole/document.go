package whole

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The section of docs/benchmarks.md that this package writes stands between two
// comments; the rest of the page is the other benchmark's, which leaves it alone.
const (
	begin = "<!-- whole programs: written by make bench-programs -->\n"
	end   = "<!-- end of whole programs -->\n"
	image = "whole_programs.svg"
)

// WriteDocument writes the section and the picture; folder is docs.
func (r *Results) WriteDocument(folder string) error {
	if err := r.Plot(filepath.Join(folder, "benchmarks", image)); err != nil {
		return err
	}
	file := filepath.Join(folder, "benchmarks.md")
	page, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return os.WriteFile(file, []byte(Replace(string(page), r.section())), 0o666)
}

// Section returns the section that a page holds, "" if none.
func Section(page string) string {
	_, rest, ok := strings.Cut(page, begin)
	if !ok {
		return ""
	}
	section, _, ok := strings.Cut(rest, end)
	if !ok {
		return ""
	}
	return section
}

// Replace puts a section in the place of the one that the page holds, or behind
// the page.
func Replace(page, section string) string {
	if section == "" {
		return page
	}
	before, rest, ok := strings.Cut(page, begin)
	if !ok {
		return strings.TrimRight(page, "\n") + "\n\n" + begin + section + end
	}
	_, after, _ := strings.Cut(rest, end)
	return before + begin + section + end + after
}

// compilers says which of the C++ executables count.
func (r *Results) compilers() string {
	if r.Quick {
		return "the better of g++ and clang++ at O3; this was a short run (`-quick`), without malloc's defaults"
	}
	return "the best of g++ and clang++ at O2 and O3"
}

func (r *Results) section() string {
	var b strings.Builder
	fmt.Fprintf(&b, `
## Whole programs

Written by `+"`make bench-programs`"+`: programs in Moo and, with the same algorithm, in C++, Rust and Go (`+"`bench/whole/_programs`"+`), all outputs equal.
CPU seconds, user and system, the least of the rounds (%d here) in which they run in turns. C++ is %s.

%s.

%s
`, r.Rounds, r.compilers(), strings.Join(r.Versions, "; "), r.Summary())
	b.WriteString(r.Table())
	b.WriteString(`
Moo's start-up tells malloc to keep freed memory (see [linking.md](linking.md#malloc)); the columns in front have all programs but Go's, which has an
allocator of its own, run with the same thresholds. The last three have malloc's defaults everywhere, Moo included. Bold: above ` + fmt.Sprintf("%.1f, the archive above %.1f", level, archiveLevel) + `.
A name with a comma is another form of the program: the same work, written differently, beside the same peers.

![whole programs](benchmarks/` + image + `)

Peak memory in MB:

`)
	b.WriteString(r.MemoryTable())
	if why := r.Remarks(); why != "" {
		b.WriteString("\nWhy programs are behind:\n\n" + why)
	}
	if counts := r.CountsTable(); counts != "" {
		b.WriteString("\nWhere ours is behind, what it and the best other one do, counted by valgrind:\n\n" + counts)
	}
	if naive := r.NaiveTable(); naive != "" {
		b.WriteString(`
### From naive code

What a front end gets that leaves it all to [oriopt](oriopt.md): [naive code](naive-code.md) (` + "`moo -naive`" + `), the same through oriopt, and Moo's own
analysis of owners, then oriopt, for comparison.

` + naive)
	}
	if r.Advice != nil {
		b.WriteString(`
### What the advice to back ends is worth

The [guide](backend-guide.md#what-to-tell-the-optimiser) says what to tell the optimiser. These are programs compiled with a part of it taken out of
their IR again, as multiples of the time with everything in:

` + r.AdviceTable())
	}
	if r.Mallocs != nil {
		b.WriteString(`
### With other allocators

Ours with the inline bitcode, its malloc replaced through LD_PRELOAD: CPU seconds and peak memory.

` + r.MallocTable())
	}
	return b.String()
}
