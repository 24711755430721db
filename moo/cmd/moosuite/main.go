// Command moosuite checks builds of libori_rt with programs of Moo: each is
// compiled against every build at O0 and O2 and has to do what the reference
// interpreter does, with nothing left allocated at its end.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"libori.org/rt/llvm/link"
	"libori.org/rt/moo/build"
	"libori.org/rt/moo/suite"
)

const usage = `usage: moosuite conformance [FLAGS]   the programs in files and a fixed set of random ones
       moosuite fuzz [FLAGS]          random programs for some time; one that fails is shrunk and kept
       moosuite random SEED           print the random program of a seed
`

func main() {
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	var err error
	switch os.Args[1] {
	case "conformance":
		err = conformance(os.Args[2:])
	case "fuzz":
		err = fuzz(os.Args[2:])
	case "random":
		err = random(os.Args[2:])
	default:
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// common holds the flags of both commands.
type common struct {
	*flag.FlagSet
	root    string
	archive string
	workers int
}

func newCommon(name string) *common {
	c := &common{FlagSet: flag.NewFlagSet(name, flag.ExitOnError)}
	c.StringVar(&c.root, "root", "", "the repository (default: found from the working directory)")
	c.StringVar(&c.archive, "archive", "", "check this archive, and nothing else; any with this ABI will do")
	c.IntVar(&c.workers, "workers", runtime.NumCPU(), "how many programs are in work at once")
	return c
}

// setUp parses and returns the builds to check and a directory to work in.
func (c *common) setUp(args []string) (builds []link.Build, work string, err error) {
	c.Parse(args)
	if c.root == "" {
		if c.root, err = build.Root(); err != nil {
			return nil, "", err
		}
	}
	if c.root, err = filepath.Abs(c.root); err != nil {
		return nil, "", err
	}
	builds = link.Builds(filepath.Join(c.root, "build", "lib"))
	if c.archive != "" {
		file, err := filepath.Abs(c.archive)
		if err != nil {
			return nil, "", err
		}
		builds = []link.Build{link.Archive(file)}
	}
	for _, b := range builds {
		if missing := b.Missing(); len(missing) > 0 {
			return nil, "", fmt.Errorf("moosuite: %v not found; make lib builds the library", missing)
		}
	}
	work, err = os.MkdirTemp("", "moosuite-")
	return builds, work, err
}

func conformance(args []string) error {
	flags := newCommon("conformance")
	random := flags.Int("random", 40, "how many random programs")
	builds, work, err := flags.setUp(args)
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	return suite.Conform(suite.ConformOptions{
		Root: flags.root, Builds: builds, Random: *random, Work: work, Out: os.Stdout, Workers: flags.workers,
	})
}

func random(args []string) error {
	if len(args) != 1 {
		return errors.New("moosuite random: which seed?")
	}
	seed, err := strconv.ParseUint(args[0], 10, 64)
	if err != nil {
		return err
	}
	fmt.Print(suite.RandomProgram(seed))
	return nil
}

func fuzz(args []string) error {
	flags := newCommon("fuzz")
	seconds := flags.Int("seconds", 60, "how long")
	seed := flags.Uint64("seed", uint64(time.Now().UnixNano()), "the first program's seed")
	builds, work, err := flags.setUp(args)
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	return suite.Fuzz(suite.FuzzOptions{
		Root: flags.root, Builds: builds, Seed: *seed, For: time.Duration(*seconds) * time.Second,
		Save: filepath.Join(flags.root, "testdata", "moo", "fuzz"), Work: work, Out: os.Stdout, Workers: flags.workers,
	})
}
