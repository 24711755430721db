// Package mutation plants one deliberate bug after the other in a copy of the source, and
// says which test notices each.
//
// A suite's limits follow from what it takes without a bug, in its own processor time, so
// that a busy machine changes no result. One that does not end on the clock either is tried
// again at the end, with more time. What was noticed is recorded, and holds as long as the
// program of the suite that noticed it is the same: with -continue a run goes on where
// another was cut short, or where tests were added.
package mutation

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A Bug is a deliberate one: what stands in a place, and what is to stand there instead.
type Bug struct {
	In, What, Old, New string
	Suites             []*Suite
	Plant              func() (restore func() error, err error)
}

// key says what the bug is, exactly.
func (b Bug) key() string { return strings.Join([]string{b.In, b.Old, b.New}, "\n") }

// Rewrite plants a bug: it writes what change makes of the file's text, and returns what puts
// the old text back.
func Rewrite(file string, change func(text string) (string, error)) (restore func() error, err error) {
	old, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	planted, err := change(string(old))
	if err != nil {
		return nil, err
	}
	return func() error { return os.WriteFile(file, old, 0o644) }, os.WriteFile(file, []byte(planted), 0o644)
}

// Options are what the command's flags say.
type Options struct {
	match   string
	shard   string
	goOn    bool
	verbose bool
}

// flags declares the flags.
func flags() *Options {
	o := new(Options)
	flag.StringVar(&o.match, "run", "", "only bugs whose description matches the `regexp`")
	flag.StringVar(&o.shard, "shard", "1/1", "the `i/n`-th part of them")
	flag.BoolVar(&o.goOn, "continue", false, "what was noticed before, by tests that are the same, is not tried again")
	flag.BoolVar(&o.verbose, "v", false, "show what noticed each")
	return o
}

// Main is the main function of a command with these flags, which run does the work of.
func Main(name string, run func(*Options) (survivors int, err error)) {
	options := flags()
	flag.Parse()
	survivors, err := run(options)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
	}
	if err != nil || survivors > 0 {
		os.Exit(1)
	}
}

// Run tries the bugs that the options choose and prints what becomes of each. It ends with
// the figure of all that were chosen; kind names them there. The record is the file at path,
// scratch a folder for the programs of the tests.
func (o *Options) Run(kind string, bugs []Bug, path, scratch string) (survivors int, err error) {
	chosen, err := o.choose(bugs)
	if err != nil {
		return 0, err
	}
	known, err := readRecord(path, o.goOn)
	if err != nil {
		return 0, err
	}
	c := campaign{Options: o, record: known}
	start := time.Now()
	if err := c.prepare(suitesOf(bugs, chosen), scratch); err != nil {
		return 0, err
	}
	for _, i := range chosen {
		if err := c.try(i, bugs[i], 1); err != nil {
			return 0, err
		}
	}
	again := c.again
	c.again = nil
	for _, i := range again {
		if err := c.try(i, bugs[i], 3); err != nil {
			return 0, err
		}
	}
	fmt.Printf("%d %s, %d killed, %d survive (%d from the record, %.0f s)\n",
		len(chosen), kind, len(chosen)-c.survivors-c.unplanted, c.survivors, c.recorded, time.Since(start).Seconds())
	if c.unplanted > 0 {
		return c.survivors, fmt.Errorf("%d %s cannot be planted", c.unplanted, kind)
	}
	return c.survivors, nil
}

// choose returns which bugs are to be tried.
func (o *Options) choose(bugs []Bug) (chosen []int, err error) {
	wanted, err := regexp.Compile(o.match)
	if err != nil {
		return nil, err
	}
	var part, parts int
	if _, err := fmt.Sscanf(o.shard, "%d/%d", &part, &parts); err != nil || part < 1 || part > parts {
		return nil, fmt.Errorf("-shard %s: it is i/n, 1 <= i <= n", o.shard)
	}
	matching := 0
	for i, b := range bugs {
		if wanted.MatchString(b.What) {
			if matching%parts == part-1 {
				chosen = append(chosen, i)
			}
			matching++
		}
	}
	return chosen, nil
}

// A campaign is one run of the command.
type campaign struct {
	*Options
	record    *record
	again     []int // those that timed out
	survivors int
	unplanted int // those that find no place, or with which the code does not compile
	recorded  int
}

var errUnplanted = errors.New("the list is wrong")

