// Command checkcost measures what the calls of the checking build cost, with every check alone and
// with all of them, and fails when all together cost more than five times the unchecked call.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"libori.org/rt/tests/page"
	"libori.org/rt/tests/program"
)

//go:embed testdata/cost.c
var source []byte

var (
	lib    program.Library
	rounds = flag.Int("rounds", 5, "runs of each setting, in turns; the best counts")
	write  = flag.String("write", "", "put the table between the comments <!-- cost --> of this file")
)

// limit is how many times dearer all checks together may be.
const limit = 5

// settings are the columns of the table.
var settings = []struct{ name, env string }{
	{"none", ""},
	{"counts", "ORI_CHECK=counts"},
	{"triples", "ORI_CHECK=triples"},
	{"callbacks", "ORI_CHECK=callbacks"},
	{"quarantine", "ORI_CHECK=quarantine"},
	{"checksums", "ORI_CHECK=checksums"},
	{"moves", "ORI_CHECK=moves"},
	{"all", "ORI_CHECK=all"},
	{"copy profile", "ORI_COPY_PROFILE=/dev/null"},
}

func init() {
	flag.StringVar(&lib.Archive, "lib", "build/lib/libori_rt_cgo.a", "the archive to measure")
	flag.StringVar(&lib.Include, "include", "include", "the directory of ori_rt.h")
	flag.StringVar(&lib.CC, "cc", "gcc -pthread", "the compiler, and flags for it")
}

func main() {
	flag.Parse()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "checkcost:", err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := os.MkdirTemp("", "checkcost")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path, err := lib.Compile(dir, "cost", source)
	if err != nil {
		return err
	}
	var operations []string
	best := map[string][]float64{}
	for range *rounds {
		for i, s := range settings {
			cmd := exec.Command(path)
			cmd.Env = append(os.Environ(), s.env)
			out, err := cmd.Output()
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			for line := range strings.Lines(string(out)) {
				name, figure, _ := strings.Cut(strings.TrimSpace(line), "\t")
				ns, err := strconv.ParseFloat(figure, 64)
				if err != nil {
					return err
				}
				if best[name] == nil {
					operations = append(operations, name)
					best[name] = make([]float64, len(settings))
				}
				if at := &best[name][i]; *at == 0 || ns < *at {
					*at = ns
				}
			}
		}
	}
	text := table(operations, best)
	fmt.Print(text)
	if *write != "" {
		if err := replace(*write, text); err != nil {
			return err
		}
	}
	return judge(operations, best)
}

func table(operations []string, best map[string][]float64) string {
	var b strings.Builder
	b.WriteString("| a call of |")
	for _, s := range settings {
		b.WriteString(" " + s.name + " |")
	}
	b.WriteString(" all / none |\n|---|" + strings.Repeat("---|", len(settings)+1) + "\n")
	for _, name := range operations {
		fmt.Fprintf(&b, "| %s |", name)
		for _, ns := range best[name] {
			fmt.Fprintf(&b, " %.0f |", ns)
		}
		fmt.Fprintf(&b, " %.1f |\n", all(best[name])/best[name][0])
	}
	return b.String()
}

// all returns the figure for all checks.
func all(ns []float64) float64 {
	for i, s := range settings {
		if s.name == "all" {
			return ns[i]
		}
	}
	panic("there is no setting all")
}

// judge compares the geometric mean over the operations with the limit.
func judge(operations []string, best map[string][]float64) error {
	product := 1.0
	for _, name := range operations {
		product *= all(best[name]) / best[name][0]
	}
	mean := math.Pow(product, 1/float64(len(operations)))
	fmt.Printf("all checks cost %.1f times an unchecked call, on average; at most %d are allowed\n", mean, limit)
	if mean > limit {
		return fmt.Errorf("all checks cost %.1f times an unchecked call", mean)
	}
	return nil
}

func replace(path, text string) error {
	old, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	document, err := page.Put(string(old), "cost", text)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, []byte(document), 0o666)
}
