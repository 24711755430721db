package driver

import (
	"bytes"
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"libori.org/rt/abi"
)

// What a linker makes of the library's files.

// library writes the release build's files to a directory and returns it.
func library(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := release.what(t).WriteFiles(dir, false); err != nil {
		t.Fatal(err)
	}
	return dir
}

// include is the directory of ori_rt.h.
func include(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../include")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// size returns the bytes of code and data of a file, as the size command sees it.
func size(t *testing.T, dir, file string) int {
	t.Helper()
	fields := strings.Fields(strings.Split(run(t, dir, "size", file), "\n")[1])
	n, err := strconv.Atoi(fields[3])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAProgramLinksWhatItUses(t *testing.T) {
	dir := library(t)
	write(t, dir, "empty.c", "int main(void) { return 0; }\n")
	write(t, dir, "live.c", "#include <ori_rt.h>\nint main(void) { return (int)ori_rc_live_count(); }\n")
	hello, err := os.ReadFile("../../examples/hello.c")
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "hello.c", string(hello))
	run(t, dir, "cc", "-O2", "-o", "empty", "empty.c")
	nothing := size(t, dir, "empty")
	for name, limit := range map[string]int{"live": 4 << 10, "hello": 40 << 10} {
		run(t, dir, "cc", "-O2", "-I", include(t), "-o", name, name+".c", "libori_rt.a")
		run(t, dir, "./"+name)
		if ours := size(t, dir, name) - nothing; ours > limit {
			t.Errorf("%s links %d bytes of the library; limit %d", name, ours, limit)
		} else {
			t.Logf("%s links %d bytes of the library", name, ours)
		}
	}
}

// Thirty copies of the library in one process, none of which takes a part of the
// space for thread-local variables that the C library sets aside at start.
func TestThirtyPluginsCarryACopyEach(t *testing.T) {
	dir := library(t)
	write(t, dir, "plugin.c", `#include <ori_rt.h>
static void inc(void *e) { ori_rc_inc(*(void **)e); }
static void dec(void *e) { ori_rc_dec(*(void **)e, 0); }
int64_t work(void) { /* releases counted elements, which needs the thread's block */
	OriList a = {0, 0, 0};
	for (int i = 0; i < 100; i++) {
		void *p = ori_rc_alloc(8, 8);
		ori_list_push_cow(a.data, a.len, a.cap, &p, 8, 8, inc, dec, &a);
	}
	ori_buffer_rc_dec(a.data, a.len, a.cap, 8, dec);
	return ori_rc_live_count();
}
`)
	write(t, dir, "host.c", `#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
static void *libs[30];
static void *all(void *bad) {
	for (int i = 0; i < 30; i++)
		*(int *)bad += ((int64_t(*)(void))dlsym(libs[i], "work"))() != 0;
	return bad;
}
int main(void) {
	for (int i = 0; i < 30; i++) {
		char name[40];
		snprintf(name, sizeof name, "./plugin%d.so", i);
		if (!(libs[i] = dlopen(name, RTLD_NOW | RTLD_LOCAL))) { puts(dlerror()); return 2; }
	}
	int bad = 0;
	pthread_t thread;
	all(&bad);
	pthread_create(&thread, 0, all, &bad);
	pthread_join(thread, 0);
	return bad;
}
`)
	run(t, dir, "cc", "-O2", "-shared", "-fPIC", "-I", include(t), "-o", "plugin0.so", "plugin.c", "libori_rt.a", "-Wl,--exclude-libs,ALL")
	for i := 1; i < 30; i++ {
		run(t, dir, "cp", "plugin0.so", fmt.Sprintf("plugin%d.so", i))
	}
	run(t, dir, "cc", "-O2", "-o", "host", "host.c", "-ldl", "-lpthread")
	run(t, dir, "./host")
}

func TestObjectsCarryTheMarksOfControlFlowProtection(t *testing.T) {
	dir := library(t)
	run(t, dir, "ar", "x", "libori_rt.a")
	objects, err := filepath.Glob(filepath.Join(dir, "*.o"))
	if err != nil || objects == nil {
		t.Fatal(objects, err)
	}
	for _, object := range objects {
		notes := run(t, dir, "readelf", "-n", object)
		if !strings.Contains(notes, "IBT") || !strings.Contains(notes, "SHSTK") {
			t.Errorf("%s has no IBT and SHSTK marks", filepath.Base(object))
		}
	}
	code := run(t, dir, "objdump", "-d", "--no-show-raw-insn", "ori_list_push_cow.o")
	if !regexp.MustCompile(`<ori_list_push_cow>:\n\s+0:\s+endbr64`).MatchString(code) {
		t.Error("ori_list_push_cow does not begin with endbr64")
	}
}

// A header of another ABI version, and inlined code of another build, are
// refused by the linker, which names what is missing.
func TestWhatDoesNotFitDoesNotLink(t *testing.T) {
	dir := library(t)
	refused := func(symbol string, args ...string) {
		t.Helper()
		cmd := exec.Command("cc", args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), symbol) {
			t.Errorf("%s: want an error about %s: %v\n%s", cmd, symbol, err, out)
		}
	}
	header, err := os.ReadFile(filepath.Join(include(t), "ori_rt.h"))
	if err != nil {
		t.Fatal(err)
	}
	const uses = "#include \"ori_rt.h\"\nint main(void) { return (int)ori_rc_live_count(); }\n"
	write(t, dir, "ori_rt.h", string(header))
	write(t, dir, "uses.c", uses)
	gc := []string{"-O2", "-ffunction-sections", "-fdata-sections", "-Wl,--gc-sections"}
	for _, lib := range []string{"libori_rt.a", "libori_rt.so"} {
		run(t, dir, "cc", "-o", "uses", "uses.c", lib)
		run(t, dir, "cc", append(gc, "-o", "uses", "uses.c", lib)...)
	}
	other := fmt.Sprintf("ori_rt_abi_%d", abi.Version+1)
	write(t, dir, "ori_rt.h", strings.ReplaceAll(string(header), abiSymbol(), other))
	for _, lib := range []string{"libori_rt.a", "libori_rt.so"} {
		refused(other, "-o", "uses", "uses.c", lib)
		refused(other, append(gc, "-o", "uses", "uses.c", lib)...)
	}

	// A module into which the bitcode was linked, of this build and of another.
	clang := fmt.Sprintf("clang-%d", LLVMMajor())
	text := release.what(t).InlineText
	name := regexp.MustCompile(`ori_rt\$build\.[0-9a-f]{8}`)
	write(t, dir, "ori_rt.h", string(header))
	write(t, dir, "same.ll", text)
	write(t, dir, "other.ll", name.ReplaceAllString(text, "ori_rt$$build.00000000"))
	for _, f := range []string{"same", "other"} {
		run(t, dir, fmt.Sprintf("llvm-as-%d", LLVMMajor()), f+".ll")
		run(t, dir, clang, "-O2", "-I", dir, "-c", "-o", f+".o", "uses.c", "-Xclang", "-mlink-builtin-bitcode", "-Xclang", f+".bc")
	}
	run(t, dir, "cc", "-o", "uses", "same.o", "libori_rt.a")
	refused("ori_rt$build.00000000", "-o", "uses", "other.o", "libori_rt.a")
}

