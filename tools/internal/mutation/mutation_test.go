package mutation

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// module writes a module with one package, whose test is body.
func module(t *testing.T, body string) *Suite {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":      "module m\ngo 1.26\n",
		"p/p.go":      "package p\nfunc One() int { return 1 }\n",
		"p/p_test.go": "package p\nimport (\"testing\"; \"time\")\nvar _ = time.Second\nfunc TestOne(t *testing.T) { " + body + " }\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := &Suite{Dir: dir, Pkg: "./p", program: filepath.Join(dir, "p.test")}
	if err := s.build(); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestOutcomes: what fails, what uses processor time for ever and what waits for ever are
// told from each other.
func TestOutcomes(t *testing.T) {
	for _, test := range []struct {
		body string
		want Outcome
		by   string
		wall time.Duration // more than enough on a busy machine, where that must not be the reason
	}{
		{"", Passed, "", time.Minute},
		{"t.Run(`sub`, func(t *testing.T) { t.Error() })", Failed, "./p: TestOne/sub", time.Minute},
		{"panic(`oh`)", Failed, "./p: TestOne", time.Minute},
		{"for {}", Endless, "./p: it runs on", time.Minute},
		{"time.Sleep(time.Hour)", TimedOut, "./p: it waits for ever", time.Second},
	} {
		s := module(t, test.body)
		r, err := s.run(limit{cpu: time.Second, wall: test.wall})
		if err != nil || r.outcome != test.want {
			t.Errorf("%q: outcome %d, %v; want %d\n%s", test.body, r.outcome, err, test.want, r.out)
		}
		if test.by != "" && !strings.HasPrefix(s.by(r), test.by) {
			t.Errorf("%q: noticed by %q", test.body, s.by(r))
		}
	}
}

// returning is the bug that One returns something else; planted counts how often it is planted.
func returning(s *Suite, what string, planted *int) Bug {
	return Bug{In: "p.One", What: what, Old: "1", New: what, Suites: []*Suite{s}, Plant: func() (func() error, error) {
		*planted++
		return Rewrite(filepath.Join(s.Dir, "p", "p.go"), func(string) (string, error) {
			return "package p\nfunc One() int { return " + what + " }\n", nil
		})
	}}
}

// TestWhatCannotBePlanted: a bug without a place, or with which nothing compiles, is counted, and
// the others are tried.
func TestWhatCannotBePlanted(t *testing.T) {
	s := module(t, "if One() != 1 { t.Error() }")
	planted := 0
	nowhere := Bug{In: "p.Two", What: "nowhere", Suites: []*Suite{s}, Plant: func() (func() error, error) {
		return nil, errors.New("there is no such function")
	}}
	bugs := []Bug{nowhere, returning(s, "none", &planted), returning(s, "3 - 2", &planted)}
	survivors, err := (&Options{shard: "1/1"}).Run("bugs", bugs, filepath.Join(t.TempDir(), "record"), t.TempDir())
	if survivors != 1 || planted != 2 || err == nil || err.Error() != "2 bugs cannot be planted" {
		t.Errorf("%d survivors, %d planted, %v", survivors, planted, err)
	}
}

// TestABugThatStays: where a bug cannot be taken out, none is tried behind it.
func TestABugThatStays(t *testing.T) {
	s := module(t, "if One() != 1 { t.Error() }")
	planted := 0
	stays := returning(s, "none", &planted)
	plant := stays.Plant
	stays.Plant = func() (func() error, error) {
		_, err := plant()
		return func() error { return errors.New("it stays") }, err
	}
	_, err := (&Options{shard: "1/1"}).Run("bugs", []Bug{stays, returning(s, "2", &planted)}, filepath.Join(t.TempDir(), "record"), t.TempDir())
	if planted != 1 || err == nil || err.Error() != "p.One: none: it stays" {
		t.Errorf("%d planted, %v", planted, err)
	}
}

// TestContinues: a bug that was noticed is not tried again while the tests are the same,
// one that survived is.
func TestContinues(t *testing.T) {
	s := module(t, "if One() != 1 { t.Error() }")
	planted := 0
	bugs := []Bug{returning(s, "2", &planted), returning(s, "3 - 2", &planted)}
	path := filepath.Join(t.TempDir(), "record")
	for i, want := range []int{2, 3} {
		o := &Options{shard: "1/1", goOn: i > 0}
		survivors, err := o.Run("bugs", bugs, path, t.TempDir())
		if err != nil || survivors != 1 || planted != want {
			t.Errorf("run %d: %d survivors, %d planted, %v; want 1, %d", i, survivors, planted, err, want)
		}
	}
	if err := os.WriteFile(filepath.Join(s.Dir, "p", "more.txt"), []byte("what the test may read"), 0o644); err != nil {
		t.Fatal(err)
	}
	o := &Options{shard: "1/1", goOn: true}
	if _, err := o.Run("bugs", bugs, path, t.TempDir()); err != nil || planted != 5 {
		t.Errorf("after a change %d were planted, %v; want 5", planted, err)
	}
}

// TestShards: the parts have every bug once.
func TestShards(t *testing.T) {
	bugs := make([]Bug, 7)
	var all []int
	for _, shard := range []string{"1/3", "2/3", "3/3"} {
		part, err := (&Options{shard: shard}).choose(bugs)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, part...)
	}
	slices.Sort(all)
	if !slices.Equal(all, []int{0, 1, 2, 3, 4, 5, 6}) {
		t.Errorf("%v", all)
	}
	for _, shard := range []string{"0/3", "4/3", "a"} {
		if _, err := (&Options{shard: shard}).choose(bugs); err == nil {
			t.Errorf("-shard %s is accepted", shard)
		}
	}
}

// TestSuitesAreMeasuredWhenNeeded: the suites behind the one that notices a bug do not run, not even
// without it.
func TestSuitesAreMeasuredWhenNeeded(t *testing.T) {
	notices, fails := module(t, "if One() != 1 { t.Error() }"), module(t, "t.Error()")
	planted := 0
	for _, test := range []struct {
		what string
		ends bool
	}{{"2", false}, {"3 - 2", true}} {
		bug := returning(notices, test.what, &planted)
		bug.Suites = []*Suite{notices, fails}
		_, err := (&Options{shard: "1/1"}).Run("bugs", []Bug{bug}, filepath.Join(t.TempDir(), "record"), t.TempDir())
		if (err != nil) != test.ends {
			t.Errorf("returns %s: %v", test.what, err)
		}
	}
}
