// Command platforms links programs with the archive in the ways that
// docs/porting.md lists, and runs them: C libraries, kinds of executables,
// link-time optimisation, sanitizers.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A way is a compiler and the flags that matter.
type way struct {
	name  string
	cc    string
	flags string
	needs string // a Debian package
}

var ways = []way{
	{"glibc", "gcc", "-O2", ""},
	{"static", "gcc", "-O2 -static", ""},
	{"static-pie", "gcc", "-O2 -static-pie", ""},
	{"no-pie", "gcc", "-O2 -fno-pie -no-pie", ""},
	{"gc-sections", "gcc", "-O2 -ffunction-sections -Wl,--gc-sections", ""},
	{"GCC's LTO", "gcc", "-O2 -flto", ""},
	{"-fsanitize=address", "gcc", "-O1 -fsanitize=address", ""},
	{"-fsanitize=undefined", "gcc", "-O1 -fsanitize=undefined", ""},
	{"-fsanitize=thread", "clang-VERSION", "-O1 -fsanitize=thread", "clang-VERSION"},
	{"-fcf-protection", "gcc", "-O2 -fcf-protection", ""},
	{"clang", "clang-VERSION", "-O2", "clang-VERSION"},
	{"musl", "musl-gcc", "-O2", "musl-tools"},
	{"musl, static", "musl-gcc", "-O2 -static", "musl-tools"},
}

// Two threads share a list of counted objects, and each changes its own.
//
//go:embed testdata/threads.c
var threads []byte

func main() {
	root := flag.String("root", ".", "the project's `directory`")
	lib := flag.String("lib", "build/lib/libori_rt.a", "the archive to test")
	version := flag.String("llvm", "", "the `version` of clang")
	flag.Parse()
	if err := run(*root, *lib, *version); err != nil {
		fmt.Fprintln(os.Stderr, "platforms:", err)
		os.Exit(1)
	}
}

func run(root, lib, version string) error {
	dir, err := os.MkdirTemp("", "platforms")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	source := filepath.Join(dir, "threads.c")
	if err := os.WriteFile(source, threads, 0o666); err != nil {
		return err
	}
	for _, w := range ways {
		cc := strings.ReplaceAll(w.cc, "VERSION", version)
		if _, err := exec.LookPath(cc); err != nil && w.needs != "" {
			need := exec.Command(filepath.Join(root, "tools", "need.sh"), strings.ReplaceAll(w.needs, "VERSION", version))
			need.Stderr = os.Stderr
			if err := need.Run(); err != nil {
				return fmt.Errorf("%s: %s is needed: %w", w.name, cc, err)
			}
		}
		for file, want := range map[string]string{
			filepath.Join(root, "examples", "hello.c"): "a begins with 1, b with 5\n",
			source: "2 threads, 0 alive\n",
		} {
			exe := filepath.Join(dir, "program")
			args := append(strings.Fields(w.flags), "-I", filepath.Join(root, "include"), file, lib, "-lpthread", "-o", exe)
			if out, err := exec.Command(cc, args...).CombinedOutput(); err != nil {
				return fmt.Errorf("%s: %s %s: %w\n%s", w.name, cc, strings.Join(args, " "), err, out)
			}
			out, err := exec.Command(exe).CombinedOutput()
			if err != nil || string(out) != want {
				return fmt.Errorf("%s: %s prints %q, %v; want %q", w.name, filepath.Base(file), out, err, want)
			}
		}
		fmt.Printf("%-22s %s %s: links and runs\n", w.name, cc, w.flags)
	}
	return nil
}