// Objects that gcc made of examples/hello.c and of a program with threads and
// counted elements, against the first release of this ABI version.
func TestObjectsOfTheFirstReleaseOfThisABILinkAndRun(t *testing.T) {
	dir := library(t)
	old, err := filepath.Abs(fmt.Sprintf("testdata/abi%d", abi.Version))
	if err != nil {
		t.Fatal(err)
	}
	for object, want := range map[string]string{"hello.o": "a begins with 1, b with 5\n", "threads.o": "2 threads, 0 alive\n"} {
		for _, lib := range []string{"libori_rt.a", "libori_rt.so"} {
			run(t, dir, "cc", "-o", "old", filepath.Join(old, object), lib, "-Wl,-rpath,"+dir, "-lpthread")
			if got := run(t, dir, "./old"); got != want {
				t.Errorf("%s with %s prints %q, want %q", object, lib, got, want)
			}
		}
	}
}

// The reference costs a program eight bytes, however many files include the
// header, and no code.
func TestTheReferenceIsSmall(t *testing.T) {
	dir := library(t)
	write(t, dir, "one.c", "#include <ori_rt.h>\nint f(void) { return 0; }\n")
	write(t, dir, "two.c", "#include <ori_rt.h>\nint f(void); int main(void) { return f(); }\n")
	for _, std := range []string{"-std=c99", "-std=c17"} {
		run(t, dir, "cc", std, "-pedantic", "-Wall", "-Wextra", "-Werror", "-c", "-I", include(t), "one.c")
	}
	run(t, dir, "cc", "-o", "two", "-I", include(t), "one.c", "two.c", "libori_rt.a")
	file, err := elf.Open(filepath.Join(dir, "two"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	section := file.Section(".data.rel.ro")
	if section == nil || section.Size != 8 {
		t.Errorf(".data.rel.ro: %+v, want the 8 bytes of the reference", section)
	}
}

func TestArchivesAreReadByEveryTool(t *testing.T) {
	var members []member
	for i, name := range []string{"a.o", "a_name_longer_than_sixteen_bytes.o", "b.o"} {
		members = append(members, member{name: name, object: bytes.Repeat([]byte{byte(i + 1)}, 5+i)})
	}
	dir := t.TempDir()
	write(t, dir, "lib.a", string(archive(members)))
	for _, ar := range []string{"ar", fmt.Sprintf("llvm-ar-%d", LLVMMajor())} {
		if got := strings.Fields(run(t, dir, ar, "t", "lib.a")); len(got) != 3 || got[1] != members[1].name {
			t.Errorf("%s: %q", ar, got)
		}
		for _, m := range members {
			if got := run(t, dir, ar, "p", "lib.a", m.name); got != string(m.object) {
				t.Errorf("%s: %s holds %q, want %q", ar, m.name, got, m.object)
			}
		}
	}
}
