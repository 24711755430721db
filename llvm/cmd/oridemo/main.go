// Oridemo shows the whole chain once, step by step: from the runtime's Go source
// to a native program that works on real data. The program is generated as LLVM
// IR, as a compiler would. It works on the numbers on standard input:
//
//	find "$(go env GOROOT)/src" -name '*.go' -printf '%s\n' | oridemo -root .
//
// What each step makes stays in build/demo to look at.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tinygo.org/x/go-llvm"

	"libori.org/rt/abi"
	"libori.org/rt/llvm/irutil"
	"libori.org/rt/llvm/link"
	"libori.org/rt/llvm/tests/measure"
)

var root = flag.String("root", "..", "the project's `directory`")

func main() {
	flag.Parse()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "oridemo:", err)
		os.Exit(1)
	}
}

func run() error {
	build, err := link.Find(path("build", "lib"), "inline")
	if err != nil {
		return err
	}
	options := link.Options{Dir: path("build", "demo"), Name: "demo", Level: "O2"}
	if err := os.MkdirAll(options.Dir, 0o777); err != nil {
		return err
	}
	ctx := llvm.NewContext()
	defer ctx.Dispose()

	if err := showSource(); err != nil {
		return err
	}
	if err := showBitcode(ctx, build); err != nil {
		return err
	}
	module, err := emit()
	if err != nil {
		return err
	}
	defer module.Dispose()
	emitted := countCalls(module.LLVM)
	step("IR", "the program, emitted with go-llvm through package irb: %d functions, %d calls of the runtime",
		countFunctions(module.LLVM), emitted)
	optimised, err := link.Optimise(ctx, module.LLVM, build, options)
	if err != nil {
		return err
	}
	defer optimised.Dispose()
	file("demo.ll")
	if err := showOptimised(optimised, emitted); err != nil {
		return err
	}
	if err := link.Emit(optimised, options); err != nil {
		return err
	}
	program, err := link.Link(build, options)
	if err != nil {
		return err
	}
	step("object", "machine code for any x86-64, %d bytes", size(path("build", "demo", "demo.o")))
	file("demo.o")
	step("program", "linked with libori_rt.a (%d bytes) by cc: %d bytes", size(build.Library), size(program.Path))
	file("demo")
	return runProgram(program)
}

func path(elem ...string) string { return filepath.Join(append([]string{*root}, elem...)...) }

func size(file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return info.Size()
}

var steps int

func step(name, format string, args ...any) {
	steps++
	fmt.Printf("%d. %-10s %s\n", steps, name, fmt.Sprintf(format, args...))
}

func detail(format string, args ...any) {
	fmt.Printf("   %-10s %s\n", "", fmt.Sprintf(format, args...))
}

func file(name string) { detail("-> build/demo/%s", name) }

// The packages that become the library, lowest first.
var packages = []string{"runtime", "rc", "sorting", "cowlist", "keyed", "cowmap", "cowset", "cowstr"}

func showSource() error {
	lines := 0
	for _, p := range packages {
		files, err := filepath.Glob(path(p, "*.go"))
		if err != nil {
			return err
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			text, err := os.ReadFile(f)
			if err != nil {
				return err
			}
			lines += strings.Count(string(text), "\n")
		}
	}
	step("source", "the runtime: %d lines of Go in %s", lines, strings.Join(packages, ", "))
	detail("for instance cowlist.Push, which becomes ori_list_push_cow")
	return nil
}

func showBitcode(ctx llvm.Context, build link.Build) error {
	m, err := irutil.ParseFile(ctx, build.Bitcode)
	if err != nil {
		return err
	}
	defer m.Dispose()
	step("bitcode", "the same functions as LLVM bitcode, compiled without a Go runtime: %d of them, %d bytes", countFunctions(m), size(build.Bitcode))
	detail("-> build/lib/libori_rt_inline.bc")
	return nil
}

// showOptimised tells what is left of the calls.
func showOptimised(m llvm.Module, emitted int) error {
	left := countCalls(m)
	step("optimised", "with the runtime's bitcode linked in (default<O2>): %d of %d calls were inlined", emitted-left, emitted)
	for fn := range ownFunctions(m) {
		if round, ok := measure.Loop(fn, "scanf"); ok {
			detail("a round of \"while read n { numbers.push(n) }\" is %d instructions and calls %s only",
				round.Instructions, strings.Join(round.Calls, ", "))
		}
	}
	file("demo.opt.ll")
	return nil
}

func countFunctions(m llvm.Module) (n int) {
	for fn := range irutil.Functions(m) {
		if !fn.IsDeclaration() {
			n++
		}
	}
	return n
}

// countCalls counts the calls of exported runtime functions in the program's
// own functions.
func countCalls(m llvm.Module) (n int) {
	for fn := range ownFunctions(m) {
		for _, callee := range measure.Whole(fn).Calls {
			if slices.ContainsFunc(abi.Exports, func(e abi.Export) bool { return e.Name == callee }) {
				n++
			}
		}
	}
	return n
}

// ownFunctions iterates over the functions that the program defines, without
// the runtime's.
func ownFunctions(m llvm.Module) iter.Seq[llvm.Value] {
	return func(yield func(llvm.Value) bool) {
		for fn := range irutil.Functions(m) {
			if !fn.IsDeclaration() && fn.Linkage() != llvm.AvailableExternallyLinkage && !yield(fn) {
				return
			}
		}
	}
}

// runProgram runs the program on the numbers on standard input, and checks its
// answers against Go's own sort.
func runProgram(program link.Program) error {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	numbers, err := parse(string(input))
	if err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	step("run", "with %d numbers on standard input:", len(numbers))
	fmt.Println()
	result := program.Run(string(input))
	for line := range strings.Lines(result.Stdout) {
		fmt.Print("      " + line)
	}
	if result.Err != nil {
		return fmt.Errorf("the program: %w\n%s", result.Err, result.Stderr)
	}
	fmt.Println()
	if err := check(result.Stdout, numbers); err != nil {
		return err
	}
	step("checked", "order, sorted order, largest and middle are what Go's own sort says; nothing is left allocated")
	return nil
}

func parse(text string) (numbers []int64, err error) {
	for field := range strings.FieldsSeq(text) {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, n)
	}
	if len(numbers) < topCount {
		return nil, fmt.Errorf("%d numbers are too few to show anything; give it %d or more", len(numbers), topCount)
	}
	return numbers, nil
}

// check compares what the program printed with what it had to print.
func check(output string, numbers []int64) error {
	sorted := slices.Sorted(slices.Values(numbers))
	largest := slices.Clone(sorted[len(sorted)-topCount:])
	slices.Reverse(largest)
	middle := sorted[len(sorted)/2-middleCount/2:][:middleCount]
	for label, want := range map[string][]int64{
		"kept begins as it was read": numbers[:firstCount],
		"numbers begin in order":     sorted[:firstCount],
		"largest":                    largest,
		"middle":                     middle,
	} {
		line := fmt.Sprintf("%s: [%s]\n", label, strings.ReplaceAll(strings.Trim(fmt.Sprint(want), "[]"), " ", ", "))
		if !strings.Contains(output, line) {
			return fmt.Errorf("the program should have printed %q", line)
		}
	}
	if !regexp.MustCompile(`(?m)^all names released; live allocations: 0$`).MatchString(output) {
		return errors.New("the program leaks")
	}
	return nil
}
