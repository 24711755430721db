// Command toolchains builds and tests the library with several versions of Go: the
// oldest that go.mod allows and the newest that is released, or those of -go. Go
// fetches them itself, as modules. With each
//
//   - the tests of the core run,
//   - the checking build is made, and examples/hello.c runs with it,
//   - the driver is built, makes the archive, and the conformance programs run with that.
//
// It fails if one of them does not hold; -write puts what it found into a document,
// between the comments <!-- go -->.
package main

import (
	"errors"
	"flag"
	"fmt"
	"go/version"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"libori.org/rt/tests/page"
)

var (
	root   = flag.String("root", ".", "the project's `directory`")
	llvm   = flag.String("llvm", "", "the `version` of LLVM to build the driver with")
	chosen = flag.String("go", "", "`versions` of Go, between commas, instead of the oldest and the newest")
	only   = flag.String("only", "", "only steps whose name matches `regexp`: tests of the core, checking build, driver and archive")
	write  = flag.String("write", "", "put the table between the comments <!-- go --> of this file")
)

func main() {
	flag.Parse()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "toolchains:", err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := filepath.Abs(*root)
	if err != nil {
		return err
	}
	versions := strings.Split(*chosen, ",")
	if *chosen == "" {
		if versions, err = ends(dir); err != nil {
			return err
		}
	}
	wanted, err := regexp.Compile(*only)
	if err != nil {
		return err
	}
	head, rule, rows := "| Go |", "|---|", ""
	for _, s := range steps {
		if wanted.MatchString(s.name) {
			head, rule = head+" "+s.name+" |", rule+"---|"
		}
	}
	var wrong []error
	for _, v := range versions {
		t := toolchain{root: dir, version: v}
		row := "| " + v + " |"
		for _, step := range steps {
			if !wanted.MatchString(step.name) {
				continue
			}
			started := time.Now()
			if err := step.run(t); err != nil {
				wrong = append(wrong, fmt.Errorf("Go %s: %s: %w", v, step.name, err))
				row += " fail |"
				continue
			}
			fmt.Printf("Go %-8s %-20s hold, %.0f s\n", v, step.name, time.Since(started).Seconds())
			row += " pass |"
		}
		rows += row + "\n"
	}
	table := head + "\n" + rule + "\n" + rows
	fmt.Print("\n", table)
	if *write != "" {
		old, err := os.ReadFile(*write)
		if err != nil {
			return err
		}
		document, err := page.Put(string(old), "go", table)
		if err != nil {
			return err
		}
		if err := os.WriteFile(*write, []byte(document), 0o666); err != nil {
			return err
		}
	}
	return errors.Join(wrong...)
}

// ends finds the first release of the version in go.mod, and the newest release of all.
func ends(dir string) ([]string, error) {
	mod, err := output(dir, "go", "list", "-m", "-f", "{{.GoVersion}}")
	if err != nil {
		return nil, err
	}
	// The versions of this module are v0.0.1-go1.26.0.linux-amd64 and so on.
	list, err := output(dir, "go", "list", "-m", "-versions", "golang.org/toolchain")
	if err != nil {
		return nil, err
	}
	released := releases(list, runtime.GOOS+"-"+runtime.GOARCH)
	oldest := slices.IndexFunc(released, func(v string) bool { return version.Compare("go"+v, "go"+mod) >= 0 })
	if oldest < 0 {
		return nil, fmt.Errorf("no release of Go is as new as go.mod's %s", mod)
	}
	return slices.Compact([]string{released[oldest], released[len(released)-1]}), nil
}

// releases picks the releases for a machine out of the toolchain module's versions, oldest first:
// no betas, no candidates.
func releases(list, machine string) (found []string) {
	for _, field := range strings.Fields(list) {
		v, ok := strings.CutPrefix(field, "v0.0.1-go")
		v, fits := strings.CutSuffix(v, "."+machine)
		if ok && fits && strings.Count(v, ".") == 2 && strings.Trim(v, "0123456789.") == "" {
			found = append(found, v)
		}
	}
	slices.SortFunc(found, func(a, b string) int { return version.Compare("go"+a, "go"+b) })
	return found
}

// A toolchain is one version of Go, and the checkout that it builds.
type toolchain struct{ root, version string }

// in runs a command in a folder of the checkout with this Go.
func (t toolchain) in(folder, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = filepath.Join(t.root, folder)
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN=go"+t.version)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}

// path is a place for what this Go makes.
func (t toolchain) path(name string) string {
	return filepath.Join(t.root, "build", "go-"+t.version, name)
}

// The steps are the columns of the table.
var steps = []struct {
	name string
	run  func(toolchain) error
}{
	{"tests of the core", toolchain.core},
	{"checking build", toolchain.checking},
	{"driver and archive", toolchain.native},
}

func (t toolchain) core() error {
	// That it is this Go, and not the one that started this program.
	cmd := exec.Command("go", "env", "GOVERSION")
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN=go"+t.version)
	if out, err := cmd.Output(); err != nil || strings.TrimSpace(string(out)) != "go"+t.version {
		return fmt.Errorf("go env GOVERSION: %s, %v", out, err)
	}
	return errors.Join(t.in(".", "go", "vet", "./..."), t.in(".", "go", "test", "./..."))
}

func (t toolchain) checking() error {
	archive := t.path("libori_rt_cgo.a")
	if err := t.in(".", "go", "build", "-trimpath", "-buildmode=c-archive", "-o", archive, "./cgo"); err != nil {
		return err
	}
	return t.hello(archive)
}

func (t toolchain) native() error {
	driver, lib := t.path("oribuild"), t.path("lib")
	if err := t.in("llvm", "go", "build", "-tags", "llvm"+*llvm, "-o", driver, "./cmd/oribuild"); err != nil {
		return err
	}
	if err := t.in(".", driver, "-o", lib); err != nil {
		return err
	}
	archive := filepath.Join(lib, "libori_rt.a")
	if err := t.hello(archive); err != nil {
		return err
	}
	return t.in("llvm", "go", "run", "-tags", "llvm"+*llvm, "./cmd/oriconform", "-root", "..", "-archive", archive)
}

// hello links examples/hello.c with an archive and runs it.
func (t toolchain) hello(archive string) error {
	program := t.path("hello")
	if err := t.in(".", "cc", "-Iinclude", "examples/hello.c", archive, "-pthread", "-o", program); err != nil {
		return err
	}
	printed, err := output(t.root, program)
	if err == nil && printed != "a begins with 1, b with 5" {
		err = fmt.Errorf("prints %q", printed)
	}
	return err
}

func output(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w", cmd, err)
	}
	return strings.TrimSpace(string(out)), nil
}
