package whole

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// build makes the executables that are older than what they are made of.
func build(list []executable, t Tools, say func(string, ...any)) error {
	if err := os.MkdirAll(t.bin(""), 0o777); err != nil {
		return err
	}
	for _, e := range list {
		from := []string{e.source}
		for _, file := range e.Variant.From {
			from = append(from, t.lib(file))
		}
		if e.Variant.Ext == ".moo" {
			from = append(from, t.moo())
		}
		current, err := newer(e.file, from)
		if err != nil {
			return err
		}
		if current {
			continue
		}
		say("building %s, %s", e.Program.Name, e.Column)
		if err := command(e.Variant.Command(t, e.source, e.file)); err != nil {
			return err
		}
	}
	return nil
}

// newer reports whether file is newer than all of from, which must be there.
func newer(file string, from []string) (bool, error) {
	var last time.Time
	for _, f := range from {
		info, err := os.Stat(f)
		if err != nil {
			return false, err
		}
		if info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	info, err := os.Stat(file)
	return err == nil && info.ModTime().After(last), nil
}

func command(c []string) error {
	if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(c, " "), err, out)
	}
	return nil
}

// buildRunner compiles run.c and returns the executable.
func buildRunner(t Tools) (string, error) {
	out := t.bin("run")
	return out, command([]string{"cc", "-O2", "-Wall", "-o", out, filepath.Join(t.Root, "bench", "whole", "runner", "run.c")})
}
