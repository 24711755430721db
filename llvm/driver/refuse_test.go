package driver

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"libori.org/rt/abi"
	"tinygo.org/x/go-llvm"
)

// What the driver refuses, and that it says where.

func refused(t *testing.T, o Options, parts ...string) {
	t.Helper()
	_, err := Build(o)
	if err == nil {
		t.Fatalf("no error with %q", parts)
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error does not say %q: %v", part, err)
		}
	}
}

// Every line of testdata/lint that says what it wants is reported so, and no
// other.
func TestLintFindsEachConstructAndItsLine(t *testing.T) {
	source, err := os.ReadFile("testdata/lint/lint.go")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	comment := regexp.MustCompile(`// want "(.*)"`)
	for i, line := range strings.Split(string(source), "\n") {
		if found := comment.FindStringSubmatch(line); found != nil {
			want = append(want, strings.Join([]string{"lint.go", strconv.Itoa(i + 1), found[1]}, ":"))
		}
	}
	_, err = Build(small("lint", n))
	if err == nil {
		t.Fatal("no error")
	}
	var got []string
	report := regexp.MustCompile(`(?m)^\t(.*):(\d+):\d+: (.*)$`)
	for _, found := range report.FindAllStringSubmatch(err.Error(), -1) {
		got = append(got, strings.Join(found[1:], ":"))
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
		t.Errorf("reported (-want +got):\n%s\n%v", diff, err)
	}
}

// Most of the standard library does not even type-check.
func TestImportOfTheStandardLibraryIsRefused(t *testing.T) {
	refused(t, small("imports", n), "imports.go:6:2: package fmt", "imports.go:7:2: package strings")
}

func TestEscapingVariableIsRefused(t *testing.T) {
	refused(t, small("escape", abi.Param{Name: "slot", Type: abi.Pointer}, n),
		"cannot live on the stack", "escape.go:8: it is stored in memory", "escape.go:9")
}

func TestInitialValueMustBeConstant(t *testing.T) {
	refused(t, small("initial", n), "initial value is not a constant, in initial:")
}

func TestExportMustMatchItsThunk(t *testing.T) {
	base, eq := abi.Param{Name: "base", Type: abi.Pointer}, abi.Param{Name: "eq", Type: abi.EqFn}
	refused(t, small("specialise", base, n), "entry and specialise.Entry differ", "2 parameters and 3")
	refused(t, small("specialise", base, eq, n), "parameter 1 is ptr and i64")
	result := small("specialise", base, n, eq)
	result.Exports[0].Result.Type = abi.Pointer
	refused(t, result, "the result is ptr and i64")
	missing := small("specialise", base, n, eq)
	missing.Exports[0].Thunk = "Absent"
	refused(t, missing, "no Go function specialise.Absent")
}

// Every declaration in package runtime has a body and the other way round.
func TestSeamFitsItsDeclarations(t *testing.T) {
	o := real()
	p, err := load(&o)
	if err != nil {
		t.Fatal(err)
	}
	if declared := p.seamDeclarations(); !slices.Contains(declared, "libori.org/rt/runtime.systemMalloc") || !slices.Contains(declared, "runtime.lookupPanic") {
		t.Fatalf("declarations %q", declared)
	}
	text := p.seamText(&o)
	for _, change := range []struct{ from, to, says string }{
		{"", "", ""},
		{`@"libori.org/rt/runtime.Fill"`, `@"libori.org/rt/runtime.Fall"`, "libori.org/rt/runtime.Fill has no body"},
		{`@"libori.org/rt/runtime.Fill"`, `@"libori.org/rt/runtime.Fall"`, "libori.org/rt/runtime.Fall has a body but is not declared"},
		{`@"libori.org/rt/runtime.systemFree"(ptr %p`, `@"libori.org/rt/runtime.systemFree"(i64 %more, ptr %p`, "libori.org/rt/runtime.systemFree is declared"},
	} {
		m, err := p.compile()
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.parseSeam(m, strings.Replace(text, change.from, change.to, 1))
		switch {
		case change.says == "" && err != nil:
			t.Errorf("unchanged: %v", err)
		case change.says != "" && (err == nil || !strings.Contains(err.Error(), change.says)):
			t.Errorf("not %q but %v", change.says, err)
		}
		m.Context().Dispose()
	}
}

func TestUnlistedSymbolsAreRefused(t *testing.T) {
	o := Options{Exports: []abi.Export{{Name: "listed"}, {Name: "absent"}}}
	err := checkSymbols([]Symbol{{Name: "listed", Exported: true}, {Name: "extra", Exported: true}, {Name: "helper"}},
		[]string{"malloc", "printf"}, &o)
	if err == nil {
		t.Fatal("no error")
	}
	want := []string{"extra is in the export table: false; visible: true", "absent is not defined", "printf is undefined and not libc's"}
	got := strings.Split(err.Error(), "\n\t")[1:]
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("wrong symbols (-want +got):\n%s", diff)
	}
}

