package suite

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"libori.org/rt/llvm/link"
	"libori.org/rt/moo/gen"
)

// ConformOptions say what a conformance run does.
type ConformOptions struct {
	Root   string       // of the repository
	Builds []link.Build // to be checked
	Random int          // random programs, besides those in files
	Work   string       // a directory for what is built
	Out    io.Writer
	// Workers is how many programs are in work at once.
	Workers int
}

// directories with programs, under the root.
var directories = []string{"testdata/moo", "testdata/moo/fuzz", "examples"}

// Cases returns the programs in files below root and n random ones.
func Cases(root string, n int) ([]*Case, error) {
	var cases []*Case
	for _, dir := range directories {
		found, err := Directory(filepath.Join(root, dir))
		if err != nil {
			return nil, err
		}
		cases = append(cases, found...)
	}
	for seed := uint64(1); n > 0; seed++ {
		if c := randomCase(seed); c != nil {
			cases = append(cases, c)
			n--
		}
	}
	return cases, nil
}

// RandomProgram returns the program of a seed. Some are small, some large.
func RandomProgram(seed uint64) string {
	return gen.Program(seed, gen.Options{Funcs: 2 + int(seed%3), Stmts: 15 + int(seed%4)*10})
}

// randomSteps bounds random programs in the interpreter.
const randomSteps = 100_000

// randomCase makes the random program of a seed; nil if it runs too long or
// has an unreachable statement.
func randomCase(seed uint64) *Case {
	c := &Case{Name: fmt.Sprintf("random-%d", seed), Text: RandomProgram(seed)}
	if c.prepare(randomSteps) != nil {
		return nil
	}
	return c
}

// Conform checks all programs with all builds, then prints what was exercised.
// The error holds everything that went wrong.
func Conform(o ConformOptions) error {
	cases, err := Cases(o.Root, o.Random)
	if err != nil {
		return err
	}
	variants := Variants(o.Builds)
	fmt.Fprintf(o.Out, "%d programs, each as", len(cases))
	for _, v := range variants {
		fmt.Fprintf(o.Out, " %s", v)
	}
	fmt.Fprintln(o.Out)

	start := time.Now()
	var mu sync.Mutex // guards what follows
	var problems []error
	counts := Counts{}
	done := 0
	queue := make(chan *Case)
	var workers sync.WaitGroup
	for w := range o.Workers {
		c, err := newCompiler(o.Root, filepath.Join(o.Work, fmt.Sprint(w)))
		if err != nil {
			return err
		}
		workers.Go(func() {
			for k := range queue {
				err := c.all(k, variants)
				notes := Counts{}
				if err == nil {
					err = c.count(k, o.Builds[0], notes)
				}
				mu.Lock()
				counts.merge(notes)
				done++
				if err != nil {
					problems = append(problems, err)
					fmt.Fprintf(o.Out, "[%3d/%d] FAIL %v\n", done, len(cases), err)
				} else if !isRandom(k) || done%10 == 0 || done == len(cases) {
					fmt.Fprintf(o.Out, "[%3d/%d] ok   %-28s %6.1fs\n", done, len(cases), k.Name, time.Since(start).Seconds())
				}
				mu.Unlock()
			}
		})
	}
	for _, k := range cases {
		queue <- k
	}
	close(queue)
	workers.Wait()
	fmt.Fprintln(o.Out)
	if oneSided := counts.Report(o.Out); len(oneSided) > 0 {
		problems = append(problems, fmt.Errorf("the programs do not exercise both the unique and the shared path of %s", strings.Join(oneSided, ", ")))
	}
	fmt.Fprintf(o.Out, "\n%d programs x %d variants in %.0fs: %d wrong\n", len(cases), len(variants), time.Since(start).Seconds(), len(problems))
	return errors.Join(problems...)
}

func isRandom(k *Case) bool { return k.Golden == nil }

// all prepares and checks one program.
func (c *compiler) all(k *Case, variants []Variant) error {
	if k.unit == nil {
		if err := k.prepare(stepLimit); err != nil {
			return fmt.Errorf("%s: %w", k.Name, err)
		}
	}
	if observes.MatchString(k.Text) {
		variants = slices.DeleteFunc(slices.Clone(variants), func(v Variant) bool { return v.Naive })
	}
	return c.check(k, variants)
}

// observes finds the functions that show how a value is held. Naive code holds it once
// more while it looks, and prints another number.
var observes = regexp.MustCompile(`\b(refs|addr)\(`)

func (c Counts) merge(other Counts) {
	for name, n := range other {
		if c[name] == nil {
			c[name] = new([states]int64)
		}
		for i := range n {
			c[name][i] += n[i]
		}
	}
}
