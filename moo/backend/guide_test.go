package backend_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"tinygo.org/x/go-llvm"

	"libori.org/rt/moo"
	"libori.org/rt/moo/backend"
	"libori.org/rt/tests/need"
)

var update = flag.Bool("update", false, "write the IR into docs/backend-guide.md again")

var guideFile = filepath.Join("..", "..", "docs", "backend-guide.md")

var (
	irBlock  = regexp.MustCompile("(?s)```llvm ([^\n]+)\n(.*?)```\n")
	mooBlock = regexp.MustCompile("(?s)```moo\n(.*?)```\n")
)

// In the guide, every block of Moo is followed by the IR of some functions of its
// module: this is what the backend emits.
func TestGuideShowsTheIRThatIsEmitted(t *testing.T) {
	if !strings.HasPrefix(llvm.Version, "22.") {
		t.Skip("the guide shows what LLVM 22 prints")
	}
	guide, err := os.ReadFile(guideFile)
	if err != nil {
		t.Fatal(err)
	}
	text := string(guide)
	var fresh strings.Builder
	starts := mooBlock.FindAllStringSubmatchIndex(text, -1)
	if len(starts) < 8 {
		t.Fatalf("only %d programs in the guide", len(starts))
	}
	fresh.WriteString(text[:starts[0][0]])
	for i, at := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		module := moduleOf(t, text[at[2]:at[3]])
		fresh.WriteString(irBlock.ReplaceAllStringFunc(text[at[0]:end], func(block string) string {
			name := irBlock.FindStringSubmatch(block)[1]
			return "```llvm " + name + "\n" + definition(t, module, name) + "```\n"
		}))
	}
	if *update {
		if err := os.WriteFile(guideFile, []byte(fresh.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(text, fresh.String()); diff != "" {
		t.Errorf("the guide (-) is not what is emitted (+); go test -run Guide -update writes it again:\n%s", diff)
	}
}

func moduleOf(t *testing.T, program string) string {
	t.Helper()
	unit, err := moo.Load("guide.moo", program+"\nfn main() { }\n")
	if err != nil {
		t.Fatal(err)
	}
	m, err := backend.Emit(unit, backend.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Dispose()
	return m.LLVM.String()
}

// What the guide leaves out of the IR; its section on the optimiser says what the
// attributes and metadata are.
var noise = regexp.MustCompile(` #\d+|, align \d+| +; preds = .*|dso_local |, !(tbaa|range|prof) !\d+` +
	`| (noalias|noundef|nonnull|readonly|writable|captures\(none\)|align \d+|dereferenceable\(\d+\))`)

// definition cuts a function out of a module: a Moo function by its name, or any
// by its LLVM name in quotes or with a dot.
func definition(t *testing.T, module, name string) string {
	t.Helper()
	symbol := "@" + name + "("
	if !strings.ContainsAny(name, `".`) {
		symbol = "@moo." + name + "("
	}
	for _, f := range strings.SplitAfter(module, "\n}\n") {
		start := strings.Index(f, "define ")
		if start >= 0 && strings.Contains(strings.SplitN(f[start:], "\n", 2)[0], symbol) {
			return noise.ReplaceAllString(f[start:], "")
		}
	}
	t.Fatalf("no function %s in\n%s", name, module)
	return ""
}

// The guide begins with a program made by hand from an empty folder. It works as
// it stands there.
func TestGuideCanBeFollowedFromAnEmptyFolder(t *testing.T) {
	guide, err := os.ReadFile(guideFile)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(guide), "```sh\n")
	script, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("no commands in the guide")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "build", "lib", "libori_rt_inline.bc")); err != nil {
		need.Missing(t, "%v; make lib makes it", err)
	}
	for _, tool := range []string{"llvm-link-22", "opt-22", "llc-22"} {
		if _, err := exec.LookPath(tool); err != nil {
			need.Missing(t, "%v", err)
		}
	}
	cmd := exec.Command("sh", "-e", "-c", script)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "ORI="+root)
	out, err := cmd.CombinedOutput()
	if err != nil || string(out) != "first has 1, second has 2\n" {
		t.Errorf("%v\n%s", err, out)
	}
}
