package suite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"libori.org/rt/llvm/link"
)

// timeLimit ends a compiled program that hangs.
const timeLimit = 30 * time.Second

// environment makes programs fail when something is still allocated at their end,
// and has the C library overwrite memory that is freed, so that who reads it
// afterwards is found out.
var environment = []string{"MOO_CHECK_LEAKS=1", "MALLOC_PERTURB_=213"}

// execute runs a compiled program.
func execute(p link.Program, k *Case, env ...string) outcome {
	ctx, cancel := context.WithTimeout(context.Background(), timeLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.Path, k.Args...)
	cmd.Env = slices.Concat(os.Environ(), environment, p.Build.Env, env)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(k.Stdin), &stdout, &stderr
	err := cmd.Run()
	o := outcome{stdout: stdout.String(), stderr: stderr.String()}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		o.code = -1
		o.stderr += fmt.Sprintf("no end after %v\n", timeLimit)
	case errors.As(err, &exit):
		o.code = exit.ExitCode()
		if o.code < 0 {
			o.stderr += exit.String() + "\n"
		}
	case err != nil:
		o.code = -1
		o.stderr += err.Error()
	}
	return o
}

// Mismatch is a program that did something else than it must.
type Mismatch struct {
	Case    *Case
	Variant Variant
	What    string
}

func (m *Mismatch) Error() string {
	return fmt.Sprintf("%s compiled as %s: %s", m.Case.Name, m.Variant, m.What)
}

// check compiles k for the variants, runs it, and returns a *Mismatch if one
// differs.
func (c *compiler) check(k *Case, variants []Variant) error {
	return c.each(k, variants, func(v Variant, p link.Program) error {
		if what := k.compare(execute(p, k)); what != "" {
			return &Mismatch{k, v, what}
		}
		return nil
	})
}

// newCompiler makes a compiler that works in a directory of its own.
func newCompiler(root, dir string) (*compiler, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	return &compiler{include: filepath.Join(root, "include"), dir: dir}, nil
}
