package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Blocks that a test elsewhere holds to what they show: "page language", and for llvm a block that
// names the function whose IR it is.
var heldElsewhere = map[string]string{
	"docs/backend-guide.md moo":        "moo/backend, TestGuideShowsTheIRThatIsEmitted",
	"docs/backend-guide.md llvm named": "moo/backend, TestGuideShowsTheIRThatIsEmitted",
	"docs/language.md moo":             "moo, TestReferencesProgramRuns and TestFragments",
	"docs/oriopt.md moo":               "moo, TestFragments",
	"docs/debugging.md console":        "cgo, TestDebuggingGuide",
	"CONTRIBUTING.md go":               "TestTheExampleOfAFunction",
}

// Commands that nobody runs here: the probes of perf and bpftrace need the kernel's permission.
const probes = "docs/debugging.md sh"

var anyBlock = regexp.MustCompile("(?ms)^ *```([a-z]+)([^\n]*)\n(.*?)^ *```")

// codeBlocks compiles what the documents show in C and LLVM IR, and fails for a block that neither
// this program nor a test named above looks at.
func codeBlocks(root, version string) error {
	documents, err := documents(root)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "ori_blocks")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	declared, err := os.ReadFile(filepath.Join(root, "include", "ori_rt.ll"))
	if err != nil {
		return err
	}
	var wrong []error
	compiled := map[string]int{}
	for _, page := range documents {
		text, err := os.ReadFile(filepath.Join(root, page))
		if err != nil {
			return err
		}
		for _, block := range anyBlock.FindAllStringSubmatch(string(text), -1) {
			language, named, code := block[1], strings.TrimSpace(block[2]) != "", block[3]
			kind := page + " " + language
			if named {
				kind += " named"
			}
			switch {
			case heldElsewhere[kind] != "" || language == "sh" && (isScript(page) || kind == probes):
				continue
			case language == "c":
				err = compileC(root, dir, code)
			case language == "llvm" && !named:
				err = assemble(dir, version, string(declared), code)
			default:
				err = errors.New("no test looks at blocks like this one")
			}
			if err != nil {
				wrong = append(wrong, fmt.Errorf("%s: %w, of this block:\n%s", page, err, block[0]))
			}
			compiled[language]++
		}
	}
	fmt.Printf("%d blocks of C and %d of LLVM IR compile\n", compiled["c"], compiled["llvm"])
	return errors.Join(wrong...)
}

// The names that fragments of C on the pages use.
const aroundC = `#include <ori_rt.h>
#include <stddef.h>
static OriStr name;
static OriList xs;
static uint64_t h;
static struct { int64_t x; OriList tags; } *p;
static struct index { OriMap words; } index_;
void build_index(struct index *);
#define index index_
`

// compileC compiles a file, declarations, or statements.
func compileC(root, dir, code string) error {
	var includes, statements []string
	for line := range strings.Lines(code) {
		if strings.HasPrefix(strings.TrimSpace(line), "#include") {
			includes = append(includes, strings.TrimSpace(line)+"\n")
		} else {
			statements = append(statements, line)
		}
	}
	file := filepath.Join(dir, "block.c")
	asFile := "#include <ori_rt.h>\n" + code
	asStatements := strings.Join(includes, "") + aroundC + "void fragment(void) {\n" + strings.Join(statements, "") + "}\n"
	var failed error
	for _, text := range []string{asFile, asStatements} {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			return err
		}
		out, err := exec.Command("cc", "-fsyntax-only", "-Werror=implicit-function-declaration", "-I"+filepath.Join(root, "include"), file).CombinedOutput()
		if err == nil {
			return nil
		}
		failed = fmt.Errorf("%w\n%s", err, out)
	}
	return failed
}

var (
	assigned  = regexp.MustCompile(`(?m)^\s*(%[\w.]+) = `)
	typedUse  = regexp.MustCompile(`\b(ptr|i\d+|double|float) (%[\w.]+)|(%triple) (%[\w.]+)`)
	symbol    = `@(?:[\w.$]+|"[^"]*")`
	called    = regexp.MustCompile(`call (\S+) (` + symbol + `)\((.*)\)`)
	mentioned = regexp.MustCompile(`ptr (` + symbol + `)`)
)

// assemble reads instructions as the body of a function: what they use and do not
// compute is its parameters, and what they call is declared as it is called.
func assemble(dir, version, declared, code string) error {
	lines := strings.Split(code, "\n")
	for i, line := range lines {
		lines[i], _, _ = strings.Cut(line, ";")
	}
	code = strings.Join(lines, "\n")
	var computed, parameters []string
	for _, m := range assigned.FindAllStringSubmatch(code, -1) {
		computed = append(computed, m[1])
	}
	for _, m := range typedUse.FindAllStringSubmatch(code, -1) {
		typ, value := m[1]+m[3], m[2]+m[4]
		if !slices.Contains(computed, value) {
			computed = append(computed, value)
			parameters = append(parameters, typ+" "+value)
		}
	}
	names := map[string]string{} // declarations
	for _, m := range mentioned.FindAllStringSubmatch(code, -1) {
		names[m[1]] = "declare void " + m[1] + "()"
	}
	for _, m := range called.FindAllStringSubmatch(code, -1) {
		var types []string
		for _, argument := range strings.Split(m[3], ", ") {
			typ, _, _ := strings.Cut(argument, " ")
			types = append(types, typ)
		}
		names[m[2]] = "declare " + m[1] + " " + m[2] + "(" + strings.Join(types, ", ") + ")"
	}
	var module strings.Builder
	module.WriteString(declared + "%triple = type { i64, i64, ptr }\n")
	for name, declaration := range names {
		if !strings.Contains(declared, name+"(") {
			module.WriteString(declaration + "\n")
		} else if !signature(declared, declaration, name) {
			return fmt.Errorf("the library has no %s", strings.TrimPrefix(declaration, "declare "))
		}
	}
	module.WriteString("define void @fragment(" + strings.Join(parameters, ", ") + ") {\n" + code + "\n  ret void\n}\n")
	file := filepath.Join(dir, "block.ll")
	if err := os.WriteFile(file, []byte(module.String()), 0o666); err != nil {
		return err
	}
	if out, err := exec.Command("llvm-as-"+version, file, "-o", filepath.Join(dir, "block.bc")).CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}

var parameter = regexp.MustCompile(`(?:^|, )(ptr|i\d+|double|float)\b`)

// signature tells whether a function of ori_rt.ll has the types that a call gives it.
func signature(declared, declaration, name string) bool {
	_, list, _ := strings.Cut(regexp.MustCompile(`(?m)^declare .*`+regexp.QuoteMeta(name+"(")+".*$").FindString(declared), name+"(")
	_, want, _ := strings.Cut(declaration, name+"(")
	var have []string
	for _, m := range parameter.FindAllStringSubmatch(list, -1) {
		have = append(have, m[1])
	}
	return slices.Equal(have, strings.Split(strings.TrimSuffix(want, ")"), ", "))
}
