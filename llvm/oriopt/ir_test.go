package oriopt_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irutil"
	"libori.org/rt/llvm/oriopt"
)

// Each file of testdata/ir is a small module that says in comments what the passes
// have to do with it, and what not:
//
//	; passes: prepare,counts      all, if it does not say
//	; gives: TEXT                 stands in the result
//	; gives 2: TEXT               so many times
//	; not: TEXT                   does not stand in it
//	; says: TEXT                  stands in the report
//	; same                        nothing is done
//	; faults: N                   Verify finds so many; says: then is about these
//
// The declarations of include/ori_rt.ll come with it.
func TestIR(t *testing.T) {
	files, _ := filepath.Glob("testdata/ir/*.ll")
	if len(files) == 0 {
		t.Fatal("no files")
	}
	declarations, err := os.ReadFile(root + "/include/ori_rt.ll")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".ll"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			checkIR(t, string(text), string(declarations))
		})
	}
}

var (
	directive = regexp.MustCompile(`(?m)^; (passes|gives|gives \d+|not|says|same|faults)(?:: (.*))?$`)
	declare   = regexp.MustCompile(`(?m)^declare .*\n`)
)

func checkIR(t *testing.T, text, declarations string) {
	// The file's own declarations and definitions go first.
	ctx := llvm.NewContext()
	defer ctx.Dispose()
	declarations = declare.ReplaceAllStringFunc(declarations, func(line string) string {
		name := regexp.MustCompile(`@\w+`).FindString(line)
		if regexp.MustCompile(`(?m)^(declare|define) .*` + name + `\(`).MatchString(text) {
			return ""
		}
		return line
	})
	m, err := irutil.ParseText(ctx, declarations+text)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Dispose()
	passes := oriopt.All
	faults := -1
	found := directive.FindAllStringSubmatch(text, -1)
	if len(found) == 0 {
		t.Fatal("it says nothing of what must be")
	}
	for _, d := range found {
		switch d[1] {
		case "passes":
			if passes, err = oriopt.ParsePasses(d[2]); err != nil {
				t.Fatal(err)
			}
		case "faults":
			if faults, err = strconv.Atoi(d[2]); err != nil {
				t.Fatal(err)
			}
		}
	}
	var report strings.Builder
	say := func(r oriopt.Remark) { report.WriteString(r.String() + "\n") }
	changes := 0
	if faults >= 0 {
		list := oriopt.Verify(m)
		for _, r := range list {
			say(r)
		}
		if len(list) != faults {
			t.Errorf("%d faults, want %d", len(list), faults)
		}
	} else {
		changes = oriopt.Run(m, oriopt.Options{Passes: passes, Explain: say})
		if err := llvm.VerifyModule(m, llvm.ReturnStatusAction); err != nil {
			t.Fatalf("the result is no valid module: %v\n%s", err, m.String())
		}
	}
	var result strings.Builder
	for f := range irutil.Functions(m) {
		if !f.IsDeclaration() {
			result.WriteString(f.String())
		}
	}
	for _, d := range found {
		switch {
		case d[1] == "gives" && !strings.Contains(result.String(), d[2]):
			t.Errorf("%q is not in the result", d[2])
		case strings.HasPrefix(d[1], "gives "):
			want, _ := strconv.Atoi(strings.TrimPrefix(d[1], "gives "))
			if n := strings.Count(result.String(), d[2]); n != want {
				t.Errorf("%q is %d times in the result, want %d", d[2], n, want)
			}
		case d[1] == "not" && strings.Contains(result.String(), d[2]):
			t.Errorf("%q is in the result", d[2])
		case d[1] == "says" && !strings.Contains(report.String(), d[2]):
			t.Errorf("%q is not in the report", d[2])
		case d[1] == "same" && changes != 0:
			t.Errorf("%d changes, want none", changes)
		}
	}
	if t.Failed() {
		t.Logf("report:\n%sresult:\n%s", report.String(), result.String())
	}
}
