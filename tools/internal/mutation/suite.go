package mutation

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"time"
)

// A Suite is the tests of one package of the copy in which bugs are planted.
type Suite struct {
	Dir  string // the module's folder
	Pkg  string // "./rc"
	Tags string
	Args []string // of the test's program

	base     Base
	measured bool // its times are known
	program  string
}

// Base is what a suite does without a bug: how its limits and its results are known.
type Base struct {
	Of   string // hash of the program and of the files beside it
	CPU  time.Duration
	Wall time.Duration
}

// An Outcome says how a suite ended.
type Outcome int

const (
	Passed Outcome = iota
	Failed
	Endless  // it used several times the processor time that it takes without a bug
	TimedOut // it did not end, perhaps since the machine is busy: to be tried again
)

// A run of a suite.
type run struct {
	outcome   Outcome
	out       string
	cpu, wall time.Duration
}

// build makes the suite's program. Tests that do not compile are an error.
func (s *Suite) build() error {
	cmd := exec.Command("go", "test", "-c", "-trimpath", "-vet=off", "-tags="+s.Tags, "-o", s.program, s.Pkg)
	cmd.Dir = s.Dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s does not compile: %w\n%s", s.Pkg, err, out)
	}
	return nil
}

// A limit on a suite. Its own time does not depend on what else the machine does; the time
// on the clock is for those that wait for ever.
type limit struct{ cpu, wall time.Duration }

// limit returns several times what the suite takes without a bug.
func (b Base) limit() limit {
	return limit{cpu: max(20*time.Second, 5*b.CPU), wall: max(2*time.Minute, 20*b.Wall)}
}

// run runs the program that was built.
func (s *Suite) run(l limit) (run, error) {
	ctx, cancel := context.WithTimeout(context.Background(), l.wall)
	defer cancel()
	args := append([]string{"-c", fmt.Sprintf(`ulimit -t %d; exec "$0" "$@"`, int64((l.cpu+time.Second-1)/time.Second)), s.program, "-test.failfast", "-test.timeout=0"}, s.Args...)
	cmd := exec.CommandContext(ctx, "sh", args...)
	cmd.Dir = filepath.Join(s.Dir, s.Pkg)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // those that it starts end with it
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	err := cmd.Run()
	if cmd.ProcessState == nil {
		return run{}, err
	}
	r := run{out: out.String(), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall: time.Since(start)}
	status, _ := cmd.ProcessState.Sys().(syscall.WaitStatus)
	switch {
	case err == nil:
		r.outcome = Passed
	case ctx.Err() != nil:
		r.outcome = TimedOut
	case status.Signaled() && status.Signal() == syscall.SIGKILL && r.cpu >= l.cpu*9/10:
		r.outcome = Endless
	default:
		r.outcome = Failed
	}
	return r, nil
}

// fingerprint hashes what the suite's results follow from: its program, and the files beside
// its source that it reads.
func (s *Suite) fingerprint() (string, error) {
	h := sha256.New()
	err := addFile(h, s.program)
	beside := filepath.WalkDir(filepath.Join(s.Dir, s.Pkg), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		return addFile(h, path)
	})
	return fmt.Sprintf("%x", h.Sum(nil)[:12]), errors.Join(err, beside)
}

func addFile(h hash.Hash, path string) error {
	text, err := os.ReadFile(path)
	fmt.Fprintf(h, "%d ", len(text))
	h.Write(text)
	return err
}

var failure = regexp.MustCompile(`(?m)^\s+--- FAIL: (\S+)|^--- FAIL: (\S+)|^(fatal error|panic|unexpected fault|SIG\w+|signal)[:, ].*`)

// by returns what noticed a bug.
func (s *Suite) by(r run) string {
	what := "it ends otherwise"
	switch r.outcome {
	case Endless:
		what = fmt.Sprintf("it runs on, %.0f s of its own time instead of %.0f", r.cpu.Seconds(), s.base.CPU.Seconds())
	case TimedOut:
		what = fmt.Sprintf("it waits for ever, %.0f s instead of %.0f", r.wall.Seconds(), s.base.Wall.Seconds())
	default:
		// The last is the innermost: with -failfast one test fails.
		if all := failure.FindAllStringSubmatch(r.out, -1); len(all) > 0 {
			last := all[0]
			for _, m := range all {
				if m[1] != "" {
					last = m
				}
			}
			what = last[1] + last[2]
			if what == "" {
				what = last[0]
			}
		}
	}
	return s.Pkg + ": " + what
}
