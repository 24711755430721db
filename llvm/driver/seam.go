package driver

import (
	"embed"
	"errors"
	"fmt"
	"go/constant"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tinygo.org/x/go-llvm"
)

// The bodies, in LLVM assembly, of the functions that package runtime declares
// without one, and of the checks in the Go runtime that the code sees.
//
//go:embed ir/*.ll
var seamIR embed.FS

// lowered are the functions of the little Go runtime that prepare removes.
var lowered = []string{"runtime.alloc", "runtime.alloc_zero", "runtime.typeAssert"}

// unused is what only packages of the standard library name, and nobody calls.
var unused = []string{"runtime.Goexit", "runtime.stringConcat", "runtime.stringFromBytes", "runtime.stringToBytes"}

// seamText returns the bodies for a flavour of the library.
func (p *program) seamText(o *Options) string {
	files := []string{"memory.ll", "words.ll", "calls.ll", "hints.ll", "threads.ll", "checks.ll", "seed.ll"}
	acquire, fence, toAddress := "unordered", "fence acquire", "ptrtoaddr"
	if LLVMMajor() < 22 {
		toAddress = "ptrtoint"
	}
	switch {
	case o.SingleThreaded:
		files = append(files, "counts_plain.ll", "threads_one.ll")
	case o.Sanitize == Thread:
		files = append(files, "counts_atomic.ll", "threads_many.ll")
		acquire, fence = "acquire", "%v = load atomic i64, ptr %p acquire, align 8" // the sanitizer does not model fences
	default:
		files = append(files, "counts_atomic.ll", "threads_ask.ll")
		if machine, _, _ := o.target(); !machine.ordered {
			acquire = "acquire"
		}
	}
	var text strings.Builder
	declared := map[string]bool{}
	for _, file := range files {
		ir, err := seamIR.ReadFile("ir/" + file)
		if err != nil {
			panic(err) // embedded
		}
		for line := range strings.Lines(string(ir)) {
			// Two files may declare one function; a module may not.
			if strings.HasPrefix(line, "declare ") {
				if declared[line] {
					continue
				}
				declared[line] = true
			}
			text.WriteString(line)
		}
	}
	named := strings.NewReplacer("ACQUIRE", acquire, "FENCE", fence, "PTRTOADDR", toAddress).Replace(text.String())
	if o.SingleThreaded {
		named = unorderedLoad.ReplaceAllString(named, "load $1, ptr $2,") // no other thread stores
	}
	return numberInIR.ReplaceAllStringFunc(named, func(s string) string {
		return strconv.FormatInt(p.number(numberInIR.FindStringSubmatch(s)[1]), 10)
	})
}

// unorderedLoad is a load that is atomic and orders nothing.
var unorderedLoad = regexp.MustCompile(`load atomic (\w+), ptr (\S+) unordered,`)

// numberInIR is where a constant of package runtime goes.
var numberInIR = regexp.MustCompile(`\$\{(\w+)\}`)

// number returns a constant of package runtime.
func (p *program) number(name string) int64 {
	seam := p.loaded.Packages[seamPackage]
	if seam == nil {
		panic("driver: the code does not import package runtime, which has " + name)
	}
	named, ok := seam.Pkg.Scope().Lookup(name).(*types.Const)
	if !ok {
		panic("driver: package runtime has no constant " + name)
	}
	v, _ := constant.Int64Val(named.Val())
	return v
}

// parseSeam parses the bodies and checks that there is one for each declaration
// in Go, with the same signature, and none without a declaration. What the
// bodies promise about control flow holds for the declarations from now on.
func (p *program) parseSeam(m llvm.Module, text string) (llvm.Module, error) {
	seam, err := parseFor(m, "seam", text)
	if err != nil {
		return seam, err
	}
	var wrong []string
	declared := p.seamDeclarations()
	for _, name := range declared {
		body := seam.NamedFunction(name)
		if body.IsNil() || body.IsDeclaration() {
			wrong = append(wrong, name+" has no body")
			continue
		}
		declaration := m.NamedFunction(name)
		if declaration.IsNil() {
			continue // nobody calls it
		}
		if body.GlobalValueType() != declaration.GlobalValueType() {
			wrong = append(wrong, fmt.Sprintf("%s is declared %s but its body is %s",
				name, typeText(declaration.GlobalValueType()), typeText(body.GlobalValueType())))
		}
		for _, promise := range []string{"noreturn", "nounwind", "cold"} {
			if hasAttribute(body, promise) {
				addAttribute(declaration, promise)
			}
		}
	}
	for body := range definitions(seam) {
		if !slices.Contains(declared, body.Name()) && p.loaded.Packages[goPackage(body.Name())] != nil {
			wrong = append(wrong, body.Name()+" has a body but is not declared")
		}
	}
	if wrong != nil {
		return seam, errors.New("the seam's bodies do not fit package runtime:\n\t" + strings.Join(wrong, "\n\t"))
	}
	return seam, nil
}

// goPackage returns the import path in a function's name.
func goPackage(function string) string {
	return function[:strings.LastIndexByte(function, '.')]
}

// seamDeclarations returns the functions without body that the seam must
// define.
func (p *program) seamDeclarations() []string {
	var names []string
	for _, path := range []string{seamPackage, "runtime"} {
		pkg := p.loaded.Packages[path]
		if pkg == nil {
			continue
		}
		for _, member := range p.ssa.Package(pkg.Pkg).Members {
			if fn := functionOf(member); fn != nil && bodyless(fn) && !linked(fn) {
				if name := fn.RelString(nil); !slices.Contains(lowered, name) && !slices.Contains(unused, name) {
					names = append(names, name)
				}
			}
		}
	}
	slices.Sort(names)
	return names
}

// linkSeam gives the declarations their bodies.
func linkSeam(m, seam llvm.Module) error {
	if err := llvm.LinkModules(m, seam); err != nil {
		return fmt.Errorf("seam: %w", err)
	}
	for f := range definitions(m) {
		if strings.HasPrefix(f.Name(), seamPackage+".") || strings.HasPrefix(f.Name(), "runtime.") {
			f.SetLinkage(llvm.InternalLinkage)
		}
	}
	return verify(m, "seam")
}
