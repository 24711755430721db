// Command examples builds and runs the examples of other people's programs as
// their readers do: from an installed library, each in a copy of its folder that
// holds nothing else, and compares what they print with the file expected.
//
//	examples                 all
//	examples -run 'c-|rust'  those whose name matches
//
// What an example needs it gets (tools/need.sh), or the run fails. Only Swift,
// which Debian does not have, is left out where there is no swiftc.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
)

// An example is a folder of examples/ with a Makefile whose target run prints
// what the file expected holds.
type example struct {
	name  string
	tools []string // commands that it needs, VERSION standing for LLVM's
	needs []string // Debian packages that bring them
}

var examples = []example{
	{"c-pkgconfig", []string{"pkg-config", "cc"}, []string{"pkg-config"}},
	{"cpp", []string{"pkg-config", "c++"}, []string{"pkg-config", "g++"}},
	{"cmake", []string{"cmake", "clang-VERSION"}, []string{"cmake", "clang-VERSION"}},
	{"rust", []string{"pkg-config", "cargo"}, []string{"pkg-config", "cargo"}},
	{"go", []string{"pkg-config", "go"}, []string{"pkg-config"}},
	{"memo", []string{"pkg-config", "go"}, []string{"pkg-config"}},
	{"ir", []string{"pkg-config", "llc-VERSION"}, []string{"pkg-config", "llvm-VERSION"}},
	{"lto", []string{"pkg-config", "clang-VERSION", "ld.lld-VERSION"}, []string{"pkg-config", "clang-VERSION", "lld-VERSION"}},
	{"backend-cpp", []string{"pkg-config", "c++", "llvm-config-VERSION"}, []string{"pkg-config", "g++", "llvm-VERSION-dev"}},
	{"jit-cpp", []string{"pkg-config", "c++", "llvm-config-VERSION"}, []string{"pkg-config", "g++", "llvm-VERSION-dev"}},
	{"jit-c", []string{"pkg-config", "cc", "llvm-config-VERSION"}, []string{"pkg-config", "llvm-VERSION-dev"}},
	{"swift", []string{"swiftc"}, nil},
}

func main() {
	root := flag.String("root", ".", "the project's `directory`")
	lib := flag.String("lib", "build/lib", "the `directory` of the library's builds")
	version := flag.String("llvm", "", "the `version` of LLVM that made the bitcode")
	match := flag.String("run", "", "only examples whose name matches `regexp`")
	flag.Parse()
	if err := run(*root, *lib, *version, *match); err != nil {
		fmt.Fprintln(os.Stderr, "examples:", err)
		os.Exit(1)
	}
}

func run(root, lib, version, match string) error {
	wanted, err := regexp.Compile(match)
	if err != nil {
		return err
	}
	if err := allListed(root); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "ori_examples")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	prefix := filepath.Join(dir, "usr")
	install := exec.Command("go", "run", "./packaging", "install", "-prefix", prefix, "-lib", lib, "-bitcode", version+"="+lib)
	install.Dir = root
	if out, err := install.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", install, err, out)
	}
	before, err := files(prefix)
	if err != nil {
		return err
	}
	failed := 0
	for _, e := range examples {
		if !wanted.MatchString(e.name) {
			continue
		}
		started := time.Now()
		skipped, err := e.run(root, dir, prefix, version)
		switch {
		case err != nil:
			failed++
			fmt.Printf("%-12s FAILED\n%v\n", e.name, err)
		case skipped != "":
			fmt.Printf("%-12s left out: there is no %s here\n", e.name, skipped)
		default:
			fmt.Printf("%-12s as expected, %.1f s\n", e.name, time.Since(started).Seconds())
		}
	}
	// The examples' builds change nothing in the tree, and uninstalling empties it.
	after, err := files(prefix)
	if err != nil {
		return err
	}
	if diff := cmp.Diff(before, after); diff != "" {
		failed++
		fmt.Printf("the examples changed the installed tree (-before +after):\n%s", diff)
	}
	uninstall := exec.Command("go", append([]string{"run", "./packaging", "uninstall"}, install.Args[4:]...)...)
	uninstall.Dir = root
	if out, err := uninstall.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", uninstall, err, out)
	}
	if left, err := files(prefix); err != nil || len(left) > 0 {
		failed++
		fmt.Printf("uninstalling left %q, %v\n", left, err)
	}
	if failed > 0 {
		return fmt.Errorf("%d failed", failed)
	}
	return nil
}

// allListed fails if there is an example that nobody runs.
func allListed(root string) error {
	makefiles, err := filepath.Glob(filepath.Join(root, "examples", "*", "Makefile"))
	for _, file := range makefiles {
		name := filepath.Base(filepath.Dir(file))
		if !slices.ContainsFunc(examples, func(e example) bool { return e.name == name }) {
			return fmt.Errorf("examples/%s is not in the list", name)
		}
	}
	return err
}

// files lists the files below dir, if it exists.
func files(dir string) (list []string, err error) {
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		return nil, nil
	}
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, path)
		}
		return err
	})
	return list, err
}

// run runs an example in a folder of its own and returns what is missing if it
// is to be left out.
func (e example) run(root, dir, prefix, version string) (missing string, err error) {
	concrete := func(name string) string { return strings.ReplaceAll(name, "VERSION", version) }
	for _, tool := range e.tools {
		if _, err := exec.LookPath(concrete(tool)); err == nil {
			continue
		}
		if e.needs == nil {
			return tool, nil
		}
		var packages []string
		for _, p := range e.needs {
			packages = append(packages, concrete(p))
		}
		need := exec.Command(filepath.Join(root, "tools", "need.sh"), packages...)
		need.Stderr = os.Stderr
		if err := need.Run(); err != nil {
			return "", fmt.Errorf("%s is needed: %w", tool, err)
		}
	}
	// examples/hello.c is shared by several.
	folder := filepath.Join(dir, "work-"+e.name, e.name)
	if err := os.CopyFS(folder, os.DirFS(filepath.Join(root, "examples", e.name))); err != nil {
		return "", err
	}
	hello, err := os.ReadFile(filepath.Join(root, "examples", "hello.c"))
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "..", "hello.c"), hello, 0o666)
	}
	if err != nil {
		return "", err
	}
	want, err := os.ReadFile(filepath.Join(folder, "expected"))
	if err != nil {
		return "", err
	}
	cmd := exec.Command("make", "-s", "run")
	cmd.Dir = folder
	cmd.Env = append(os.Environ(),
		"PKG_CONFIG_PATH="+filepath.Join(prefix, "lib", "pkgconfig"), "CMAKE_PREFIX_PATH="+prefix,
		"CLANG=clang-"+version, "LLVM_VERSION="+version, "GOFLAGS=-mod=mod", "GOWORK=off", "MAKEFLAGS=")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%w\n%s%s", err, stdout.Bytes(), stderr.Bytes())
	}
	if diff := cmp.Diff(string(want), stdout.String()); diff != "" {
		return "", fmt.Errorf("prints (-expected +printed):\n%s", diff)
	}
	return "", nil
}
