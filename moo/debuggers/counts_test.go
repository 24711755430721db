package debuggers

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/llvm/irutil"
	"libori.org/rt/llvm/link"
	"libori.org/rt/moo"
	"libori.org/rt/moo/build"
)

// compileMoo compiles a program with lines and without optimisation, as change leaves its module.
func compileMoo(t *testing.T, file, runtime string, change func(*irb.Module)) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	unit, err := moo.Load(file, string(text))
	if err != nil {
		t.Fatal(err)
	}
	b, err := link.Find(filepath.Join(root, "build", "lib"), runtime)
	if err != nil {
		t.Fatal(err)
	}
	p, err := build.Program(unit, build.Options{Build: b, Include: root + "/include", Dir: t.TempDir(), Name: "program", Level: "O0", Debug: true, Change: change})
	if err != nil {
		t.Fatal(err)
	}
	return p.Path
}

// calls returns the calls in functions of the program of what a name matches.
func calls(m *irb.Module, name *regexp.Regexp) (found []llvm.Value) {
	for fn := range irutil.Functions(m.LLVM) {
		if !strings.HasPrefix(fn.Name(), "moo.") {
			continue
		}
		for b := fn.FirstBasicBlock(); !b.IsNil(); b = llvm.NextBasicBlock(b) {
			for i := b.FirstInstruction(); !i.IsNil(); i = llvm.NextInstruction(i) {
				if !i.IsACallInst().IsNil() && name.MatchString(i.CalledValue().Name()) {
					found = append(found, i)
				}
			}
		}
	}
	return found
}

var (
	retains  = regexp.MustCompile(`^(inc |ori_.*rc_inc$)`)
	releases = regexp.MustCompile(`^(dec |ori_.*rc_dec$)`)
)

// A compiler that forgets any one retain, or repeats any one release, is found out.
func TestEveryWrongCountInEmittedCodeIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a program for each call that counts")
	}
	const program = "testdata/counts.moo"
	for _, kind := range []struct {
		name  string
		calls *regexp.Regexp
		spoil func(call llvm.Value)
	}{
		{"a retain is missing", retains, func(call llvm.Value) { call.EraseFromParentAsInstruction() }},
		{"a release is repeated", releases, func(call llvm.Value) {
			callee := call.CalledValue()
			var args []llvm.Value
			for i := range callee.ParamsCount() {
				args = append(args, call.Operand(i))
			}
			b := callee.GlobalParent().Context().NewBuilder()
			defer b.Dispose()
			b.SetInsertPointBefore(call)
			again := b.CreateCall(callee.GlobalValueType(), callee, args, "")
			again.InstructionSetDebugLoc(call.InstructionDebugLoc())
		}},
	} {
		t.Run(kind.name, func(t *testing.T) {
			n, found := 1, 0
			for i := 0; i < n; i++ {
				exe := compileMoo(t, program, "cgo", func(m *irb.Module) {
					all := calls(m, kind.calls)
					n = len(all)
					kind.spoil(all[i])
				})
				var stderr bytes.Buffer
				cmd := exec.Command(exe)
				cmd.Stderr = &stderr
				cmd.Env = append(os.Environ(), "ORI_CHECK=all")
				if err := cmd.Run(); err == nil {
					t.Errorf("call %d of %d: nothing is found", i, n)
					continue
				}
				if !regexp.MustCompile(`(?m)^    (lists|grids|maps|sets|texts|boxes|main) +\S*counts\.moo:\d+$`).MatchString(stderr.String()) {
					t.Errorf("call %d of %d: no line of the program in\n%s", i, n, stderr.String())
				}
				found++
			}
			t.Logf("%d of %d found", found, n)
			if n < 8 {
				t.Errorf("only %d calls that count", n)
			}
		})
	}
}

// The top of the profile of a program with a stray reference names its line.
func TestTheProfileNamesTheLine(t *testing.T) {
	for _, test := range []struct{ program, want string }{
		{"slow", `(?m)^ +\S+ +100% +100% .* record \S*slow\.moo:5`},
		{"fixed", `(?m)^Showing nodes accounting for 8B`},
	} {
		exe := compileMoo(t, root+"/examples/debugging/"+test.program+".moo", "cgo", nil)
		profile := filepath.Join(t.TempDir(), "copies.pb.gz")
		cmd := exec.Command(exe)
		cmd.Env = append(os.Environ(), "ORI_COPY_PROFILE="+profile)
		if out, err := cmd.CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != "1000" {
			t.Fatalf("%v\n%s", err, out)
		}
		out, err := exec.Command("go", "tool", "pprof", "-top", "-lines", profile).CombinedOutput()
		if err != nil || !regexp.MustCompile(test.want).Match(out) {
			t.Errorf("%s: %v: no %s in\n%s", test.program, err, test.want, out)
		}
	}
}

// A program that has the bitcode inlined is told so when it is linked with the checking build.
func TestInlinedBitcodeIsRecognised(t *testing.T) {
	lib := filepath.Join(root, "build", "lib")
	inlined, err := link.Find(lib, "inline")
	if err != nil {
		t.Fatal(err)
	}
	checking, err := link.Find(lib, "cgo")
	if err != nil {
		t.Fatal(err)
	}
	inlined.Library, inlined.Flags = checking.Library, checking.Flags
	text, err := os.ReadFile("testdata/counts.moo")
	if err != nil {
		t.Fatal(err)
	}
	unit, err := moo.Load("counts.moo", string(text))
	if err != nil {
		t.Fatal(err)
	}
	p, err := build.Program(unit, build.Options{Build: inlined, Include: root + "/include", Dir: t.TempDir(), Name: "inlined", Level: "O2"})
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(p.Path).CombinedOutput()
	const want = "ori: checking build: this program was compiled with libori_rt_inline.bc, "
	if err == nil || !strings.HasPrefix(string(out), want) {
		t.Errorf("%v: %s", err, out)
	}
}
