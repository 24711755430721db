package backend_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"libori.org/rt/moo"
	"libori.org/rt/moo/backend"
)

// emit returns the IR of a program, and of one of its functions alone.
func emit(t *testing.T, text, function string, o backend.Options) (module, body string) {
	t.Helper()
	unit, err := moo.Load("t.moo", text)
	if err != nil {
		t.Fatal(err)
	}
	m, err := backend.Emit(unit, o)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Dispose()
	module = m.LLVM.String()
	start := strings.Index(module, "@moo."+function+"(")
	if start < 0 {
		t.Fatalf("no function %s in\n%s", function, module)
	}
	start = strings.LastIndex(module[:start], "define")
	end := strings.Index(module[start:], "\n}")
	return module, module[start : start+end]
}

// count returns how often the pattern occurs.
func count(text, pattern string) int {
	return len(regexp.MustCompile(pattern).FindAllString(text, -1))
}

func TestAMoveChangesNoCount(t *testing.T) {
	_, body := emit(t, `fn grow(xs: [int]) -> [int] {
    var ys = xs
    ys.push(1)
    return ys
}
fn main() { print(grow([1])) }
`, "grow", backend.Options{})
	if n := count(body, `@"?inc|@"?dec|_rc_inc|_rc_dec`); n != 0 {
		t.Errorf("%d changes of counts in\n%s", n, body)
	}
	if count(body, `@ori_list_push_cow\(.*ptr %ys\)`) != 1 {
		t.Errorf("the push does not store back where it loaded from:\n%s", body)
	}
}

func TestASecondNameAddsOneReference(t *testing.T) {
	_, body := emit(t, `fn main() {
    var a = [1].take(1)
    let b = a
    a.push(2)
    print(a, b)
}
`, "main", backend.Options{})
	if got := count(body, `call void @"inc \[int\]"`); got != 1 {
		t.Errorf("%d incs, not 1:\n%s", got, body)
	}
	if got := count(body, `call void @"dec \[int\]"`); got != 2 {
		t.Errorf("%d decs, not 2:\n%s", got, body)
	}
}

func TestLoopsBorrowTheirElements(t *testing.T) {
	_, body := emit(t, `fn total(grid: [[int]]) -> int {
    var sum = 0
    for row in grid {
        for x in row { sum += x }
    }
    return sum
}
fn main() { print(total([[1]])) }
`, "total", backend.Options{})
	if n := count(body, `call `); n != 0 {
		t.Errorf("%d calls in a loop that only reads:\n%s", n, body)
	}
}

func TestNestedPlacesAreUnsharedOnTheWay(t *testing.T) {
	_, body := emit(t, `fn set(grid: inout [[int]], m: inout {str: [int]}) {
    grid[1][2] = 3
    m["k"].push(4)
}
fn main() {
    var grid = [[1]]
    var m: {str: [int]} = {:}
    set(&grid, &m)
}
`, "set", backend.Options{})
	order := regexp.MustCompile(`@ori_\w+`).FindAllString(body, -1)
	want := "@ori_list_unshare_cow @ori_list_set_cow @ori_map_entry_cow @ori_list_push_cow"
	if got := strings.Join(order, " "); got != want {
		t.Errorf("calls %s\nwant  %s", got, want)
	}
}

func TestLiteralsAreImmortalConstants(t *testing.T) {
	module, body := emit(t, `const C = {"a": [1, 2], "b": [3]}
fn main() {
    let text = "longer than the twenty-three bytes that fit"
    print(C, text, [(1, "x")])
}
`, "main", backend.Options{})
	if n := count(body, `@ori_`); n != 0 {
		t.Errorf("%d runtime calls for constants:\n%s", n, body)
	}
	if n := count(module, `private unnamed_addr constant .*i64 -1`); n < 5 {
		t.Errorf("%d immortal objects, not at least 5:\n%s", n, module)
	}
}

func TestTrampolinesAreEmittedOnce(t *testing.T) {
	module, _ := emit(t, `struct Tree { kids: [Tree], name: str }
fn main() {
    var t = Tree(kids: [], name: "root")
    var u = t
    t.kids.push(u)
    u.kids.push(t)
    print(t == u, t.kids.find(u), u)
}
`, "main", backend.Options{})
	for _, name := range []string{"inc Tree", "dec Tree", "eq Tree", "moo.show.Tree"} {
		if n := count(module, `define .*@"?`+regexp.QuoteMeta(name)+`"?\(`); n != 1 {
			t.Errorf("%s is defined %d times", name, n)
		}
	}
}

func TestEveryInstructionHasItsLine(t *testing.T) {
	_, body := emit(t, `fn main() {
    var xs = [1].take(1)
    xs.push(
        xs.len() / 2
    )
    print(xs)
}
`, "main", backend.Options{Debug: true})
	for _, line := range strings.Split(body, "\n") {
		if strings.Contains(line, " call ") && !strings.Contains(line, "!dbg") {
			t.Errorf("no line: %s", line)
		}
	}
}

func TestDivisionNeverReachesLLVMsUndefinedCases(t *testing.T) {
	_, body := emit(t, `fn div(a: int, b: int) -> int { return a / b + a % b }
fn main() { print(div(1, 2)) }
`, "div", backend.Options{})
	if count(body, `@moo_fail_division`) != 2 || count(body, `select i1`) < 3 {
		t.Errorf("unguarded division:\n%s", body)
	}
}

// A program with debug information is the same program, whatever its types hold: also
// themselves, in a list or a map of theirs.
func TestEveryProgramCanBeDebugged(t *testing.T) {
	const itself = `struct Value { kind: int, items: [Value], box: Box? }
struct Pair { first: Value, more: [Pair], by: {int: Pair} }
box struct Box { value: Value, next: Box? }
fn main() {
    let v = Value(kind: 1, items: [Value(kind: 2, items: [], box: none)], box: none)
    let p = Pair(first: v, more: [], by: {:})
    print(v.items.len() + p.more.len())
}
`
	texts := map[string]string{"itself.moo": itself}
	for _, folder := range []string{"testdata/moo", "examples", "bench/whole/_programs/*"} {
		files, _ := filepath.Glob("../../" + folder + "/*.moo")
		if len(files) == 0 {
			t.Errorf("no programs in %s", folder)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			texts[filepath.Base(file)] = string(text)
		}
	}
	for name, text := range texts {
		unit, err := moo.Load(name, text)
		if err != nil {
			continue // it is there for its error
		}
		m, err := backend.Emit(unit, backend.Options{Debug: true})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		m.Dispose()
	}
}
