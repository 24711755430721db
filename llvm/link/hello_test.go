package link

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tinygo.org/x/go-llvm"
)

var libraries = flag.String("lib", "../../build/lib", "directory of the library's builds")

const (
	example = "../../examples/hello.c"
	include = "-I../../include"
	prints  = "a begins with 1, b with 5\n"
)

// clang is the compiler of the LLVM that the bitcode was made with.
func clang() string {
	major, _, _ := strings.Cut(llvm.Version, ".")
	return "clang-" + major
}

// run runs a command and returns its output.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

func requireBuild(t *testing.T, name string) Build {
	t.Helper()
	b, err := Find(*libraries, name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The C example compiles without a warning, links and runs with every build,
// its exit code being the number of live allocations.
func TestExample(t *testing.T) {
	for _, b := range Builds("") {
		b := requireBuild(t, b.Name)
		for _, compiler := range []string{"gcc", clang()} {
			if b.Bitcode != "" && compiler == "gcc" {
				continue // gcc reads no bitcode
			}
			for _, level := range []string{"-O0", "-O2"} {
				t.Run(b.Name+"/"+compiler+level, func(t *testing.T) {
					exe := filepath.Join(t.TempDir(), "hello")
					args := []string{"-Wall", "-Wextra", "-pedantic", "-Werror", level, include, example}
					if b.Bitcode != "" {
						args = append(args, "-Xclang", "-mlink-builtin-bitcode", "-Xclang", b.Bitcode)
					}
					args = append(append(args, b.Library, "-o", exe), b.Flags...)
					run(t, compiler, args...)
					if got := run(t, exe); got != prints {
						t.Errorf("prints %q, want %q", got, prints)
					}
				})
			}
		}
	}
}

// With the bitcode no call of a push, retain or release is left in the object.
func TestClangInlinesBitcode(t *testing.T) {
	b := requireBuild(t, "inline")
	object := filepath.Join(t.TempDir(), "hello.o")
	run(t, clang(), "-O2", "-c", include, example, "-Xclang", "-mlink-builtin-bitcode", "-Xclang", b.Bitcode, "-o", object)
	symbols := run(t, "nm", "--undefined-only", object)
	for _, inlined := range []string{"ori_list_push_cow", "ori_list_rc_inc", "ori_buffer_rc_dec"} {
		if strings.Contains(symbols, inlined+"\n") {
			t.Errorf("%s is not inlined; undefined in the object:\n%s", inlined, symbols)
		}
	}
}

// The recipe with LLVM's tools, for compilers in other languages.
func TestToolsRecipe(t *testing.T) {
	major := strings.TrimPrefix(clang(), "clang")
	b := requireBuild(t, "inline")
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	run(t, clang(), "-O1", "-Xclang", "-disable-llvm-passes", "-S", "-emit-llvm", include, example, "-o", file("program.ll"))
	run(t, "llvm-link"+major, "--only-needed", file("program.ll"), b.Bitcode, "-o", file("linked.bc"))
	run(t, "opt"+major, "-passes=default<O2>", file("linked.bc"), "-o", file("optimised.bc"))
	run(t, "llc"+major, "-O2", "-filetype=obj", "-relocation-model=pic", file("optimised.bc"), "-o", file("program.o"))
	run(t, "cc", file("program.o"), b.Library, "-o", file("program"))
	if got := run(t, file("program")); got != prints {
		t.Errorf("prints %q, want %q", got, prints)
	}
	info, err := os.Stat(file("linked.bc"))
	if err != nil {
		t.Fatal(err)
	}
	if whole, _ := os.Stat(b.Bitcode); info.Size() > whole.Size()/2 {
		t.Errorf("--only-needed took %d of %d bytes of bitcode", info.Size(), whole.Size())
	}
}
