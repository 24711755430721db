package oriopt_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irutil"
	"libori.org/rt/llvm/oriopt"
)

const (
	root  = "../.."
	cases = "testdata/cases"
)

// major is the LLVM at hand.
func major() string {
	v, _, _ := strings.Cut(llvm.Version, ".")
	return v
}

func clang(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command("clang-"+major(), args...).CombinedOutput(); err != nil {
		t.Fatalf("clang-%s %s: %v\n%s", major(), strings.Join(args, " "), err, out)
	}
}

// shapes are the forms in which clang's IR comes.
var shapes = []struct {
	name  string
	flags []string
}{
	{"O0", []string{"-O0", "-Xclang", "-disable-O0-optnone"}},
	{"O1-raw", []string{"-O1", "-Xclang", "-disable-llvm-passes"}},
	{"O2", []string{"-O2"}},
}

// compile compiles a C program to a file of bitcode.
func compile(t *testing.T, source, bitcode string, flags ...string) {
	t.Helper()
	clang(t, append([]string{"-w", "-D_GNU_SOURCE", "-I" + root + "/include", "-emit-llvm", "-c", source, "-o", bitcode}, flags...)...)
}

// optimise runs all passes on a file of bitcode and returns the number of changes.
func optimise(t *testing.T, in, out string) int {
	t.Helper()
	ctx := llvm.NewContext()
	defer ctx.Dispose()
	m, err := irutil.ParseFile(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Dispose()
	changes := oriopt.Run(m, oriopt.Options{Passes: oriopt.All})
	if err := llvm.VerifyModule(m, llvm.ReturnStatusAction); err != nil {
		t.Fatalf("%s: oriopt made an invalid module: %v", in, err)
	}
	file, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(llvm.WriteBitcodeToFile(m, file), file.Close()); err != nil {
		t.Fatal(err)
	}
	return changes
}

// library returns a build of the library, which make lib makes.
func library(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(root, "build/lib", name)
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v; make oriopt-needs makes it", err)
	}
	return path
}

// prints runs a program, compares what it prints with a file, and returns how many
// copies it says it made.
func prints(t *testing.T, program, want string) (copies int) {
	t.Helper()
	expected, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "ASAN_OPTIONS=detect_leaks=0", "MALLOC_PERTURB_=213")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	got, err := cmd.Output()
	if err != nil || string(got) != string(expected) {
		t.Errorf("%s: %v\n%s\nprints\n%s\nwant\n%s", program, err, stderr.String(), got, expected)
	}
	copies = -1
	for line := range strings.Lines(stderr.String()) {
		fmt.Sscanf(line, "copies %d", &copies)
	}
	if copies < 0 {
		t.Errorf("%s does not say how many copies it made:\n%s", program, stderr.String())
	}
	return copies
}

// The programs print the same through the pass, in every shape of IR: with the
// checking build, and with the release build, whose memory is AddressSanitizer's then. They
// make no copy more than without the pass.
func TestCases(t *testing.T) {
	sources, _ := filepath.Glob(cases + "/*.c")
	if len(sources) < 23 {
		t.Fatalf("only %d programs", len(sources))
	}
	checking, release := library(t, "libori_rt_cgo.a"), library(t, "libori_rt.a")
	for _, source := range sources {
		name := strings.TrimSuffix(filepath.Base(source), ".c")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			changes := 0
			for i, s := range shapes {
				in, out := filepath.Join(dir, s.name+".bc"), filepath.Join(dir, s.name+".opt.bc")
				exe := filepath.Join(dir, s.name)
				want := filepath.Join(cases, name+".out")
				compile(t, source, in, s.flags...)
				changes += optimise(t, in, out)
				clang(t, "-O1", "-w", in, checking, "-lpthread", "-lm", "-o", exe+"-before")
				clang(t, "-O1", "-w", out, checking, "-lpthread", "-lm", "-o", exe)
				if before, after := prints(t, exe+"-before", want), prints(t, exe, want); after > before {
					t.Errorf("%s, %s: %d copies with the pass, %d without", name, s.name, after, before)
				}
				if i == 1 { // once with every access checked
					compile(t, source, in, append([]string{"-fsanitize=address"}, s.flags...)...)
					optimise(t, in, out)
					clang(t, "-O1", "-w", "-fsanitize=address", out, release, "-lpthread", "-lm", "-o", exe)
					prints(t, exe, want)
				}
			}
			if changes == 0 {
				t.Error("the pass changed nothing: what is tested here?")
			}
		})
	}
}

// With all its checks the checking build finds nothing in a program whose operations are opened,
// though it does not see each of them.
func TestCasesChecked(t *testing.T) {
	t.Setenv("ORI_CHECK", "all")
	dir := t.TempDir()
	for _, name := range []string{"opened", "text_grows"} {
		for _, s := range shapes {
			in, out, exe := filepath.Join(dir, s.name+".bc"), filepath.Join(dir, s.name+".opt.bc"), filepath.Join(dir, s.name)
			compile(t, filepath.Join(cases, name+".c"), in, s.flags...)
			optimise(t, in, out)
			clang(t, "-O1", "-w", out, library(t, "libori_rt_cgo.a"), "-lpthread", "-lm", "-o", exe)
			prints(t, exe, filepath.Join(cases, name+".out"))
		}
	}
}

// The plugin does the same under clang.
func TestPlugin(t *testing.T) {
	plugin, archive := library(t, "oriopt.so"), library(t, "libori_rt_cgo.a")
	for _, name := range []string{"same_value_again", "offset_index", "push_or_set"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			exe := filepath.Join(t.TempDir(), "program")
			clang(t, "-O2", "-w", "-D_GNU_SOURCE", "-fpass-plugin="+plugin, "-I"+root+"/include",
				filepath.Join(cases, name+".c"), archive, "-lpthread", "-lm", "-o", exe)
			prints(t, exe, filepath.Join(cases, name+".out"))
		})
	}
	exe, bc := filepath.Join(t.TempDir(), "program"), filepath.Join(t.TempDir(), "program.bc")
	compile(t, cases+"/same_value_again.c", bc, "-O1", "-Xclang", "-disable-llvm-passes")
	cmd := exec.Command("opt-"+major(), "-load-pass-plugin="+plugin, "-passes=oriopt,default<O2>", bc, "-o", bc)
	cmd.Env = append(os.Environ(), "ORIOPT_EXPLAIN=1")
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("opt: %v\n%s", err, said)
	}
	if !strings.Contains(string(said), "done: ") {
		t.Errorf("with ORIOPT_EXPLAIN the plugin says\n%s", said)
	}
	clang(t, "-O1", bc, archive, "-lpthread", "-lm", "-o", exe)
	prints(t, exe, cases+"/same_value_again.out")
}

func Example() {
	passes, err := oriopt.ParsePasses("prepare,counts")
	fmt.Println(passes == oriopt.Prepare|oriopt.Counts, err)
	_, err = oriopt.ParsePasses("speed")
	fmt.Println(err)
	// Output:
	// true <nil>
	// there is no pass "speed"; there are prepare, counts, calls, windows, open, attributes, all and none
}
