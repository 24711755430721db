package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Command is a program and its arguments.
type Command []string

func (c Command) output() ([]byte, error) {
	out, err := exec.Command(c[0], c[1:]...).CombinedOutput()
	if err != nil {
		return out, fmt.Errorf("%s: %w\n%s", strings.Join(c, " "), err, out)
	}
	return out, nil
}

// pkgConfig returns the compiler and linker flags of packages. Their headers
// become system headers, whose warnings are not ours.
func pkgConfig(pkgs string) []string {
	out, err := exec.Command("pkg-config", append([]string{"--cflags", "--libs"}, strings.Fields(pkgs)...)...).Output()
	if err != nil {
		return nil
	}
	var flags []string
	for _, f := range strings.Fields(string(out)) {
		if dir, ok := strings.CutPrefix(f, "-I"); ok {
			flags = append(flags, "-isystem", dir)
		} else {
			flags = append(flags, f)
		}
	}
	return flags
}

// missing says what the program needs and the machine lacks, "" if nothing.
func (p Program) missing(t Tools) string {
	for _, file := range p.Files {
		if _, err := os.Stat(t.lib(file)); err != nil {
			return "build/lib/" + file + " is not built"
		}
	}
	for _, need := range p.Needs {
		var err error
		if pkg, ok := strings.CutPrefix(need, "pkg-config "); ok {
			_, err = Command{"pkg-config", "--exists", pkg}.output()
		} else if header, ok := strings.CutPrefix(need, "<"); ok {
			_, err = Command{t.Clang, "-std=c++20", "-fsyntax-only", "-x", "c++", "-include", strings.TrimSuffix(header, ">"), os.DevNull}.output()
		} else {
			_, err = exec.LookPath(need)
		}
		if err != nil {
			return need + " is not installed (Debian: " + p.Debian + ")"
		}
	}
	return ""
}

// install asks apt-get for what the programs lack. It is no error when that is
// not permitted: the programs are skipped then.
func install(programs []Program, t Tools, say func(string, ...any)) {
	var packages []string
	for _, p := range programs {
		if p.Debian != "" && p.missing(t) != "" {
			packages = append(packages, p.Debian)
		}
	}
	if packages == nil {
		return
	}
	say("installing %s", strings.Join(packages, " "))
	if _, err := append(Command{"apt-get", "install", "-y", "--no-install-recommends"}, packages...).output(); err != nil {
		say("%v", err)
	}
}

// build makes the executables of the programs that can be built here and
// returns those programs. An executable newer than all sources stays.
func build(programs []Program, t Tools, bin string, say func(string, ...any)) ([]Program, error) {
	if err := os.MkdirAll(bin, 0o777); err != nil {
		return nil, err
	}
	sources, err := newest(filepath.Join(t.Root, "bench", "cpp"), filepath.Join(t.Root, "bench", "peers"))
	if err != nil {
		return nil, err
	}
	var built []Program
	for _, p := range programs {
		if why := p.missing(t); why != "" {
			say("%s: skipped, %s", p.Name, why)
			continue
		}
		out := filepath.Join(bin, p.Name)
		changed := sources
		for _, file := range p.Files {
			if at, err := newest(t.lib(file)); err == nil && at.After(changed) {
				changed = at
			}
		}
		if at, err := newest(out); err != nil || at.Before(changed) {
			say("building %s", p.Name)
			for _, c := range p.Build(t, out) {
				warnings, err := c.output()
				if err != nil {
					return nil, err
				}
				if len(warnings) > 0 {
					say("%s", warnings)
				}
			}
		}
		built = append(built, p)
	}
	return built, nil
}

// newest returns the time of the last change under the paths.
func newest(paths ...string) (time.Time, error) {
	var last time.Time
	for _, path := range paths {
		err := filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err == nil && info.ModTime().After(last) {
				last = info.ModTime()
			}
			return err
		})
		if err != nil {
			return last, err
		}
	}
	return last, nil
}