// prepare builds the suites as they are without a bug, and finds what the record knows of them.
func (c *campaign) prepare(suites []*Suite, scratch string) error {
	for i, s := range suites {
		s.program = filepath.Join(scratch, fmt.Sprintf("%d.test", i))
		if err := s.build(); err != nil {
			return err
		}
		of, err := s.fingerprint()
		if err != nil {
			return err
		}
		if s.base, s.measured = c.record.bases[of]; !s.measured {
			s.base = Base{Of: of}
		}
	}
	return nil
}

// measure runs a suite without a bug, unless it has been, when it is first needed: most bugs are
// noticed by the first suites.
func (c *campaign) measure(s *Suite) error {
	if s.measured {
		return nil
	}
	if err := s.build(); err != nil {
		return err
	}
	r, err := s.run(limit{cpu: time.Hour, wall: time.Hour})
	if err == nil && r.outcome != Passed {
		err = errors.New(r.out)
	}
	if err != nil {
		return fmt.Errorf("the tests of %s fail without a bug: %w", s.Pkg, err)
	}
	s.base.CPU, s.base.Wall, s.measured = r.cpu, r.wall, true
	if c.verbose {
		fmt.Printf("%s takes %.1f s of processor time\n", s.Pkg, s.base.CPU.Seconds())
	}
	return c.record.add(entry{Base: s.base})
}

// suitesOf returns the suites of those bugs, each once.
func suitesOf(bugs []Bug, chosen []int) (suites []*Suite) {
	for _, i := range chosen {
		for _, s := range bugs[i].Suites {
			if !slices.Contains(suites, s) {
				suites = append(suites, s)
			}
		}
	}
	return suites
}

// try plants bug i and says what becomes of it; times is how much longer than usual the
// suites may take on the clock.
func (c *campaign) try(i int, b Bug, times time.Duration) error {
	by, known := c.remembered(b)
	if known {
		c.recorded++
		c.tell(i, b, by)
		return nil
	}
	by, late, err := c.noticed(b, times)
	switch {
	case errors.Is(err, errUnplanted):
		c.unplanted++
		fmt.Printf("%3d CANNOT BE PLANTED  %s: %s\n%v\n", i+1, b.In, b.What, err)
	case err != nil:
		return fmt.Errorf("%s: %s: %w", b.In, b.What, err)
	case late:
		c.again = append(c.again, i)
		fmt.Printf("%3d later     %s: %s\n", i+1, b.In, b.What)
	default:
		c.tell(i, b, by)
	}
	return nil
}

// tell says what noticed bug i, or that nothing did.
func (c *campaign) tell(i int, b Bug, by string) {
	switch {
	case by == "":
		c.survivors++
		fmt.Printf("%3d SURVIVES  %s: %s\n", i+1, b.In, b.What)
	case c.verbose:
		fmt.Printf("%3d killed    %s: %s (%s)\n", i+1, b.In, b.What, by)
	default:
		fmt.Printf("%3d killed    %s: %s\n", i+1, b.In, b.What)
	}
}

// remembered returns which suite is known to notice a bug.
func (c *campaign) remembered(b Bug) (by string, known bool) {
	for _, s := range b.Suites {
		if e, known := c.record.found[entry{Bug: b.key(), Base: s.base}.key()]; known {
			return e.By, true
		}
	}
	return "", false
}

// noticed runs the bug's suites until one notices it. It returns what noticed it, "" if nothing
// did, and whether a suite was late and is to be tried again.
func (c *campaign) noticed(b Bug, times time.Duration) (by string, late bool, err error) {
	for _, s := range b.Suites {
		if err := c.measure(s); err != nil {
			return "", false, err
		}
		r, err := s.runWith(b, times)
		if err != nil {
			return "", false, err
		}
		if r.outcome == TimedOut && times == 1 {
			return "", true, nil
		}
		if r.outcome != Passed {
			by = s.by(r)
			return by, false, c.record.add(entry{b.key(), by, s.base})
		}
	}
	return "", false, nil
}

// runWith plants the bug, runs the suite, and takes the bug out again. Where it cannot be taken
// out, that is the error, since no other can be tried then.
func (s *Suite) runWith(b Bug, times time.Duration) (r run, err error) {
	restore, err := b.Plant()
	if err != nil {
		return r, fmt.Errorf("%w: %w", errUnplanted, err)
	}
	defer func() {
		if wrong := restore(); wrong != nil {
			err = wrong
		}
	}()
	if err := s.build(); err != nil {
		return r, fmt.Errorf("%w: %w", errUnplanted, err)
	}
	l := s.base.limit()
	l.wall *= times
	return s.run(l)
}
