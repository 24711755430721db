package moo_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"libori.org/rt/moo"
	"libori.org/rt/moo/check"
	"libori.org/rt/moo/interp"
	"libori.org/rt/moo/syntax"
)

// programs returns the programs of the repository.
func programs(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, dir := range []string{"testdata/moo", "testdata/moo/fuzz", "examples"} {
		found, err := filepath.Glob(filepath.Join("..", dir, "*.moo"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 20 {
		t.Fatalf("only %d programs found", len(files))
	}
	return files
}

func load(t *testing.T, file string) *moo.Unit {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	unit, err := moo.Load(filepath.Base(file), string(text))
	if err != nil {
		t.Fatal(err)
	}
	return unit
}

// optional returns the content of a file that need not exist.
func optional(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return string(text)
}

func TestInterpreterPrintsGoldenOutput(t *testing.T) {
	for _, file := range programs(t) {
		base := strings.TrimSuffix(file, ".moo")
		t.Run(filepath.Base(base), func(t *testing.T) {
			unit := load(t, file)
			if unit.Info.ObservesMemory {
				t.Skip("the output tells of addresses or counts, which the interpreter does not have")
			}
			env := interp.Environment{Stdin: strings.NewReader(optional(t, base+".in"))}
			if args := optional(t, base+".args"); args != "" {
				env.Args = strings.Split(strings.TrimSuffix(args, "\n"), "\n")
			}
			var out bytes.Buffer
			env.Stdout = &out
			err := interp.Run(unit.Program, unit.Info, env)
			var failure *interp.Failure
			if fails := strings.HasPrefix(filepath.Base(base), "fails_"); errors.As(err, &failure) != fails {
				t.Errorf("ended with error %v", err)
			}
			if diff := cmp.Diff(optional(t, base+".out"), out.String()); diff != "" {
				t.Errorf("output (-want +got):\n%s", diff)
			}
		})
	}
}

// The programs of the repository are what every build is checked with, so they
// have to use the whole language.
func TestProgramsUseEveryMethod(t *testing.T) {
	used := map[*syntax.MethodSpec]bool{}
	for _, file := range programs(t) {
		for _, f := range load(t, file).Program.Funcs {
			eachExpr(f.Body, func(e syntax.Expr) {
				if m, ok := e.(*syntax.Method); ok {
					used[m.Spec] = true
				}
			})
		}
	}
	for _, m := range check.Methods() {
		if !used[m] {
			t.Errorf("no program uses %s", m.Op)
		}
	}
}

func eachExpr(b *syntax.Block, visit func(syntax.Expr)) {
	if b == nil {
		return
	}
	var deep func(syntax.Expr)
	deep = func(e syntax.Expr) {
		visit(e)
		syntax.Children(e, deep)
	}
	for _, s := range b.Stmts {
		syntax.Exprs(s, deep)
		switch s := s.(type) {
		case *syntax.If:
			eachExpr(s.Then, visit)
			eachExpr(s.Else, visit)
		case *syntax.While:
			eachExpr(s.Body, visit)
		case *syntax.For:
			eachExpr(s.Body, visit)
		}
	}
}

func TestInterpreterStopsAfterItsSteps(t *testing.T) {
	unit, err := moo.Load("loop.moo", "fn main() {\n    while true { }\n}\n")
	if err != nil {
		t.Fatal(err)
	}
	err = interp.Run(unit.Program, unit.Info, interp.Environment{Stdin: strings.NewReader(""), Stdout: &bytes.Buffer{}, Steps: 1000})
	if !errors.Is(err, interp.ErrSteps) {
		t.Errorf("got %v", err)
	}
}

// Whatever the text, reading it ends with a program or with complaints.
func FuzzLoad(f *testing.F) {
	for _, seed := range []string{
		"fn main() { }", "struct A { x: int }\nfn main() { print(A(x: 1)) }",
		"fn main() { let s = \"a\\(1 + 2)b\" }", "fn f(x: inout [int]) { x[0] += 1 }",
		"const C = {1: [2]}\nfn main() { for k, v in C { print(k, v) } }",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		unit, err := moo.Load("fuzz.moo", text)
		if (unit == nil) == (err == nil) {
			t.Errorf("unit %v, error %v", unit, err)
		}
	})
}
