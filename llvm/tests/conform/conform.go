package conform

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/google/go-cmp/cmp"
	"tinygo.org/x/go-llvm"

	"libori.org/rt/llvm/irb"
	"libori.org/rt/llvm/link"
)

// Program is one conformance program.
type Program struct {
	Name string
	emit func(e emitter)
}

// Programs lists all programs.
func Programs() []Program {
	var all []Program
	for _, group := range [][]Program{seeds, lists, concats, sorts, slices, nested, maps, sets, texts, shapes, traps, fatals, wholes, library} {
		all = append(all, group...)
	}
	return all
}

// Emit returns a module whose main runs the program named by its argument and
// then prints the number of live allocations.
func Emit(programs []Program) (*irb.Module, error) {
	m := irb.New("conform")
	main := m.Func("main", m.I32, m.I32, m.Ptr)
	strcmp := m.Extern("strcmp", m.I32, false, m.Ptr, m.Ptr)
	second := main.B.CreateInBoundsGEP(m.Ptr, main.Param(1), []llvm.Value{m.Int(1)}, "")
	wanted := main.B.CreateLoad(m.Ptr, second, "wanted")
	for _, p := range programs {
		f := m.Func("program "+p.Name, m.Void)
		p.emit(emitter{f})
		f.End()
		differs := main.Call(strcmp, wanted, m.Text(p.Name))
		main.If(main.B.CreateICmp(llvm.IntEQ, differs, llvm.ConstNull(m.I32), ""), func() { main.Call(f.Fn) }, nil)
	}
	main.Printf("live allocations: %ld\n", main.Runtime("ori_rc_live_count"))
	main.End(llvm.ConstNull(m.I32))
	return m, m.Finish()
}

// Run runs the program and returns what can be seen of it: its output, with
// addresses replaced by numbers in the order of their appearance, and how it
// ended if not with success. A program that comes to its end must have freed
// what it allocated.
func Run(exe link.Program, p Program) (string, error) {
	result := exe.Run("", p.Name)
	seen := numberAddresses(result.Stdout)
	if result.Stderr != "" {
		seen += "standard error: " + numberAddresses(result.Stderr)
	}
	var exit *exec.ExitError
	switch {
	case errors.As(result.Err, &exit):
		seen += fmt.Sprintf("ended by %v\n", exit)
	case result.Err != nil:
		return seen, result.Err
	case !strings.HasSuffix("\n"+result.Stdout, "\nlive allocations: 0\n"):
		return seen, errors.New("the program leaks")
	}
	return seen, nil
}

var address = regexp.MustCompile(`0x[0-9a-f]+`)

func numberAddresses(text string) string {
	numbers := make(map[string]string)
	return address.ReplaceAllStringFunc(text, func(a string) string {
		if numbers[a] == "" {
			numbers[a] = fmt.Sprintf("address %d", len(numbers)+1)
		}
		return numbers[a]
	})
}

// Check runs the program and returns an error with the difference if it does
// not do what the file in dir says.
func Check(exe link.Program, p Program, dir string) error {
	got, err := Run(exe, p)
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", p.Name, err, got)
	}
	want, err := os.ReadFile(expected(dir, p))
	if err != nil {
		return err
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		return fmt.Errorf("%s with the %s build (-want +got):\n%s", p.Name, exe.Build.Name, diff)
	}
	return nil
}

// Record makes what the program does now what it must do.
func Record(exe link.Program, p Program, dir string) error {
	got, err := Run(exe, p)
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", p.Name, err, got)
	}
	return os.WriteFile(expected(dir, p), []byte(got), 0o666)
}

func expected(dir string, p Program) string { return filepath.Join(dir, p.Name+".txt") }

// Variant is a build and how the programs are compiled for it.
type Variant struct {
	link.Build
	Level string
}

// Variants returns the builds in dir, each with a caller that is optimised, the
// archive also with one that is not: then nothing inlines and every argument
// goes through the calling convention as it is declared.
func Variants(dir string) []Variant {
	var all []Variant
	for _, b := range link.Builds(dir) {
		if b.Name == "archive" {
			all = append(all, Variant{b, "O0"})
		}
		all = append(all, Variant{b, "O2"})
	}
	return all
}

func (v Variant) String() string { return v.Name + " " + v.Level }

// Maker links the programs for variants. Those that differ only in the library
// share an object.
type Maker struct {
	module  *irb.Module
	dir     string
	objects map[string]string
}

// NewMaker returns a maker of the programs in a module. The files go to dir.
func NewMaker(m *irb.Module, dir string) *Maker { return &Maker{m, dir, make(map[string]string)} }

// Make links the programs for a variant.
func (m *Maker) Make(v Variant) (link.Program, error) {
	compiled := v.Level
	if v.Bitcode != "" {
		compiled = "inline-" + v.Level
	}
	object, ok := m.objects[compiled]
	if !ok {
		if err := link.Compile(m.module.LLVM, v.Build, link.Options{Dir: m.dir, Name: compiled, Level: v.Level}); err != nil {
			return link.Program{}, err
		}
		object = filepath.Join(m.dir, compiled+".o")
		m.objects[compiled] = object
	}
	return link.Link(v.Build, link.Options{Dir: m.dir, Name: v.Name + "-" + v.Level}, object)
}
