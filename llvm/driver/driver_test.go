package driver

import (
	"bytes"
	"debug/elf"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"libori.org/rt/abi"
	"libori.org/rt/llvm/irutil"
	"tinygo.org/x/go-llvm"
)

// small returns the options for a module in testdata with one function, Entry.
func small(name string, params ...abi.Param) Options {
	return Options{
		Dir: filepath.Join("testdata", name), Thunks: name,
		Exports: []abi.Export{{Name: "entry", Thunk: "Entry", Inline: true, Params: params, Result: abi.Result{Type: abi.Int64}}},
	}
}

var n = abi.Param{Name: "n", Type: abi.Int64}

func TestSharedLibraryExportsTheTableOnly(t *testing.T) {
	l := release.what(t)
	file, err := elf.NewFile(bytes.NewReader(l.Shared))
	if err != nil {
		t.Fatal(err)
	}
	table, err := file.DynamicSymbols()
	if err != nil {
		t.Fatal(err)
	}
	var exported, undefined []string
	for _, s := range table {
		switch {
		case s.Section == elf.SHN_ABS: // the names of the versions
		case s.Version == versionNode+"_PRIVATE":
			if !strings.HasPrefix(s.Name, "ori_rt$") || !strings.Contains(l.InlineText, s.Name) {
				t.Errorf("%s is exported and no name in the inline bitcode", s.Name)
			}
		case s.Section != elf.SHN_UNDEF:
			if want := fmt.Sprintf("%s_%d", versionNode, abi.Version); s.Version != want {
				t.Errorf("%s has version %q, want %s", s.Name, s.Version, want)
			}
			exported = append(exported, s.Name)
		case elf.ST_BIND(s.Info) == elf.STB_GLOBAL:
			undefined = append(undefined, s.Name)
		}
	}
	want := []string{abiSymbol()}
	for _, e := range abi.Exports {
		want = append(want, e.Name)
	}
	slices.Sort(want)
	slices.Sort(exported)
	if diff := cmp.Diff(want, exported); diff != "" {
		t.Errorf("exported (-table +library):\n%s", diff)
	}
	for _, name := range undefined {
		if !slices.Contains(libc, name) {
			t.Errorf("%s is undefined and not libc's", name)
		}
	}
	soname, err := file.DynString(elf.DT_SONAME)
	if err != nil || !slices.Equal(soname, []string{"libori_rt.so.1"}) {
		t.Errorf("soname %q, %v", soname, err)
	}
	for _, section := range file.Sections {
		if section.Name == ".ctors" {
			t.Errorf("the library has constructors")
		}
	}
}

// The archive's index and its symbols are right if a linker finds each of them.
func TestArchiveLinksEverything(t *testing.T) {
	l := release.what(t)
	dir := t.TempDir()
	if err := l.WriteFiles(dir, false); err != nil {
		t.Fatal(err)
	}
	var c strings.Builder
	for _, e := range abi.Exports {
		fmt.Fprintf(&c, "extern char %s[];\n", e.Name)
	}
	c.WriteString("void *volatile all[] = {")
	for _, e := range abi.Exports {
		fmt.Fprintf(&c, "%s, ", e.Name)
	}
	c.WriteString("};\nint main(void) { return 0; }\n")
	program := filepath.Join(dir, "all.c")
	if err := os.WriteFile(program, []byte(c.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "cc", "-o", "all", "all.c", "libori_rt.a")
	run(t, dir, "./all")
	run(t, dir, "cc", "-Wl,--whole-archive", "-o", "whole", "all.c", "libori_rt.a", "-Wl,--no-whole-archive")
	run(t, dir, "./whole")
	members := strings.Fields(run(t, dir, "ar", "t", "libori_rt.a"))
	if len(members) < 50 || !slices.Contains(members, "ori_list_push_cow.o") {
		t.Errorf("members: %q", members)
	}
}

func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
	return string(out)
}