// Which addresses stay in their function.
func TestStackSlots(t *testing.T) {
	for _, c := range []struct{ name, body, escapes string }{
		{"loaded and stored to", `
			store i64 1, ptr %v
			%x = load i64, ptr %v`, ""},
		{"chosen by a condition", `
			%p = select i1 %c, ptr %v, ptr %q
			store i64 1, ptr %p`, ""},
		{"chosen by a branch", `
			br i1 %c, label %a, label %b
		a:
			br label %b
		b:
			%p = phi ptr [ %v, %entry ], [ %q, %a ]
			store i64 1, ptr %p`, ""},
		{"returned by a function that is followed", `
			%p = call ptr @same(ptr %v)
			%p2 = call ptr @same(ptr %p)
			store i64 1, ptr %p2`, ""},
		{"returned by that function a second time and stored", `
			%p = call ptr @same(ptr %v)
			%p2 = call ptr @same(ptr %p)
			store ptr %p2, ptr %q`, "it is stored in memory"},
		{"taken as a number", `
			%x = ptrtoint ptr %v to i64`, ""},
		{"passed without capture", `
			call void @look(ptr %v)`, ""},
		{"stored", `
			store ptr %v, ptr %q`, "it is stored in memory"},
		{"passed to who knows whom", `
			call void @keep(ptr %v)`, "it is passed to keep"},
		{"passed to a pointer", `
			call void %q(ptr %v)`, "it is passed to an unknown function"},
		{"stored by a function that is followed", `
			call void @store(ptr %v, ptr %q)`, "it is stored in memory"},
		{"passed to a recursive function", `
			call void @again(ptr %v)`, "it is passed to a recursive function"},
		{"carried around a loop", `
			br label %loop
		loop:
			%last = phi ptr [ %q, %entry ], [ %w, %loop ]
			%w = call ptr @runtime.alloc(i64 8, ptr null, ptr undef)
			store i64 1, ptr %last
			br i1 %c, label %loop, label %end
		end:`, "it may be carried into the next round of a loop"},
		{"stored in another slot and loaded there", `
			%s = alloca [2 x ptr]
			%f = getelementptr i8, ptr %s, i64 8
			store ptr %v, ptr %f
			%p = load ptr, ptr %s
			store i64 1, ptr %p`, ""},
		{"loaded from another slot by a function that is followed", `
			%s = alloca ptr
			store ptr %v, ptr %s
			call void @refill(ptr %s)`, ""},
		{"loaded from another slot and stored", `
			%s = alloca ptr
			store ptr %v, ptr %s
			%p = load ptr, ptr %s
			store ptr %p, ptr %q`, "it is stored in memory"},
		{"stored in another slot whose address gets away", `
			%s = alloca ptr
			store ptr %v, ptr %s
			store ptr %s, ptr %q`, "it is stored in memory"},
		{"stored in another slot that is looked at by who knows whom", `
			%s = alloca ptr
			store ptr %v, ptr %s
			call void @look(ptr %s)`, "it is passed to look"},
		{"a number beside it is passed on", `
			%p = call { ptr, i64 } @pair(ptr %v)
			%n = extractvalue { ptr, i64 } %p, 1
			call void @number(i64 %n)`, ""},
		{"too large", `
			%w = call ptr @runtime.alloc(i64 4097, ptr null, ptr undef)
			store i64 1, ptr %w`, "its size is variable or above 4096 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx := llvm.NewContext()
			defer ctx.Dispose()
			m := ctx.NewModule("slots")
			err := linkText(m, c.name, `
				declare ptr @runtime.alloc(i64, ptr, ptr)
				declare void @look(ptr nocapture)
				declare void @keep(ptr)
				define ptr @same(ptr %p) {
					ret ptr %p
				}
				define void @store(ptr %p, ptr %q) {
					store ptr %p, ptr %q
					ret void
				}
				define void @refill(ptr %s) {
					%p = load ptr, ptr %s
					store i64 1, ptr %p
					store ptr %p, ptr %s
					ret void
				}
				define { ptr, i64 } @pair(ptr %p) {
					%r = insertvalue { ptr, i64 } undef, ptr %p, 0
					ret { ptr, i64 } %r
				}
				declare void @number(i64)
				define void @again(ptr %p) {
					call void @again(ptr %p)
					ret void
				}
				define void @f(i1 %c, ptr %q) {
				entry:
					%v = call ptr @runtime.alloc(i64 8, ptr null, ptr undef)
				`+c.body+`
					ret void
				}`)
			if err != nil {
				t.Fatal(err)
			}
			var reasons []string
			for _, e := range useStackSlots(m, 16) {
				reasons = append(reasons, e.reason)
			}
			if got := strings.Join(reasons, "; "); got != c.escapes {
				t.Errorf("escapes %q, want %q", got, c.escapes)
			}
			if err := verify(m, "stack slots"); err != nil {
				t.Error(err)
			}
		})
	}
}
