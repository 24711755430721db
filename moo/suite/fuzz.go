package suite

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"libori.org/rt/llvm/link"
)

// FuzzOptions say what a fuzzing run does.
type FuzzOptions struct {
	Root    string
	Builds  []link.Build
	Seed    uint64
	For     time.Duration
	Save    string // the directory for small programs that fail
	Work    string
	Out     io.Writer
	Workers int
}

// Fuzz checks random programs until the time is over or one fails. That one is
// shrunk and kept, and returned as the error.
func Fuzz(o FuzzOptions) error {
	variants := Variants(o.Builds)
	start := time.Now()
	deadline := start.Add(o.For)
	var seed, tried, failing atomic.Uint64
	seed.Store(o.Seed)
	var mu sync.Mutex // guards found
	var found error
	stop := func() bool {
		mu.Lock()
		defer mu.Unlock()
		return found != nil || time.Now().After(deadline)
	}
	var workers sync.WaitGroup
	for w := range o.Workers {
		c, err := newCompiler(o.Root, filepath.Join(o.Work, fmt.Sprint(w)))
		if err != nil {
			return err
		}
		workers.Go(func() {
			for !stop() {
				number := seed.Add(1) - 1
				k := randomCase(number)
				if k == nil {
					continue
				}
				err := c.check(k, taken(variants, number))
				if n := tried.Add(1); n%50 == 0 {
					fmt.Fprintf(o.Out, "%5.0fs %d programs, seed %d\n", time.Since(start).Seconds(), n, seed.Load())
				}
				if k.want.code != 0 {
					failing.Add(1)
				}
				if err != nil {
					mu.Lock()
					if found == nil {
						found = c.keep(k, err, o)
					}
					mu.Unlock()
				}
			}
		})
	}
	workers.Wait()
	fmt.Fprintf(o.Out, "%d programs (%d that fail at run time) x %d variants in %.0fs, seeds %d to %d\n",
		tried.Load(), failing.Load(), len(variants), time.Since(start).Seconds(), o.Seed, seed.Load()-1)
	return found
}

// taken returns the variants for the program of a seed: the costly ones, where
// the library's bitcode is compiled too, not for all.
func taken(variants []Variant, seed uint64) []Variant {
	var list []Variant
	for _, v := range variants {
		costly := v.Build.Bitcode != ""
		if !costly || v.Level == "O0" && seed%8 == 0 || v.Level != "O0" && seed%2 == 0 {
			list = append(list, v)
		}
	}
	return list
}

// keep shrinks the program that failed with err, saves it and says where.
func (c *compiler) keep(k *Case, err error, o FuzzOptions) error {
	variants := Variants(o.Builds)
	var m *Mismatch
	if errors.As(err, &m) {
		variants = []Variant{m.Variant}
	}
	fmt.Fprintf(o.Out, "FAIL %v\nshrinking ...\n", err)
	text := Shrink(k.Text, func(text string) bool {
		smaller := &Case{Name: k.Name, Text: text}
		return smaller.prepare(randomSteps) == nil && c.check(smaller, variants) != nil
	})
	small := &Case{Name: k.Name, Text: text}
	if prepareErr := small.prepare(randomSteps); prepareErr != nil {
		return errors.Join(err, prepareErr)
	}
	if err := os.MkdirAll(o.Save, 0o777); err != nil {
		return err
	}
	file := filepath.Join(o.Save, k.Name+".moo")
	if err := errors.Join(
		os.WriteFile(file, []byte(text), 0o666),
		os.WriteFile(filepath.Join(o.Save, k.Name+".out"), []byte(small.want.stdout), 0o666),
	); err != nil {
		return err
	}
	return fmt.Errorf("%w\nkept as %s", c.check(small, variants), file)
}