func TestBuildIsDeterministicAndIndependentOfItsDirectory(t *testing.T) {
	here, err := filepath.Abs(moduleDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, build := range []struct {
		name       string
		one, other made
	}{
		{"release", release, releaseElsewhere},
		{"debug", debug, debugElsewhere},
	} {
		one, other := build.one.what(t), build.other.what(t)
		there, err := elsewhere()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range []struct {
			name       string
			one, other []byte
		}{
			{"archive", one.Archive, other.Archive},
			{"shared library", one.Shared, other.Shared},
			{"bitcode", one.Bitcode, other.Bitcode},
			{"inline bitcode", one.Inline, other.Inline},
		} {
			if !bytes.Equal(f.one, f.other) {
				t.Errorf("%s: the %s differs", build.name, f.name)
			}
			for _, dir := range []string{here, there, os.TempDir(), os.Getenv("HOME")} {
				if len(dir) > 1 && bytes.Contains(f.other, []byte(dir)) {
					t.Errorf("%s: the %s names %s", build.name, f.name, dir)
				}
			}
		}
	}
}

// The text of a loop that pushes n integers, as a compiler emits it.
const pushLoop = `
define void @fill(i64 %n, ptr noalias %out) {
entry:
  %elem = alloca i64, align 8
  %list = alloca {i64, i64, ptr}, align 8
  store {i64, i64, ptr} zeroinitializer, ptr %list, align 8
  %cap.at = getelementptr i8, ptr %list, i64 8
  %data.at = getelementptr i8, ptr %list, i64 16
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  store i64 %i, ptr %elem, align 8
  %len = load i64, ptr %list, align 8
  %cap = load i64, ptr %cap.at, align 8
  %data = load ptr, ptr %data.at, align 8
  call void @ori_list_push_cow(ptr %data, i64 %len, i64 %cap, ptr %elem, i64 8, i64 8, ptr null, ptr null, ptr %list)
  %next = add i64 %i, 1
  %more = icmp slt i64 %next, %n
  br i1 %more, label %loop, label %done
done:
  %whole = load {i64, i64, ptr}, ptr %list, align 8
  store {i64, i64, ptr} %whole, ptr %out, align 8
  ret void
}
`

func TestPushInlinesToALoadAndAStore(t *testing.T) {
	l := release.what(t)
	push := abi.Exports[slices.IndexFunc(abi.Exports, func(e abi.Export) bool { return e.Name == "ori_list_push_cow" })]
	m := optimised(t, l, push.Declaration()+"\n"+pushLoop)
	defer m.Context().Dispose()
	var calls []string
	var stores int
	for in := range instructions(m.NamedFunction("fill")) {
		switch in.InstructionOpcode() {
		case llvm.Call:
			called := in.CalledValue() // an empty assembler text only hides a value from the optimiser
			if name := called.Name(); !strings.HasPrefix(name, "llvm.") && called.IsAInlineAsm().IsNil() {
				calls = append(calls, name)
			}
		case llvm.Store:
			stores++
		}
	}
	// Twice: the first round, on the empty list, is peeled off.
	if slow := slices.Compact(calls); len(slow) != 1 || slow[0] != "ori_rt$cowlist.pushPlainSlow" {
		t.Errorf("calls in the loop: %q; want the slow path only", calls)
	}
	// The element in its slot, and the three fields of the result after the loop.
	if stores > 4 {
		t.Errorf("%d stores; the list is not kept in registers:\n%s", stores, m.NamedFunction("fill"))
	}
}

// optimised links a module's text with the inline bitcode and optimises it.
func optimised(t *testing.T, l *Library, text string) llvm.Module {
	t.Helper()
	file := filepath.Join(t.TempDir(), "inline.bc")
	if err := os.WriteFile(file, l.Inline, 0o666); err != nil {
		t.Fatal(err)
	}
	ctx := llvm.NewContext()
	library, err := irutil.ParseFile(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	m := ctx.NewModule("program")
	m.SetTarget(library.Target())
	m.SetDataLayout(library.DataLayout())
	if err := linkText(m, "program", text); err != nil {
		t.Fatal(err)
	}
	if err := llvm.LinkModules(m, library); err != nil {
		t.Fatal(err)
	}
	options := llvm.NewPassBuilderOptions()
	defer options.Dispose()
	if err := m.RunPasses("default<O3>", llvm.TargetMachine{}, options); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestInlineBitcodeDefinesNothing(t *testing.T) {
	m := optimised(t, release.what(t), "")
	defer m.Context().Dispose()
	for f := range definitions(m) {
		t.Errorf("%s is left in a program that does not use the library", f.Name())
	}
	for g := range globals(m) {
		if g.Name() != "ori_rt$built_with" {
			t.Errorf("%s is left in a program that does not use the library", g.Name())
		}
	}
}

func TestSpecialise(t *testing.T) {
	params := []abi.Param{{Name: "base", Type: abi.Pointer}, n, {Name: "eq", Type: abi.EqFn}}
	l, err := Build(small("specialise", params...))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct{ text, name string }{
		{l.InlineText, `define internal .*"ori_rt\$specialise\.count"`},
		{l.InlineText, `declare hidden .*"ori_rt\$specialise\.other"`},
		{l.BitcodeText, `define hidden .*"ori_rt\$specialise\.other"`},
		{l.InlineText, `define available_externally .*@entry`},
		{l.BitcodeText, `define hidden .*"ori_rt\$specialise\.count"`},
	} {
		if !regexp.MustCompile(want.name).MatchString(want.text) {
			t.Errorf("no %s", want.name)
		}
	}
	m := optimised(t, l, `
define zeroext i1 @same(ptr %a, ptr %b) {
  %x = load i64, ptr %a, align 8
  %y = load i64, ptr %b, align 8
  %equal = icmp eq i64 %x, %y
  ret i1 %equal
}
define i64 @program(ptr %base, i64 %n) {
  %count = call i64 @entry(ptr %base, i64 %n, ptr @same)
  ret i64 %count
}
declare i64 @entry(ptr, i64, ptr)
`)
	defer m.Context().Dispose()
	for f := range definitions(m) {
		for in := range instructions(f) {
			if in.InstructionOpcode() == llvm.Call && in.CalledValue().IsAFunction().IsNil() {
				t.Errorf("the callback is constant, but %s calls a pointer", f.Name())
			}
		}
	}
}

func TestFlavours(t *testing.T) {
	for _, flavour := range []struct {
		name    string
		build   made
		has     []string // regular expressions that the code matches
		without []string
	}{
		{"libori_rt", release, []string{`atomicrmw add .* release`, `load atomic i64, .* unordered`, `@__libc_single_threaded`}, []string{`seq_cst`, `singlethread"`}},
		{"libori_rt_st", singleThreaded, nil, []string{`atomicrmw`, `load atomic`, `fence`, `@__libc_single_threaded`}},
		{"libori_rt_asan", address, []string{`__asan_report_load8`}, nil},
		{"libori_rt_tsan", thread, []string{`__tsan_atomic64_fetch_add\(.*, i64 -1, i32 3\)`}, []string{`@__libc_single_threaded`}},
		{"libori_rt_ubsan", undefined, []string{`runtime\.nilPanic`}, nil},
	} {
		t.Run(flavour.name, func(t *testing.T) {
			l := flavour.build.what(t)
			if l.Name != flavour.name {
				t.Errorf("name %s", l.Name)
			}
			for _, pattern := range flavour.has {
				if !regexp.MustCompile(pattern).MatchString(l.OptimizedText) {
					t.Errorf("the code has no %s", pattern)
				}
			}
			for _, pattern := range flavour.without {
				if found := regexp.MustCompile(pattern).FindString(l.OptimizedText); found != "" {
					t.Errorf("the code has %s", found)
				}
			}
			// Those of libori_rt_asan start with its own name, not with libori_rt's.
			helper := strings.TrimPrefix(flavour.name, "lib") + "$rc.free"
			if !bytes.Contains(l.Archive, append([]byte(helper), 0)) {
				t.Errorf("no helper %s", helper)
			}
		})
	}
}

func TestDebugInformationNamesTheSource(t *testing.T) {
	l := debug.what(t)
	file, err := elf.NewFile(bytes.NewReader(l.Shared))
	if err != nil {
		t.Fatal(err)
	}
	data, err := file.DWARF()
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]bool{} // files of functions with code
	for reader := data.Reader(); ; {
		unit, err := reader.Next()
		if err != nil {
			t.Fatal(err)
		}
		if unit == nil {
			break
		}
		reader.SkipChildren()
		table, err := data.LineReader(unit)
		if err != nil {
			t.Fatal(err)
		}
		if table == nil {
			continue
		}
		for _, f := range table.Files() {
			if f != nil {
				lines[f.Name] = true
			}
		}
	}
	for _, want := range []string{"cowlist/push.go", "rc/count.go", "abi/thunk/thunk.go"} {
		if !lines[want] {
			t.Errorf("no line of %s; there are %v", want, slices.Sorted(maps.Keys(lines)))
		}
	}
	if strings.Contains(l.BitcodeText, "nameTableKind: Default") || !strings.Contains(l.BitcodeText, "nameTableKind: None") {
		t.Error("the debug information has an index of names")
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for _, bad := range []Options{
		{Dir: moduleDir},
		{Dir: moduleDir, Thunks: "t", Exports: abi.Exports, Sanitize: "memory"},
		{Dir: moduleDir, Thunks: "t", Exports: abi.Exports, Sanitize: Thread, SingleThreaded: true},
	} {
		if _, err := Build(bad); err == nil {
			t.Errorf("%+v: no error", bad)
		}
	}
}
